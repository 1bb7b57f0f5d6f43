"""Perioder och slag av tid, som både registren och tidraderna talar i."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple, Protocol

Tidstyp = Literal["aktiv", "vantetid", "beredskap"]
TIDSTYPER: tuple[Tidstyp, ...] = ("aktiv", "vantetid", "beredskap")
DELARE: dict[Tidstyp, int] = {"aktiv": 1, "vantetid": 4, "beredskap": 7}
"""En timme väntetid ersätts som en fjärdedel, en timme beredskap som en sjundedel."""


class Periodisk(Protocol):
    """Något som gäller mellan två dagar, båda med."""

    @property
    def fran(self) -> date: ...

    @property
    def tom(self) -> date | None: ...


class Period(NamedTuple):
    """Två dagar och det däremellan."""

    fran: date
    tom: date | None


def covers(period: Periodisk, dag: date) -> bool:
    """Say whether the period is in force on the day; both ends count."""
    return period.fran <= dag and (period.tom is None or dag <= period.tom)


def days_outside(perioder: Iterable[Periodisk], dagar: Sequence[date]) -> list[date]:
    """The days, which come in order, when none of the periods is in force."""
    alla = list(perioder)
    if dagar and any(covers(period, dagar[0]) and covers(period, dagar[-1]) for period in alla):
        return []  # one period holds them all, as nearly always
    return [dag for dag in dagar if not any(covers(period, dag) for period in alla)]
