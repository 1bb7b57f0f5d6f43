from datetime import date, timedelta

import pytest

from assistans.helgdagar import easter, is_weekend_or_holiday, public_holidays


@pytest.mark.parametrize(
    "sunday",
    [
        date(1954, 4, 18),
        date(1981, 4, 19),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2015, 4, 5),
        date(2024, 3, 31),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ],
)
def test_easter_day_is_found(sunday):
    assert easter(sunday.year) == sunday


def test_easter_day_is_a_sunday_between_22_march_and_25_april():
    for ar in range(1990, 2100):
        assert easter(ar).weekday() == 6
        assert date(ar, 3, 22) <= easter(ar) <= date(ar, 4, 25)


def test_the_days_off_in_april_2015_are_those_of_the_calendar():
    dagar = [date(2015, 4, 1) + timedelta(n) for n in range(30)]

    assert [dag.day for dag in dagar if is_weekend_or_holiday(dag)] == [3, 4, 5, 6, 11, 12, 18, 19, 25, 26]


@pytest.mark.parametrize(
    ("dag", "namn"),
    [
        (date(2015, 5, 14), "Kristi himmelsfärdsdag"),
        (date(2015, 6, 20), "midsommardagen"),
        (date(2024, 6, 22), "midsommardagen"),
        (date(2015, 10, 31), "alla helgons dag"),
        (date(2024, 11, 2), "alla helgons dag"),
        (date(2015, 6, 6), "nationaldagen"),
        (date(2004, 5, 31), "annandag pingst"),
    ],
)
def test_holidays_that_move_stand_where_they_should(dag, namn):
    assert public_holidays(dag.year)[dag] == namn


def test_the_national_day_is_a_holiday_from_2005_only():
    assert date(2004, 6, 6) not in public_holidays(2004)
    assert date(2005, 5, 16) not in public_holidays(2005)
    assert date(2005, 6, 6) in public_holidays(2005)


def test_the_eves_are_working_days():
    assert not is_weekend_or_holiday(date(2015, 12, 24))
    assert not is_weekend_or_holiday(date(2015, 6, 19))
