"""Back to the beginning: what an invoice rests on has changed before it was paid."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from assistans.models import Handelse, User
from assistans.tid import last_of_month
from beslut.omfang import Omfang
from fakturor.flode import Status
from fakturor.models import Faktura, Fakturarad, GodkandTid, Redovisning

CONTROLLED = (Status.KONTROLLERAD, Status.GRANSKAD, Status.GODKAND)
"""The steps where an invoice stands on what its controls found. Those before are controlled anew all the same."""


class _Rad(NamedTuple):
    """A line of an invoice that has been controlled."""

    faktura: int
    brukare: int
    anordnare: int
    manad: date


@transaction.atomic
def reopen_invoices(
    *, omfang: Collection[Omfang] = (), redovisningar: Collection[int] = (), by: User, at: datetime
) -> int:
    """Send back the unpaid invoices that rest on changed master data or changed time. Answers how many.

    Their attests hold for the earlier round, and the time approved on them is free again. Time counts against all the
    person's invoices of the month, whoever the provider is.
    """
    if not omfang and not redovisningar:
        return 0
    locked = Faktura.objects.select_for_update().filter(status__in=CONTROLLED).order_by("pk")
    steps = dict(locked.values_list("pk", "status"))
    lines = Fakturarad.objects.filter(faktura__in=steps, redovisning__isnull=False)
    rader = [_Rad(*r) for r in lines.values_list("faktura_id", "brukare_id", "faktura__anordnare_id", "manad")]
    changed_time = set(Redovisning.objects.filter(pk__in=redovisningar).values_list("brukare_id", "manad"))

    ids = {rad.faktura for rad in rader if (rad.brukare, rad.manad) in changed_time} | _resting_on(rader, omfang)
    Faktura.objects.filter(pk__in=ids).update(status=Status.MOTTAGEN, omgang=F("omgang") + 1)
    GodkandTid.objects.filter(faktura__in=ids).delete()
    Handelse.objects.bulk_create(
        Handelse(
            typ="faktura.tillbaka",
            objekt=Faktura._meta.label_lower,
            objekt_id=pk,
            av=by,
            tid=at,
            uppgifter={"fran": steps[pk], "till": Status.MOTTAGEN, "orsak": "Underlaget har ändrats."},
        )
        for pk in sorted(ids)
    )
    return len(ids)


def _resting_on(rader: Iterable[_Rad], omfang: Iterable[Omfang]) -> set[int]:
    """The invoices with a line of a person, a provider and a month that a change is about."""
    by_party: dict[tuple[int | None, int | None], list[Omfang]] = {}
    for change in omfang:
        by_party.setdefault((change.brukare, change.anordnare), []).append(change)
    found = set()
    for rad in rader:
        parties = ((b, a) for b in (rad.brukare, None) for a in (rad.anordnare, None))
        if any(_meets(rad.manad, change) for party in parties for change in by_party.get(party, ())):
            found.add(rad.faktura)
    return found


def _meets(manad: date, change: Omfang) -> bool:
    return (change.fran is None or change.fran <= last_of_month(manad)) and (change.tom is None or change.tom >= manad)
