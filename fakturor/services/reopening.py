"""Back to the beginning: what an invoice rests on has changed before it was paid."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from assistans.models import Handelse, User
from assistans.tid import last_of_month
from beslut.models import Konto
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


MEETING = """
SELECT DISTINCT rapport.redovisning_id
FROM fakturor_tidrapport egen
JOIN fakturor_tidrad min ON min.rapport_id = egen.id
CROSS JOIN LATERAL (
    SELECT rad.rapport_id FROM fakturor_tidrad rad
    WHERE rad.assistent_id = min.assistent_id AND rad.dragen_version IS NULL AND rad.slutar > min.borjar
      AND rad.borjar < min.slutar AND rad.borjar > min.borjar - interval '26 hours'
    OFFSET 0) annan
JOIN fakturor_tidrapport rapport ON rapport.id = annan.rapport_id
WHERE egen.redovisning_id = ANY(%s)
"""
"""A row is at most a day of 25 hours, so 26 hours back are enough. The step is kept apart (OFFSET 0) as in the control:
without statistics the database may choose to compare every row with every other.
"""


@transaction.atomic
def reopen_invoices(
    *,
    omfang: Collection[Omfang] = (),
    redovisningar: Collection[int] = (),
    orsak: str = "Underlaget har ändrats.",
    by: User,
    at: datetime,
) -> int:
    """Send back the unpaid invoices that rest on changed master data or changed time. Answers how many.

    Their attests hold for the earlier round, and the time approved on them is free again. Time counts against all the
    person's invoices of the month, whoever the provider is, and against those of others whom the same assistant was
    with at the same time (E01).
    """
    if not omfang and not redovisningar:
        return 0
    locked = Faktura.objects.select_for_update().filter(status__in=CONTROLLED).order_by("pk")
    steps = dict(locked.values_list("pk", "status"))
    if not steps:
        return 0
    omfang = {*omfang, *_of_the_same_account(omfang)}
    redovisningar = {*redovisningar, *_with_the_same_assistant(redovisningar)}
    omfang, om_assistenter = {o for o in omfang if not o.assistent}, {o for o in omfang if o.assistent}
    lines = Fakturarad.objects.filter(faktura__in=steps, redovisning__isnull=False)
    rader = [_Rad(*r) for r in lines.values_list("faktura_id", "brukare_id", "faktura__anordnare_id", "manad")]
    changed_time = set(Redovisning.objects.filter(pk__in=redovisningar).values_list("brukare_id", "manad"))

    ids = {rad.faktura for rad in rader if (rad.brukare, rad.manad) in changed_time} | _resting_on(rader, omfang)
    ids |= _with_time_by(lines, om_assistenter)
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
        for pk in sorted(ids)
    )
    return len(ids)


def _of_the_same_account(omfang: Collection[Omfang]) -> set[Omfang]:
    """The providers with an account that one of those changed has, or has had: it is told of them all (B13)."""
    anordnare = {o.anordnare for o in omfang if o.anordnare and o.brukare is None and o.fran is None and o.tom is None}
    konton = Konto.objects.filter(typ=OuterRef("typ"), nummer=OuterRef("nummer"), anordnare__in=anordnare)
    andra = Konto.objects.filter(Exists(konton)).exclude(anordnare__in=anordnare) if anordnare else Konto.objects.none()
    return {Omfang(None, pk, None, None) for pk in andra.values_list("anordnare", flat=True)}


def _with_the_same_assistant(redovisningar: Collection[int]) -> set[int]:
    """Ids of the redovisningar where an assistant's time meets the time, as it stands or once stood, in these."""
    if not redovisningar:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(MEETING, [list(redovisningar)])
        return {pk for (pk,) in cursor}


def _with_time_by(lines: QuerySet[Fakturarad], omfang: Iterable[Omfang]) -> set[int]:
    """The invoices that claim a month in which an assistant has reported time and a change is about her."""
    found = set()
    for change in omfang:
        claimed = lines.filter(redovisning__tidrapporter__assistent=change.assistent)
        found |= {faktura for faktura, manad in claimed.values_list("faktura_id", "manad") if _meets(manad, change)}
    return found


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
