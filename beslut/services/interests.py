"""Conflicts of interest: somebody says that she, or another, is not impartial to a person or a provider (H03)."""

from datetime import datetime

from django.utils import timezone

from assistans.models import User
from assistans.personnummer import find_personnummer
from beslut.models import Anordnare, Brukare, Jav
from beslut.services.foljder import record_change, save_change
from beslut.services.refusal import RegistrationRefused, told_in_words


@told_in_words()
def declare_interest(
    *,
    anvandare: User,
    brukare: Brukare | None,
    anordnare: Anordnare | None,
    grund: str,
    beskrivning: str,
    by: User,
    at: datetime,
) -> Jav:
    """Write down that a person is not impartial. Everyone declares her own; the head of the unit that of others.

    From that moment the database refuses what she does with the party's invoices. What she has attested before is
    not taken back by itself: it goes no further until somebody else has attested it.
    """
    if anvandare != by and not by.may("beslut.hantera_jav"):
        raise RegistrationRefused("Din roll får bara anmäla eget jäv.")
    if (brukare is None) == (anordnare is None):
        raise RegistrationRefused("Ange en brukare eller en anordnare, inte båda.", "referens")
    _refuse_number(beskrivning, "beskrivning", at)
    jav = Jav.objects.create(
        anvandare=anvandare,
        brukare=brukare,
        anordnare=anordnare,
        grund=grund,
        beskrivning=beskrivning,
        anmald_av=by,
        anmald=at,
    )
    record_change("jav.anmalt", jav, omfang=None, by=by, at=at, grund=grund, egen=anvandare == by)
    return jav


@told_in_words()
def end_interest(*, jav: Jav, skal: str, by: User, at: datetime) -> Jav:
    """Say that a person is impartial again, and why. Nobody says so of herself."""
    jav = Jav.objects.select_for_update().get(pk=jav.pk)
    if not by.may("beslut.hantera_jav"):
        raise RegistrationRefused("Din roll får inte avsluta jäv.")
    if jav.anvandare_id == by.pk:
        raise RegistrationRefused("Det egna jävet avslutas av någon annan.")
    if jav.avslutad is not None:
        raise RegistrationRefused("Jävet är redan avslutat.")
    _refuse_number(skal, "skal", at)
    save_change(jav, {"avslutad": at, "avslutad_av_id": by.pk, "avslutad_skal": skal})
    record_change("jav.avslutat", jav, omfang=None, by=by, at=at)
    return jav


def _refuse_number(text: str, falt: str, at: datetime) -> None:
    if find_personnummer(text, idag=timezone.localdate(at)):
        raise RegistrationRefused("Skriv inget personnummer.", falt)
