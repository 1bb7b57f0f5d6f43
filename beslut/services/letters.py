"""Letters as drafts: made for those it is about, read and changed by a person, and noted when they have been sent.

The program sends nothing. That somebody has been told that a permit ceased is a fact that the controls ask for (B02).
"""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from assistans.models import User
from assistans.personnummer import find_personnummer
from assistans.svenska import datum_text
from beslut.beteckning import provider_label
from beslut.brev.text import AMNE_UPPHORT, revocation_letter
from beslut.models import Brev, Brukare, Tillstand, Uppdrag
from beslut.services.assignments import change_assignment
from beslut.services.foljder import record_change, save_change
from beslut.services.refusal import RegistrationRefused, told_in_words
from beslut.upphort import assignments_touched, gaps_after, last_day


@told_in_words()
def draft_revocation_letters(*, tillstand: Tillstand, by: User, at: datetime) -> list[Brev]:
    """Make a draft for each person whom it touches, of those that the user may see, who has no letter about it."""
    tillstand = Tillstand.objects.select_for_update(of=("self",)).select_related("anordnare").get(pk=tillstand.pk)
    sista = last_day(tillstand)
    if sista is None or tillstand.typ != Tillstand.Typ.TILLSTAND:
        raise RegistrationRefused("Brev skrivs när en anordnares tillstånd har upphört.")

    har_brev = set(_standing(tillstand).values_list("brukare", flat=True))
    uppdrag = assignments_touched(tillstand, gaps_after(tillstand), by)
    berorda = {u.brukare_id: u.brukare for u in uppdrag if u.brukare_id not in har_brev}
    return [_draft(tillstand, brukare, sista, by=by, at=at) for brukare in berorda.values()]


@told_in_words()
def change_letter(*, brev: Brev, amne: str, text: str, by: User, at: datetime) -> Brev:
    """Change a letter that has not been sent. It carries a reference, never a personnummer."""
    brev = _lock_draft(brev)
    if find_personnummer(text, idag=timezone.localdate(at)):
        raise RegistrationRefused("Ett personnummer står i texten. Skriv referensen i stället.", "text")
    andrat = save_change(brev, {"amne": amne, "text": text}).falt
    record_change("brev.andrat", brev, omfang=None, by=by, at=at, andrat=andrat)
    return brev


@told_in_words()
def hand_over(*, brev: Brev, skickat: date, by: User, at: datetime) -> Brev:
    """Write down which day the person got the letter. If it told of a permit, she was informed that day at the latest.

    An earlier day on which she was told already stands.
    """
    brev = _lock_draft(brev)
    if skickat > timezone.localdate(at):
        raise RegistrationRefused("Dagen ligger framåt i tiden.", "skickat")
    if brev.tillstand and skickat < brev.tillstand.galler_fran:
        borjade = datum_text(brev.tillstand.galler_fran)
        raise RegistrationRefused(f"Tillståndet började gälla den {borjade}. Skriv en senare dag.", "skickat")
    save_change(brev, {"skickat": skickat, "skickat_av_id": by.pk})
    record_change("brev.skickat", brev, omfang=None, by=by, at=at, skickat=str(skickat))
    if brev.slag == Brev.Slag.TILLSTAND_UPPHORT and brev.tillstand and brev.brukare_id:
        _note_informed(brev.tillstand, brev.brukare_id, skickat, by=by, at=at)
    return brev


@told_in_words()
def void(*, brev: Brev, by: User, at: datetime) -> Brev:
    """Put a draft aside: it is kept, but shall not be sent, and another may be made."""
    brev = _lock_draft(brev)
    save_change(brev, {"makulerat": at})
    record_change("brev.makulerat", brev, omfang=None, by=by, at=at)
    return brev


def _standing(tillstand: Tillstand) -> QuerySet[Brev]:
    return Brev.objects.filter(tillstand=tillstand, slag=Brev.Slag.TILLSTAND_UPPHORT, makulerat__isnull=True)


def _draft(tillstand: Tillstand, brukare: Brukare, sista: date, *, by: User, at: datetime) -> Brev:
    anordnare = provider_label(tillstand.anordnare)
    brev = Brev.objects.create(
        slag=Brev.Slag.TILLSTAND_UPPHORT,
        brukare=brukare,
        anordnare=tillstand.anordnare,
        tillstand=tillstand,
        amne=AMNE_UPPHORT,
        text=revocation_letter(referens=brukare.referens, anordnare=anordnare, sista_dag=sista),
        skapat_av=by,
        skapat=at,
    )
    record_change("brev.skapat", brev, omfang=None, by=by, at=at)
    return brev


def _lock_draft(brev: Brev) -> Brev:
    brev = Brev.objects.select_for_update(of=("self",)).select_related("tillstand", "brukare").get(pk=brev.pk)
    if brev.skickat is not None:
        raise RegistrationRefused(f"Brevet är skickat den {datum_text(brev.skickat)} och står fast.")
    if brev.makulerat is not None:
        raise RegistrationRefused("Brevet är makulerat.")
    return brev


def _note_informed(tillstand: Tillstand, brukare_id: int, dag: date, *, by: User, at: datetime) -> None:
    """Say of the assignments that it touches that the person knows, and since when. Their invoices are told."""
    luckor = gaps_after(tillstand)
    touched = assignments_touched(tillstand, luckor, by).filter(brukare=brukare_id).values("pk")
    for uppdrag in Uppdrag.objects.filter(pk__in=touched):
        if uppdrag.informerad_om_upphort is None or dag < uppdrag.informerad_om_upphort:
            change_assignment(
                uppdrag=uppdrag,
                galler_tom=uppdrag.galler_tom,
                avtal_datum=uppdrag.avtal_datum,
                informerad_om_upphort=dag,
                natt=uppdrag.natt,
                by=by,
                at=at,
            )
