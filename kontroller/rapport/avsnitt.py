"""Vad en rapport består av: avsnitt med meningar, tabeller och bilder. Utan Django.

Ett avsnitt är färdigt när det är byggt: inget i det räknas om när rapporten skrivs. Därför går rapporten att lagra
som text och att skriva igen, byte för byte, och samma tabell står i PDF:en, i bilagan och i kalkylbladet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Cell = str | int | Decimal | date | None
"""Vad en ruta håller. None är något som inte finns eller inte visas, och skrivs som ett streck."""


class Slag(StrEnum):
    """Vad en kolumns rutor är, och därmed hur de skrivs."""

    TEXT = "text"
    HELTAL = "heltal"
    KRONOR = "kronor"
    """Kronor som `Decimal`, skrivna utan ören"""
    BELOPP = "belopp"
    """Kronor som `Decimal`, skrivna med ören"""
    TIMMAR = "timmar"
    """Timmar som `Decimal`"""
    DAGAR = "dagar"
    ANDEL = "andel"
    """En andel som `Decimal`, 0,25 för 25 procent"""
    TAL = "tal"
    """Tal av olika slag under varandra, med de decimaler de har"""
    DATUM = "datum"
    MANAD = "manad"
    """`date`, den första i månaden"""


class Satt(StrEnum):
    """Hur ett avsnitt läggs på sidan."""

    NY_SIDA = "ny_sida"
    FOLJER = "foljer"
    TVASPALT = "tvaspalt"


@dataclass(frozen=True, slots=True)
class Kolumn:
    """En kolumn: rubriken och vad rutorna är."""

    rubrik: str
    slag: Slag = Slag.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabell:
    """En tabell som den står i rapporten. `kod` namnger den i bilagor och kalkylblad och är unik i rapporten.

    `not_under` är en mening under tabellen. `summa` säger att sista raden är en summa.
    """

    kod: str
    rubrik: str
    kolumner: tuple[Kolumn, ...]
    rader: tuple[tuple[Cell, ...], ...]
    not_under: str = ""
    summa: bool = False
    tat: bool = False
    """Många rader: sätts med mindre grad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bild:
    """En bild som SVG, och vad den visar i ord (samma siffror) för den som inte ser den."""

    kod: str
    svg: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Avsnitt:
    """Ett avsnitt: rubriken, styckena, bilderna, tabellerna och underavsnitten i den ordningen."""

    kod: str
    rubrik: str
    stycken: tuple[str, ...] = ()
    bilder: tuple[Bild, ...] = ()
    tabeller: tuple[Tabell, ...] = ()
    delar: tuple[Avsnitt, ...] = ()
    satt: Satt = Satt.FOLJER
