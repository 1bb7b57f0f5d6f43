"""Back to the beginning: what an invoice rests on has changed before it was paid."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from assistans.models import Handelse, User
from beslut.omfang import Omfang
from fakturor.flode import Status
from fakturor.models import Faktura, Fakturarad, GodkandTid
from fakturor.services.late_facts import note_late_facts, settle_unpaid
from fakturor.services.resting import RESTING, resting_on, widened

CONTROLLED = (Status.KONTROLLERAD, Status.GRANSKAD, Status.GODKAND)
"""The steps where an invoice stands on what its controls found. Those before are controlled anew all the same."""
PAID = (Status.I_UTBETALNING, Status.UTBETALD)
"""The steps where an invoice stands as it is, whatever becomes known."""


@transaction.atomic
def reopen_invoices(
    *,
    omfang: Collection[Omfang] = (),
    redovisningar: Collection[int] = (),
    orsak: str = "Underlaget har ändrats.",
    betalda: bool = True,
    by: User,
    at: datetime,
) -> int:
    """Send back the unpaid invoices that rest on changed master data or changed time. Answers how many.

    Their attests hold for the earlier round, and the time approved on them is free again. Time counts against all the
    person's invoices of the month, whoever the provider is, and against those of others whom the same assistant was
    with at the same time (E01). Those that are paid, or on their way, stand as they are: that something became known
    late is noted (I02), unless `betalda` is false because it says nothing of what was right to pay then.
    """
    if not omfang and not redovisningar:
        return 0
    locked = Faktura.objects.select_for_update().filter(status__in=CONTROLLED).order_by("pk")
    steps = dict(locked.values_list("pk", "status"))
    paid = betalda and Faktura.objects.filter(status__in=PAID).exists()
    if not steps and not paid:
        return 0
    omfang, redovisningar = widened(omfang, redovisningar)
    if paid:
        note_late_facts(status=PAID, omfang=omfang, redovisningar=redovisningar, by=by, at=at)
    lines = Fakturarad.objects.filter(RESTING, faktura__in=steps)
    ids = resting_on(lines, omfang, redovisningar) if steps else set()
    _send_back({pk: steps[pk] for pk in ids}, orsak, by=by, at=at)
    return len(ids)


def reopen_returned(*, fakturor: Collection[int], by: User, at: datetime) -> int:
    """Control anew those that a bank sent back and that something became known of while they were on their way.

    They were approved on what is no longer so, and are not paid again on it. Answers how many.
    """
    ids = settle_unpaid(fakturor=fakturor, by=by, at=at)
    steps = Faktura.objects.filter(pk__in=ids, status=Status.GODKAND).values_list("pk", "status")
    _send_back(dict(steps), "Något ändrades medan fakturan var på väg till banken.", by=by, at=at)
    return len(ids)


def _send_back(steps: Mapping[int, str], orsak: str, *, by: User, at: datetime) -> None:
    """Move invoices, by the step where each is, to the beginning and a new round."""
    ids = sorted(steps)
    Faktura.objects.filter(pk__in=ids).update(status=Status.MOTTAGEN, omgang=F("omgang") + 1)
    GodkandTid.objects.filter(faktura__in=ids).delete()
    Handelse.objects.bulk_create(
        Handelse(
            typ="faktura.tillbaka",
            objekt=Faktura._meta.label_lower,
            objekt_id=pk,
            av=by,
            tid=at,
            uppgifter={"fran": steps[pk], "till": Status.MOTTAGEN, "orsak": orsak},
        )
        for pk in ids
    )
