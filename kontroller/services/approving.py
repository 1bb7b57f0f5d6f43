"""Granskningsattest and beslutsattest: the controls are run once more, and their outcome is handed down to the attest.

When the new result does not carry the invoice's step the attest is refused, but the result stays in the ledger and the
invoice has gone back. A refusal is therefore raised when the transaction has been committed, and these services cannot
be called from within another transaction.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assistans.models import User
from fakturor.models import Attest, Faktura
from fakturor.services.attesting import (
    AttestRefused,
    attest_obstacle,
    lock_dossiers,
    outcome_obstacle,
    record_beslutsattest,
    record_granskningsattest,
)
from kontroller.bedomningslage import Fakturalage, states_of
from kontroller.korning import recontrol
from kontroller.services.outcome import apply_result

__all__ = ["AttestRefused", "approve", "obstacle", "review"]


def review(*, faktura: Faktura, by: User, at: datetime) -> Attest:
    """Give the granskningsattest. Raises AttestRefused."""
    return _attest(faktura, Attest.Typ.GRANSKNING, record_granskningsattest, by=by, at=at)


def approve(*, faktura: Faktura, by: User, at: datetime) -> Attest:
    """Give the beslutsattest: the invoice is approved for payment. Raises AttestRefused."""
    return _attest(faktura, Attest.Typ.BESLUT, record_beslutsattest, by=by, at=at)


def obstacle(*, faktura: Faktura, typ: str, by: User) -> str | None:
    """Why a person cannot attest the invoice as it stands, as a sentence, or None. For pages; runs no control."""
    lage = states_of([faktura.pk]).get(faktura.pk)
    if lage is None:
        return "Fakturan är inte kontrollerad än."
    return attest_obstacle(faktura=faktura, typ=typ, by=by) or outcome_obstacle(lage.utfall)


def _attest(faktura: Faktura, typ: str, record: Callable[..., Attest], *, by: User, at: datetime) -> Attest:
    with transaction.atomic(durable=True):
        faktura = Faktura.objects.lock(faktura.pk)
        lock_dossiers([faktura.pk])
        # Asked first, so that nobody makes a new result by asking for what they may not do.
        if sentence := attest_obstacle(faktura=faktura, typ=typ, by=by, at=at):
            raise AttestRefused(sentence)

        lage = _control_anew(faktura, by=by, at=at)
        try:
            return record(faktura=faktura, utfall=lage.utfall, by=by, at=at)
        except AttestRefused as refused:
            refusal = refused
    raise refusal


def _control_anew(faktura: Faktura, *, by: User, at: datetime) -> Fakturalage:
    apply_result(granskning=recontrol(faktura=faktura, by=by, at=at), by=by, at=at)
    return states_of([faktura.pk], idag=timezone.localdate(at))[faktura.pk]
