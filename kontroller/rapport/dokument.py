"""Rapporten som dokument: allt som den säger, färdigt, och som kanonisk JSON. Utan Django.

PDF:en, sammandraget, bilagorna och kalkylbladet skrivs ur den lagrade texten och ur inget annat. Nycklarna står i
ordning, utan blanksteg. Det som JSON inte har en egen typ för i en tabells rutor är ett objekt som namnger sin typ:
`{"decimal":"1230572.00"}`, `{"datum":"2015-04-01"}`. Ett fält som läggs till ska ha ett förvalt värde, så att dokument
som redan är lagrade kan läsas.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import orjson

from kontroller.rapport.avsnitt import Avsnitt, Bild, Cell, Tabell
from kontroller.rapport.period import Period, Tidrymd, Utgava


@dataclass(frozen=True, slots=True, kw_only=True)
class Grund:
    """Vad en månads siffror vilar på: körningen, dess regelverk, och när kontrollen blev klar, som det skrivs."""

    manad: date
    korning: int
    regelverk: str
    klar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nyckeltal:
    """Ett av de få tal som står först: vad det är, talet som det skrivs, och enheten eller ett tillägg."""

    vad: str
    tal: str
    enhet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sammanfattning:
    """Det som den som bara läser en sida ska veta. `forbehall` är vad siffrorna inte omfattar, tomt om inget fattas.

    `andel` är täckningen som den skrivs, tom när ingenting är fakturerat.
    """

    andel: str
    meningar: tuple[str, ...]
    nyckeltal: tuple[Nyckeltal, ...]
    tackning: Bild
    sidor: Bild
    utfall: Bild
    fynd: Tabell
    forbehall: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dokument:
    """Hela rapporten. `dag` är dagen den skrevs, och `skapad` när den senaste av körningarna blev klar (ISO 8601)."""

    slag: Utgava
    fran: date
    tom: date
    dag: date
    skapad: str
    kommun: str
    namnd: str
    grund: tuple[Grund, ...]
    sammanfattning: Sammanfattning
    avsnitt: tuple[Avsnitt, ...]
    saknade: tuple[date, ...] = ()

    @property
    def tidrymd(self) -> Tidrymd:
        """The month, quarter or year that it is about."""
        return Tidrymd(self.slag, self.fran)

    @property
    def period(self) -> Period:
        """The same with its runs."""
        korningar = tuple(grund.korning for grund in self.grund)
        return Period(self.slag, self.fran, self.tom, korningar, self.dag, self.saknade)

    def tables(self) -> Iterator[Tabell]:
        """Every table, in the order that they stand."""
        yield self.sammanfattning.fynd
        for avsnitt in self.avsnitt:
            yield from tables_in(avsnitt)

    def pictures(self) -> Iterator[Bild]:
        """Every picture, in the order that they stand."""
        yield from (self.sammanfattning.tackning, self.sammanfattning.sidor, self.sammanfattning.utfall)
        for avsnitt in self.avsnitt:
            yield from pictures_in(avsnitt)


def tables_in(avsnitt: Avsnitt) -> Iterator[Tabell]:
    """The tables of a section and of its parts."""
    yield from avsnitt.tabeller
    for del_ in avsnitt.delar:
        yield from tables_in(del_)


def pictures_in(avsnitt: Avsnitt) -> Iterator[Bild]:
    """The pictures of a section and of its parts."""
    yield from avsnitt.bilder
    for del_ in avsnitt.delar:
        yield from pictures_in(del_)


def to_json(dokument: Dokument) -> str:
    """The document as canonical JSON: the same document gives the same text."""
    return orjson.dumps(_plain(dokument), option=orjson.OPT_SORT_KEYS).decode()


def from_json(text: str) -> Dokument:
    """The document that the text was written from. Raises TypeError, ValueError or KeyError for any other text."""
    dokument = _read(Dokument, orjson.loads(text))
    if not isinstance(dokument, Dokument):
        raise TypeError("texten är ingen rapport")
    return dokument


def sha256(innehall: str | bytes) -> str:
    """The SHA-256 of a text or of bytes as hexadecimal digits."""
    return hashlib.sha256(innehall.encode() if isinstance(innehall, str) else innehall).hexdigest()


def _plain(varde: Any) -> Any:
    if is_dataclass(varde) and not isinstance(varde, type):
        return {falt.name: _plain(getattr(varde, falt.name)) for falt in fields(varde)}
    if isinstance(varde, tuple):
        return [_plain(del_) for del_ in varde]
    if isinstance(varde, Decimal):
        return {"decimal": str(varde)}
    if isinstance(varde, StrEnum):
        return varde.value
    if isinstance(varde, date):
        return {"datum": varde.isoformat()}
    if isinstance(varde, str):
        return str(varde)
    if varde is None or isinstance(varde, int):
        return varde
    raise TypeError(f"en rapport kan inte hålla {type(varde).__name__}")


def _read(typ: Any, data: Any) -> Any:
    """A plain value as the type that the field is said to have."""
    if typ in (date, Decimal) or typ == Cell or isinstance(typ, UnionType):
        return _cell(data)
    if get_origin(typ) is tuple:
        innehall = get_args(typ)
        return tuple(_read(innehall[0], del_) for del_ in data)
    if isinstance(typ, type) and is_dataclass(typ):
        typer = _types(typ)
        return typ(**{namn: _read(typer[namn], varde) for namn, varde in data.items()})
    if isinstance(typ, type) and issubclass(typ, StrEnum):
        return typ(data)
    return data


def _cell(data: Any) -> Cell:
    if not isinstance(data, dict):
        return data  # type: ignore[no-any-return]
    [(typ, text)] = data.items()
    return Decimal(text) if typ == "decimal" else date.fromisoformat(text)


@cache
def _types(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)
