"""När ett beslut ändras till nackdel: det som kommer i stället ger, någon månad, mindre tid av samma slag (37 § FL).

Ren räkning med exakta bråk, utan Django, med samma månadsandel som sidorna och kontrollerna.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Protocol

from assistans.tid import first_of_month, last_of_month
from beslut.omrakning import month_share

FYRA_AR = 48
"""Months until every length of month, the leap day's too, has come round: then nothing new can be found."""


class Timtal(Protocol):
    """Timmar per vecka eller månad, som en beslutsrad eller ett utkast bär dem."""

    timmar: Decimal
    enhet: str
    omrakning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Minskning:
    """Den första månaden med mindre tid, och minuterna som den skulle ha gett och nu ger."""

    manad: date
    fore: Fraction
    efter: Fraction


def first_reduction(
    fore: Timtal, efter: Timtal | None, *, fran: date, fore_tom: date | None, efter_tom: date | None = None
) -> Minskning | None:
    """The first month from `fran` on that `efter` gives less than `fore` would have given, or None.

    `fore_tom` is the last day that was decided before, `efter_tom` the last that is decided now; None is no end.
    Without `efter` nothing comes instead. What would have run out by itself before `fran` is no loss.
    """
    for manad in _months_to_try(fran, fore_tom, efter_tom):
        skulle_ge = _share(fore, fran, fore_tom, manad)
        ger = _share(efter, fran, efter_tom, manad) if efter else Fraction(0)
        if ger < skulle_ge:
            return Minskning(manad=manad, fore=skulle_ge, efter=ger)
    return None


def _share(tid: Timtal, fran: date, tom: date | None, manad: date) -> Fraction:
    return month_share(tid.timmar, tid.enhet, tid.omrakning, fran, tom, manad)


def _months_to_try(fran: date, fore_tom: date | None, efter_tom: date | None) -> Iterator[date]:
    """The months in which the answer can differ: four years of them, and those where what comes instead ends."""
    yield from islice(_months(fran, fore_tom), FYRA_AR)
    if efter_tom is not None:
        yield from islice(_months(efter_tom, fore_tom), 2)


def _months(fran: date, tom: date | None) -> Iterator[date]:
    manad = first_of_month(fran)
    while tom is None or max(manad, fran) <= tom:
        yield manad
        manad = last_of_month(manad) + timedelta(days=1)
