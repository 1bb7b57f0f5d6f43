"""Who gives a person assistance, on what ground somebody else is paid, and which assistants are reported."""

from datetime import date, datetime

from assistans.models import User
from assistans.svenska import datum_text
from beslut.models import Anordnare, Assistent, Betalningsmottagare, Brukare, Person, Uppdrag
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
) -> Betalningsmottagare:
    """Register on what ground the provider is paid instead of the person (B07)."""
    refuse_backwards(galler_fran, galler_tom)
    if grund != Betalningsmottagare.Grund.AVTAL and undertecknad is None:
        raise RegistrationRefused("Skriv vilken dag handlingen är undertecknad.", "undertecknad")

    mandat = Betalningsmottagare.objects.create(
        brukare=brukare,
        anordnare=anordnare,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        grund=grund,
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


@told_in_words()
def register_assistant(
    *,
    anordnare: Anordnare,
    brukare: Brukare | None,
    personnummer: str,
    namn: str,
    galler_fran: date,
    galler_tom: date | None,
    anmald_11a: date | None,
    narstaende: bool,
    hushallsgemenskap: bool,
    ees_bosatt: bool,
    anstalld_fran: date | None,
    arbetstidslag: str,
    by: User,
    at: datetime,
) -> Assistent:
    """Register an assistant that the provider has reported (11 a § LSS), for one person or for all of the provider's.

    An open registration of the same assistant, provider and person ends the day before.
    """
    refuse_backwards(galler_fran, galler_tom)
    person_id = Person.objects.ids_by_number({personnummer})[personnummer]
    assistent = Assistent(
        person_id=person_id,
        anordnare=anordnare,
        brukare=brukare,
        namn=namn,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        anmald_11a=anmald_11a,
        narstaende=narstaende,
        hushallsgemenskap=hushallsgemenskap,
        ees_bosatt=ees_bosatt,
        anstalld_fran=anstalld_fran,
        arbetstidslag=arbetstidslag,
    )
    tidigare = Assistent.objects.filter(person_id=person_id, anordnare=anordnare, brukare=brukare)
    record_change("assistent.registrerad", assistent, omfang=store_next(assistent, after=tidigare), by=by, at=at)
    return assistent
