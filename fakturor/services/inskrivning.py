"""Typed rows as a table: read by the schema of the file that they could have stood in, and taken in by its importer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from assistans.models import User
from assistans.tabeller import Rad, Radfel, Tabell, Tabellasning, read_table
from beslut.importing.resultat import Filresultat, RadRefused, good_rows
from fakturor.services.reopening import reopen_invoices

_HEADER_ROWS = 2
"""A file's first row of data is called row 2; the first that somebody types is row 1, and has index 0."""
_ROW_NUMBER = re.compile(r"\b([Rr]ad) ([0-9]+)\b")

Importor = Callable[..., None]


class Brist(NamedTuple):
    """What is wrong with something typed. `rad` is the row's index, None for what stands once."""

    rad: int | None
    kolumn: str
    orsak: str


def take_in(
    tabell: Tabell, importor: Importor, rader: Sequence[Mapping[str, str]], *, by: User, at: datetime
) -> list[Brist]:
    """Take typed rows in, and send back what rests on them. If anything is wrong nothing is stored, and all is told."""
    lasning, resultat = _open(tabell, rader, at)
    with transaction.atomic():
        importor(lasning, resultat, by=by, at=at)
        reopen_invoices(omfang=resultat.omfang, redovisningar=resultat.redovisningar, by=by, at=at)
        if resultat.fel:
            transaction.set_rollback(True)
    return _faults(resultat.fel)


def check(
    tabell: Tabell, rader: Sequence[Mapping[str, str]], further: Callable[[Rad], object] | None = None, *, at: datetime
) -> list[Brist]:
    """What is wrong with typed rows without taking them in: their cells, and what `further` refuses (RadRefused)."""
    lasning, resultat = _open(tabell, rader, at)
    for rad in good_rows(lasning, resultat):
        try:
            if further:
                further(rad)
        except RadRefused as refused:
            resultat.refuse(lasning, rad, refused.kolumn, refused.orsak)
    return _faults(resultat.fel)


def _open(tabell: Tabell, rader: Sequence[Mapping[str, str]], at: datetime) -> tuple[Tabellasning, Filresultat]:
    kolumner = [kolumn.namn for kolumn in tabell.kolumner]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(kolumner)
    writer.writerows([rad.get(kolumn, "") for kolumn in kolumner] for rad in rader)
    namn = f"{tabell.namn}.csv"
    lasning = read_table(tabell, text.getvalue().encode(), namn, idag=timezone.localdate(at))
    return lasning, Filresultat(namn)


def _faults(fel: Sequence[Radfel]) -> list[Brist]:
    return [Brist(f.rad - _HEADER_ROWS if f.rad else None, f.kolumn, _as_typed(f.orsak)) for f in sorted(fel)]


def _as_typed(orsak: str) -> str:
    """A sentence about a row of a file, as somebody needs it who has typed the row."""
    if orsak == "Cellen får inte vara tom.":
        return "Fyll i uppgiften."
    return _ROW_NUMBER.sub(lambda hit: f"{hit[1]} {int(hit[2]) - 1}", orsak)
