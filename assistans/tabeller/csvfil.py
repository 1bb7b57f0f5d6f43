"""CSV to rows of text cells: UTF-8, `;` or `,`, quotes as RFC 4180."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from assistans.tabeller.schema import TabellFel
from assistans.tabeller.typer import Obegriplig

DELIMITERS = ";,"
_MOST_BROKEN_ROWS = 1000
"""Quoting faults after which the file is taken for something else than a table."""


def csv_rows(data: bytes, known_columns: Iterable[str]) -> Iterator[list[str]]:
    """The rows of a CSV file, header first, blank rows as []. Raises TabellFel.

    A row whose quotes make no sense is given as one Obegriplig cell.
    """
    delimiter = _delimiter(data, {name.casefold() for name in known_columns})
    try:
        yield from _records(_Lines(_text(data)), delimiter) if b'"' in data else _plain_records(data, delimiter)
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, _first_undecodable(data)) + 1
        raise TabellFel(
            f"Rad {row} är inte skriven i UTF-8. Spara filen som CSV UTF-8 och läs in den igen.", rad=row
        ) from error


def _text(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")


def _plain_records(data: bytes, delimiter: str) -> Iterator[list[str]]:
    """The rows of a file without quotes: each line is a row, and next to nothing can be wrong with it."""
    reader = csv.reader(_text(data), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error:
        # A cell too long to be one. From there on the rows are read with care.
        yield from _records(_Lines(islice(_text(data), reader.line_num - 1, None)), delimiter)


def _records(lines: _Lines, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    width = None
    broken = 0
    while True:
        lines.begin_record()
        try:
            cells = next(reader, None)
        except csv.Error:
            cells = []
            fault = True
        else:
            if cells is None:
                return
            # A row over several lines with a strange number of cells has most likely lost a closing quote.
            fault = lines.spanned > 1 and width is not None and len(cells) != width
        if fault:
            broken += 1
            if broken > _MOST_BROKEN_ROWS:
                raise TabellFel("Citattecknen i filen går inte att tyda. Spara filen som CSV på nytt.")
            first = lines.keep_first()
            cells = [Obegriplig(first.rstrip("\r\n"), "Ett citattecken på raden saknar sitt par eller står fel.")]
        width = width or len(cells)
        yield cells


class _Lines:
    """Lines for csv.reader, which can be handed out again when a quote has swallowed more than its own row."""

    def __init__(self, stream: Iterable[str]):
        self._stream = iter(stream)
        self._again: list[str] = []
        self._record: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._stream)
        self._record.append(line)
        return line

    def begin_record(self) -> None:
        self._record.clear()

    @property
    def spanned(self) -> int:
        return len(self._record)

    def keep_first(self) -> str:
        """Take the record's first line as the whole record and hand out the others again."""
        first, *others = self._record
        self._again.extend(reversed(others))
        return first


def _delimiter(data: bytes, known: set[str]) -> str:
    """The delimiter that makes most of the header's cells known column names."""
    if not data.strip():
        raise TabellFel("Filen är tom.")
    head = next(iter(io.StringIO(data[:65536].decode("utf-8-sig", errors="replace"), newline="")))

    def known_names(delimiter: str) -> int:
        cells = next(islice(csv.reader([head], delimiter=delimiter), 1), [])
        return sum(cell.strip().casefold() in known for cell in cells)

    return max(DELIMITERS, key=known_names)


def _first_undecodable(data: bytes) -> int:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.start
    return 0
