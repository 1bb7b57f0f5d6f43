"""A report as a file has it: its rows, cut at midnight. No database here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from assistans.svenska import datum_text, manad_namn
from assistans.tabeller import Rad
from assistans.tid import TidFel, first_of_month, interval, is_missing, split_at_midnight
from beslut.importing.resultat import RadRefused

Nyckel = tuple[date, int]
"""Day, and minute of the day when a row starts."""
Dag = tuple[date, int, int]
"""A day, and the minutes of it when a row starts and ends there."""
Innehall = tuple[int, str, bool, bool]
"""What may differ between two rows with the same key: end, tidstyp, dubbel, ersatter_sjuk."""


class Del(NamedTuple):
    """A row, or the part of a row that falls on one day. `nummer` is the row's in the file."""

    datum: date
    start: int
    slut: int
    tidstyp: str
    dubbel: bool
    ersatter_sjuk: bool
    nummer: int

    @property
    def innehall(self) -> Innehall:
        return self.slut, self.tidstyp, self.dubbel, self.ersatter_sjuk


class Skillnad(NamedTuple):
    """What a file changes in a report: ids of stored rows to withdraw, parts to add, and the count of file rows."""

    dras: list[int]
    nya_delar: list[Del]
    nya: int
    andrade: int
    oforandrade: int


@dataclass(slots=True)
class Filrapport:
    """A report that the file has rows for, and those of its rows that can be taken.

    `rader` are kept only for a report with paid rows (`is_paid`), which may have to be refused whole.
    """

    pk: int
    manad: date
    assistent: int
    version: int
    redovisning: int
    is_paid: bool
    delar: dict[Nyckel, Del] = field(default_factory=dict)
    rader: list[Rad] = field(default_factory=list)

    def add(self, rad: Rad) -> None:
        """Put in a row, or its two parts. Raises RadRefused."""
        delar = parts_of(rad, self.manad)
        for part in delar:
            other = self.delar.get((part.datum, part.start))
            if other:
                raise RadRefused("start", f"Rad {other.nummer} börjar samma minut den {datum_text(part.datum)}.")
        for part in delar:
            self.delar[part.datum, part.start] = part
        if self.is_paid:
            self.rader.append(rad)

    def _row_count(self) -> int:
        return len({part.nummer for part in self.delar.values()})

    def _is_in(self, stored: dict[Nyckel, tuple[int, Innehall]]) -> bool:
        nowhere = (0, None)
        return all(stored.get(key, nowhere)[1] == part[2:6] for key, part in self.delar.items())

    def compare(self, stored: dict[Nyckel, tuple[int, Innehall]], *, is_whole: bool) -> Skillnad:
        """What differs from the stored rows (id and content by key). A whole report leaves no other row standing."""
        if not stored:
            return Skillnad([], list(self.delar.values()), nya=self._row_count(), andrade=0, oforandrade=0)
        if len(stored) == len(self.delar) and self._is_in(stored):
            return Skillnad([], [], nya=0, andrade=0, oforandrade=self._row_count())
        dras, nya_delar = [], []
        marks: dict[int, set[str]] = defaultdict(set)
        for key, part in self.delar.items():
            pk, content = stored.get(key, (None, None))
            marks[part.nummer].add("ny" if pk is None else "samma" if content == part.innehall else "andrad")
            if content != part.innehall:
                nya_delar.append(part)
                dras.extend(() if pk is None else (pk,))
        absent = [pk for key, (pk, _) in stored.items() if is_whole and key not in self.delar]

        nya = sum(mark == {"ny"} for mark in marks.values())
        oforandrade = sum(mark == {"samma"} for mark in marks.values())
        andrade = len(marks) - nya - oforandrade + len(absent)
        return Skillnad(dras + absent, nya_delar, nya, andrade, oforandrade)


def parts_of(rad: Rad, manad: date) -> list[Del]:
    """The row by day. Raises RadRefused if it has no length, could not have been, or leaves the report's month."""
    varden = rad.varden
    days = _good_days(varden["datum"], varden["start"], varden["slut"], manad) or _checked_days(rad, manad)
    slag = varden["tidstyp"], varden["dubbel"], varden["ersatter_sjuk"], rad.nummer
    return [Del(*day, *slag) for day in days]


@lru_cache(maxsize=65_536)
def _good_days(datum: date, start: int, slut: int, manad: date) -> list[Dag] | None:
    """The parts of a row with nothing wrong with its time, else None. A month has few shifts beside its many rows."""
    try:
        days = split_at_midnight(datum, start, slut)
        for day in days:
            interval(*day)
    except TidFel:
        return None
    return days if all(first_of_month(day) == manad for day, _, _ in days) else None


def _checked_days(rad: Rad, manad: date) -> list[Dag]:
    """The parts of a row, one after the other, up to the first that is refused. Raises RadRefused."""
    try:
        days = split_at_midnight(rad["datum"], rad["start"], rad["slut"])
    except TidFel as refused:
        raise RadRefused("slut", str(refused)) from refused
    for datum, start, slut in days:
        if first_of_month(datum) != manad:
            raise _outside(rad, datum, manad)
        try:
            interval(datum, start, slut)
        except TidFel as refused:
            raise RadRefused("start" if is_missing(datum, start) else "slut", str(refused)) from refused
    return days


def _outside(rad: Rad, datum: date, manad: date) -> RadRefused:
    if datum == rad["datum"]:
        return RadRefused("datum", f"Rapporten gäller {manad_namn(manad)}. Dagen ligger i en annan månad.")
    other = manad_namn(datum, ar=False)
    return RadRefused("slut", f"Passet slutar den {datum.day} {other}. Den delen hör till rapporten för {other}.")
