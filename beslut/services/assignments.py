"""Who gives a person assistance, and on what ground somebody else is paid."""

from datetime import date, datetime

from assistans.models import User
from assistans.svenska import datum_text
from beslut.models import Anordnare, Betalningsmottagare, Brukare, Uppdrag
from beslut.omfang import extent_of
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards, store_next
from beslut.services.refusal import RegistrationRefused, told_in_words


@told_in_words()
def register_assignment(
    *,
    brukare: Brukare,
    anordnare: Anordnare,
    galler_fran: date,
    galler_tom: date | None,
    avtalsform: str,
    avtal_datum: date | None,
    natt: bool,
    by: User,
    at: datetime,
) -> Uppdrag:
    """Register who gives the assistance. An open assignment of the same two ends the day before."""
    refuse_backwards(galler_fran, galler_tom)
    uppdrag = Uppdrag(
        brukare=brukare,
        anordnare=anordnare,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        avtalsform=avtalsform,
        avtal_datum=avtal_datum,
        natt=natt,
    )
    omfang = store_next(uppdrag, after=Uppdrag.objects.filter(brukare=brukare, anordnare=anordnare))
    record_change("uppdrag.registrerat", uppdrag, omfang=omfang, by=by, at=at)
    return uppdrag


@told_in_words()
def change_assignment(
    *,
    uppdrag: Uppdrag,
    galler_tom: date | None,
    avtal_datum: date | None,
    informerad_om_upphort: date | None,
    natt: bool,
    by: User,
    at: datetime,
) -> Uppdrag:
    """Change what becomes known while an assignment lasts: its end, its agreement, and that the person has been told
    of a permit that ceased (B02). Provider, beginning and form stay: another form is another assignment.
    """
    uppdrag = Uppdrag.objects.select_for_update().get(pk=uppdrag.pk)
    refuse_backwards(uppdrag.galler_fran, galler_tom)

    nytt = {
        "galler_tom": galler_tom,
        "avtal_datum": avtal_datum,
        "informerad_om_upphort": informerad_om_upphort,
        "natt": natt,
    }
    andrat, omfang = save_change(uppdrag, nytt)
    record_change("uppdrag.andrat", uppdrag, omfang=omfang, by=by, at=at, andrat=andrat)
    return uppdrag


@told_in_words()
def register_mandate(
    *,
    brukare: Brukare,
    anordnare: Anordnare,
    galler_fran: date,
    galler_tom: date | None,
    grund: str,
    undertecknad_av: str,
    undertecknad: date | None,
    by: User,
    at: datetime,
    diarienummer: str = "",
) -> Betalningsmottagare:
    """Register on what ground the provider is paid instead of the person (B07).

    A decision under 11 § LSS is the municipality's own, and is found by its diarienummer (B08).
    """
    refuse_backwards(galler_fran, galler_tom)
    if grund != Betalningsmottagare.Grund.AVTAL and undertecknad is None:
        raise RegistrationRefused("Skriv vilken dag handlingen är undertecknad.", "undertecknad")
    if grund == Betalningsmottagare.Grund.BESLUT_11 and not diarienummer:
        raise RegistrationRefused("Skriv beslutets diarienummer.", "diarienummer")
    if grund != Betalningsmottagare.Grund.BESLUT_11 and diarienummer:
        raise RegistrationRefused("Diarienumret hör till ett beslut enligt 11 § LSS.", "diarienummer")

    mandat = Betalningsmottagare.objects.create(
        brukare=brukare,
        anordnare=anordnare,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        grund=grund,
        diarienummer=diarienummer,
        undertecknad_av=undertecknad_av,
        undertecknad=undertecknad,
    )
    record_change("betalningsmottagare.registrerad", mandat, omfang=extent_of(mandat), by=by, at=at, grund=grund)
    return mandat


@told_in_words()
def revoke_mandate(*, mandat: Betalningsmottagare, aterkallad: date, by: User, at: datetime) -> Betalningsmottagare:
    """Write down that the ground for paying somebody else is withdrawn, from a day on."""
    mandat = Betalningsmottagare.objects.select_for_update().get(pk=mandat.pk)
    if mandat.aterkallad is not None:
        raise RegistrationRefused(f"Grunden är redan återkallad den {datum_text(mandat.aterkallad)}.")
    if mandat.undertecknad is not None and aterkallad < mandat.undertecknad:
        raise RegistrationRefused(
            f"Handlingen undertecknades den {datum_text(mandat.undertecknad)}. Den kan inte återkallas före det.",
            "aterkallad",
        )
    omfang = save_change(mandat, {"aterkallad": aterkallad}).omfang
    record_change("betalningsmottagare.aterkallad", mandat, omfang=omfang, by=by, at=at, aterkallad=str(aterkallad))
    return mandat
