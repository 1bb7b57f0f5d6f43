"""Betalda fakturor som något har blivit känt om efteråt, prövade med samma kontroller på dagens uppgifter (I02)."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from assistans.models import User
from fakturor.models import SenUppgift
from fakturor.services.late_facts import record_trial
from kontroller.services.recalculating import BLOCKSTORLEK, Andrat, changes_of


def order_trials(*, sena_ids: Collection[int]) -> None:
    """Have a worker try them, when the change that they rest on has been saved."""
    from kontroller.tasks import try_late_facts as task

    ids = list(sena_ids)
    transaction.on_commit(lambda: task.delay(ids))


def try_late_facts(sena_ids: Collection[int], *, at: datetime) -> None:
    """Try those that nobody has tried, a block of invoices at a time. Where nothing differs, nothing is left to do."""
    vantar = SenUppgift.objects.filter(pk__in=sena_ids, avgjord__isnull=True, omraknad__isnull=True)
    sena = {sen.faktura_id: sen for sen in vantar}
    ids, system = sorted(sena), User.objects.system()
    for fran in range(0, len(ids), BLOCKSTORLEK):
        for faktura, andrat in changes_of(ids[fran : fran + BLOCKSTORLEK]):
            record_trial(sen=sena[faktura], kontroller=len(andrat), kronor=_most(andrat), by=system, at=at)


def resume_all(*, at: datetime) -> None:
    """Try what a worker who died left untried."""
    vantar = SenUppgift.objects.filter(avgjord__isnull=True, omraknad__isnull=True)
    try_late_facts(list(vantar.values_list("pk", flat=True)), at=at)


def _most(andrat: list[Andrat]) -> Decimal:
    """The most that one control questions. Two controls can be about the same time, so they are not added."""
    return max((Decimal(ett.kronor) for ett in andrat), default=Decimal(0))
