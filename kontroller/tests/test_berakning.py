from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kontroller.berakning import (
    certified_payable_minutes,
    days_between,
    days_in_force,
    decimals_of,
    exact_decimal,
    granted_by,
    granted_minutes,
    granted_payable_minutes,
    payable_minutes,
    price_per_hour,
    round_half_up,
    rounded_hours,
)
from kontroller.tests.bygg import (
    APRIL,
    SISTA_APRIL,
    TIM,
    build_beslutsrad,
    build_brukare,
    build_days,
    build_fakturarad,
    build_rapport,
    build_redovisning,
)

FEBRUARI, SISTA_FEBRUARI = date(2016, 2, 1), date(2016, 2, 29)


def decided(*rader):
    return build_redovisning(brukare=build_brukare(beslutsrader=rader))


# Days in force


@pytest.mark.parametrize(
    ("fran", "tom", "dagar"),
    [
        (date(2014, 1, 1), None, 30),
        (date(2015, 4, 1), date(2015, 4, 30), 30),
        (date(2015, 4, 16), None, 15),
        (date(2014, 1, 1), date(2015, 4, 1), 1),
        (date(2015, 4, 30), date(2015, 5, 31), 1),
        (date(2015, 4, 10), date(2015, 4, 12), 3),
        (date(2014, 1, 1), date(2015, 3, 31), 0),
        (date(2015, 5, 1), None, 0),
    ],
)
def test_both_ends_of_a_period_are_days_in_force(fran, tom, dagar):
    assert days_in_force(fran, tom, APRIL, SISTA_APRIL) == dagar


# Granted time, in the three methods


def granted(timmar, enhet, omrakning="kalenderdagar", manad=APRIL, **period):
    rad = build_beslutsrad(timmar=Decimal(timmar), enhet=enhet, omrakning=omrakning, **period)
    return granted_by(rad, manad)


def test_hours_a_month_are_granted_in_full_for_a_full_month():
    assert granted("124", "manad") == 124 * TIM
    assert granted("124", "manad", manad=FEBRUARI) == 124 * TIM


def test_hours_a_month_are_granted_by_the_days_in_force():
    assert granted("124", "manad", fran=date(2015, 4, 16)) == 62 * TIM
    assert granted("40", "manad", tom=date(2015, 4, 1)) == Fraction(40 * TIM, 30)


def test_hours_a_week_by_calendar_days_are_granted_by_sevenths():
    assert granted("32", "vecka") == Fraction(32 * TIM * 30, 7)
    assert granted("32", "vecka", fran=date(2015, 4, 6), tom=date(2015, 4, 12)) == 32 * TIM
    assert granted("32", "vecka", fran=date(2015, 4, 30)) == Fraction(32 * TIM, 7)


def test_hours_a_week_by_calendar_days_are_more_in_a_longer_month():
    maj = granted("32", "vecka", manad=date(2015, 5, 1))

    assert maj - granted("32", "vecka") == Fraction(32 * TIM, 7)


def test_hours_a_week_by_52_twelfths_are_the_same_every_full_month():
    april = granted("32", "vecka", "52_12")
    februari = granted("32", "vecka", "52_12", manad=FEBRUARI)

    assert april == februari == Fraction(32 * TIM * 52, 12)


def test_hours_a_week_by_52_twelfths_are_granted_by_the_days_in_force():
    assert granted("32", "vecka", "52_12", fran=date(2015, 4, 16)) == Fraction(32 * TIM * 52, 12) / 2


def test_the_29th_of_february_is_a_day_as_any_other():
    assert granted("29", "manad", manad=FEBRUARI, fran=SISTA_FEBRUARI) == TIM
    assert granted("28", "manad", manad=date(2015, 2, 1), fran=date(2015, 2, 28)) == TIM
    assert granted("7", "vecka", manad=FEBRUARI) == 29 * TIM


def test_hundredths_of_an_hour_are_exact():
    assert granted("6.55", "manad") == 393
    assert granted("0.01", "manad") == Fraction(3, 5)


# A person's decisions together


def test_decisions_that_follow_each_other_are_added():
    redovisning = decided(
        build_beslutsrad(tom=date(2015, 4, 15)),
        build_beslutsrad(id=2, fran=date(2015, 4, 16), timmar=Decimal(60)),
    )

    assert granted_minutes(redovisning, "aktiv", False) == 20 * TIM + 30 * TIM


def test_an_extension_is_added_and_the_decision_of_the_state_is_not():
    redovisning = decided(
        build_beslutsrad(),
        build_beslutsrad(id=2, typ="tillfallig_utokning", timmar=Decimal(10)),
        build_beslutsrad(id=3, typ="assistansersattning", timmar=Decimal(500)),
    )

    assert granted_minutes(redovisning, "aktiv", False) == 50 * TIM
    assert granted_minutes(redovisning, "aktiv", False, ("ordinarie",)) == 40 * TIM


def test_kinds_are_granted_apart():
    redovisning = decided(build_beslutsrad(), build_beslutsrad(id=2, dubbel=True, timmar=Decimal(3)))

    assert granted_minutes(redovisning, "aktiv", True) == 3 * TIM
    assert granted_minutes(redovisning, "vantetid", False) == 0


def test_granted_time_is_paid_as_its_kind_is_paid():
    redovisning = decided(
        build_beslutsrad(),
        build_beslutsrad(id=2, dubbel=True, timmar=Decimal(2)),
        build_beslutsrad(id=3, tidstyp="vantetid", timmar=Decimal(8)),
        build_beslutsrad(id=4, tidstyp="beredskap", timmar=Decimal(7)),
    )

    assert granted_payable_minutes(redovisning) == (40 + 2 + 2 + 1) * TIM


# Payable time


def test_fifty_minutes_on_call_are_fifty_sevenths_of_a_minute():
    assert payable_minutes([("beredskap", 50)]) == Fraction(50, 7)
    assert payable_minutes([("beredskap", 50)] * 7) == 50


def test_waiting_is_paid_as_a_quarter_and_active_time_in_full():
    assert payable_minutes([("aktiv", 61), ("vantetid", 61)]) == 61 + Fraction(61, 4)


def test_no_time_is_nothing():
    assert payable_minutes([]) == 0


def test_the_rows_of_every_report_are_certified_time():
    rapporter = (
        build_rapport(rader=build_days(1)),
        build_rapport(id=2, kod="R-2", rader=build_days(2, tidstyp="vantetid")),
    )

    assert certified_payable_minutes(build_redovisning(rapporter=rapporter)) == 4 * TIM + TIM


# Rounding, once and half up


@pytest.mark.parametrize(
    ("tal", "decimaler", "avrundat"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(1, 200), 2, "0.01"),
        (Fraction(49999, 10_000_000), 2, "0.00"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(7, 2), 0, "4"),
        (Fraction(2, 3), 3, "0.667"),
        (Fraction(40), 2, "40.00"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(-49, 100), 0, "0"),
        (Fraction(0), 2, "0.00"),
    ],
)
def test_numbers_are_rounded_half_up_away_from_zero(tal, decimaler, avrundat):
    svar = round_half_up(tal, decimaler)

    assert svar == Decimal(avrundat)
    assert svar.as_tuple().exponent == -decimaler


def test_minutes_are_rounded_as_hours_with_the_decimals_asked_for():
    assert str(rounded_hours(Fraction(50, 7), 2)) == "0.12"
    assert str(rounded_hours(Fraction(50, 7), 4)) == "0.1190"
    assert str(rounded_hours(Fraction(8229), 2)) == "137.15"
    assert str(rounded_hours(Fraction(3, 10), 2)) == "0.01"  # 0,005 hours


def test_rounding_is_exact_where_binary_numbers_are_not():
    assert round_half_up(Fraction(Decimal("1.005")), 2) == Decimal("1.01")
    assert round_half_up(Fraction(Decimal("12345678901234567890.125")), 2) == Decimal("12345678901234567890.13")


@pytest.mark.parametrize(
    ("tal", "decimaler"), [("40", 2), ("40.5", 2), ("40.50", 2), ("40.125", 3), ("40.1000", 4), ("4E+1", 2), ("NaN", 2)]
)
def test_a_number_has_the_decimals_it_is_written_with_and_at_least_two(tal, decimaler):
    assert decimals_of(Decimal(tal)) == decimaler


# Prices and days


def test_a_price_is_by_the_hour_of_its_base_quantity():
    assert price_per_hour(build_fakturarad()) == 284
    assert price_per_hour(build_fakturarad(prisbas=Decimal(10))) == Fraction(142, 5)
    assert price_per_hour(build_fakturarad(pris=None)) is None
    assert price_per_hour(build_fakturarad(prisbas=Decimal(0))) is None


@pytest.mark.parametrize(
    ("tal", "decimaltal"),
    [
        (Fraction(284), "284"),
        (Fraction(0), "0"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(28401, 100), "284.01"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(1, 3125), "0.00032"),
        (Fraction(1, 3), None),
        (Fraction(5, 7), None),
        (Fraction(1, 30), None),
    ],
)
def test_a_fraction_whose_decimals_end_is_that_decimal_number(tal, decimaltal):
    svar = exact_decimal(tal)

    assert svar is None if decimaltal is None else str(svar) == decimaltal


def test_days_between_are_counted_with_both_ends():
    assert days_between(date(2016, 2, 28), date(2016, 3, 1)) == [
        date(2016, 2, 28),
        date(2016, 2, 29),
        date(2016, 3, 1),
    ]
    assert days_between(APRIL, APRIL) == [APRIL]
