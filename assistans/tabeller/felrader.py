"""The rows that could not be read, to be put right and read again: the same columns and one more, `fel`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Protocol

FELKOLUMN = "fel"

_FORMULA = re.compile(r"[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_GUARDED = re.compile(r"'[=+\-@\t\r]")


class Fel(Protocol):
    """What a fault tells about itself."""

    @property
    def kolumn(self) -> str: ...

    @property
    def orsak(self) -> str: ...


def write_bad_rows(rubriker: Sequence[str], rader: Iterable[tuple[Sequence[str], Sequence[Fel]]]) -> bytes:
    """A CSV file of rows as they were written, each with what is wrong with it.

    Read again, it gives the same cells: the guards against formulas are taken off where a `fel` column stands.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([*rubriker, FELKOLUMN])
    for cells, faults in rader:
        padded = [*cells, *[""] * (len(rubriker) - len(cells))]
        writer.writerow([guard(cell) for cell in (*padded, sentence(faults))])
    return text.getvalue().encode("utf-8-sig")


def sentence(faults: Iterable[Fel]) -> str:
    """The faults of one row in one cell, each with its column."""
    return " ".join(f"{fault.kolumn}: {fault.orsak}" if fault.kolumn else fault.orsak for fault in faults)


def guard(cell: str) -> str:
    """A cell that a spreadsheet will not take for a formula. Plain numbers are left as they are."""
    return f"'{cell}" if _FORMULA.match(cell) and not _PLAIN_NUMBER.fullmatch(cell) else str(cell)


def unguard(cell: str) -> str:
    """The cell without the guard's apostrophe."""
    return cell[1:] if _GUARDED.match(cell) else cell
