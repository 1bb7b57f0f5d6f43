"""Ett konto som banken har sagt är fel: någon frågar mottagaren, och intygar att det är rätt ändå."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.personnummer import find_personnummer
from beslut.models import Konto
from fakturor.models import Kontointyg
from fakturor.utbetalning.hinder import accounts_with_fault


class VouchRefused(Exception):
    """Nothing is written. The message is for the user; `falt` is its field."""

    def __init__(self, text: str, falt: str = "") -> None:
        super().__init__(text)
        self.falt = falt


def vouch_obstacle(*, konto: Konto, fel: str | None, by: User) -> str:
    """Why this person does not vouch for the account, as a sentence, or "". `fel` is what the bank has said of it."""
    if konto.upphort is not None or konto.verifierat is None:
        return "Kontot är inte mottagarens bekräftade konto."
    if not by.may("beslut.verifiera_konto"):
        return "Din roll får inte intyga konton."
    if konto.inlagt_av_id == by.pk:
        return "Den som har lagt in kontot intygar inte att det är rätt."
    if not fel:
        return "Banken har inte sagt att något är fel med kontot, eller så är det redan intygat att det är rätt."
    return ""


@transaction.atomic
def vouch_for_account(*, konto: Konto, hur: str, by: User, at: datetime) -> Kontointyg:
    """Write down how somebody knows that the account is right though the bank sent a payment back. Raises VouchRefused.

    It holds against what the bank has said so far, not against what it says of the next payment.
    """
    konto = Konto.objects.select_for_update().get(pk=konto.pk)
    fel = accounts_with_fault().filter(pk=konto.pk).values_list("fel", flat=True).first()
    if hinder := vouch_obstacle(konto=konto, fel=fel, by=by):
        raise VouchRefused(hinder)
    if not hur.strip():
        raise VouchRefused("Skriv hur du vet att kontot är rätt.", "hur")
    if find_personnummer(hur, idag=timezone.localdate(at)):
        raise VouchRefused("Skriv inget personnummer.", "hur")
    intyg = Kontointyg.objects.create(konto=konto, hur=hur.strip(), av=by, tid=at)
    Handelse.record("konto.intygat", konto, by=by, at=at)
    return intyg
