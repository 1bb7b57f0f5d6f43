"""Vad assistansen kostade, som den enskilde eller anordnaren har redovisat det (G14)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kostnadsslag = Literal["lon", "ob", "assistansomkostnader", "utbildning", "arbetsmiljo", "administration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kostnadspost:
    """Ett slag av kostnad, i kronor för hela redovisningens tid."""

    slag: Kostnadsslag
    belopp: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Kostnadsredovisning:
    """Kostnaderna för ett uppdrag och en tid. `mottaget` är ersättningen för tiden, i kronor."""

    id: int
    uppdrag: int
    fran: date
    tom: date
    inkommen: date
    mottaget: Decimal
    poster: tuple[Kostnadspost, ...]
