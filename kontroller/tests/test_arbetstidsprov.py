"""Vilken tid en regel om arbetstid pekar ut, i gränserna."""

from datetime import date
from fractions import Fraction

import pytest

from kontroller.arbetstidsprov import Assistenttid, period_text, pointing, too_long
from kontroller.tests.bygg import APRIL, TIM, build_days, build_fakta, build_rapport, build_redovisning, kr, plain
from kontroller.tests.bygg_arbetstid import build_arbetstid, build_fonster


def build_assistant(*perioder, rapporter=None, **mer):
    rapporter = rapporter or (build_rapport(),)
    tid = build_arbetstid(*perioder, **mer)
    return Assistenttid(redovisning=build_redovisning(rapporter=rapporter), rapporter=rapporter, tid=tid)


@pytest.mark.parametrize(
    ("fran", "mer", "provas"),
    [
        (date(2015, 3, 4), {}, False),  # to the last day of March
        (date(2015, 3, 5), {}, True),
        (date(2015, 4, 30), {}, True),
        (date(2015, 5, 1), {}, False),
        (date(2015, 4, 9), {"galler_tom": date(2015, 4, 9)}, True),
        (date(2015, 4, 9), {"galler_tom": date(2015, 4, 8)}, False),
        (date(2015, 3, 5), {"galler_fran": APRIL}, True),
        (date(2015, 3, 5), {"galler_fran": date(2015, 4, 2)}, False),
    ],
)
def test_a_period_is_tried_when_one_day_of_it_is_of_the_month_and_the_registration(fran, mer, provas):
    assistent = build_assistant(build_fonster(fran), **mer)

    assert (bool(assistent.perioder), bool(assistent.fyraveckor)) == (provas, provas)


def test_the_newest_rows_are_so_many_as_the_minutes_ask_for():
    a = build_assistant()

    def days(minuter, fran=APRIL, tom=date(2015, 4, 30)):
        return [rad.datum.day for _, rad in a.newest_rows(fran, tom, minuter)]

    assert (days(0), days(1), days(4 * TIM), days(4 * TIM + 1)) == ([], [10], [10], [10, 9])
    assert days(100 * TIM, date(2015, 4, 3), date(2015, 4, 5)) == [5, 4, 3]


def test_only_active_time_of_the_days_is_pointed_at_and_of_two_at_once_the_first_row():
    rapporter = (
        build_rapport(rader=(*build_days(1, id=9), *build_days(3, tidstyp="vantetid"), *build_days(5, id=5))),
        build_rapport(id=2, kod="R-2", rader=build_days(1, id=3)),
    )
    a = build_assistant(rapporter=rapporter)

    assert [rad.id for _, rad in a.newest_rows(APRIL, date(2015, 4, 4), 8 * TIM)] == [3, 9]


@pytest.mark.parametrize(
    ("minuter", "kronor"), [(Fraction(1), "4.73"), (Fraction(1, 2), "4.73"), (Fraction(3, 2), "9.47")]
)
def test_a_part_of_a_minute_is_pointed_at_as_a_whole_one(minuter, kronor):
    a = build_assistant()

    assert pointing(build_fakta(), a, build_fonster(), minuter)["kronor"] == kr(kronor)


def test_a_period_that_ends_with_the_month_is_counted_to_its_end():
    a = build_assistant()

    assert plain(period_text(build_fonster(date(2015, 4, 3)), a)) == "den 3–30 april 2015"
    assert plain(period_text(build_fonster(date(2015, 4, 4)), a)).endswith(", räknat till och med april 2015")


def test_a_period_is_too_long_when_it_has_a_week_more_than_allowed():
    assert too_long(build_assistant(veckor=4), 4) is None
    assert "en beräkningsperiod om en vecka." in plain(too_long(build_assistant(veckor=1), 0).text)
