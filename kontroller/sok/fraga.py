"""Det som någon har skrivit i sökrutan: orden, och om det är personnummer, organisationsnummer eller belopp."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistans.personnummer import (
    OrgnrFel,
    PersonnummerFel,
    is_personnummer_shaped_orgnr,
    normalize_orgnr,
    normalize_personnummer,
)
from beslut.sokning import fold

KORTAST, LANGST = 2, 100
_BELOPP = re.compile(r"([-−]?)([0-9]{1,3}(?:[ \u00a0\u202f.][0-9]{3})+|[0-9]+)(?:[,.]([0-9]{1,2}))?(?: ?kr(?:onor)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fraga:
    """En fråga. `ord` är orden utan prickar och med små bokstäver, `belopp` från och till, utan det senare."""

    text: str
    ord: tuple[str, ...]
    personnummer: str = ""
    orgnr: str = ""
    belopp: tuple[Decimal, Decimal] | None = None

    @classmethod
    def read(cls, text: str, *, idag: date) -> Fraga | None:
        """The question in a text; None when it is too short to look for anything by."""
        text = " ".join(text.split())[:LANGST]
        ord_ = tuple(dict.fromkeys(fold(ordet) for ordet in text.split()))
        if len(text) < KORTAST or not any(len(ordet) >= KORTAST for ordet in ord_):
            return None
        return cls(
            text=text, ord=ord_, personnummer=_personnummer(text, idag), orgnr=_orgnr(text), belopp=_amount(text)
        )

    @property
    def hel(self) -> str:
        """The whole text as it is compared: a number has its parts together."""
        return fold(self.text)

    @property
    def slag(self) -> str:
        """What was asked by, for the log: never what."""
        if self.personnummer:
            return "personnummer"
        if self.orgnr:
            return "organisationsnummer"
        return "belopp" if self.belopp else "ord"


def _personnummer(text: str, idag: date) -> str:
    try:
        return normalize_personnummer(text, idag=idag)
    except PersonnummerFel:
        return ""


def _orgnr(text: str) -> str:
    """Ten digits; a number that can be a person's is none."""
    try:
        orgnr = normalize_orgnr(text)
    except OrgnrFel:
        return ""
    return "" if is_personnummer_shaped_orgnr(orgnr) or not orgnr.isdigit() else orgnr


def _amount(text: str) -> tuple[Decimal, Decimal] | None:
    """An amount with Swedish comma and spaces; without ören every amount of that many kronor."""
    traff = _BELOPP.fullmatch(text.casefold())
    if traff is None:
        return None
    minus, kronor, oren = traff.groups()
    tal = Decimal(re.sub(r"\D", "", kronor) + (f".{oren:0<2}" if oren else ""))
    tak = tal + (Decimal("0.01") if oren else 1)
    return (-tak, -tal) if minus else (tal, tak)
