"""Landets månad som filer: det som anordnarna hade skickat, för samma register som `register` lägger in."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from assistans.tid import clock
from bench import nummer
from bench.land.storlek import ASSISTENTER, DAGAR, FORSKJUTNING, MANAD, TIMPRIS, Landsstorlek
from demodata import APRIL, build_month
from demodata.efaktura import write_invoice

ASSISTENTERNA = range(1, ASSISTENTER + 1)
FORSTA_TIMMEN, TIMMAR = 8, 3
EN_FAKTURA = re.compile(
    rb'<cbc:ID>(?P<nummer>[^<]+)</cbc:ID>|(?P<orgnr>(?<=schemeID="0007">)\d{10})|(?<=AccountingCost>)(?P<referens>[^<]+)'
)


class Manadsfiler:
    """Filerna för en månad av en viss storlek, som bytes."""

    def __init__(self, storlek: Landsstorlek) -> None:
        self.storlek = storlek
        self._personnummer = list(nummer.personnummer(storlek.manniskor))
        self._orgnr = list(nummer.orgnr(storlek.anordnare))
        self._bankgiro = list(nummer.bankgiro(storlek.anordnare))
        self.inkommen = MANAD + timedelta(days=DAGAR + 2)

    @cached_property
    def rapporter(self) -> bytes:
        """rapporter.csv: four for each person."""
        return _table(
            "rapport;referens;orgnr;manad;assistent;inkommen;summa_aktiv;summa_vantetid;summa_beredskap",
            (
                (f"R-{p}-{k}", _referens(p), self._orgnr_of(p), f"{MANAD:%Y-%m}", self._assistant(p, k),
                 self.inkommen, f"{len(self.storlek.days_of(k)) * 2 * TIMMAR}:00", "0:00", "0:00")
                for p, k in self._reports()
            ),
        )  # fmt: skip

    @cached_property
    def tidrader(self) -> bytes:
        """tidrader.csv: a shift a day in each report."""
        dagar = {k: [(n, MANAD + timedelta(days=n)) for n in self.storlek.days_of(k)] for k in ASSISTENTERNA}
        per_dag, per_person, antal = FORSKJUTNING

        def shift(p: int, k: int, n: int, s: int) -> tuple[str, str]:
            plats = 2 * ((k - 1) % 2) + s
            start = (FORSTA_TIMMEN + plats * TIMMAR) * 60 + (per_dag * n + per_person * p) % antal
            return clock(start), clock(start + TIMMAR * 60)

        return _table(
            "rapport;datum;start;slut;tidstyp;dubbel;ersatter_sjuk",
            (
                (f"R-{p}-{k}", dag, *shift(p, k, n, s), "aktiv", "nej", "nej")
                for p, k in self._reports()
                for n, dag in dagar[k]
                for s in (0, 1)
            ),
        )

    @cached_property
    def intyg(self) -> bytes:
        """intyg.csv: all three parties certify each report."""
        n = self.storlek
        return _table(
            "rapport;part;namn;personnummer;roll;datum;satt",
            (
                (f"R-{p}-{k}", part, "Provperson", vem, roll, self.inkommen, "underskrift")
                for p, k in self._reports()
                for part, vem, roll in (
                    ("assistent", self._assistant(p, k), "sjalv"),
                    ("brukare", self._personnummer[p - 1], "sjalv"),
                    ("anordnare", self._personnummer[n.fakturor + n.assistenter + self._plats(p)], "arbetsgivare"),
                )
            ),
        )

    @cached_property
    def rakningar(self) -> bytes:
        """rakningar.csv: one claim for each person."""
        timmar = DAGAR * TIMMAR * ASSISTENTER
        belopp = str(timmar * Decimal(TIMPRIS))
        return _table(
            "nummer;orgnr;rad;referens;manad;fakturadatum;forfallodatum;bankgiro;plusgiro;antal;pris;belopp;total",
            (
                (f"{100000 + p}", self._orgnr_of(p), 1, _referens(p), f"{MANAD:%Y-%m}", self.inkommen,
                 self.inkommen + timedelta(days=30), self._bankgiro[self._plats(p)], "", f"{timmar}.00", TIMPRIS,
                 belopp, belopp)
                for p in range(1, self.storlek.fakturor + 1)
            ),
        )  # fmt: skip

    def invoices(self, antal: int) -> list[tuple[str, bytes]]:
        """So many e-invoices, each as a provider's system writes it, for one person each."""
        mall = write_invoice(next(underlag for underlag in build_month(APRIL).underlag if len(underlag.rader) == 1))
        return [(f"faktura-{p:05}.xml", self._invoice(mall, p)) for p in range(1, antal + 1)]

    def _invoice(self, mall: bytes, p: int) -> bytes:
        sedda = 0

        def fill(traff: re.Match[bytes]) -> bytes:
            nonlocal sedda
            if traff["orgnr"]:
                return self._orgnr_of(p).encode()
            if traff["referens"]:
                return _referens(p).encode()
            sedda += 1
            return f"<cbc:ID>E{p}</cbc:ID>".encode() if sedda == 1 else traff[0]

        return EN_FAKTURA.sub(fill, mall)

    def _reports(self) -> Iterator[tuple[int, int]]:
        return ((p, k) for p in range(1, self.storlek.fakturor + 1) for k in ASSISTENTERNA)

    def _plats(self, p: int) -> int:
        return (p - 1) % self.storlek.anordnare

    def _orgnr_of(self, p: int) -> str:
        return self._orgnr[self._plats(p)]

    def _assistant(self, p: int, k: int) -> str:
        return self._personnummer[self.storlek.fakturor + (p - 1) * ASSISTENTER + k - 1]


def _referens(p: int) -> str:
    return f"LSS-{p * 7 + 4096:05X}"


def _table(rubriker: str, rader: Iterable[tuple[str | int | date, ...]]) -> bytes:
    text = io.StringIO(newline="")
    text.write(rubriker + "\r\n")
    csv.writer(text, delimiter=";").writerows(rader)
    return text.getvalue().encode()
