"""När assistansen utförs: av ett veckomönster och en månads timmar blir det pass, som är desamma varje gång.

Inget är slumpat. Det som ska se olika ut från dag till dag väljs av en kontrollsumma över referens, dag och fönster.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from zlib import crc32

from assistans.helgdagar import is_weekend_or_holiday
from assistans.tid import DYGN

STEG = 15
KORTAST = 30


class Fonster(NamedTuple):
    """En tid på dygnet när någon behövs: `vanligt` minuter från `start`, och aldrig mer än `langst`."""

    dagar: Callable[[date], bool]
    start: int
    vanligt: int
    langst: int


class Schemafel(Exception):
    """The hours do not fit in the pattern."""


@dataclass(slots=True)
class Plats:
    """Ett tänkt pass. `start` är minuter efter midnatt, `slut` kan ligga efter nästa midnatt."""

    dag: date
    fonster: int
    start: int
    vanligt: int
    kortast: int
    langst: int
    lott: int
    minuter: int = 0

    @property
    def borjar(self) -> int:
        """Somewhere between the start of the window and where the shift still fits, in steps of five minutes."""
        luft = min(20, self.langst - self.minuter)
        return self.start + 5 * (self.lott % (luft // 5 + 1))

    @property
    def slutar(self) -> int:
        return self.borjar + self.minuter


def _varje_dag(dag: date) -> bool:
    return True


def _vardag(dag: date) -> bool:
    return not is_weekend_or_holiday(dag)


def _fredag_lordag(dag: date) -> bool:
    return dag.weekday() in (4, 5)


def _lordag(dag: date) -> bool:
    return dag.weekday() == 5


def _kl(timme: int, minut: int = 0) -> int:
    return 60 * timme + minut


MONSTER: dict[str, tuple[Fonster, ...]] = {
    "dygn": (
        Fonster(_varje_dag, _kl(7), 150, 240),
        Fonster(_varje_dag, _kl(12), 60, 120),
        Fonster(_varje_dag, _kl(16), 240, 330),
        Fonster(_fredag_lordag, _kl(22), 480, 540),
    ),
    "dag_och_kvall": (
        Fonster(_varje_dag, _kl(7), 120, 225),
        Fonster(_varje_dag, _kl(17), 210, 330),
    ),
    "vardag": (
        Fonster(_vardag, _kl(7), 90, 180),
        Fonster(_vardag, _kl(15, 30), 150, 270),
        Fonster(is_weekend_or_holiday, _kl(10), 240, 480),
    ),
    "dagcenter": (
        Fonster(_vardag, _kl(6, 45), 105, 125),
        Fonster(_vardag, _kl(15, 30), 210, 360),
        Fonster(is_weekend_or_holiday, _kl(9, 30), 300, 540),
    ),
    "skola": (
        Fonster(_vardag, _kl(6, 30), 75, 90),
        Fonster(_vardag, _kl(14, 30), 180, 300),
        Fonster(is_weekend_or_holiday, _kl(9), 240, 480),
    ),
    "kvallar": (
        Fonster(_vardag, _kl(16), 150, 300),
        Fonster(is_weekend_or_holiday, _kl(11), 240, 480),
    ),
    "morgnar": (Fonster(_vardag, _kl(7), 180, 285),),
    "eftermiddagar": (
        Fonster(_vardag, _kl(17), 120, 240),
        Fonster(is_weekend_or_holiday, _kl(12), 180, 360),
    ),
    "lordagar": (Fonster(_lordag, _kl(11), 90, 180),),
}


def plan(
    *, referens: str, monster: str, manad: date, minuter: int, utom: Collection[date] = (), minst_forsta: int = KORTAST
) -> list[Plats]:
    """The month's shifts in order, exactly so many minutes together. Raises Schemafel.

    No shift is on a day in `utom`, and no shift of the first window is shorter than `minst_forsta`.
    """
    platser = [
        Plats(
            dag=dag,
            fonster=nummer,
            start=start,
            vanligt=min(fonster.vanligt, langst),
            kortast=min(minst_forsta if nummer == 0 else KORTAST, langst),
            langst=langst,
            lott=crc32(f"{referens} {dag} {nummer} {start}".encode()),
        )
        for dag in days_of(manad)
        if dag not in utom
        for nummer, fonster in enumerate(MONSTER[monster])
        for start, langst in _openings(fonster, dag)
    ]
    _share_out(platser, minuter)
    _vary(platser)
    return sorted(platser, key=lambda plats: (plats.dag, plats.borjar))


def days_of(manad: date) -> list[date]:
    """Every day of the month."""
    dagar = [manad + timedelta(days=n) for n in range(31)]
    return [dag for dag in dagar if dag.month == manad.month]


def _openings(fonster: Fonster, dag: date) -> list[tuple[int, int]]:
    """Start and greatest length of what the window gives the day. A night that meets the month's end is cut at 24:00,

    and what is left of it stands on the first day of the next month.
    """
    oppningar = []
    efter_midnatt = fonster.start + fonster.langst - DYGN
    if dag.day == 1 and efter_midnatt > 0 and fonster.dagar(dag - timedelta(days=1)):
        oppningar.append((0, efter_midnatt))
    if fonster.dagar(dag):
        is_last = (dag + timedelta(days=1)).day == 1
        oppningar.append((fonster.start, min(fonster.langst, DYGN - fonster.start) if is_last else fonster.langst))
    return oppningar


def _share_out(platser: list[Plats], minuter: int) -> None:
    vanligt = sum(plats.vanligt for plats in platser)
    for plats in platser:
        andel = plats.vanligt * minuter // vanligt // STEG * STEG
        plats.minuter = max(plats.kortast, min(plats.langst // STEG * STEG, andel))
    kvar = minuter - sum(plats.minuter for plats in platser)
    while kvar:
        steg = STEG if kvar > 0 else -STEG
        rymmer = [p for p in sorted(platser, key=lambda p: p.lott) if p.kortast <= p.minuter + steg <= p.langst]
        if not rymmer or kvar % STEG:
            raise Schemafel(f"{minuter} minuter ryms inte i mönstret.")
        for plats in rymmer[: abs(kvar) // STEG]:
            plats.minuter += steg
            kvar -= steg


def _vary(platser: list[Plats]) -> None:
    """Move a quarter of an hour from one shift to another, here and there: nobody works the same time every day."""
    ordning = sorted(platser, key=lambda plats: (plats.lott % 1009, plats.lott))
    for fran, till in zip(ordning[::2], ordning[1::2], strict=False):
        if fran.minuter - STEG >= fran.kortast and till.minuter + STEG <= till.langst:
            fran.minuter -= STEG
            till.minuter += STEG
