"""Perioder och slag av tid, som både registren och tidraderna talar i."""

from datetime import date
from typing import Literal, Protocol

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


def covers(period: Periodisk, dag: date) -> bool:
    """Say whether the period is in force on the day; both ends count."""
    return period.fran <= dag and (period.tom is None or dag <= period.tom)
