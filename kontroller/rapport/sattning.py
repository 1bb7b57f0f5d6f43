"""Dokumentet så som mallarna sätter det: tabellernas rutor som text, med det som typsnittet behöver veta om dem.

Här räknas ingenting: allt står i dokumentet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from assistans import svenska
from kontroller.rapport.avsnitt import Avsnitt, Bild, Cell, Kolumn, Satt, Slag, Tabell
from kontroller.rapport.skrivning import VANSTER, decimals, written

HEL = 14
"""En tabell med högst så många rader delas inte mellan sidor."""
LAGRADE = (Slag.TIMMAR, Slag.DAGAR)
"""Tal som skrivs med lika många decimaler i hela kolumnen."""


class Ruta(NamedTuple):
    """En ruta som den läses, och hur den sätts: `ord` står till vänster, `noll` är tyst, `kod` är en kontrolls kod."""

    text: str
    klass: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SattTabell:
    """En tabell färdig att sättas. Första rutan i varje rad är radens rubrik."""

    kod: str
    rubrik: str
    huvud: tuple[Ruta, ...]
    rader: tuple[tuple[Ruta, ...], ...]
    summa: tuple[Ruta, ...] | None
    not_under: str
    klass: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SattAvsnitt:
    """Ett avsnitt färdigt att sättas. `rubrik` på tabellerna skrivs ut när det är flera."""

    kod: str
    rubrik: str
    klass: str
    stycken: tuple[str, ...]
    bilder: tuple[Bild, ...]
    tabeller: tuple[SattTabell, ...]
    delar: tuple["SattAvsnitt", ...]

    @property
    def har_mer(self) -> bool:
        """Whether a picture or a table follows the paragraphs, which are then kept with it."""
        return bool(self.bilder or self.tabeller)


def section_as_set(avsnitt: Avsnitt) -> SattAvsnitt:
    """A section with its tables and parts as text."""
    return SattAvsnitt(
        kod=avsnitt.kod,
        rubrik=avsnitt.rubrik,
        klass={Satt.NY_SIDA: "ny-sida", Satt.FOLJER: "foljer", Satt.TVASPALT: "foljer tvaspalt"}[avsnitt.satt],
        stycken=avsnitt.stycken,
        bilder=avsnitt.bilder,
        tabeller=tuple(table_as_set(tabell) for tabell in avsnitt.tabeller),
        delar=tuple(section_as_set(del_) for del_ in avsnitt.delar),
    )


def table_as_set(tabell: Tabell) -> SattTabell:
    """A table with every cell as text."""
    platser = [decimals(tabell, plats) for plats in range(len(tabell.kolumner))]
    rader = [
        tuple(
            Ruta(_text(ruta, kolumn, antal), _class(ruta, kolumn))
            for ruta, kolumn, antal in zip(rad, tabell.kolumner, platser, strict=True)
        )
        for rad in tabell.rader
    ]
    summa = rader.pop() if tabell.summa and rader else None
    return SattTabell(
        kod=tabell.kod,
        rubrik=tabell.rubrik,
        huvud=tuple(Ruta(kolumn.rubrik, _head_class(kolumn)) for kolumn in tabell.kolumner),
        rader=tuple(rader),
        summa=summa,
        not_under=tabell.not_under,
        klass=" ".join(_table_classes(tabell)),
    )


def _table_classes(tabell: Tabell) -> Iterator[str]:
    if tabell.tat:
        yield "tat"
    if len(tabell.kolumner) == 2:
        yield "smal"
    if len(tabell.rader) <= HEL:
        yield "hel"


def _text(ruta: Cell, kolumn: Kolumn, antal: int) -> str:
    if kolumn.slag in LAGRADE and isinstance(ruta, int | Decimal):
        return svenska.decimal(ruta, antal)
    return written(ruta, kolumn)


def _class(ruta: Cell, kolumn: Kolumn) -> str:
    if kolumn.rubrik == "Kod":
        return "ord kod"
    if kolumn.slag in VANSTER:
        return "ord"
    return "noll" if ruta is None or (isinstance(ruta, int | Decimal) and not ruta) else ""


def _head_class(kolumn: Kolumn) -> str:
    return "ord" if kolumn.slag in VANSTER else ""
