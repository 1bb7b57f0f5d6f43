"""Withdrawal: the one who has reviewed an invoice takes her attest back before it is approved.

The attest stays as it was given; that it has been taken back is a new fact beside it, and a new round begins.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assistans.models import Handelse, User
from fakturor.flode import Status
from fakturor.models import Attest, Attestaterkallelse, Faktura
from fakturor.skal import problem_with_reason


class WithdrawalRefused(Exception):
    """The attest cannot be taken back by this person now. The message is for the user."""


def own_attest(*, faktura: Faktura, by: User) -> Attest | None:
    """The granskningsattest that a person has given and may take back, or None."""
    if faktura.status != Status.GRANSKAD:
        return None
    return faktura.attester.filter(omgang=faktura.omgang, typ=Attest.Typ.GRANSKNING, av=by).first()


@transaction.atomic
def withdraw_granskningsattest(*, faktura: Faktura, skal: str, by: User, at: datetime) -> Attestaterkallelse:
    """Take one's own attest back. The invoice begins a new round, and waits to be controlled (see kontroller)."""
    faktura = Faktura.objects.lock(faktura.pk)
    attest = own_attest(faktura=faktura, by=by)
    if attest is None:
        raise WithdrawalRefused("Bara den egna granskningsattesten kan återkallas, och bara innan fakturan är godkänd.")
    if problem := problem_with_reason(skal, faktura=faktura, idag=timezone.localdate(at)):
        raise WithdrawalRefused(problem)

    aterkallelse = Attestaterkallelse.objects.create(attest=attest, skal=skal.strip(), av=by, tid=at)
    faktura.status, faktura.omgang = Status.MOTTAGEN, faktura.omgang + 1
    faktura.save(update_fields=["status", "omgang"])
    Handelse.record("faktura.attest_aterkallad", faktura, by=by, at=at, omgang=attest.omgang, skal=skal.strip())
    return aterkallelse
