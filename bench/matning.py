"""Att mäta en sida: en hel begäran genom alla mellanlager, i processen, mot databasen.

Tiden är den som servern lägger på begäran, i millisekunder; nät och webbläsare är inte med. Antalet frågor är varje
SQL-sats, också de som skriver.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from time import perf_counter, process_time

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assistans.roller import Roll
from bench.anvandare import user_of
from bench.sidor import Besok

GRANS_MS = 300.0
"""Så lång tid får en sida ta på servern, i 95 fall av 100."""
UPPVARMNING = 3


class PageRefused(Exception):
    """A page did not answer 200; the message says what it answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utslag:
    """En sidas mätning: frågor i den lilla och den stora kommunen, tider i millisekunder i den stora, kortast först.

    `cpu` är processens egen tid per besök, utan databasens och utan väntan på andra som vill ha maskinen.
    """

    namn: str
    liten: int | None
    stor: int
    tider: tuple[float, ...]
    cpu: float = 0.0

    @property
    def p50(self) -> float:
        """Half of the visits took no longer, ms."""
        return percentile(self.tider, 50)

    @property
    def p95(self) -> float:
        """Nineteen visits in twenty took no longer, ms."""
        return percentile(self.tider, 95)

    @property
    def slow(self) -> bool:
        """Whether it takes longer than it may."""
        return self.p95 > GRANS_MS

    @property
    def grows(self) -> bool:
        """Whether it asks more of the larger database. One that was not there in the smaller cannot be said not to."""
        return self.liten is None or self.stor > self.liten

    @property
    def holds(self) -> bool:
        """Whether both hold."""
        return not (self.slow or self.grows)


class Besokare:
    """Öppnar sidor som de olika rollerna. Var och en loggar in en gång."""

    def __init__(self) -> None:
        self._klienter: dict[Roll | None, Client] = {}

    def count_queries(self, besok: Besok) -> int:
        """The SQL statements of one visit, when caches are warm. Raises PageRefused."""
        self.open(besok)
        with CaptureQueriesContext(connection) as fragor:
            self.open(besok)
        return len(fragor)

    def time(self, besok: Besok, varv: int) -> tuple[tuple[float, ...], float]:
        """Milliseconds of so many visits, after some that are not counted, shortest first, and the process's own
        milliseconds for each. Raises PageRefused.
        """
        for _ in range(UPPVARMNING):
            self.open(besok)
        tider, cpu_fran = [], process_time()
        for _ in range(varv):
            fran = perf_counter()
            self.open(besok)
            tider.append((perf_counter() - fran) * 1000)
        return tuple(sorted(tider)), (process_time() - cpu_fran) * 1000 / varv

    def open(self, besok: Besok) -> HttpResponse:
        """Make the request and take in the whole answer. Raises PageRefused."""
        klient = self._client(besok.roll)
        svar = klient.get(besok.adress) if besok.skickas is None else klient.post(besok.adress, besok.skickas)
        if svar.status_code != 200:
            raise PageRefused(f"Den svarade {svar.status_code} i stället för 200.")
        return svar

    def _client(self, roll: Roll | None) -> Client:
        if roll not in self._klienter:
            self._klienter[roll] = Client()
            if roll is not None:
                self._klienter[roll].force_login(user_of(roll))
        return self._klienter[roll]


def count_all(besoken: Sequence[Besok]) -> dict[str, int]:
    """The SQL statements of every visit, by name. A page that does not answer is left out."""
    besokare, fragor = Besokare(), {}
    for besok in besoken:
        with suppress(PageRefused):
            fragor[besok.namn] = besokare.count_queries(besok)
    return fragor


def measure_all(
    besoken: Sequence[Besok], liten: Mapping[str, int], *, varv: int
) -> tuple[list[Utslag], dict[str, str]]:
    """Measure every visit in the database that is open; `liten` are the statements in the smaller one.

    Answers the measurements, and why the others could not be made, by name.
    """
    besokare, utslag, vagrade = Besokare(), [], {}
    for besok in besoken:
        try:
            stor = besokare.count_queries(besok)
            tider, cpu = besokare.time(besok, varv)
        except PageRefused as refused:
            vagrade[besok.namn] = str(refused)
        else:
            utslag.append(Utslag(namn=besok.namn, liten=liten.get(besok.namn), stor=stor, tider=tider, cpu=cpu))
    return utslag, vagrade


def percentile(tider: Sequence[float], procent: int) -> float:
    """The nearest rank: the shortest time that so many per cent of the visits did not exceed."""
    return sorted(tider)[ceil(len(tider) * procent / 100) - 1]
