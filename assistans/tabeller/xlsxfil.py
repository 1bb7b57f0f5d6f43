"""XLSX to rows of text cells, as exact as they are shown: the first sheet, formulas by their values.

A workbook holds numbers as floats. They are read with the 15 digits that the spreadsheet itself shows, so 6,4 is 6.4.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import repeat
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import to_excel

from assistans.svenska import heltal
from assistans.tabeller.schema import TEXTTYPER, TabellFel, Typ
from assistans.tabeller.typer import Obegriplig
from assistans.tid import DYGN, clock

MAX_UNPACKED = 1_000_000_000
"""Bytes that the workbook may hold when unpacked. Python's zipfile never unpacks more than the file declares."""
MAX_ROWS = 1_048_576
"""Rows that a sheet can have in Excel."""
_MAX_PARTS = 2000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_SECONDS_PER_MINUTE = 60

_SERIALS = range(10_000, 100_000)
"""The days of the years 1927 to 2173 as a spreadsheet counts them."""
_AS_TEXT = "Formatera kolumnen som text och skriv värdet igen."


class XlsxRader:
    """The rows of a workbook's first sheet. The header is read first; its columns then decide how cells are read."""

    def __init__(self, data: bytes):
        _refuse_bomb(data)
        self._data = data
        self.has_more_sheets = _sheets_in(data) > 1
        self._rows = self._numbered_rows()

    def header(self) -> list[str]:
        """The text of the first row's cells."""
        cells = next(self._rows, [])
        return [_as_text(cell, Typ.TEXT) for cell in cells]

    def rows(self, typer: Sequence[Typ]) -> Iterator[list[str]]:
        """The rows after the header, as text, never shorter than it. Cells beyond the header's are read as text."""
        for cells in self._rows:
            row = [_as_text(cell, typ) for cell, typ in zip(cells, typer, strict=False)]
            row.extend([""] * (len(typer) - len(row)))
            row.extend(_as_text(cell, Typ.TEXT) for cell in cells[len(typer) :])
            yield row

    def _numbered_rows(self) -> Iterator[list[Any]]:
        try:
            with ExitStack() as stack, warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)
                values = _first_sheet_rows(stack, self._data, data_only=True)
                formulas = _first_sheet_rows(stack, self._data, data_only=False) if _has_formulas(self._data) else None
                for number, (row, formula_row) in enumerate(zip(values, formulas or repeat(()), strict=False), 1):
                    if number > MAX_ROWS:
                        raise TabellFel(f"Bladet har fler än {heltal(MAX_ROWS)} rader.", rad=number)
                    yield [_value(cell) for cell in row] if not formula_row else _with_formulas(row, formula_row)
        except (TabellFel, GeneratorExit):
            raise
        except Exception as error:
            # openpyxl answers a broken or hostile workbook with almost any exception there is.
            raise TabellFel("Filen går inte att läsa som XLSX. Spara den på nytt som arbetsbok eller CSV.") from error


def _first_sheet_rows(stack: ExitStack, data: bytes, *, data_only: bool) -> Iterator[Sequence[Any]]:
    book: Workbook = stack.enter_context(
        closing(load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False))
    )
    if not book.worksheets:
        raise TabellFel("Arbetsboken har inget blad.")
    sheet = book.worksheets[0]
    # The stated dimensions are often wrong, and openpyxl would believe them.
    sheet.reset_dimensions()
    return sheet.iter_rows()


def _value(cell: Any) -> Any:
    if cell.data_type == "e":
        return Obegriplig(str(cell.value), f"Cellen visar felet {cell.value}. Skriv värdet i stället för formeln.")
    return cell.value


def _with_formulas(row: Sequence[Any], formula_row: Sequence[Any]) -> list[Any]:
    return [
        Obegriplig("", "Cellen har en formel som inte är uträknad. Öppna filen, räkna om och spara den.")
        if formula.data_type == "f" and cell.value is None
        else _value(cell)
        for cell, formula in zip(row, formula_row, strict=True)
    ]


# Values to text


def _as_text(value: Any, typ: Typ) -> str:
    """A cell's value as the text that a CSV file would hold in a column of this type."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return _bool_text(value, typ)
    if isinstance(value, int | float):
        if typ is Typ.DATUM and value in _SERIALS:
            return Obegriplig(str(value), "Cellen visar ett tal i stället för en dag. Formatera kolumnen som datum.")
        return _number_text(value, typ)
    if typ in (Typ.KLOCKSLAG, Typ.LANGD, Typ.SKILLNAD) and not _is_calendar_date(value):
        return _clock_text(value)
    if isinstance(value, datetime | date):
        return _date_text(value, typ)
    return Obegriplig(str(value), f"Cellen är ett klockslag. {_AS_TEXT}")


def _bool_text(value: bool, typ: Typ) -> str:
    if typ is Typ.JA_NEJ:
        return "ja" if value else "nej"
    return Obegriplig("SANT" if value else "FALSKT", f"Cellen är sant eller falskt. {_AS_TEXT}")


def _number_text(value: float, typ: Typ) -> str:
    if isinstance(value, float):
        if not abs(value) < 1e15:
            return Obegriplig(str(value), "Talet är för stort för att vara exakt i ett kalkylblad.")
        number = Decimal(format(value, ".15g"))
        text = format(number.to_integral_value() if number == number.to_integral_value() else number, "f")
    else:
        text = str(value)
    return text.zfill(4) if typ is Typ.KOMMUNKOD else text


def _is_calendar_date(value: Any) -> bool:
    """Whether the value is a day, not a time: spreadsheets count times as the first days of 1900."""
    return isinstance(value, date) and value.year > 1900


def _clock_text(value: datetime | date | time | timedelta) -> str:
    days = to_excel(value)
    seconds = round(days * DYGN * _SECONDS_PER_MINUTE)
    if seconds % _SECONDS_PER_MINUTE or seconds < 0:
        return Obegriplig(str(value), "Klockslaget har sekunder. Skriv timmar och minuter.")
    return clock(seconds // _SECONDS_PER_MINUTE)


def _date_text(value: datetime | date, typ: Typ) -> str:
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
    has_time = moment.time() != time()
    if typ is Typ.TIDPUNKT:
        return moment.strftime("%Y-%m-%d %H:%M")
    if typ is Typ.DATUM and not has_time:
        return moment.strftime("%Y-%m-%d")
    if typ is Typ.MANAD and not has_time and moment.day == 1:
        return moment.strftime("%Y-%m")
    if typ is Typ.DATUM:
        return Obegriplig(str(moment), "Cellen har både datum och klockslag. Skriv bara datumet.")
    if typ in TEXTTYPER or typ is Typ.MANAD:
        return Obegriplig(str(moment.date()), f"Kalkylbladet har gjort om cellen till ett datum. {_AS_TEXT}")
    return str(moment.date())


# The package


def _refuse_bomb(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise TabellFel("Filen är skadad. Spara den på nytt som arbetsbok eller CSV.") from error
    if any(part.flag_bits & 0x1 for part in parts):
        raise TabellFel("Arbetsboken är låst med lösenord. Spara den utan lösenord.")
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise TabellFel("Arbetsboken är för stor när den packas upp. Spara tabellen som CSV.")


def _sheets_in(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return sum(1 for part in package.namelist() if _SHEET.fullmatch(part))


def _has_formulas(data: bytes) -> bool:
    """Whether any sheet holds a formula. Only then is the workbook read a second time, to see which have no value."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.infolist():
            if not part.filename.startswith("xl/worksheets/"):
                continue
            tail = b""
            with package.open(part) as stream:
                while chunk := stream.read(1 << 20):
                    if _FORMULA.search(tail + chunk):
                        return True
                    tail = chunk[-64:]
    return False
