"""Any file with answers from the bank or the finance system → `Beskedsfil`. The bytes decide which kind it is."""

from __future__ import annotations

import codecs
from datetime import date
from decimal import Decimal

from assistans.svenska import mask_text
from assistans.tabeller import Kolumn, Rad, Tabell, Tabellasning, TabellFel, Typ, read_table
from fakturor.betalfiler.besked import (
    AVVISAD,
    CAMT054,
    PAGAR,
    PAIN002,
    TABELL,
    TILLBAKA,
    UTFORD,
    Besked,
    BeskedRefused,
    Beskedsfil,
    settle,
)
from fakturor.betalfiler.camt054 import read_camt054
from fakturor.betalfiler.csvrader import write_rows
from fakturor.betalfiler.iso_falt import read_message, reason_in_words
from fakturor.betalfiler.order import STORSTA_BELOPP
from fakturor.betalfiler.pain002 import read_pain002
from fakturor.betalfiler.skrivsatt import plain_amount, plain_day, plain_word

RETUR = "retur"
UTFALLSORD = {"utförd": UTFORD, "avvisad": AVVISAD, "pågår": PAGAR, RETUR: AVVISAD}
"""The words of the table. A `retur` was executed first, and has come back; then its amount is needed."""
BESKEDSTABELL = Tabell(
    "betalbesked",
    (
        Kolumn("id", nyckel=True, langst=35),
        Kolumn("utfall", Typ.VAL, kravs=True, val=tuple(UTFALLSORD), skrivs=plain_word),
        Kolumn("belopp", Typ.DECIMAL, frivillig=True, minst=Decimal("0.01"), hogst=STORSTA_BELOPP, skrivs=plain_amount),
        Kolumn("datum", Typ.DATUM, frivillig=True, skrivs=plain_day),
        Kolumn("skal_kod", frivillig=True, langst=35, skrivs=str.upper),
        Kolumn("skal", frivillig=True),
    ),
)
"""Our own table, for a bank or finance system that answers in no format of its own. CSV or XLSX."""
_READERS = {PAIN002: read_pain002, CAMT054: read_camt054}
_ANDRA = {
    "pain.001": "Filen är en betalfil (pain.001), inte ett besked om en sådan.",
    "camt.053": "Filen är ett kontoutdrag (camt.053). Begär aviseringen camt.054 eller svaret pain.002 av banken.",
}
_UTAN_BETYDELSE = date(2000, 1, 1)
"""The table reader wants a day to tell the century of personnummer by, and this table has none."""


def read_beskedsfil(data: bytes, filnamn: str = "") -> Beskedsfil:
    """What a file says has become of payments. `filnamn` tells an XLSX from a CSV. Raises BeskedRefused."""
    if not _is_xml(data):
        return _read_tabell(data, filnamn)
    meddelande, dokument = read_message(data)
    if meddelande not in _READERS:
        raise BeskedRefused(
            _ANDRA.get(meddelande, f"Filen är {meddelande}. Här tas pain.002, camt.054 och tabeller emot.")
        )
    return _READERS[meddelande](dokument)


def write_beskedsmall() -> bytes:
    """An empty table to fill in."""
    return write_rows([kolumn.namn for kolumn in BESKEDSTABELL.kolumner], ())


def _is_xml(data: bytes) -> bool:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")):
        return True
    return data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")


def _read_tabell(data: bytes, filnamn: str) -> Beskedsfil:
    try:
        lasning = read_table(BESKEDSTABELL, data, filnamn, idag=_UTAN_BETYDELSE)
        rader = list(lasning.rader())
    except TabellFel as fel:
        raise BeskedRefused(fel.orsak) from None
    oklara, anmarkningar = [], []
    for rad in rader:
        if rad.fel:
            # A row that cannot be read says something of its payment all the same: that nobody knows.
            oklara.append(rad.celler[lasning.rubriker.index("id")].strip() if _has_id(rad, lasning) else "")
            anmarkningar += [f"Rad {fel.rad}: {fel.kolumn}: {fel.orsak}" for fel in rad.fel]
        elif rad["utfall"] == RETUR and rad["belopp"] is None:
            oklara.append(rad["id"])
            anmarkningar.append(f"Rad {rad.nummer}: belopp: Skriv hur mycket som kom tillbaka.")
    besked, okl, motsagda = settle(
        (_besked(rad) for rad in rader if not rad.fel and rad["id"] not in oklara), filter(None, oklara)
    )
    if not (besked or anmarkningar):
        anmarkningar = ["Filen säger inget om någon betalning."]
    return Beskedsfil(TABELL, "", "", besked, (*anmarkningar, *motsagda), (), tuple(okl))


def _has_id(rad: Rad, lasning: Tabellasning) -> bool:
    return len(rad.celler) > lasning.rubriker.index("id")


def _besked(rad: Rad) -> Besked:
    kod = rad["skal_kod"]
    skal = mask_text(rad["skal"]) or (reason_in_words(kod, "") if kod else "")
    retur = rad["utfall"] == RETUR
    if retur and not skal:
        skal = TILLBAKA
    return Besked(
        rad["id"], UTFALLSORD[rad["utfall"]], rad["belopp"], rad["datum"], kod, skal, retur=retur, rad=rad.nummer
    )
