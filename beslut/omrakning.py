"""Vad beviljade timmar ger för en månad. Ren räkning med exakta bråk, utan Django: sidorna här och kontrollerna i
`kontroller` räknar med samma funktion.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import decimal
from assistans.tid import days_in_month, last_of_month

TIMME = 60
VECKA, KALENDERDAGAR = "vecka", "kalenderdagar"


def days_in_force(fran: date, tom: date | None, manad: date, sista_dag: date) -> int:
    """The number of days of the month, from its first day to its last, that a period covers; both ends count."""
    forsta = max(fran, manad)
    sista = min(tom or sista_dag, sista_dag)
    return max(0, (sista - forsta).days + 1)


def month_share(timmar: Decimal, enhet: str, omrakning: str, fran: date, tom: date | None, manad: date) -> Fraction:
    """Minutes that hours per week or month give for one month, exact.

    `manad`: hours × days in force / days of the month. `vecka` + `kalenderdagar`: hours × days in force / 7.
    `vecka` + `52_12`: hours × 52/12 × days in force / days of the month.
    """
    minuter = Fraction(timmar) * TIMME * days_in_force(fran, tom, manad, last_of_month(manad))
    if enhet == VECKA and omrakning == KALENDERDAGAR:
        return minuter / 7
    if enhet == VECKA:
        minuter = minuter * 52 / 12
    return minuter / days_in_month(manad)


def share_in_words(timmar: Decimal, enhet: str, omrakning: str, fran: date, tom: date | None, manad: date) -> str:
    """How `month_share` came about, in hours: 32 × 15 / 7. A whole month of monthly hours is just the hours."""
    tal = decimal(timmar.normalize())
    dagar, i_manaden = days_in_force(fran, tom, manad, last_of_month(manad)), days_in_month(manad)
    if enhet == VECKA and omrakning == KALENDERDAGAR:
        return f"{tal} × {dagar} / 7"
    if enhet == VECKA:
        tal = f"{tal} × 52 / 12"
    return tal if dagar == i_manaden else f"{tal} × {dagar} / {i_manaden}"
