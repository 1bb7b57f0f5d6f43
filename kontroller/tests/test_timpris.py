"""Vilket timbelopp som gäller en dag, i gränserna."""

from datetime import date
from decimal import Decimal

import pytest

from kontroller.anstallning import is_exempt
from kontroller.tests.bygg import (
    APRIL,
    SISTA_APRIL,
    TIM,
    build_assistent,
    build_days,
    build_rapport,
    build_redovisning,
    build_timbelopp,
    build_uppdrag,
)
from kontroller.timpris import in_order, rates_for, time_by_day, time_by_rate

SCHABLON = build_timbelopp()


def rate(kategori, id=2, belopp="300", **mer):
    return build_timbelopp(id=id, kategori=kategori, belopp=Decimal(belopp), **mer)


def rates_of(*timbelopp, fran=APRIL, tom=SISTA_APRIL, **mer):
    tider, utan = time_by_rate(build_redovisning(timbelopp=timbelopp, **mer), fran, tom)
    return [(t.kategori, minuter) for t, minuter in tider], [dag.day for dag in utan]


def test_the_categories_hold_in_their_order():
    kategorier = ["schablon", "kommun", "natt", "anhorig", "avtal", "forhojt", "individuell"]
    alla = tuple(rate(kategori, id=n) for n, kategori in enumerate(kategorier))

    assert [t.kategori for t in in_order(build_redovisning(timbelopp=alla))] == kategorier[::-1]


@pytest.mark.parametrize(
    ("kategori", "uppdrag", "anhorig", "galler"),
    [
        ("kommun", {}, False, "kommun"),
        ("avtal", {"avtalsform": "B"}, False, "avtal"),
        ("avtal", {"avtalsform": "D"}, False, "schablon"),
        ("natt", {"natt": True}, False, "natt"),
        ("natt", {"natt": False}, False, "schablon"),
        ("anhorig", {}, True, "anhorig"),
        ("anhorig", {}, False, "schablon"),
    ],
)
def test_some_rates_hold_only_for_what_they_are_for(kategori, uppdrag, anhorig, galler):
    redovisning = build_redovisning(timbelopp=(SCHABLON, rate(kategori)), uppdrag=(build_uppdrag(**uppdrag),))

    assert rates_for(redovisning, redovisning.uppdrag_on(APRIL), anhorig)[0].kategori == galler


@pytest.mark.parametrize("kategori", ["avtal", "natt"])
def test_without_an_assignment_no_rate_of_an_assignment_holds(kategori):
    redovisning = build_redovisning(timbelopp=(SCHABLON, rate(kategori)), uppdrag=())

    assert rates_for(redovisning, redovisning.uppdrag_on(APRIL), False)[0].kategori == "schablon"


def test_time_is_parted_by_the_rate_of_its_day_dearest_first():
    dagar = build_days(1, 2, 3)

    assert rates_of(SCHABLON, rate("individuell", fran=date(2015, 4, 3)), rapporter=(build_rapport(rader=dagar),)) == (
        [("individuell", 4 * TIM), ("schablon", 8 * TIM)],
        [],
    )


def test_a_day_without_a_rate_is_told_and_the_days_asked_for_have_both_ends():
    halva = build_timbelopp(tom=date(2015, 4, 2))

    assert rates_of(halva, fran=date(2015, 4, 2), tom=date(2015, 4, 4)) == ([("schablon", 4 * TIM)], [3, 4])


def test_without_rows_every_day_is_looked_at_with_no_minutes():
    halva = build_timbelopp(tom=date(2015, 4, 28))

    assert rates_of(halva, rapporter=()) == ([("schablon", 0)], [29, 30])
    assert rates_of(rate("anhorig"), rapporter=(), tom=APRIL) == ([], [1])


@pytest.mark.parametrize(
    ("registrering", "anhorig"),
    [({}, False), ({"narstaende": True}, True), ({"hushallsgemenskap": True}, True)],
)
def test_next_of_kin_or_of_the_household_counts_as_kin_the_days_it_holds(registrering, anhorig):
    assistent = build_assistent(fran=date(2015, 4, 2), **registrering)
    redovisning = build_redovisning(rapporter=(build_rapport(rader=build_days(1, 2), assistent=assistent),))

    assert time_by_day(redovisning, APRIL, SISTA_APRIL) == {
        (APRIL, False): [("aktiv", 4 * TIM)],
        (date(2015, 4, 2), anhorig): [("aktiv", 4 * TIM)],
    }


@pytest.mark.parametrize(
    ("registrering", "undantagen"),
    [
        ({"anstalld_fran": date(2013, 6, 30)}, True),
        ({"anstalld_fran": date(2013, 7, 1)}, False),
        ({"anstalld_fran": None}, False),
        ({"anstalld_fran": date(2013, 6, 30), "tom": date(2015, 3, 31)}, False),
    ],
)
def test_the_employed_of_before_july_2013_are_exempt(registrering, undantagen):
    assert is_exempt(build_assistent(**registrering), APRIL) is undantagen
