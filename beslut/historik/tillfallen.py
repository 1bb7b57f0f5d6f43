"""Tillfällena i en historik: det som någon gjorde på en gång, med sina ändringar och händelser."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import BinaryField, DateTimeField, Model, TextField
from django.db.models.functions import Cast

from assistans.models import Andring, Handelse
from beslut.historik.omrade import Rader, changes_of, events_of
from beslut.historik.slag import models_by_table, tables_without_births


class Skillnad(NamedTuple):
    """En ändring av en rad, med det som skiljer. Talen är exakta."""

    modell: type[Model]
    rad_id: int
    slag: str
    fore: dict[str, Any]
    efter: dict[str, Any]


@dataclass(slots=True)
class Tillfalle:
    """Det som en person gjorde i en transaktion: när, och vilka ändringar och händelser det blev.

    `nya` är de rader som bara skrivs en gång: de är sin egen historia och står inte bland ändringarna.
    """

    tid: datetime
    av_id: int | None
    andringar: list[int] = field(default_factory=list)
    handelser: list[int] = field(default_factory=list)
    nya: list[Skillnad] = field(default_factory=list)


def find_occasions(rader: Rader) -> list[Tillfalle]:
    """All that has been done to the rows, the newest first."""
    tillfallen: dict[tuple, Tillfalle] = {}
    andringar = Andring.objects.filter(changes_of(rader)).order_by("tid")
    for pk, transaktion, av_id, tid in andringar.values_list("pk", "transaktion", "av_id", "tid"):
        tillfalle = tillfallen.setdefault((transaktion, av_id), Tillfalle(tid, av_id))
        tillfalle.tid = tid
        tillfalle.andringar.append(pk)

    recorded: dict[tuple, Tillfalle] = {}
    handelser = Handelse.objects.filter(events_of(rader))
    for pk, transaktion, av_id, tid in handelser.values_list("pk", "transaktion", "av_id", "tid"):
        nyckel = (transaktion, av_id) if transaktion else ("händelse", pk)
        tillfalle = recorded[tid, av_id] = tillfallen.setdefault(nyckel, Tillfalle(tid, av_id))
        tillfalle.handelser.append(pk)

    for tid, av_id, ny in _births(rader):
        # A service records its event at the very instant that it gives the row, so that is how they are joined.
        tillfalle = recorded.get((tid, av_id)) or tillfallen.setdefault((tid, av_id), Tillfalle(tid, av_id))
        tillfalle.nya.append(ny)
    return sorted(tillfallen.values(), key=lambda tillfalle: tillfalle.tid, reverse=True)


def fetch_changes(ids: list[int]) -> dict[int, Skillnad]:
    """The changes by id. The values are read as text, as a number in JSON would become a float on its way here."""
    lasta = Andring.objects.filter(pk__in=ids).annotate(
        fore_text=Cast("fore", TextField()), efter_text=Cast("efter", TextField())
    )
    return {
        pk: Skillnad(models_by_table()[tabell], rad_id, slag, _exact(fore), _exact(efter))
        for pk, tabell, rad_id, slag, fore, efter in lasta.values_list(
            "pk", "tabell", "rad_id", "slag", "fore_text", "efter_text"
        )
    }


def light_rows(modell: type[Model], **villkor: Any) -> list[dict[str, Any]]:
    """Rows as they stand, without the contents of files."""
    falt = [f.attname for f in modell._meta.concrete_fields if not isinstance(f, BinaryField)]
    return list(modell._base_manager.filter(**villkor).values(*falt))


def _births(rader: Rader) -> Iterator[tuple[datetime, int | None, Skillnad]]:
    """When and by whom the rows came whose births the history does not tell. A query for each kind that has any."""
    for tabell in sorted(tables_without_births() & {tabell for tabell, ids in rader.items() if ids}):
        modell = models_by_table()[tabell]
        falt = modell._meta.concrete_fields
        nar = next(f.attname for f in falt if isinstance(f, DateTimeField))
        av = next((f.attname for f in falt if f.is_relation and f.related_model._meta.label == _USER), None)
        for rad in light_rows(modell, pk__in=rader[tabell]):
            yield rad[nar], rad[av] if av else None, Skillnad(modell, rad["id"], "INSERT", {}, rad)


_USER = settings.AUTH_USER_MODEL


def _exact(text: str | None) -> dict[str, Any]:
    return json.loads(text, parse_float=Decimal) if text else {}
