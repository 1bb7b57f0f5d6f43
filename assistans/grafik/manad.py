"""What the month picture shows: one redovisning, one month. Plain data, made by whoever has the case at hand.

Days are numbers of the month (1 is the first). A time row is in clock minutes after midnight (1440 is the end of the
day); a row that crosses midnight is two rows. Durations are minutes.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from assistans.helgdagar import is_weekend_or_holiday
from assistans.svenska import STOCKHOLM

DYGN = 24 * 60

RAD, AVVIKELSE, VARNING = "rad", "avvikelse", "varning"


@dataclass(frozen=True, slots=True)
class Rad:
    """A time row, and what the controls found in it: `lage` is rad, avvikelse or varning.

    `kod` is the control that found it; `text` is written beside it in the picture instead of the code alone.
    `minuter` is the elapsed time, where that is not the difference on the clock (the days of 23 and 25 hours).
    """

    dag: int
    start: int
    slut: int
    lage: str = RAD
    kod: str | None = None
    text: str | None = None
    minuter: int | None = None

    @property
    def langd(self) -> int:
        return self.slut - self.start if self.minuter is None else self.minuter

    @property
    def etikett(self) -> str:
        return self.text or self.kod or ""


@dataclass(frozen=True, slots=True)
class Band:
    """One assistant's month."""

    namn: str
    timmar_text: str
    rader: tuple[Rad, ...]


@dataclass(frozen=True, slots=True)
class Spann:
    """Days on which something holds, both included, and what it says."""

    fran: int
    tom: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Vistelse:
    """A stay to the minute. Without `slut` it had not ended when the picture was drawn."""

    start: datetime
    slut: datetime | None
    typ: str


@dataclass(frozen=True, slots=True)
class Manadsbild:
    """All that the picture shows. `tillstand` is None where none is required, empty where one is missing.

    `snitt_per_dag` is the granted time divided by the days of the month; None when nothing is granted.
    """

    manad: date
    referens: str
    band: tuple[Band, ...]
    tillstand: tuple[Spann, ...] | None
    beslut: tuple[Spann, ...]
    vistelser: tuple[Vistelse, ...] = ()
    snitt_per_dag: int | Fraction | None = None
    tillstand_rubrik: str = "IVO-tillstånd"

    @property
    def dagar(self) -> int:
        return calendar.monthrange(self.manad.year, self.manad.month)[1]

    @property
    def lediga(self) -> frozenset[int]:
        """The days that are shaded: Saturdays, Sundays and public holidays."""
        return frozenset(dag for dag in range(1, self.dagar + 1) if is_weekend_or_holiday(self.date_of(dag)))

    def date_of(self, dag: int) -> date:
        return self.manad.replace(day=dag)

    def rows(self, lage: str | None = None) -> Iterator[tuple[int, Rad]]:
        """Every row with the number of its band, in the order of days; of one `lage`, if given."""
        alla = ((i, rad) for i, band in enumerate(self.band) for rad in band.rader if lage in (None, rad.lage))
        return iter(sorted(alla, key=lambda par: (par[1].dag, par[1].start, par[0])))

    def minutes_per_day(self) -> dict[int, tuple[int, int]]:
        """Day → minutes without and with deviation. Days without time are left out."""
        per_dag: dict[int, tuple[int, int]] = {}
        for _, rad in self.rows():
            utan, med = per_dag.get(rad.dag, (0, 0))
            avviker = rad.lage == AVVIKELSE
            per_dag[rad.dag] = (utan + (0 if avviker else rad.langd), med + (rad.langd if avviker else 0))
        return per_dag

    def days_of(self, vistelse: Vistelse) -> Iterator[tuple[int, int, int]]:
        """The stay as day, first and last clock minute, for the days of it that fall in this month."""
        start = _in_stockholm(vistelse.start)
        slut = _in_stockholm(vistelse.slut) if vistelse.slut else None
        for dag in range(1, self.dagar + 1):
            idag = self.date_of(dag)
            if idag < start.date() or (slut and idag > slut.date()):
                continue
            fran = _minute(start) if idag == start.date() else 0
            till = _minute(slut) if slut and idag == slut.date() else DYGN
            if till > fran:
                yield dag, fran, till


def row_id(id_prefix: str, band: int, rad: Rad) -> str:
    """The id of a found row in the picture, for the list of findings to link to."""
    return f"{id_prefix}-{band}-{rad.dag}-{rad.start}"


def _in_stockholm(nar: datetime) -> datetime:
    return nar.astimezone(STOCKHOLM) if nar.tzinfo else nar


def _minute(nar: datetime) -> int:
    return nar.hour * 60 + nar.minute
