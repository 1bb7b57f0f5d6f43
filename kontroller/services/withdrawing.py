"""A granskningsattest taken back: the invoice is controlled anew at once, so that somebody can review it again."""

from datetime import datetime

from django.db import transaction

from assistans.models import User
from fakturor.models import Attestaterkallelse, Faktura
from fakturor.services.withdrawing import WithdrawalRefused, withdraw_granskningsattest
from kontroller.korning import recontrol
from kontroller.services.outcome import apply_result

__all__ = ["WithdrawalRefused", "withdraw"]


@transaction.atomic
def withdraw(*, faktura: Faktura, skal: str, by: User, at: datetime) -> Attestaterkallelse:
    """Take one's own granskningsattest back. Raises WithdrawalRefused."""
    aterkallelse = withdraw_granskningsattest(faktura=faktura, skal=skal, by=by, at=at)
    apply_result(granskning=recontrol(faktura=faktura, by=by, at=at), by=by, at=at)
    return aterkallelse
