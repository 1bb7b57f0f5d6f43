"""Räkningen av arbetstid: vad som är över, och vilken månad som lägger till det."""

from fractions import Fraction

import pytest

from kontroller.arbetstid import Period, added, caps_of, limit_of, overtime_of_year
from kontroller.tests.bygg import TIM
from kontroller.tests.bygg_arbetstid import build_arbetstid, build_fonster


def test_exactly_what_has_room_adds_nothing_and_a_minute_more_adds_a_minute():
    assert added(100, 108, Fraction(208)) == 0
    assert added(100, 109, Fraction(208)) == 1


def test_a_month_answers_only_for_what_it_adds_itself():
    assert added(220, 10, Fraction(208)) == 10
    assert added(200, 20, Fraction(208)) + added(0, 200, Fraction(208)) == 12


def test_the_limit_is_an_average_over_the_weeks():
    assert limit_of(4, 52) == 208 * TIM
    assert limit_of(4, Fraction("38.25")) == 153 * TIM


def test_waiting_time_counts_when_asked_for():
    fonster = build_fonster(har=10, vantetid={"har": 5, "fore": 2})

    assert Period.of(fonster).hos_anordnaren == 10 * TIM
    assert Period.of(fonster, vantetid=True).hos_anordnaren == 17 * TIM


def test_overtime_before_the_year_is_not_the_years():
    """A span over New Year: 200 hours before it use up the room, so all 30 after it are overtime."""
    tid = build_arbetstid(build_fonster(fore_aret=200, fore=20, har=10))

    overtid, over = overtime_of_year(tid, limit_of(4, 50), hogst=25 * TIM)

    assert (overtid, over) == (30 * TIM, 5 * TIM)


def test_overtime_above_the_years_limit_before_the_month_is_not_the_months():
    forra, denna = build_fonster(fore=400, har=0), build_fonster(har=250)

    overtid, over = overtime_of_year(build_arbetstid(forra, denna), limit_of(4, 50), hogst=150 * TIM)

    assert (overtid, over) == (250 * TIM, 50 * TIM)


@pytest.mark.parametrize(
    ("text", "granser"),
    [
        ("", {}),
        ("Provavtalet=48", {"provavtalet": Fraction(48)}),
        (" Provavtalet = 38,25 ; Ett annat=40;", {"provavtalet": Fraction("38.25"), "ett annat": Fraction(40)}),
        ("Provavtalet: 48", {}),
        ("Provavtalet=många; Ett annat=40", {"ett annat": Fraction(40)}),
        ("=48", {}),
    ],
)
def test_the_agreements_limits_are_read_by_name_and_what_cannot_be_read_is_no_limit(text, granser):
    assert caps_of(text) == granser


def test_time_for_other_persons_of_the_provider_is_counted_in_every_sum():
    fonster = build_fonster(fore=1, har=10, anordnaren=20, andra_fore=2, andra=4)
    period = Period.of(fonster)

    assert (period.hos_anordnaren, period.hos_andra) == (31 * TIM, 6 * TIM)
    assert period.over(Fraction(30 * TIM)) == 1 * TIM
    assert period.over_with_others(Fraction(30 * TIM)) == 7 * TIM
    assert overtime_of_year(build_arbetstid(fonster), Fraction(25 * TIM), hogst=5 * TIM) == (6 * TIM, 1 * TIM)


def test_a_year_with_room_left_adds_nothing():
    assert overtime_of_year(build_arbetstid(build_fonster(har=30)), Fraction(25 * TIM), hogst=50 * TIM) == (5 * TIM, 0)
