"""Cells of text to values, one function per type. Each raises VardeFel with what would make the cell right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from assistans.personnummer import (
    GiroFel,
    OrgnrFel,
    PersonnummerFel,
    is_personnummer_shaped_orgnr,
    normalize_bankgiro,
    normalize_orgnr,
    normalize_personnummer,
    normalize_plusgiro,
)
from assistans.svenska import antal
from assistans.svenska import decimal as decimal_text
from assistans.tabeller.schema import Kolumn, Typ
from assistans.tid import TidFel, instant, minutes_of, parse_clock, parse_date, parse_month

Parser = Callable[[str], Any]

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, half surrogates and marks that turn the reading direction. Line breaks and tabs may stand."""

_DECIMAL = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,12})?")
_HELTAL = re.compile(r"-?[0-9]{1,9}")
_KOMMUNKOD = re.compile(r"[0-9]{4}")
_MINUSTECKEN = ("-", "\u2212", "\u2013")
_BLANK = re.compile(r"\s")


class VardeFel(ValueError):
    """A cell cannot be read as its column's type. The message is for the user."""


class Obegriplig(str):
    """A cell that its file format gives, but that can never be read: shown as its text, refused for its reason.

    Two of them are never equal, so that the text of one is not taken for a good cell with the same text.
    """

    __slots__ = ("orsak",)

    def __new__(cls, text: str, orsak: str) -> Obegriplig:
        cell = super().__new__(cls, text)
        cell.orsak = orsak
        return cell

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def parser_for(kolumn: Kolumn, *, idag: date) -> Parser:
    """The function that reads the cells of one column. `idag` decides the century of a 10-digit personnummer."""
    parse = _PARSERS[kolumn.typ]

    def read(cell: str) -> Any:
        if isinstance(cell, Obegriplig):
            raise VardeFel(cell.orsak)
        text = cell.strip()
        if not text:
            if kolumn.must_be_filled:
                raise VardeFel("Cellen får inte vara tom.")
            return kolumn.empty_value
        if kolumn.skrivs is not None:
            text = kolumn.skrivs(text)
        try:
            return parse(text, kolumn, idag)
        except (TidFel, PersonnummerFel, OrgnrFel, GiroFel) as refused:
            raise VardeFel(str(refused)) from refused

    return read


def _text(text: str, kolumn: Kolumn, _idag: date) -> str:
    if _UNPRINTABLE.search(text):
        raise VardeFel("Cellen innehåller styrtecken. Skriv texten på nytt.")
    if len(text) > kolumn.langst:
        raise VardeFel(f"Texten är {antal(len(text), 'tecken', 'tecken')} lång. Högst {kolumn.langst} får plats.")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _referens(text: str, kolumn: Kolumn, idag: date) -> str:
    text = _text(text, kolumn, idag)
    if _BLANK.search(text):
        raise VardeFel("En referens skrivs utan mellanslag.")
    try:
        normalize_personnummer(text, idag=idag)
    except PersonnummerFel:
        return text
    raise VardeFel("Det här är ett personnummer. Skriv personens referens.")


def _personnummer(text: str, _kolumn: Kolumn, idag: date) -> str:
    return normalize_personnummer(text, idag=idag)


def _orgnr(text: str, _kolumn: Kolumn, _idag: date) -> str:
    orgnr = normalize_orgnr(text)
    if is_personnummer_shaped_orgnr(orgnr):
        raise VardeFel("Det här är ett personnummer. Skriv EA och siffror för en arbetsgivare som är en person.")
    return orgnr


def _bankgiro(text: str, _kolumn: Kolumn, _idag: date) -> str:
    return normalize_bankgiro(text)


def _plusgiro(text: str, _kolumn: Kolumn, _idag: date) -> str:
    return normalize_plusgiro(text)


def _kommunkod(text: str, _kolumn: Kolumn, _idag: date) -> str:
    if not _KOMMUNKOD.fullmatch(text):
        raise VardeFel("Skriv kommunkoden med fyra siffror, till exempel 1980.")
    return text


def _val(text: str, kolumn: Kolumn, _idag: date) -> str:
    for word in kolumn.val:
        if word.casefold() == text.casefold():
            return word
    raise VardeFel(f"Skriv {', '.join(kolumn.val[:-1])} eller {kolumn.val[-1]}.")


def _datum(text: str, _kolumn: Kolumn, _idag: date) -> date:
    return parse_date(text)


def _tidpunkt(text: str, kolumn: Kolumn, _idag: date) -> datetime:
    day, _, clock = text.partition(" ")
    if not clock:
        raise VardeFel("Skriv datum och klockslag, till exempel 2015-04-30 07:30.")
    return instant(parse_date(day), parse_clock(clock.strip(), is_end=kolumn.slut))


def _manad(text: str, _kolumn: Kolumn, _idag: date) -> date:
    return parse_month(text)


def _klockslag(text: str, kolumn: Kolumn, _idag: date) -> int:
    return parse_clock(text, is_end=kolumn.slut)


def _skillnad(text: str, _kolumn: Kolumn, _idag: date) -> int:
    minus = text.startswith(_MINUSTECKEN)
    minuter = minutes_of(text[1:] if minus else text)
    return -minuter if minus else minuter


def _langd(text: str, _kolumn: Kolumn, _idag: date) -> int:
    return minutes_of(text)


def _decimal(text: str, kolumn: Kolumn, _idag: date) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise VardeFel(kolumn.anvisning or "Skriv ett tal utan mellanslag och enhet, till exempel 6,5.")
    number = Decimal(text.replace(",", "."))
    decimals = -int(number.normalize().as_tuple().exponent)
    if decimals > kolumn.decimaler:
        raise VardeFel(f"Talet har {decimals} decimaler. Högst {kolumn.decimaler} får plats.")
    _refuse_outside(number, kolumn)
    return number


def _heltal(text: str, kolumn: Kolumn, _idag: date) -> int:
    if not _HELTAL.fullmatch(text):
        raise VardeFel(kolumn.anvisning or "Skriv ett heltal, till exempel 1.")
    number = int(text)
    _refuse_outside(Decimal(number), kolumn)
    return number


def _refuse_outside(number: Decimal, kolumn: Kolumn) -> None:
    if kolumn.minst is not None and number < kolumn.minst:
        raise VardeFel(f"Talet får inte vara mindre än {decimal_text(kolumn.minst)}.")
    if kolumn.hogst is not None and number > kolumn.hogst:
        raise VardeFel(f"Talet får inte vara större än {decimal_text(kolumn.hogst)}.")


def _ja_nej(text: str, _kolumn: Kolumn, _idag: date) -> bool:
    word = text.casefold()
    if word not in {"ja", "nej"}:
        raise VardeFel("Skriv ja eller nej.")
    return word == "ja"


_PARSERS: dict[Typ, Callable[[str, Kolumn, date], Any]] = {
    Typ.TEXT: _text,
    Typ.REFERENS: _referens,
    Typ.PERSONNUMMER: _personnummer,
    Typ.ORGNR: _orgnr,
    Typ.BANKGIRO: _bankgiro,
    Typ.PLUSGIRO: _plusgiro,
    Typ.KOMMUNKOD: _kommunkod,
    Typ.VAL: _val,
    Typ.DATUM: _datum,
    Typ.TIDPUNKT: _tidpunkt,
    Typ.MANAD: _manad,
    Typ.KLOCKSLAG: _klockslag,
    Typ.LANGD: _langd,
    Typ.SKILLNAD: _skillnad,
    Typ.DECIMAL: _decimal,
    Typ.HELTAL: _heltal,
    Typ.JA_NEJ: _ja_nej,
}
