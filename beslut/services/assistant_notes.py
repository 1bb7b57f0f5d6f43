"""What the municipality has been told of somebody who works as an assistant: registered, answered, ended, struck."""

from datetime import date, datetime

from django.utils import timezone

from assistans.models import User
from assistans.personnummer import find_personnummer
from assistans.svenska import datum_text
from beslut.models import Assistentuppgift, Person
from beslut.models.assistentuppgift import ANDRA, KANSLIGA, SE_KANSLIGA
from beslut.omfang import extent_of
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards
from beslut.services.refusal import RegistrationRefused, told_in_words

Slag = Assistentuppgift.Slag


@told_in_words()
def register_note(
    *,
    person: Person,
    slag: str,
    galler_fran: date,
    galler_tom: date | None,
    kalla: str,
    by: User,
    at: datetime,
) -> Assistentuppgift:
    """Register what the municipality has been told, with where it comes from.

    It is about the person, so it counts with every provider. What it says is not part of the event.
    """
    _refuse_unless_allowed(slag, by)
    refuse_backwards(galler_fran, galler_tom)
    _refuse_number(kalla, "kalla", at)
    if slag == Slag.AVLIDEN and galler_tom is not None:
        raise RegistrationRefused("Lämna slutet tomt.", "galler_tom")

    uppgift = Assistentuppgift.objects.create(
        person=person, slag=slag, galler_fran=galler_fran, galler_tom=galler_tom, kalla=kalla, av=by, tid=at
    )
    record_change("assistentuppgift.registrerad", uppgift, omfang=extent_of(uppgift), by=by, at=at)
    return uppgift


@told_in_words()
def answer_note(*, uppgift: Assistentuppgift, besvarad: date, by: User, at: datetime) -> Assistentuppgift:
    """Write down the day when the employer answered the question about an assistant's ability (11 a § 3 LSS)."""
    uppgift = _locked(uppgift, by)
    if uppgift.slag != Slag.FORMAGA:
        raise RegistrationRefused("Uppgiften är ingen fråga till arbetsgivaren.")
    if besvarad > timezone.localdate(at):
        raise RegistrationRefused("Dagen har inte varit än.", "besvarad")

    return _save(uppgift, {"besvarad": besvarad}, "besvarad", by, at)


@told_in_words()
def end_note(*, uppgift: Assistentuppgift, galler_tom: date, by: User, at: datetime) -> Assistentuppgift:
    """Give it its last day, or another one: an absence can go on for longer than was known."""
    uppgift = _locked(uppgift, by)
    if uppgift.slag == Slag.AVLIDEN:
        raise RegistrationRefused("Uppgiften har inget slut. Stryk den om den är fel.")
    refuse_backwards(uppgift.galler_fran, galler_tom)

    return _save(uppgift, {"galler_tom": galler_tom}, "avslutad", by, at)


@told_in_words()
def strike_note(*, uppgift: Assistentuppgift, skal: str, by: User, at: datetime) -> Assistentuppgift:
    """Strike what turned out to be wrong. It stays, with who struck it and why, and no control reads it."""
    uppgift = _locked(uppgift, by)
    _refuse_number(skal, "skal", at)

    return _save(uppgift, {"struken": at, "struken_av_id": by.pk, "struken_skal": skal}, "struken", by, at)


def _locked(uppgift: Assistentuppgift, by: User) -> Assistentuppgift:
    uppgift = Assistentuppgift.objects.select_for_update().get(pk=uppgift.pk)
    _refuse_unless_allowed(uppgift.slag, by)
    if uppgift.struken is not None:
        raise RegistrationRefused(f"Uppgiften ströks den {datum_text(timezone.localdate(uppgift.struken))}.")
    return uppgift


def _refuse_unless_allowed(slag: str, by: User) -> None:
    """Refuse who may not change such a thing: what can tell of health or crimes is for those who work on the case."""
    if not by.may(ANDRA) or (slag in KANSLIGA and not by.may(SE_KANSLIGA)):
        raise RegistrationRefused("Din roll får inte ändra en sådan uppgift.", "slag")


def _save(uppgift: Assistentuppgift, nytt: dict[str, object], vad: str, by: User, at: datetime) -> Assistentuppgift:
    skillnad = save_change(uppgift, nytt)
    record_change(f"assistentuppgift.{vad}", uppgift, omfang=skillnad.omfang, by=by, at=at)
    return uppgift


def _refuse_number(text: str, falt: str, at: datetime) -> None:
    if find_personnummer(text, idag=timezone.localdate(at)):
        raise RegistrationRefused("Skriv utan personnummer: texten sparas för gott.", falt)
