"""Rutor i en tabell som text: på svenska för den som läser, och som data för den som räknar vidare. Utan Django."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from assistans import svenska
from kontroller.rapport.avsnitt import Cell, Kolumn, Slag, Tabell

STRECK = "–"
VANSTER = (Slag.TEXT, Slag.MANAD)
"""Kolumner som står till vänster. De andra är tal och datum, och står till höger."""

FORMEL = ("=", "+", "@")
"""Ett kalkylblad räknar en text som börjar så. Ett citattecken före gör den till text igen."""

SKRIV: dict[Slag, Callable[[Any], str]] = {
    Slag.TEXT: str,
    Slag.HELTAL: svenska.heltal,
    Slag.DAGAR: svenska.decimal,
    Slag.KRONOR: lambda tal: svenska.belopp(tal, oren=False),
    Slag.BELOPP: svenska.belopp,
    Slag.TIMMAR: svenska.decimal,
    Slag.ANDEL: svenska.procent,
    Slag.TAL: svenska.decimal,
    Slag.DATUM: date.isoformat,
    Slag.MANAD: svenska.manad_namn,
}


def written(ruta: Cell, kolumn: Kolumn) -> str:
    """A cell as it reads in the report. What is missing or not shown is a dash; words stand as they are anywhere."""
    if ruta is None:
        return STRECK
    return ruta if isinstance(ruta, str) else SKRIV[kolumn.slag](ruta)


def decimals(tabell: Tabell, plats: int) -> int:
    """So many decimals as a column of hours or days needs, so that its figures stand under one another."""
    rutor = (rad[plats] for rad in tabell.rader)
    return max((max(0, -int(ruta.as_tuple().exponent)) for ruta in rutor if isinstance(ruta, Decimal)), default=0)


def as_csv(tabell: Tabell) -> bytes:
    """The table as data: UTF-8 with BOM, semicolons, a point before decimals, dates as ÅÅÅÅ-MM-DD. A month is its
    first day; what is missing is empty.
    """
    fil = io.StringIO()
    skriv = csv.writer(fil, delimiter=";", lineterminator="\r\n")
    skriv.writerow([kolumn.rubrik.replace("\u00ad", "") for kolumn in tabell.kolumner])
    skriv.writerows([_datum(ruta) for ruta in rad] for rad in tabell.rader)
    return b"\xef\xbb\xbf" + fil.getvalue().encode()


def _datum(ruta: Cell) -> str:
    if ruta is None:
        return ""
    if isinstance(ruta, Decimal):
        return f"{ruta:f}"
    if isinstance(ruta, date):
        return ruta.isoformat()
    return f"'{ruta}" if isinstance(ruta, str) and ruta.startswith(FORMEL) else str(ruta)
