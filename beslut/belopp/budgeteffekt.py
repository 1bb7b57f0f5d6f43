"""Vad ett ändrat timbelopp betyder för årets budget (revisionsrapport 2015:3, figur 4). Ren räkning, utan databas."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from beslut.belopp.avrundning import KRONA, rounded

VISADE = (Decimal(-20), Decimal(-15), Decimal(-10), Decimal(-5))
"""The changes of figure 4, in kronor an hour."""


class Effekt(NamedTuple):
    """En ändring av timbeloppet i kronor, beloppet efter den, och vad den gör med årets kostnad i hela kronor."""

    andring: Decimal
    efter: Decimal
    kronor: Decimal


def hours_paid(budget: Decimal, timbelopp: Decimal) -> Fraction:
    """The hours that the budget pays for, exactly."""
    return Fraction(budget) / Fraction(timbelopp)


def effect_of(budget: Decimal, timbelopp: Decimal, andring: Decimal) -> Effekt:
    """What the year costs more or less when every hour costs `andring` kronor more, rounded to whole kronor."""
    return Effekt(andring, timbelopp + andring, rounded(hours_paid(budget, timbelopp) * Fraction(andring), KRONA))
