"""Små ord som dokumenten delar: dagar, kontroller och hur något har ändrats."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assistans.svenska import datum_text, manad_namn
from kontroller.katalog import Status
from kontroller.rapport.avsnitt import Cell


def day(nar: date | datetime | None) -> str:
    """A day as it is stored; nothing gives nothing."""
    if nar is None:
        return ""
    return f"{timezone.localdate(nar) if isinstance(nar, datetime) else nar:%Y-%m-%d}"


def written(dag: str) -> str:
    """A stored day as it stands in a sentence."""
    return datum_text(date.fromisoformat(dag)) if dag else ""


def month(dag: str) -> str:
    """The month of a stored day."""
    return manad_namn(date.fromisoformat(dag))


def direction(fore: int, efter: int) -> str:
    """How a number has moved."""
    return "stiger" if efter > fore else "sjunker" if efter < fore else "fördelas om"


def how_held(kontroll: dict[str, Any]) -> str:
    """How a control is held: Stoppar, Varnar, ej i bruk, Manuell kontroll …"""
    if kontroll["hur"] != Status.REGEL.value:
        return str(kontroll["hur"])
    return str(kontroll["niva"]) if kontroll["i_bruk"] else f"{kontroll['niva']}, ej i bruk"


def control_row(kontroll: dict[str, Any]) -> tuple[Cell, ...]:
    """A control as a row: code, title, how it is held, and what it found, which only a rule has figures for."""
    if kontroll["hur"] == Status.REGEL.value:
        stoppade = kontroll["stoppade"] + kontroll["ej_bedomda"]
        funnet: tuple[Cell, ...] = (stoppade, kontroll["varnade"], Decimal(kontroll["kronor"]))
    else:
        funnet = (None, None, None)
    return (kontroll["kod"], kontroll["titel"], _how_with_notes(kontroll), *funnet)


def _how_with_notes(kontroll: dict[str, Any]) -> str:
    if not kontroll["anteckningar"]:
        return how_held(kontroll)
    return f"{how_held(kontroll)}: {kontroll['anteckningar']} antecknade, {kontroll['anmarkningar']} med anmärkning"
