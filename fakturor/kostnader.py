"""Räkningen av en kostnadsredovisning, som regeln (G14) och sidan delar. Utan Django."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

SLAGEN: dict[str, str] = {
    "lon": "löner",
    "ob": "ersättning för obekväm arbetstid",
    "assistansomkostnader": "assistansomkostnader",
    "utbildning": "utbildning",
    "arbetsmiljo": "personal och arbetsmiljö",
    "administration": "administration",
}
"""Kostnadsslagen i 5 a § förordningen (1993:1091), som de står i en mening."""


def total_of(poster: Mapping[str, Decimal]) -> Decimal:
    """All the costs, in kronor."""
    return sum(poster.values(), Decimal("0.00"))


def missing_kinds(poster: Mapping[str, Decimal]) -> list[str]:
    """The kinds of costs that the account does not mention, in words; nought kronor is a mention."""
    return [ord_ for slag, ord_ in SLAGEN.items() if slag not in poster]


def administration_share(poster: Mapping[str, Decimal]) -> Fraction | None:
    """What part of the costs is administration; None when there are no costs or it is not told."""
    summa = total_of(poster)
    return Fraction(poster["administration"]) / Fraction(summa) if summa and "administration" in poster else None


def unused(mottaget: Decimal, poster: Mapping[str, Decimal]) -> Decimal:
    """What was received and not used, in kronor; below zero when the costs were higher."""
    return mottaget - total_of(poster)
