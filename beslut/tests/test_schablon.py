"""Statens belopp, andelar av dem, taket för ett förhöjt belopp, och budgetens timmar."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from beslut.belopp.avrundning import KRONA, ORE, TIO_ORE, rounded
from beslut.belopp.budgeteffekt import VISADE, effect_of, hours_paid
from beslut.belopp.schablon import KANDA, OKANDA, highest_raised, share_of

TAK = {
    2008: "265",
    2012: "299",
    2013: "308",
    2014: "314",
    2015: "318",
    2017: "326",
    2018: "331",
    2019: "335.78",
    2020: "340.82",
    2021: "352.80",
    2022: "358.06",
    2023: "363.44",
    2024: "372.51",
}
"""The highest raised amount of each known year, as the sources give it or the rule does."""


def test_a_year_is_known_or_told_to_be_unknown_and_never_both():
    assert not KANDA.keys() & OKANDA.keys()
    assert sorted(KANDA.keys() | OKANDA.keys()) == list(range(2008, 2027))


def test_the_year_of_the_audit_is_284_kronor():
    kand = KANDA[2015]

    assert (kand.belopp, kand.grund) == (Decimal("284.00"), "SFS 2014:1311")
    assert (kand.forsta, kand.sista) == (date(2015, 1, 1), date(2015, 12, 31))


@pytest.mark.parametrize("ar", TAK)
def test_the_highest_raised_amount_of_every_known_year(ar):
    assert highest_raised(KANDA[ar].belopp, date(ar, 1, 1)) == Decimal(TAK[ar])


def test_the_raised_amount_was_rounded_to_whole_kronor_through_september_2018():
    belopp = KANDA[2018].belopp

    assert highest_raised(belopp, date(2018, 9, 30)) == Decimal(331)
    assert highest_raised(belopp, date(2018, 10, 1)) == Decimal("330.85")


@pytest.mark.parametrize(
    ("ar", "avrundning", "belopp"),
    [(2019, "ore", "284.81"), (2020, "krona", "289"), (2021, "krona", "299")],
)
def test_95_per_cent_as_vasteras_had_it(ar, avrundning, belopp):
    assert share_of(KANDA[ar].belopp, Decimal(95), avrundning) == Decimal(belopp)


@pytest.mark.parametrize(
    ("belopp", "steg", "avrundat"),
    [
        ("289.085", ORE, "289.09"),
        ("289.0849", ORE, "289.08"),
        ("289.05", TIO_ORE, "289.1"),
        ("289.50", KRONA, "290"),
        ("289.4999", KRONA, "289"),
        ("-0.5", KRONA, "-1"),
        ("-542253.49", KRONA, "-542253"),
    ],
)
def test_half_a_step_is_rounded_away_from_zero(belopp, steg, avrundat):
    assert rounded(Fraction(belopp), steg) == Decimal(avrundat)


def test_the_budget_of_2015_as_figure_4_has_it():
    effekter = {int(andring): effect_of(Decimal(15_400_000), Decimal(284), andring).kronor for andring in VISADE}

    assert effekter == {-20: -1_084_507, -15: -813_380, -10: -542_254, -5: -271_127}


def test_the_hours_are_exact_until_the_last():
    assert hours_paid(Decimal(15_400_000), Decimal(284)) == Fraction(15_400_000, 284)
