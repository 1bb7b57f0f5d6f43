"""What reading one file led to, in the words of the las_in result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assistans.tabeller import Rad, Radfel, Tabellasning, TabellFel, write_bad_rows
from beslut.omfang import Omfang


class RadRefused(Exception):
    """A row whose cells can be read, but that cannot be taken in. The message is for the user."""

    def __init__(self, kolumn: str, orsak: str):
        super().__init__(orsak)
        self.kolumn = kolumn
        self.orsak = orsak


@dataclass(slots=True)
class Filresultat:
    """One file: how many rows were read, what they changed, and the rows that were refused.

    `omfang` and `redovisningar` (ids) tell what was changed, so that the invoices that rest on it can be controlled
    anew.
    """

    fil: str
    lasta: int = 0
    nya: int = 0
    andrade: int = 0
    oforandrade: int = 0
    fel: list[Radfel] = field(default_factory=list)
    rubriker: Sequence[str] = ()
    felrader: list[tuple[Sequence[str], list[Radfel]]] = field(default_factory=list)
    omfang: set[Omfang] = field(default_factory=set)
    redovisningar: set[int] = field(default_factory=set)

    @property
    def has_changes(self) -> bool:
        return bool(self.nya or self.andrade)

    def refuse(self, lasning: Tabellasning, rad: Rad, kolumn: str, orsak: str) -> None:
        """Note a fault that was found after the cells were read."""
        self.note(rad, [lasning.radfel(rad, kolumn, orsak)])

    def note(self, rad: Rad, fel: Sequence[Radfel]) -> None:
        """Note what is wrong with a row, and keep the row for the download."""
        self.fel.extend(fel)
        self.felrader.append((rad.celler, list(fel)))

    def refuse_file(self, refused: TabellFel) -> None:
        """Note that the file cannot be read: whatever was counted of it has not been taken in."""
        self.lasta = self.nya = self.andrade = self.oforandrade = 0
        self.felrader = []
        self.omfang, self.redovisningar = set(), set()
        self.fel = [Radfel(refused.rad, refused.kolumn, "", refused.orsak)]

    def bad_rows(self) -> bytes:
        """The refused rows as CSV, to be put right and read again."""
        rows = sorted(self.felrader, key=lambda row: row[1][0].rad)
        return write_bad_rows(self.rubriker, rows)

    def as_json(self) -> dict[str, Any]:
        """The file's part of the las_in result."""
        return {
            "fil": self.fil,
            "lasta": self.lasta,
            "nya": self.nya,
            "andrade": self.andrade,
            "oforandrade": self.oforandrade,
            "fel": [fel._asdict() for fel in sorted(self.fel)],
        }


def good_rows(lasning: Tabellasning, resultat: Filresultat):
    """The rows whose cells can be read; the others are noted."""
    resultat.rubriker = lasning.rubriker
    for rad in lasning.rader():
        resultat.lasta += 1
        if rad.fel:
            resultat.note(rad, rad.fel)
        else:
            yield rad
