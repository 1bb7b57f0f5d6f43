"""Which invoices rest on what has changed in the registers or in reported time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from assistans.tid import last_of_month
from beslut.models import Konto
from beslut.omfang import Omfang
from fakturor.models import Faktura, Fakturarad, Redovisning, Tidrapport

RESTING = Q(redovisning__isnull=False) | Q(faktura__typ=Faktura.Typ.SJUKLON)
"""The lines that rest on something. A claim of sick pay stands in no dossier, but rests on one person and month."""


class Rad(NamedTuple):
    """A line of an invoice that is of a known person, provider and month."""

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


def widened(omfang: Collection[Omfang], redovisningar: Collection[int]) -> tuple[set[Omfang], set[int]]:
    """The changes, with the providers that share an account and the dossiers where an assistant's time meets theirs."""
    return {*omfang, *_of_the_same_account(omfang)}, {*redovisningar, *_with_the_same_assistant(redovisningar)}


def resting_on(lines: QuerySet[Fakturarad], omfang: Collection[Omfang], redovisningar: Collection[int]) -> set[int]:
    """Ids of the invoices, of those with these lines, that rest on the changes or on the changed time."""
    om_assistenter = {o for o in omfang if o.assistent}
    rader = read_lines(lines)
    changed_time = set(Redovisning.objects.filter(pk__in=redovisningar).values_list("brukare_id", "manad"))
    ids = {rad.faktura for rad in rader if (rad.brukare, rad.manad) in changed_time}
    if redovisningar:
        ids |= set(lines.filter(of_the_sick(redovisningar)).values_list("faktura_id", flat=True))
    return ids | _of_parties(rader, {*omfang} - om_assistenter) | _with_time_by(lines, om_assistenter)


def of_the_sick(redovisningar: Collection[int]) -> Q:
    """The lines of claims for an assistant who has reported time in some redovisningar: it may have been while sick."""
    rapporter = Tidrapport.objects.filter(redovisning__in=redovisningar)
    return Q(faktura__sjuklon__assistent__in=rapporter.values("assistent"))


def read_lines(lines: QuerySet[Fakturarad]) -> list[Rad]:
    """The lines, without the rest of their invoices."""
    return [Rad(*r) for r in lines.values_list("faktura_id", "brukare_id", "faktura__anordnare_id", "manad")]


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


def _of_parties(rader: Iterable[Rad], omfang: Iterable[Omfang]) -> set[int]:
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
