"""Huvudboken läst: en månads rader ur ekonomisystemet, som CSV efter mallen eller som SIE 4E. Utan databas.

Only what may be about assistance is kept: rows on an account of the coding, and cost rows that carry the id of a
payment. A ledger in SIE holds the whole municipality, and the rest of it is nobody's business here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistans.svenska import manad_namn, mask_text
from assistans.tabeller import Kolumn, Tabell, TabellFel, Typ, read_table
from assistans.tid import first_of_month
from fakturor.betalfiler.sie import SieRefused, Verifikation
from fakturor.betalfiler.sie_lasning import read_sie
from fakturor.bokforing.verifikation import ANSVAR

HOGST = Decimal("999999999999.99")
HUVUDBOK = Tabell(
    "huvudbok",
    (
        Kolumn("verifikation", nyckel=True, langst=60),
        Kolumn("rad", Typ.HELTAL, nyckel=True, minst=Decimal(1), hogst=Decimal(99999)),
        Kolumn("datum", Typ.DATUM, kravs=True),
        Kolumn("konto", kravs=True, langst=10),
        Kolumn("ansvar", langst=20, frivillig=True),
        Kolumn("belopp", Typ.DECIMAL, kravs=True, minst=-HOGST, hogst=HOGST),
        Kolumn("referens", langst=60, frivillig=True),
        Kolumn("text", langst=200, frivillig=True),
    ),
)
KOD = re.compile(r"\b[A-Z0-9]{1,10}(?:-[0-9]{4,}){2,3}\b")
KOSTNAD = re.compile(r"[3-8]")
"""How an account that is neither an asset nor a debt begins."""
LANGST_REFERENS, LANGST_TEXT, LANGST_VERIFIKATION = 60, 200, 60


class LedgerRefused(Exception):
    """The file is not a ledger that can be read. The message is for the user."""


@dataclass(frozen=True, slots=True)
class Ledgerrad:
    """En rad i huvudboken, i kronor: kostnad över noll."""

    rad: int
    verifikation: str
    datum: date
    konto: str
    ansvar: str
    belopp: Decimal
    referens: str
    text: str

    @property
    def koder(self) -> list[str]:
        """What may be the ids of payments in what is written on the row."""
        return KOD.findall(f"{self.referens} {self.text}")


@dataclass(frozen=True, slots=True)
class Kand:
    """En betalning som en rad kan höra till. `dagar` är betalningsdagen och den dag banken utförde den."""

    pk: int
    kod: str
    belopp: Decimal
    dagar: frozenset[date]
    mottagare: str


def read_ledger(data: bytes, namn: str, *, manad: date, idag: date) -> list[Ledgerrad]:
    """The rows of a month. Raises LedgerRefused with everything that is wrong, at most the first few."""
    rader = list(_of_sie(data) if data.lstrip().startswith(b"#FLAGGA") else _of_table(data, namn, idag))
    av_manaden = [rad for rad in rader if first_of_month(rad.datum) == manad]
    if not av_manaden:
        raise LedgerRefused(f"Filen har inga rader från {manad_namn(manad)}.")
    return av_manaden


def relevant(rader: Iterable[Ledgerrad], konton: Collection[str]) -> list[Ledgerrad]:
    """The rows that may be about what is paid here."""
    return [rad for rad in rader if rad.konto in konton or (rad.koder and KOSTNAD.match(rad.konto))]


def match(rader: Collection[Ledgerrad], betalningar: Collection[Kand]) -> dict[int, int]:
    """Which payment each row is of, by the number of the row.

    By the payment's id on the row, or the only one on its voucher. Else by the voucher's day, its sum and the payee's
    number, when only one payment fits and no voucher says that it is its.
    """
    per_kod = {betalning.kod: betalning.pk for betalning in betalningar}
    verifikationer: dict[tuple[date, str], list[Ledgerrad]] = defaultdict(list)
    for rad in rader:
        verifikationer[rad.datum, rad.verifikation].append(rad)
    traff: dict[int, int] = {}
    utan_kod = []
    for egna in verifikationer.values():
        samma = {per_kod[kod] for rad in egna for kod in rad.koder if kod in per_kod}
        for rad in egna:
            pa_raden = {per_kod[kod] for kod in rad.koder if kod in per_kod} or samma
            if len(pa_raden) == 1:
                traff[rad.rad] = min(pa_raden)
        if not samma:
            utan_kod.append(egna)
    tagna = set(traff.values())
    for egna in utan_kod:
        mojliga = [b for b in betalningar if b.pk not in tagna and _fits(b, egna)]
        if len(mojliga) == 1:
            traff |= {rad.rad: mojliga[0].pk for rad in egna}
            tagna.add(mojliga[0].pk)
    return traff


def _fits(betalning: Kand, egna: list[Ledgerrad]) -> bool:
    ord_ = {ord_ for rad in egna for ord_ in re.findall(r"\w+", f"{rad.referens} {rad.text}".replace("-", ""))}
    return (
        egna[0].datum in betalning.dagar
        and sum(rad.belopp for rad in egna) == betalning.belopp
        and betalning.mottagare.replace("-", "") in ord_
    )


def _of_table(data: bytes, namn: str, idag: date) -> Iterator[Ledgerrad]:
    try:
        lasning = read_table(HUVUDBOK, data, namn, idag=idag)
        lasta = list(lasning.rader())
    except TabellFel as fel:
        raise LedgerRefused(str(fel)) from None
    if fel := [f"Rad {rad.nummer}: {rad.fel[0].orsak}" for rad in lasta if rad.fel]:
        raise LedgerRefused(" ".join(fel[:3]) + (f" Och {len(fel) - 3} fel till." if len(fel) > 3 else ""))
    for rad in lasta:
        yield _row(
            rad.nummer,
            rad["verifikation"],
            rad["datum"],
            rad["konto"],
            rad["ansvar"],
            rad["belopp"],
            rad["referens"],
            rad["text"],
        )


def _of_sie(data: bytes) -> Iterator[Ledgerrad]:
    try:
        fil = read_sie(data)
    except SieRefused as refused:
        raise LedgerRefused(str(refused)) from None
    nummer = 0
    for plats, verifikation in enumerate(fil.verifikationer, 1):
        for rad in verifikation.rader:
            nummer += 1
            yield _row(
                nummer,
                _name(verifikation, plats),
                verifikation.datum,
                rad.konto,
                dict(rad.dimensioner).get(ANSVAR, ""),
                rad.belopp,
                verifikation.text,
                rad.text,
            )


def _name(verifikation: Verifikation, plats: int) -> str:
    return f"{verifikation.serie}{verifikation.nummer}" or f"nr {plats} i filen"


def _row(rad: int, verifikation: str, datum: date, konto: str, ansvar: str, belopp: Decimal, referens: str, text: str):
    """A row as it is kept: cut to what the table holds, and without the number of any person."""
    return Ledgerrad(
        rad,
        verifikation[:LANGST_VERIFIKATION],
        datum,
        konto,
        ansvar[:20],
        belopp,
        mask_text(referens)[:LANGST_REFERENS],
        mask_text(text)[:LANGST_TEXT],
    )
