"""Reading single fields of a UBL document: one value where one is expected, exact, or a refusal that names the field.

A path is written as in the standard, `cac:Party/cbc:EndpointID`, whatever prefixes the document itself uses.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from functools import lru_cache

from lxml import etree

from fakturor.filer.faktura import FakturaAvvisad, LastPeriod

CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
# Wide enough for any product of two figures below. A rounding would raise instead of passing unseen.
EXAKT = Context(prec=200, traps=[Inexact, InvalidOperation, Overflow])
MAX_CITAT = 9
MAX_TEXT = 1000
XML_SPACE = " \t\r\n"
SPACES = str.maketrans("\t\r\n", "   ")
# The decimal of XML Schema: a point, no exponent, no NaN. Twelve digits are 999 milliards, more than any invoice.
NUMBER = re.compile(r"[+-]?(?:[0-9]{1,12}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Element = etree._Element


@lru_cache(maxsize=512)
def steps(path: str) -> tuple[str, ...]:
    return tuple(step.replace("cac:", CAC).replace("cbc:", CBC) for step in path.split("/"))


def plain(path: str) -> str:
    """The path without prefixes, as a field is named for people."""
    return path.replace("cac:", "").replace("cbc:", "")


def every(el: Element | None, path: str) -> Iterator[Element]:
    """All elements at the path, in the order of the document."""
    found = [] if el is None else [el]
    for tag in steps(path):
        found = [child for parent in found for child in parent.iterchildren(tag)]
    return iter(found)


def one(el: Element | None, path: str, under: str = "") -> Element | None:
    """The element at the path, or None. Two are refused: whichever is read, another system may read the other."""
    for tag in steps(path):
        if el is None:
            return None
        children = el.iterchildren(tag)
        el = next(children, None)
        if el is not None and next(children, None) is not None:
            falt = field(under, path)
            raise FakturaAvvisad(f"Fältet {falt} står flera gånger, så det går inte att veta vilket som gäller.", falt)
    return el


def field(under: str, path: str) -> str:
    return f"{under}/{plain(path)}" if under else plain(path)


def text_of(el: Element | None, falt: str = "") -> str:
    """The text of a leaf without surrounding space, line breaks kept; empty when it is missing."""
    if el is None:
        return ""
    if len(el):
        raise FakturaAvvisad(
            f"Fältet {falt or etree.QName(el).localname} innehåller andra fält i stället för text.", falt
        )
    return (el.text or "").strip(XML_SPACE)


def text(el: Element | None, path: str, under: str = "") -> str:
    """The text at the path on one line, as identifiers and names are. A field as long as a letter is refused."""
    skrivet = text_of(one(el, path, under), field(under, path)).translate(SPACES)
    if len(skrivet) > MAX_TEXT:
        falt = field(under, path)
        raise FakturaAvvisad(f"Fältet {falt} är längre än {MAX_TEXT} tecken.", falt)
    return skrivet


def texts(el: Element | None, path: str) -> tuple[str, ...]:
    """All texts at the path that say anything, line breaks kept."""
    return tuple(found for child in every(el, path) if (found := text_of(child, plain(path))))


def amount(el: Element | None, path: str, under: str = "") -> Decimal | None:
    """The number at the path, or None when the field is not there. An empty or unreadable field is refused."""
    found = one(el, path, under)
    return None if found is None else read_number(text_of(found, field(under, path)), field(under, path))


def required_amount(el: Element | None, path: str, under: str, regel: str) -> Decimal:
    belopp = amount(el, path, under)
    if belopp is None:
        falt = field(under, path)
        raise FakturaAvvisad(f"Beloppet {falt} saknas.", falt, regel)
    return belopp


def read_number(skrivet: str, falt: str) -> Decimal:
    if NUMBER.fullmatch(skrivet):
        return Decimal(skrivet)
    if not skrivet:
        raise FakturaAvvisad(f"Fältet {falt} är tomt, där ett tal ska stå.", falt)
    # A long string of digits in the wrong place can be somebody's personnummer, and is not repeated.
    citat = f"innehåller ”{skrivet}”, som" if len(skrivet) <= MAX_CITAT else "innehåller något som"
    raise FakturaAvvisad(f"Fältet {falt} {citat} inte går att läsa som ett tal.", falt)


def read_date(skrivet: str) -> date | None:
    """A date as YYYY-MM-DD, or None."""
    try:
        return date.fromisoformat(skrivet) if DATE.fullmatch(skrivet) else None
    except ValueError:
        return None


def read_period(el: Element, under: str = "") -> LastPeriod | None:
    """The invoicing period of the document or line; None when there is none, or more than one to choose between."""
    perioder = list(every(el, "cac:InvoicePeriod"))
    if len(perioder) != 1:
        return None
    falt = field(under, "cac:InvoicePeriod")
    fran = read_date(text(perioder[0], "cbc:StartDate", falt))
    tom = read_date(text(perioder[0], "cbc:EndDate", falt))
    return LastPeriod(fran, tom) if fran or tom else None
