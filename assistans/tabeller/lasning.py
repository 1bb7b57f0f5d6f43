"""Reading one table: header checked, every cell typed, every fault told with its row, column, value and reason."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import getitem, itemgetter
from typing import Any, NamedTuple

from assistans.personnummer import mask
from assistans.svenska import mask_text, upprakning
from assistans.tabeller.csvfil import csv_rows
from assistans.tabeller.felrader import FELKOLUMN, unguard
from assistans.tabeller.schema import Kolumn, Tabell, TabellFel, Typ
from assistans.tabeller.typer import Obegriplig, Parser, VardeFel, parser_for
from assistans.tabeller.xlsxfil import XlsxRader

BARA_FORSTA_BLADET = "Arbetsboken har flera blad, och bara det första läses."
MAX_BYTES = 200_000_000
_REMEMBERED_CELLS = 20_000
"""Cells per column whose value is kept: dates, clock times and codes come again and again."""
_SHOWN_CHARACTERS = 80
_XLSX, _XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Radfel(NamedTuple):
    """One fault. `rad` counts as in the file (the header is 1), and is None in a file without rows, as an invoice is.

    A personnummer in `varde` is masked.
    """

    rad: int | None
    kolumn: str
    varde: str
    orsak: str


@dataclass(slots=True)
class Rad:
    """One row: its cells as written, in the header's order, and either their values by column or its faults."""

    nummer: int
    celler: Sequence[str]
    varden: dict[str, Any]
    fel: tuple[Radfel, ...] = ()

    def __getitem__(self, kolumn: str) -> Any:
        return self.varden[kolumn]


@dataclass(slots=True)
class Tabellasning:
    """A table whose header is in order. Its rows are read while they are asked for, once."""

    tabell: Tabell
    rubriker: list[str]
    """The file's column names, in its order, without a `fel` column from an earlier download."""
    _source: Iterator[list[str]]
    _felkolumn: int | None
    _parsers: dict[str, Parser]
    _remembered: dict[str, dict[str, Any]] = field(default_factory=dict)
    _seen: dict[Any, int] = field(default_factory=dict)

    @property
    def is_correction(self) -> bool:
        """Whether these are rows that were refused before, put right: the file has a `fel` column."""
        return self._felkolumn is not None

    def rader(self) -> Iterator[Rad]:
        """Every row that is not blank, good or bad. Raises TabellFel if the file breaks off."""
        width = len(self.rubriker) + (self._felkolumn is not None)
        remembered = [self._remembered.setdefault(name, {}) for name in self.rubriker]
        absent = {k.namn: k.empty_value for k in self.tabell.kolumner if k.namn not in self.rubriker}
        key_of = itemgetter(*[kolumn.namn for kolumn in self.tabell.nyckel])

        for nummer, cells in enumerate(self._source, 2):
            if not (cells and cells[0].strip()) and _is_blank(cells):
                continue
            fel = _count_fault(nummer, cells, width) if len(cells) != width else None
            own = self._own_cells(cells, width)
            if fel:
                yield Rad(nummer, own, {}, (fel,))
                continue

            faults: list[Radfel] = []
            try:
                # Almost every cell has been seen before, and then a row costs no step per cell.
                values = dict(zip(self.rubriker, map(getitem, remembered, own), strict=True))
            except KeyError:
                values = self._parse_row(nummer, own, faults)
            values |= absent
            if faults:
                yield Rad(nummer, own, {}, tuple(faults))
            elif (first := self._seen.setdefault(key_of(values), nummer)) != nummer:
                yield Rad(nummer, own, {}, (self._repeated_key(nummer, own, first),))
            else:
                yield Rad(nummer, own, values)

    def radfel(self, rad: Rad, kolumn: str, orsak: str) -> Radfel:
        """A fault that the importer found in a row whose cells can be read."""
        cell = rad.celler[self.rubriker.index(kolumn)] if kolumn in self.rubriker else ""
        return Radfel(rad.nummer, kolumn, shown(self._column(kolumn), cell), orsak)

    def _parse_row(self, nummer: int, cells: Sequence[str], faults: list[Radfel]) -> dict[str, Any]:
        """The values of a row's cells, each remembered. What is wrong with the others is put in `faults`."""
        values: dict[str, Any] = {}
        for name, cell in zip(self.rubriker, cells, strict=True):
            known = self._remembered[name]
            if cell not in known:
                try:
                    value = self._parsers[name](cell)
                except VardeFel as fault:
                    faults.append(Radfel(nummer, name, shown(self._column(name), cell), str(fault)))
                    continue
                if len(known) >= _REMEMBERED_CELLS:
                    known.clear()
                known[cell] = value
            values[name] = known[cell]
        return values

    def _repeated_key(self, nummer: int, cells: Sequence[str], first: int) -> Radfel:
        kolumn = self.tabell.nyckel[0]
        cell = cells[self.rubriker.index(kolumn.namn)] if kolumn.namn in self.rubriker else ""
        names = upprakning([k.namn for k in self.tabell.nyckel])
        return Radfel(nummer, kolumn.namn, shown(kolumn, cell), f"Rad {first} har redan samma {names}.")

    def _own_cells(self, cells: list[str], width: int) -> list[str]:
        """The cells of the table's own columns: without the `fel` column, and without the guards of its download."""
        if self._felkolumn is None:
            return cells if len(cells) == width else cells[:width]
        del cells[self._felkolumn : self._felkolumn + 1]
        return [cell if type(cell) is Obegriplig else unguard(cell) for cell in cells[: width - 1]]

    def _column(self, namn: str) -> Kolumn:
        return next(kolumn for kolumn in self.tabell.kolumner if kolumn.namn == namn)


def read_table(tabell: Tabell, data: bytes, filnamn: str, *, idag: date) -> Tabellasning:
    """Open a CSV or XLSX file and check its header. `idag` decides the century of 10-digit personnummer.

    Raises TabellFel if the file cannot be read or its header is not the table's.
    """
    if len(data) > MAX_BYTES:
        raise TabellFel("Filen är större än 200 MB. Dela den i flera filer.")
    if data.startswith(_XLS):
        raise TabellFel("Filen är en äldre eller låst Excelfil. Spara den som XLSX utan lösenord eller som CSV.")

    names = [kolumn.namn for kolumn in tabell.kolumner]
    open_rows: Callable[[list[Typ]], Iterator[list[str]]]
    more_sheets = False
    if data.startswith(_XLSX):
        workbook = XlsxRader(data)
        header, open_rows = workbook.header(), workbook.rows
        more_sheets = workbook.has_more_sheets
    elif filnamn.lower().endswith(".xlsx"):
        raise TabellFel("Filen går inte att läsa som XLSX. Spara den på nytt som arbetsbok eller CSV.")
    else:
        rows = csv_rows(data, names)
        header, open_rows = next(rows, []), lambda _typer: rows

    found = _checked_header(tabell, header, more_sheets=more_sheets)
    felkolumn = found.index(FELKOLUMN) if FELKOLUMN in found else None
    typer = {kolumn.namn: kolumn.typ for kolumn in tabell.kolumner}
    return Tabellasning(
        tabell,
        [name for name in found if name != FELKOLUMN],
        open_rows([typer.get(name, Typ.TEXT) for name in found]),
        felkolumn,
        {kolumn.namn: parser_for(kolumn, idag=idag) for kolumn in tabell.kolumner},
    )


def shown(kolumn: Kolumn, cell: str) -> str:
    """A cell as it may be shown in a message: short, printable and without any personnummer."""
    text = mask(cell.strip()) if kolumn.typ is Typ.PERSONNUMMER else mask_text(cell.strip())
    text = "".join(char if char.isprintable() else "�" for char in text[: _SHOWN_CHARACTERS + 1])
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[: _SHOWN_CHARACTERS - 1]}…"


def _checked_header(tabell: Tabell, header: Sequence[str], *, more_sheets: bool) -> list[str]:
    """The header's column names as the schema writes them. Raises TabellFel naming the first column at fault.

    A workbook's table may lie on another sheet than the one that is read, and then that is said too.
    """
    try:
        return _header_names(tabell, header)
    except TabellFel as fault:
        if not more_sheets:
            raise
        raise TabellFel(f"{fault} {BARA_FORSTA_BLADET}", kolumn=fault.kolumn) from fault


def _header_names(tabell: Tabell, header: Sequence[str]) -> list[str]:
    known = {kolumn.namn.casefold(): kolumn.namn for kolumn in tabell.kolumner} | {FELKOLUMN: FELKOLUMN}
    cells = [cell.strip() for cell in header]
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        raise TabellFel("Filen är tom. Den första raden ska ha kolumnernas namn.")

    found: list[str] = []
    for cell in cells:
        name = known.get(cell.casefold())
        if name is None:
            raise TabellFel(_unknown_column(tabell, cell, list(known.values())), kolumn=mask_text(cell[:80]))
        if name in found:
            raise TabellFel(f"Kolumnen {name} står två gånger i rubrikraden.", kolumn=name)
        found.append(name)

    missing = [k.namn for k in tabell.kolumner if not k.frivillig and k.namn not in found]
    if missing:
        word = "Kolumnen" if len(missing) == 1 else "Kolumnerna"
        raise TabellFel(f"{word} {upprakning(missing)} saknas i rubrikraden.", kolumn=missing[0])
    return found


def _unknown_column(tabell: Tabell, cell: str, names: list[str]) -> str:
    if not cell:
        return "En kolumn saknar namn i rubrikraden."
    text = mask_text("".join(char if char.isprintable() else "�" for char in cell[:80]))
    close = difflib.get_close_matches(cell.casefold(), names, n=1)
    hint = f" Menas {close[0]}?" if close else ""
    return f"Kolumnen {text} hör inte till {tabell.namn}.{hint}"


def _is_blank(cells: Sequence[str]) -> bool:
    """Whether a row is ignored: nothing in it but spaces. A cell that its format cannot give is something."""
    return not any(map(str.strip, cells)) and not any(isinstance(cell, Obegriplig) for cell in cells)


def _count_fault(nummer: int, cells: Sequence[str], width: int) -> Radfel | None:
    """What is wrong with a row of another length than the header: nothing, if the cells beyond it are blank."""
    if len(cells) == 1 and isinstance(cells[0], Obegriplig):
        return Radfel(nummer, "", "", cells[0].orsak)
    if len(cells) > width and not any(map(str.strip, cells[width:])):
        return None
    return Radfel(nummer, "", "", f"Raden har {len(cells)} celler. Rubrikraden har {width}.")
