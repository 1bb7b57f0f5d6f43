"""Granskningsattest and beslutsattest: the controls are run once more, and their outcome is handed down to the attest.

When the new result does not carry the invoice's step the attest is refused, but the result stays in the ledger and the
invoice has gone back. A refusal is therefore raised when the transaction has been committed, and these services cannot
be called from within another transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from assistans.models import User
from fakturor.attestratt import approved_amount
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
from kontroller.models import Granskning
from kontroller.services.outcome import apply_result

__all__ = ["AttestRefused", "Sett", "approve", "obstacle", "review"]

ANDRAD = "Fakturan har ändrats sedan sidan visades."
INTE_REN = "Kontrollerna fann något när fakturan kontrollerades igen. Öppna den och attestera den för sig."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sett:
    """Vad den som attesterar flera på en gång såg av en faktura: omgång, senaste granskning och godkänt belopp."""

    faktura_id: int
    omgang: int
    granskning_id: int
    belopp: Decimal


def review(*, faktura: Faktura, by: User, at: datetime, sett: Sett | None = None) -> Attest:
    """Give the granskningsattest. Raises AttestRefused, also when the invoice is no longer as it was seen, or no
    longer clean: `sett` is given by the one who attests many at once.
    """
    return _attest(faktura, Attest.Typ.GRANSKNING, record_granskningsattest, sett, by=by, at=at)


def approve(*, faktura: Faktura, by: User, at: datetime, sett: Sett | None = None) -> Attest:
    """Give the beslutsattest: the invoice is approved for payment. Raises AttestRefused, as `review` does."""
    return _attest(faktura, Attest.Typ.BESLUT, record_beslutsattest, sett, by=by, at=at)


def obstacle(*, faktura: Faktura, typ: str, by: User) -> str | None:
    """Why a person cannot attest the invoice as it stands, as a sentence, or None. For pages; runs no control."""
    lage = states_of([faktura.pk]).get(faktura.pk)
    if lage is None:
        return "Fakturan är inte kontrollerad än."
    return attest_obstacle(faktura=faktura, typ=typ, by=by) or outcome_obstacle(lage.utfall)


def _attest(
    faktura: Faktura, typ: str, record: Callable[..., Attest], sett: Sett | None, *, by: User, at: datetime
) -> Attest:
    with transaction.atomic(durable=True):
        faktura = Faktura.objects.lock(faktura.pk)
        lock_dossiers(faktura)
        if sett is not None and sett != _as_it_stands(faktura):
            raise AttestRefused(ANDRAD)
        # Asked first, so that nobody makes a new result by asking for what they may not do.
        if sentence := attest_obstacle(faktura=faktura, typ=typ, by=by, at=at):
            raise AttestRefused(sentence)

        lage = _control_anew(faktura, by=by, at=at)
        try:
            if sett is not None and (lage.utfall.resultat != Granskning.Resultat.REN or lage.granskning.tips):
                raise AttestRefused(INTE_REN)
            return record(faktura=faktura, utfall=lage.utfall, by=by, at=at)
        except AttestRefused as refused:
            refusal = refused
    raise refusal


def _as_it_stands(faktura: Faktura) -> Sett:
    senaste = Granskning.objects.filter(faktura=faktura).order_by("-pk").values_list("pk", flat=True).first()
    return Sett(
        faktura_id=faktura.pk, omgang=faktura.omgang, granskning_id=senaste or 0, belopp=approved_amount(faktura)
    )


def _control_anew(faktura: Faktura, *, by: User, at: datetime) -> Fakturalage:
    apply_result(granskning=recontrol(faktura=faktura, by=by, at=at), by=by, at=at)
    return states_of([faktura.pk], idag=timezone.localdate(at))[faktura.pk]
