"""Fields of an ISO 20022 message from outside: which message it is, and its texts, amounts, days and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lxml import etree

from assistans.svenska import mask_text
from fakturor.betalfiler.besked import BeskedRefused
from fakturor.betalfiler.orsakskoder import ORSAKER
from fakturor.filer.faktura import FakturaAvvisad
from fakturor.filer.xml_skydd import parse_xml

LANGST = 200
SAKNAS = ("", "NOTPROVIDED")
"""What stands in an id's place when there is none."""
_MEDDELANDE = re.compile(r"(?:.*:)?([a-z]{4}\.[0-9]{3})\.[0-9]{3}\.[0-9]{2}")
_BELOPP = re.compile(r"[0-9]{1,13}(?:\.[0-9]{1,5})?")
_ORE = Decimal("0.01")


class OkantFalt(Exception):
    """A field cannot be used. The message is a Swedish sentence without its full stop."""


class Nod:
    """An element, and a way to what is in it by the names of the message alone."""

    def __init__(self, element: etree._Element, namnrymd: str):
        self._element = element
        self._namnrymd = namnrymd

    def each(self, stig: str) -> Iterator[Nod]:
        """The elements along a path of names with / between."""
        for element in self._element.iterfind("/".join(f"{{{self._namnrymd}}}{namn}" for namn in stig.split("/"))):
            yield Nod(element, self._namnrymd)

    def first(self, stig: str) -> Nod | None:
        return next(self.each(stig), None)

    @property
    def own_text(self) -> str:
        """The element's text, on one line and printable."""
        return "".join(char if char.isprintable() else "�" for char in " ".join((self._element.text or "").split()))

    def text(self, *stigar: str) -> str:
        """The text at the first of the paths that has one, or ""."""
        return next((text for stig in stigar for nod in self.each(stig) if (text := nod.own_text)), "")

    def amount(self, *stigar: str) -> Decimal | None:
        """Kronor at the first of the paths that is there. Raises OkantFalt for other currencies and for no amount."""
        for stig in stigar:
            if nod := self.first(stig):
                return _kronor(nod.own_text, nod._element.get("Ccy", ""))
        return None

    def day(self, *stigar: str) -> date | None:
        """The day at the first of the paths that has one. A time is cut off. Raises OkantFalt."""
        text = self.text(*stigar)
        if not text:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            raise OkantFalt("datumet går inte att läsa") from None

    def id(self, *stigar: str) -> str:
        """An id, "" when it is missing. Raises OkantFalt for one that we never gave."""
        text = self.text(*stigar)
        if len(text) > 35:
            raise OkantFalt("id har fler än 35 tecken")
        return "" if text in SAKNAS else text


def read_message(data: bytes) -> tuple[str, Nod]:
    """The message's name without version, as pain.002, and its root. Raises BeskedRefused."""
    try:
        rot = parse_xml(data)
    except FakturaAvvisad as avvisad:
        # Sentences about invoices would puzzle the one who hands in a file from the bank.
        om_faktura = "faktur" in avvisad.orsak.lower()
        sagt = "Filen är inget besked i XML, eller större än ett sådant blir." if om_faktura else avvisad.orsak
        raise BeskedRefused(sagt) from None
    namn = etree.QName(rot)
    meddelande = _MEDDELANDE.fullmatch(namn.namespace or "")
    if meddelande is None or namn.localname != "Document":
        raise BeskedRefused("Filen är inget meddelande enligt ISO 20022.")
    return meddelande[1], Nod(rot, namn.namespace)


def reason(orsaker: Iterator[Nod]) -> tuple[str, str]:
    """The first code and a sentence, from the elements that hold Rsn and AddtlInf. Both "" when nothing is said."""
    for nod in orsaker:
        kod = nod.text("Rsn/Cd", "Rsn/Prtry")[:35]
        ord = mask_text(" ".join(rad.own_text for rad in nod.each("AddtlInf")).strip())[:LANGST]
        if kod or ord:
            return kod, reason_in_words(kod, ord)
    return "", ""


def reason_in_words(kod: str, ord: str) -> str:
    """A sentence for a code and the bank's own words."""
    mening = ORSAKER.get(kod) or (f"Banken anger koden {kod}." if kod and kod != "NARR" else "")
    return " ".join(filter(None, (mening, f"Banken skriver: {ord}" if ord else "")))


def _kronor(text: str, valuta: str) -> Decimal:
    if valuta != "SEK":
        raise OkantFalt("beloppet är inte i svenska kronor")
    if not _BELOPP.fullmatch(text) or Decimal(text) % _ORE:
        raise OkantFalt("beloppet går inte att läsa")
    return Decimal(text).quantize(_ORE)
