"""Fakta och verdikt som kanonisk JSON: samma innehåll ger samma text, och texten ger innehållet tillbaka. Utan Django.

Nycklarna står i ordning, utan blanksteg. Datum skrivs ÅÅÅÅ-MM-DD och belopp som text med sina egna siffror (40.00 är
inte 40.0). En dataklass är ett objekt med fältens namn. Undantagna är de som är så många (`SOM_LISTA`): tidrader,
arbetstid och det som hör till var och en av assistenterna skrivs som listor i fältens ordning, till exempel

    [160480,"2015-04-16",480,720,23819400,23819640,240,"aktiv",false,false,false,null]

Ett nytt fält måste därför stå sist och ha ett förvalt värde; då kan fakta som lagrats tidigare fortfarande läsas. Det
som nästan ingen faktura har (`UTELAMNAS`) skrivs inte när det saknas, så att texten om de andra är densamma som förut.
"""

import hashlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import orjson

from kontroller.fakta import (
    AnnatDygn,
    AnnatPass,
    AnnatSjukpass,
    Arbetat,
    Arbetsfonster,
    Beslutsrad,
    Byte,
    Fakta,
    Manadstal,
    Narhet,
    OmAssistent,
    Sjukloneansokan,
    Sjukrad,
    Styrkande,
    Tidrad,
    Tidstyp,
    Uppgift,
)
from kontroller.motor import Verdikt
from kontroller.regel import Fynd, Utfall

SOM_LISTA = (
    Tidrad,
    AnnatPass,
    Arbetat,
    Arbetsfonster,
    OmAssistent,
    Narhet,
    Uppgift,
    AnnatDygn,
    Byte,
    Manadstal,
    Sjukrad,
    AnnatSjukpass,
    Styrkande,
)
UTELAMNAS: dict[type, tuple[str, ...]] = {Fakta: ("sjuklon",), Sjukloneansokan: ("handlingar",)}
OFORANDRADE = (int, str, bool)
"""Typer som JSON har själv."""
BEDOMS = (Utfall.AVVIKELSE, Utfall.EJ_BEDOMD, Utfall.VARNING)
"""Utfall som en människa tar ställning till."""

TIDSTYP, MINUTER = Tidrad._fields.index("tidstyp"), Tidrad._fields.index("minuter")
"""Platserna i en tidrad som är skriven som lista."""

Omvandla = Callable[[Any], Any]


def to_json(fakta: Fakta) -> str:
    """The facts as canonical JSON."""
    return _canonical(_writer(Fakta)(fakta))


def from_json(text: str) -> Fakta:
    """The facts that the text was written from. Raises TypeError or ValueError when it is something else."""
    fakta = _reader(Fakta)(orjson.loads(text))
    if not isinstance(fakta, Fakta):
        raise TypeError("texten är inte fakta")
    return fakta


class Redovisad(NamedTuple):
    """En redovisning så mycket som dess tid räknas ur: personens beslutsrader, och minuterna i rapporterna."""

    id: int
    manad: date
    brukare: int
    beslutsrader: tuple[Beslutsrad, ...]
    minuter: tuple[tuple[Tidstyp, int], ...]


def time_from_json(text: str) -> list[Redovisad]:
    """What is granted and reported in the dossiers of some facts, without reading the rest of them: a year has tens of
    thousands. A claim of sick pay has none: it holds only the rows that meet its shifts.
    """
    data = orjson.loads(text)
    if data["faktura"]["typ"] == "sjuklon":
        return []
    beslutsrad = _reader(Beslutsrad)
    return [
        Redovisad(
            id=redovisning["id"],
            manad=date.fromisoformat(redovisning["manad"]),
            brukare=redovisning["brukare"]["id"],
            beslutsrader=tuple(map(beslutsrad, redovisning["brukare"]["beslutsrader"])),
            minuter=tuple(
                (rad[TIDSTYP], rad[MINUTER]) for rapport in redovisning["rapporter"] for rad in rapport["rader"]
            ),
        )
        for redovisning in data["redovisningar"]
    ]


def sha256(text: str) -> str:
    """The SHA-256 of a text as hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


# --- Verdikt ------------------------------------------------------------------------------------------------------


def verdict_to_json(verdikt: Verdikt) -> dict[str, Any]:
    """A verdict as plain JSON values. Fields that a finding leaves empty are left out of it."""
    return {
        "regel": verdikt.regel,
        "version": verdikt.version,
        "utfall": verdikt.utfall.value,
        "text": verdikt.text,
        "lagrum": verdikt.lagrum,
        "i_bruk": verdikt.i_bruk,
        "fynd": [_finding_to_json(fynd) for fynd in verdikt.fynd],
    }


def verdict_from_json(data: dict[str, Any]) -> Verdikt:
    """The verdict that the values were made from, exact to the last digit."""
    return Verdikt(
        regel=data["regel"],
        version=data["version"],
        utfall=Utfall(data["utfall"]),
        text=data["text"],
        lagrum=data["lagrum"],
        i_bruk=data["i_bruk"],
        fynd=tuple(_finding_from_json(fynd) for fynd in data["fynd"]),
    )


def finding_hash(verdikt: Verdikt) -> str:
    """SHA-256 over what a person assesses: rule, version, outcome, and what the findings compared and point at.

    Ids of the database, wording and findings that agree are not part of it, nor is the order of the findings: an
    assessment stands until the figures, the rows or the amount change, or something more is found.
    """
    grund = [
        {"utfall": fynd.utfall.value, **{falt: som_json.get(falt) for falt in ("matt", "rader", "kronor")}}
        for fynd in verdikt.fynd
        if fynd.utfall in BEDOMS
        for som_json in (_finding_to_json(fynd),)
    ]
    return sha256(_canonical([verdikt.regel, verdikt.version, verdikt.utfall.value, sorted(map(_canonical, grund))]))


def _finding_to_json(fynd: Fynd) -> dict[str, Any]:
    data: dict[str, Any] = {"utfall": fynd.utfall.value, "text": fynd.text}
    if fynd.redovisning is not None:
        data["redovisning"] = fynd.redovisning
    if fynd.matt:
        data["matt"] = {namn: _measure_to_json(varde) for namn, varde in fynd.matt.items()}
    if fynd.rader:
        data["rader"] = list(fynd.rader)
    if fynd.tidrader:
        data["tidrader"] = list(fynd.tidrader)
    if fynd.kronor is not None:
        data["kronor"] = str(fynd.kronor)
    return data


def _finding_from_json(data: dict[str, Any]) -> Fynd:
    return Fynd(
        utfall=Utfall(data["utfall"]),
        text=data["text"],
        redovisning=data.get("redovisning"),
        matt={namn: _measure_from_json(varde) for namn, varde in data.get("matt", {}).items()},
        rader=tuple(data.get("rader", ())),
        tidrader=tuple(data.get("tidrader", ())),
        kronor=Decimal(data["kronor"]) if "kronor" in data else None,
    )


def _measure_to_json(varde: object) -> object:
    """A compared value. What JSON has no type of its own for is an object that names its type."""
    if varde is None or isinstance(varde, OFORANDRADE):
        return varde
    if isinstance(varde, Decimal):
        return {"decimal": str(varde)}
    if isinstance(varde, Fraction):
        return {"brak": str(varde)}
    if isinstance(varde, date):
        return {"datum": varde.isoformat()}
    raise TypeError(f"ett mått kan inte vara {type(varde).__name__}")


_MATT: dict[str, Omvandla] = {"decimal": Decimal, "brak": Fraction, "datum": date.fromisoformat}


def _measure_from_json(varde: Any) -> Any:
    if not isinstance(varde, dict):
        return varde
    [(typ, text)] = varde.items()
    return _MATT[typ](text)


# --- Dataklasser --------------------------------------------------------------------------------------------------


def _canonical(data: object) -> str:
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()


@cache
def _writer(cls: type) -> Omvandla:
    """How an object of the dataclass becomes values that orjson writes."""
    namn = _names(cls)
    hamta = tuple if issubclass(cls, tuple) else attrgetter(*namn)
    omvandlas = [(plats, skriv) for plats, skriv in enumerate(_conversions(cls, _to_plain)) if skriv]
    if hamta is tuple and not omvandlas:
        return list

    def as_list(objekt: Any) -> list[Any]:
        varden = list(hamta(objekt))
        for plats, skriv in omvandlas:
            if varden[plats] is not None:
                varden[plats] = skriv(varden[plats])
        return varden

    def as_object(objekt: Any) -> dict[str, Any]:
        varden = dict(zip(namn, as_list(objekt), strict=True))
        for saknas in [falt for falt in UTELAMNAS.get(cls, ()) if varden[falt] is None]:
            del varden[saknas]
        return varden

    return as_list if cls in SOM_LISTA else as_object


@cache
def _reader(cls: type) -> Omvandla:
    """How plain JSON values become an object of the dataclass. Fields added later get their default."""
    namn = _names(cls)
    omvandlas = [(plats, las) for plats, las in enumerate(_conversions(cls, _from_plain)) if las]

    def from_list(varden: list[Any]) -> Any:
        if len(varden) > len(namn):
            raise ValueError(f"{cls.__name__} har {len(namn)} fält, inte {len(varden)}")
        for plats, las in omvandlas:
            if plats < len(varden) and varden[plats] is not None:
                varden[plats] = las(varden[plats])
        return cls(**dict(zip(namn, varden, strict=False)))

    def from_object(data: dict[str, Any]) -> Any:
        for plats, las in omvandlas:
            if data.get(namn[plats]) is not None:
                data[namn[plats]] = las(data[namn[plats]])
        return cls(**data)

    return from_list if cls in SOM_LISTA else from_object


def _conversions(cls: type, slag: Callable[[Any], Omvandla | None]) -> list[Omvandla | None]:
    """Per field how its value is converted, None when it stands as it is."""
    typer = get_type_hints(cls)
    return [slag(typer[namn]) for namn in _names(cls)]


def _names(cls: type) -> tuple[str, ...]:
    """The fields of a dataclass or a named tuple, in order."""
    return tuple(falt.name for falt in fields(cls)) if is_dataclass(cls) else cls._fields  # type: ignore[attr-defined]


def _to_plain(typ: Any) -> Omvandla | None:
    typ = _without_none(typ)
    if typ is date:
        return None  # orjson writes a date as YYYY-MM-DD itself
    if typ is Decimal:
        return str
    return _nested(typ, _writer, list)


def _from_plain(typ: Any) -> Omvandla | None:
    typ = _without_none(typ)
    if typ is date:
        return date.fromisoformat
    if typ is Decimal:
        return Decimal
    return _nested(typ, _reader, tuple)


def _nested(typ: Any, omvandlare: Callable[[type], Omvandla], samling: type) -> Omvandla | None:
    """The conversion of a dataclass, of a tuple of them, or of something that JSON has itself."""
    if typ in OFORANDRADE or get_origin(typ) is Literal:
        return None
    if isinstance(typ, type) and (is_dataclass(typ) or typ in SOM_LISTA):
        return omvandlare(typ)
    if get_origin(typ) is tuple and get_args(typ)[1:] == (...,):
        en = omvandlare(get_args(typ)[0])
        return lambda varden: samling(map(en, varden))
    raise TypeError(f"fakta kan inte ha fält av typen {typ}")


def _without_none(typ: Any) -> Any:
    """The type of a field when it has a value: X of `X | None`."""
    if get_origin(typ) is not UnionType:
        return typ
    [en] = [del_typ for del_typ in get_args(typ) if del_typ is not NoneType]
    return en
