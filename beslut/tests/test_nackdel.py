"""När något ändras till nackdel: månadsandelarna jämförs med exakta bråk, månad för månad."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from beslut.nackdel import Minskning, first_reduction

APRIL, MITT_I_APRIL, JUNI = date(2015, 4, 1), date(2015, 4, 16), date(2015, 6, 1)


@dataclass(frozen=True, kw_only=True)
class Timtal:
    timmar: Decimal
    enhet: str = "manad"
    omrakning: str = "kalenderdagar"


def monthly(timmar: str) -> Timtal:
    return Timtal(timmar=Decimal(timmar))


def weekly(timmar: str, omrakning: str = "kalenderdagar") -> Timtal:
    return Timtal(timmar=Decimal(timmar), enhet="vecka", omrakning=omrakning)


def reduction(fore: Timtal, efter: Timtal | None, fran: date = APRIL, **slut: date | None) -> Minskning | None:
    return first_reduction(fore, efter, fran=fran, **{"fore_tom": None} | slut)


def test_as_many_hours_are_no_loss():
    assert reduction(monthly("100"), monthly("100")) is None


def test_a_fraction_of_an_hour_less_is_one():
    assert reduction(monthly("100"), monthly("99.9999")) == Minskning(
        manad=APRIL, fore=Fraction(6000), efter=Fraction("5999.994")
    )


def test_a_loss_in_the_middle_of_a_month_is_counted_for_its_days():
    minskning = reduction(monthly("100"), monthly("80"), fran=MITT_I_APRIL)

    assert minskning == Minskning(manad=APRIL, fore=Fraction(3000), efter=Fraction(2400))


def test_hours_a_week_that_win_in_short_months_may_lose_in_long_ones():
    """32,5 tim per vecka ger 139:17 i april och 143:55 i maj; 141 tim per månad ger lika mycket i båda."""
    minskning = reduction(weekly("32.5"), monthly("141"))

    assert minskning == Minskning(manad=date(2015, 5, 1), fore=Fraction(32 * 60 + 30) * 31 / 7, efter=Fraction(8460))


def test_what_is_lost_in_a_short_february_alone_is_found_past_the_leap_year():
    """34 tim per vecka ger 140:51 i februari 2016, som har 29 dagar, och 136 i februari 2017."""
    minskning = reduction(monthly("139"), weekly("34"))

    assert minskning == Minskning(manad=date(2017, 2, 1), fore=Fraction(8340), efter=Fraction(8160))


def test_the_same_hours_by_another_reckoning_lose_in_the_long_months():
    """30 × 52 / 12 är 130 tim varje månad. 30 × 31 / 7 är mer, 30 × 30 / 7 mindre."""
    assert reduction(weekly("30"), weekly("30", "52_12")).manad == date(2015, 5, 1)
    assert reduction(weekly("30", "52_12"), weekly("30")).manad == APRIL


def test_less_after_the_old_decision_would_have_run_out_is_no_loss():
    assert reduction(monthly("100"), monthly("100"), fore_tom=date(2015, 5, 31), efter_tom=date(2015, 5, 31)) is None


def test_a_new_decision_that_runs_out_sooner_is_a_loss_from_then_on():
    minskning = reduction(monthly("100"), monthly("150"), efter_tom=date(2015, 5, 31))

    assert minskning == Minskning(manad=JUNI, fore=Fraction(6000), efter=Fraction(0))


def test_an_end_many_years_ahead_is_found_too():
    minskning = reduction(monthly("100"), monthly("100"), efter_tom=date(2035, 3, 31))

    assert minskning == Minskning(manad=date(2035, 4, 1), fore=Fraction(6000), efter=Fraction(0))


def test_nothing_instead_is_a_loss_from_the_first_day():
    assert reduction(monthly("100"), None, fran=JUNI) == Minskning(manad=JUNI, fore=Fraction(6000), efter=Fraction(0))


@pytest.mark.parametrize("fran", [JUNI, date(2015, 7, 1)])
def test_what_runs_out_on_its_own_day_is_no_loss(fran):
    assert reduction(monthly("100"), None, fran=fran, fore_tom=date(2015, 5, 31)) is None


def test_one_day_too_early_is_a_loss():
    minskning = reduction(monthly("93"), None, fran=date(2015, 5, 31), fore_tom=date(2015, 5, 31))

    assert minskning == Minskning(manad=date(2015, 5, 1), fore=Fraction(180), efter=Fraction(0))


def test_hours_that_were_none_cannot_be_lost():
    assert reduction(monthly("0"), None) is None
