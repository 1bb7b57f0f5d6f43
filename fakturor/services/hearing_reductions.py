"""The hearing about a reduction (25 § FL): the letters, longer time to answer, and the answer.

A dispute of an invoice (form B) has none: it is no decision.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assistans.models import User
from assistans.svenska import datum_text
from beslut.brev.nedsattning import AMNE_KOMMUNICERING, hearing_letter
from beslut.models import Brev
from beslut.services.reminders import draft_letter
from fakturor.models import Nedsattning
from fakturor.nedsattning import ANORDNAREN_SOM_OMBUD, letter_of, persons_concerned, receiver_in_letter
from fakturor.services.reducing import (
    ReductionRefused,
    about,
    lock_reduction,
    record_step,
    refuse_names,
    refuse_unless,
)


@transaction.atomic
def communicate(
    *, nedsattning: Nedsattning, svara_senast: date, mottagare: str = "personen", by: User, at: datetime
) -> Nedsattning:
    """Write the letter that lets the person answer before a decision (25 § FL): one to each whom it concerns.

    The letters are drafts, for somebody to read and hand over. The party is the person: the provider gets the letter
    only as her agent by a fullmakt.
    """
    nedsattning = lock_reduction(nedsattning)
    idag = timezone.localdate(at)
    refuse_unless(by, "fakturor.satt_ned")
    if nedsattning.status != Nedsattning.Status.UTKAST:
        raise ReductionRefused(f"Nedsättningen är {nedsattning.get_status_display().lower()}.")
    if nedsattning.form != Nedsattning.Form.BESLUT:
        raise ReductionRefused("Ett bestridande är ingen fråga för 25 § förvaltningslagen. Det beslutas direkt.")
    if svara_senast <= idag:
        raise ReductionRefused("Den som får brevet ska ha tid att svara. Välj en senare dag.", "svara_senast")

    breven = []
    for brukare in persons_concerned(nedsattning):
        innehall = letter_of(nedsattning, brukare, foretradare=receiver_in_letter(mottagare))
        breven.append(
            draft_letter(
                slag=Brev.Slag.KOMMUNICERING,
                galler=about(nedsattning, Brev.Slag.KOMMUNICERING, brukare),
                amne=AMNE_KOMMUNICERING,
                text=hearing_letter(innehall, svara_senast=svara_senast),
                brukare=brukare,
                anordnare=nedsattning.faktura.anordnare if mottagare == ANORDNAREN_SOM_OMBUD else None,
                by=by,
                at=at,
            )
        )
    nedsattning.status = Nedsattning.Status.KOMMUNICERAD
    nedsattning.brev = breven[0]
    nedsattning.kommunicerad, nedsattning.svara_senast = idag, svara_senast
    nedsattning.save(update_fields=["status", "brev", "kommunicerad", "svara_senast"])
    record_step("kommunicerad", nedsattning, by=by, at=at, svara_senast=str(svara_senast), brev=[b.pk for b in breven])
    return nedsattning


@transaction.atomic
def give_longer_time(*, nedsattning: Nedsattning, svara_senast: date, by: User, at: datetime) -> Nedsattning:
    """Give the person a later last day to answer. It never becomes an earlier one."""
    nedsattning = _lock_communicated(nedsattning, by)
    if svara_senast <= nedsattning.svara_senast:
        raise ReductionRefused(
            f"Tiden går redan till den {datum_text(nedsattning.svara_senast)}. Välj en senare dag.", "svara_senast"
        )
    nedsattning.svara_senast = svara_senast
    nedsattning.save(update_fields=["svara_senast"])
    record_step("langre_tid", nedsattning, by=by, at=at, svara_senast=str(svara_senast))
    return nedsattning


@transaction.atomic
def record_answer(*, nedsattning: Nedsattning, svar: str, svar_inkom: date, by: User, at: datetime) -> Nedsattning:
    """Write down what the person has answered, and which day it came."""
    nedsattning = _lock_communicated(nedsattning, by)
    if svar_inkom > timezone.localdate(at):
        raise ReductionRefused("Dagen ligger framåt i tiden.", "svar_inkom")
    if svar_inkom < nedsattning.kommunicerad:
        raise ReductionRefused(f"Brevet skrevs den {datum_text(nedsattning.kommunicerad)}.", "svar_inkom")
    if not svar.strip():
        raise ReductionRefused("Skriv vad svaret säger.", "svar")
    refuse_names(nedsattning.faktura, svar, "svar", at)
    nedsattning.svar, nedsattning.svar_inkom = svar.strip(), svar_inkom
    nedsattning.save(update_fields=["svar", "svar_inkom"])
    record_step("besvarad", nedsattning, by=by, at=at, svar_inkom=str(svar_inkom))
    return nedsattning


def hearing_letters(nedsattning: Nedsattning) -> list[Brev]:
    """The letters that let those whom it concerns answer; those put aside count as not handed over."""
    return list(Brev.objects.filter(galler__startswith=f"nedsattning {nedsattning.pk} {Brev.Slag.KOMMUNICERING} "))


def _lock_communicated(nedsattning: Nedsattning, by: User) -> Nedsattning:
    nedsattning = lock_reduction(nedsattning)
    refuse_unless(by, "fakturor.satt_ned", "fakturor.besluta_nedsattning")
    if nedsattning.status != Nedsattning.Status.KOMMUNICERAD:
        raise ReductionRefused("Nedsättningen väntar inte på något svar.")
    return nedsattning
