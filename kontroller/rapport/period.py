"""Vad en rapport handlar om: en månad, ett kvartal eller ett år, och körningarna som den skrivs ur. Utan Django."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistans.svenska import manad_namn
from assistans.tid import TidFel, last_of_month, months_after, parse_month

KVARTALSORD = ("första", "andra", "tredje", "fjärde")
_BETECKNING = re.compile(r"([0-9]{4})(?:-([0-9]{2})|-K([1-4]))?")


class Utgava(StrEnum):
    """Hur lång tid en rapport omfattar."""

    MANAD = "manad"
    KVARTAL = "kvartal"
    AR = "ar"


ANTAL_MANADER = {Utgava.MANAD: 1, Utgava.KVARTAL: 3, Utgava.AR: 12}


@dataclass(frozen=True, slots=True)
class Tidrymd:
    """En månad, ett kvartal eller ett år i kalendern, från sin första månad."""

    slag: Utgava
    fran: date

    @property
    def manader(self) -> tuple[date, ...]:
        """The first day of every month in it, in order."""
        return tuple(months_after(self.fran, nummer) for nummer in range(ANTAL_MANADER[self.slag]))

    @property
    def tom(self) -> date:
        """Its last day."""
        return last_of_month(self.manader[-1])

    @property
    def beteckning(self) -> str:
        """`2015-04`, `2015-K2` or `2015`, as addresses, file names and commands write it."""
        if self.slag == Utgava.MANAD:
            return f"{self.fran:%Y-%m}"
        if self.slag == Utgava.KVARTAL:
            return f"{self.fran:%Y}-K{(self.fran.month + 2) // 3}"
        return f"{self.fran:%Y}"

    @property
    def namn(self) -> str:
        """`april 2015`, `andra kvartalet 2015` or `2015`, as it stands in a sentence."""
        if self.slag == Utgava.MANAD:
            return manad_namn(self.fran)
        if self.slag == Utgava.KVARTAL:
            return f"{KVARTALSORD[(self.fran.month - 1) // 3]} kvartalet {self.fran.year}"
        return str(self.fran.year)

    def __str__(self) -> str:
        return self.namn


@dataclass(frozen=True, slots=True)
class Period:
    """Det som en rapport skrivs om och ur.

    `korningar` är den körning som gäller för varje kontrollerad månad, i månadernas ordning. `dag` är dagen då
    rapporten skrivs: den enda klocka som ett avsnitt får läsa. `saknade` är månaderna som inte är kontrollerade.
    """

    slag: Utgava
    fran: date
    tom: date
    korningar: tuple[int, ...]
    dag: date
    saknade: tuple[date, ...] = ()

    @property
    def tidrymd(self) -> Tidrymd:
        """The same without its runs."""
        return Tidrymd(self.slag, self.fran)

    @property
    def manader(self) -> tuple[date, ...]:
        """The months that are controlled, in order; one run each."""
        return tuple(manad for manad in self.tidrymd.manader if manad not in self.saknade)

    @property
    def korning_av(self) -> Mapping[date, int]:
        """The run of each controlled month."""
        return dict(zip(self.manader, self.korningar, strict=True))

    def per_month(self) -> tuple[Period, ...]:
        """Each controlled month as a period of its own, in order."""
        return tuple(
            Period(Utgava.MANAD, manad, last_of_month(manad), (korning,), self.dag)
            for manad, korning in self.korning_av.items()
        )

    @property
    def is_month(self) -> bool:
        """Whether it is a single month."""
        return self.slag == Utgava.MANAD

    @property
    def namn(self) -> str:
        """`april 2015`, `andra kvartalet 2015` or `2015`, as it stands in a sentence."""
        return self.tidrymd.namn

    @property
    def beteckning(self) -> str:
        """`2015-04`, `2015-K2` or `2015`."""
        return self.tidrymd.beteckning


def span_of(slag: Utgava, manad: date) -> Tidrymd:
    """The month, quarter or year that a month belongs to."""
    langd = ANTAL_MANADER[slag]
    return Tidrymd(slag, date(manad.year, (manad.month - 1) // langd * langd + 1, 1))


def parse_span(text: str) -> Tidrymd:
    """The span of `2015-04`, `2015-K2` or `2015`. Raises TidFel."""
    if not (delar := _BETECKNING.fullmatch(text)):
        raise TidFel("Skriv månaden som 2015-04, kvartalet som 2015-K2 eller året som 2015.")
    ar, manad, kvartal = delar.groups()
    if manad:
        return Tidrymd(Utgava.MANAD, parse_month(text))
    forsta = parse_month(f"{ar}-{int(kvartal or 1) * 3 - 2:02}")
    return Tidrymd(Utgava.KVARTAL if kvartal else Utgava.AR, forsta)
