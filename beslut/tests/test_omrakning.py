"""Räkningen skrivs som den gjordes. Själva formeln prövas mot kontrollernas fall i kontroller/tests."""

from datetime import date
from decimal import Decimal

import pytest

from beslut.omrakning import month_share, share_in_words

APRIL = date(2015, 4, 1)
HELA = (date(2015, 1, 1), None)
HALVA = (date(2015, 4, 16), None)


@pytest.mark.parametrize(
    ("timmar", "enhet", "omrakning", "period", "rakning", "minuter"),
    [
        ("32.0000", "vecka", "kalenderdagar", HELA, "32 × 30 / 7", "57600/7"),
        ("6.5", "vecka", "kalenderdagar", HALVA, "6,5 × 15 / 7", "5850/7"),
        ("30", "vecka", "52_12", HELA, "30 × 52 / 12", "7800"),
        ("30", "vecka", "52_12", HALVA, "30 × 52 / 12 × 15 / 30", "3900"),
        ("100", "manad", "kalenderdagar", HELA, "100", "6000"),
        ("100", "manad", "52_12", HALVA, "100 × 15 / 30", "3000"),
        ("100", "manad", "kalenderdagar", (date(2015, 5, 1), None), "100 × 0 / 30", "0"),
    ],
)
def test_the_words_say_what_the_formula_does(timmar, enhet, omrakning, period, rakning, minuter):
    beviljat = (Decimal(timmar), enhet, omrakning, *period, APRIL)

    assert share_in_words(*beviljat) == rakning
    assert str(month_share(*beviljat)) == minuter
