"""Att avrunda kronor: alltid halva uppåt, aldrig förrän sist."""

from decimal import Decimal
from fractions import Fraction

ORE, TIO_ORE, KRONA = Decimal("0.01"), Decimal("0.1"), Decimal(1)


def rounded(kronor: Fraction | Decimal | int, steg: Decimal) -> Decimal:
    """Kronor to the nearest step (`ORE`, `TIO_ORE`, `KRONA`), half a step away from zero."""
    antal = abs(Fraction(kronor)) / Fraction(steg)
    hela = int(antal + Fraction(1, 2)) * steg
    return -hela if kronor < 0 else hela
