"""What a table is declared to hold: its columns, their types and which of them are its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from enum import StrEnum


class Typ(StrEnum):
    """What a cell is read as. An empty cell is "" in the types that answer text, otherwise None."""

    TEXT = "text"
    REFERENS = "referens"
    PERSONNUMMER = "personnummer"
    ORGNR = "orgnr"
    BANKGIRO = "bankgiro"
    PLUSGIRO = "plusgiro"
    KOMMUNKOD = "kommunkod"
    VAL = "val"
    DATUM = "datum"
    """`date`"""
    TIDPUNKT = "tidpunkt"
    """Aware `datetime` in UTC, written as the Swedish clock shows it."""
    MANAD = "manad"
    """`date`, the first of the month"""
    KLOCKSLAG = "klockslag"
    """Minutes after midnight"""
    LANGD = "langd"
    """Minutes"""
    SKILLNAD = "skillnad"
    """Minutes, below nought with a minus"""
    DECIMAL = "decimal"
    """Exact `Decimal`"""
    HELTAL = "heltal"
    JA_NEJ = "ja_nej"
    """`bool`"""


TEXTTYPER = frozenset(
    {Typ.TEXT, Typ.REFERENS, Typ.PERSONNUMMER, Typ.ORGNR, Typ.BANKGIRO, Typ.PLUSGIRO, Typ.KOMMUNKOD, Typ.VAL}
)


@dataclass(frozen=True, slots=True)
class Kolumn:
    """One column, found by its name in the header, wherever it stands, and what it asks of its cells."""

    namn: str
    typ: Typ = Typ.TEXT
    _: KW_ONLY
    nyckel: bool = False
    """Part of the key. A key must be filled unless `kravs` says otherwise."""
    kravs: bool | None = None
    """Whether a cell must be filled."""
    frivillig: bool = False
    """The column may be missing from the header; its cells are then empty."""
    val: tuple[str, ...] = ()
    """The words that a VAL column knows."""
    slut: bool = False
    """The clock time or moment is an end, so that 24:00 can stand in it."""
    langst: int = 200
    """Characters that a text may have."""
    decimaler: int = 2
    """Decimals that a DECIMAL may have. More is an error, never a rounding."""
    minst: Decimal | None = None
    """The least number that a DECIMAL or HELTAL may be."""
    hogst: Decimal | None = None
    """The greatest number that a DECIMAL or HELTAL may be."""
    anvisning: str = ""
    """The sentence to give instead of the general one when a cell has the wrong form."""
    skrivs: Callable[[str], str] | None = None
    """How a cell that others write in their own way is rewritten before it is read."""

    @property
    def must_be_filled(self) -> bool:
        return self.nyckel if self.kravs is None else self.kravs

    @property
    def empty_value(self) -> str | None:
        return "" if self.typ in TEXTTYPER else None


@dataclass(frozen=True, slots=True)
class Tabell:
    """A table by the name of its file without extension."""

    namn: str
    kolumner: tuple[Kolumn, ...]

    @property
    def nyckel(self) -> tuple[Kolumn, ...]:
        return tuple(kolumn for kolumn in self.kolumner if kolumn.nyckel)


class TabellFel(Exception):
    """The file cannot be read at all. The message is for the user; `kolumn` and `rad` say where, when that is known."""

    def __init__(self, orsak: str, *, kolumn: str = "", rad: int = 1):
        super().__init__(orsak)
        self.orsak = orsak
        self.kolumn = kolumn
        self.rad = rad
