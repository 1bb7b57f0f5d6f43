"""De slag av poster som har en historik: varje modell i registren, utan att den behöver nämnas här.

Vem en post handlar om följer av vad den pekar på: `brukare` eller `anordnare` direkt, eller den post som den hör till.
Av det följer vem som får läsa den.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, ForeignKey, Model

from beslut.models import Anordnare, Brukare, Person

FODELSER = 4
"""The bit of pg_trigger.tgtype that says that a trigger fires on INSERT."""
DJUP = 3
"""How many steps there may be from a row to the person or the provider that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slag:
    """Ett slags post: modellen, och vägen till personen och till anordnaren som den handlar om. Tom när ingen finns."""

    modell: type[Model]
    till_brukare: str
    till_anordnare: str

    @property
    def tabell(self) -> str:
        """The table that the history names it by."""
        return self.modell._meta.db_table

    @property
    def namn(self) -> str:
        """What one such row is called, with a capital letter: Beslutsrad."""
        namn = str(self.modell._meta.verbose_name)
        return namn[:1].upper() + namn[1:]

    @property
    def slug(self) -> str:
        """What it is called in an address."""
        return self.modell._meta.model_name

    def value_of(self, vag: str, rad_id: int, varden: dict[str, Any]) -> int | None:
        """The id at the end of one of the two ways, from a row that may be gone. At most one query."""
        if not vag or vag in varden:
            return varden.get(vag)
        return self.modell._base_manager.filter(pk=rad_id).values_list(vag, flat=True).first()


def _models() -> list[type[Model]]:
    """Every model of the registers. A person is no record of her own: she is read with what points at her."""
    return [modell for modell in apps.get_app_config("beslut").get_models() if modell is not Person]


def _way(modell: type[Model], till: type[Model], djup: int = DJUP) -> str:
    """The lookup from a row to the id of what it is about, the shortest there is; empty when there is none."""
    if modell is till:
        return "id"
    pekare = [falt for falt in modell._meta.concrete_fields if _points_within(falt)]
    for falt in pekare:
        if falt.related_model is till and falt.name == till._meta.model_name:
            return falt.attname
    if djup > 1:
        for falt in pekare:
            vidare = _way(falt.related_model, till, djup - 1) if falt.related_model not in {Brukare, Anordnare} else ""
            if vidare:
                return f"{falt.name}__{vidare}"
    return ""


def _points_within(falt: Field) -> bool:
    return isinstance(falt, ForeignKey) and falt.related_model in _models() and falt.related_model is not falt.model


@cache
def kinds() -> dict[str, Slag]:
    """Every kind by the word in the address."""
    return {
        modell._meta.model_name: Slag(
            modell=modell, till_brukare=_way(modell, Brukare), till_anordnare=_way(modell, Anordnare)
        )
        for modell in _models()
    }


@cache
def kinds_by_table() -> dict[str, Slag]:
    """Every kind by its table."""
    return {slag.tabell: slag for slag in kinds().values()}


@cache
def tables_without_births() -> frozenset[str]:
    """The tables whose new rows the history does not write down: they are written once, and tell of themselves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'historik' AND tgtype & %s > 0", [FODELSER]
        )
        return frozenset(kinds_by_table().keys() - {tabell for (tabell,) in cursor})


@cache
def models_by_table() -> dict[str, type[Model]]:
    """Every model of the registers by its table, those that tie many to many included."""
    return {m._meta.db_table: m for m in apps.get_app_config("beslut").get_models(include_auto_created=True)}
