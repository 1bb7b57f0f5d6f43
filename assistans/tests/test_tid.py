"""The clock on the wall against the time that passed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistans.tid import (
    DYGN,
    TidFel,
    clock,
    days_in_month,
    days_of_month,
    first_of_month,
    instant,
    interval,
    is_missing,
    last_of_month,
    minutes_of,
    minutes_of_day,
    months_after,
    parse_clock,
    parse_date,
    parse_month,
    split_at_midnight,
)

TIM = 60
VARNATT = date(2015, 3, 29)
HOSTNATT = date(2015, 10, 25)
VANLIG = date(2015, 4, 30)


def test_an_ordinary_row_is_as_long_as_the_clock_says():
    row = interval(VANLIG, 8 * TIM, 12 * TIM + 30)

    assert row.borjar == datetime(2015, 4, 30, 6, 0, tzinfo=UTC)
    assert row.slutar == datetime(2015, 4, 30, 10, 30, tzinfo=UTC)
    assert row.minuter == 270
    assert not row.oavgjord


def test_a_row_until_24_ends_where_the_next_day_begins():
    assert interval(VANLIG, 22 * TIM, DYGN).slutar == interval(date(2015, 5, 1), 0, TIM).borjar


@pytest.mark.parametrize(
    ("day", "start", "slut", "hours"),
    [
        (VARNATT, 0, 4, 3),
        (HOSTNATT, 0, 4, 5),
        (VARNATT, 0, 24, 23),
        (HOSTNATT, 0, 24, 25),
        (VARNATT, 0, 2, 2),
        (VARNATT, 3, 6, 3),
        (VARNATT, 1, 3, 1),
        (HOSTNATT, 1, 3, 3),
        (HOSTNATT, 3, 6, 3),
    ],
)
def test_the_nights_when_the_clock_changes_are_counted_as_they_were(day, start, slut, hours):
    row = interval(day, start * TIM, slut * TIM)

    assert row.minuter == hours * TIM
    assert not row.oavgjord


@pytest.mark.parametrize(("start", "slut"), [(2 * TIM + 1, 6 * TIM), (0, 2 * TIM + 59), (2 * TIM + 10, 2 * TIM + 20)])
def test_an_end_inside_the_missing_hour_cannot_be(start, slut):
    with pytest.raises(TidFel, match="fanns inte den natten: den ställdes fram från 02:00 till 03:00"):
        interval(VARNATT, start, slut)


def test_only_what_the_clock_never_showed_is_missing():
    assert [m for m in range(DYGN) if is_missing(VARNATT, m)] == list(range(2 * TIM + 1, 3 * TIM))
    assert not any(is_missing(day, m) for day in (HOSTNATT, VANLIG) for m in range(DYGN))


def test_the_missing_hour_itself_has_no_length():
    with pytest.raises(TidFel, match="från 02:00 till 03:00 den natten, så passet har ingen längd"):
        interval(VARNATT, 2 * TIM, 3 * TIM)


@pytest.mark.parametrize(
    ("start", "slut", "minuter"),
    [(0, 2 * TIM, 120), (0, 2 * TIM + 59, 179), (2 * TIM + 30, 6 * TIM, 270), (2 * TIM, 3 * TIM, 120)],
)
def test_an_end_in_the_hour_that_comes_twice_cannot_be_decided(start, slut, minuter):
    row = interval(HOSTNATT, start, slut)

    assert row.oavgjord
    assert row.minuter == minuter


@pytest.mark.parametrize(("start", "slut"), [(480, 480), (480, 479), (0, 0)])
def test_a_row_must_have_a_length(start, slut):
    with pytest.raises(TidFel, match="Passet har ingen längd"):
        interval(VANLIG, start, slut)


@given(
    st.dates(date(1980, 6, 1), date(2040, 1, 1)) | st.sampled_from([VARNATT, HOSTNATT]),
    st.lists(st.integers(0, DYGN), min_size=3, max_size=3, unique=True).map(sorted),
)
def test_parts_of_a_row_add_up_to_the_row(day, ends):
    start, middle, slut = ends
    try:
        whole, first, second = interval(day, start, slut), interval(day, start, middle), interval(day, middle, slut)
    except TidFel:
        assert minutes_of_day(day) == 23 * TIM
        return

    assert first.minuter + second.minuter == whole.minuter
    assert first.slutar == second.borjar


@given(st.dates(date(1980, 6, 1), date(2040, 1, 1)), st.integers(0, DYGN - 1))
def test_the_clock_of_an_instant_shows_what_was_written(day, minute):
    try:
        moment = instant(day, minute)
    except TidFel:
        assert minutes_of_day(day) != DYGN
        return

    shown = moment.astimezone(ZoneInfo("Europe/Stockholm"))
    if minutes_of_day(day) == 23 * TIM and minute == 2 * TIM:
        minute = 3 * TIM
    assert (shown.date(), shown.hour * 60 + shown.minute) == (day, minute)


@given(st.dates(date(1980, 6, 1), date(2040, 1, 1)))
def test_a_day_is_as_long_as_its_two_halves(day):
    assert interval(day, 0, DYGN).minuter == minutes_of_day(day)
    assert interval(day, 0, 12 * TIM).minuter + interval(day, 12 * TIM, DYGN).minuter == minutes_of_day(day)


def test_an_instant_that_came_twice_is_asked_for_again():
    with pytest.raises(TidFel, match="02:30 kommer två gånger den natten"):
        instant(HOSTNATT, 2 * TIM + 30)
    assert instant(VANLIG, DYGN) == instant(date(2015, 5, 1), 0)


def test_a_row_over_midnight_is_one_part_per_day():
    assert split_at_midnight(VANLIG, 22 * TIM, 6 * TIM) == [
        (VANLIG, 22 * TIM, DYGN),
        (date(2015, 5, 1), 0, 6 * TIM),
    ]
    assert split_at_midnight(VANLIG, 22 * TIM, 0) == [(VANLIG, 22 * TIM, DYGN)]
    assert split_at_midnight(VANLIG, 22 * TIM, DYGN) == [(VANLIG, 22 * TIM, DYGN)]
    with pytest.raises(TidFel, match="Start och slut är samma klockslag"):
        split_at_midnight(VANLIG, 0, 0)


@given(st.integers(0, DYGN))
def test_a_clock_time_survives_being_written_and_read(minute):
    assert parse_clock(clock(minute), is_end=True) == minute


@pytest.mark.parametrize(
    ("text", "orsak"),
    [
        ("24:30", "Klockslaget finns inte. Skriv 24:00 eller dela raden vid midnatt."),
        ("24:00", "24:00 kan bara vara ett slut. Skriv 00:00 och nästa dags datum."),
        ("07:60", "Klockslaget finns inte. Minuterna går från 00 till 59."),
        ("7.30", "Skriv klockslaget som timmar och minuter, till exempel 07:30."),
        ("07:30:00", "Skriv klockslaget som timmar och minuter, till exempel 07:30."),
        ("-1:00", "Skriv klockslaget som timmar och minuter, till exempel 07:30."),
    ],
)
def test_a_wrong_clock_time_is_told_what_would_be_right(text, orsak):
    with pytest.raises(TidFel) as refused:
        parse_clock(text)

    assert str(refused.value) == orsak


def test_a_duration_can_be_longer_than_a_day():
    assert minutes_of("112:30") == 6750
    assert minutes_of("0:00") == 0
    with pytest.raises(TidFel, match="till exempel 7:45, inte 7:75"):
        minutes_of("7:75")
    with pytest.raises(TidFel, match="med kolon, till exempel 112:30"):
        minutes_of("112,5")


@pytest.mark.parametrize(
    ("text", "orsak"),
    [
        ("2015-04-31", "April har 30 dagar."),
        ("2015-02-29", "Februari 2015 har 28 dagar."),
        ("2015-13-01", "Månad 13 finns inte. Skriv 01 till 12."),
        ("2015-04-00", "Dag 00 finns inte. Månaden börjar på 01."),
        ("0215-04-01", "År 0215 är utanför det som kan läsas in. Skriv ett år mellan 1850 och 2200."),
        ("15-04-01", "Skriv datumet som år-månad-dag, till exempel 2015-04-30."),
        ("2015-4-1", "Skriv datumet som år-månad-dag, till exempel 2015-04-30."),
        ("30/4 2015", "Skriv datumet som år-månad-dag, till exempel 2015-04-30."),
    ],
)
def test_a_wrong_date_is_told_what_would_be_right(text, orsak):
    with pytest.raises(TidFel) as refused:
        parse_date(text)

    assert str(refused.value) == orsak


def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month():
    assert months_after(date(2014, 6, 1), 6) == date(2014, 12, 1)
    assert months_after(date(2014, 5, 31), 9) == date(2015, 2, 28)
    assert months_after(date(2015, 1, 31), -2) == date(2014, 11, 30)


def test_months_know_their_days():
    assert parse_month("2016-02") == date(2016, 2, 1)
    assert first_of_month(date(2016, 2, 17)) == date(2016, 2, 1)
    assert last_of_month(date(2016, 2, 17)) == date(2016, 2, 29)
    assert days_in_month(date(2015, 2, 17)) == 28
    assert list(days_of_month(date(2015, 4, 30)))[-1] == VANLIG
    assert sum(map(minutes_of_day, days_of_month(HOSTNATT))) == 31 * DYGN + TIM
    with pytest.raises(TidFel, match="till exempel 2015-04"):
        parse_month("april 2015")


@given(st.dates(date(1850, 1, 1), date(2200, 12, 31)))
def test_a_date_survives_being_written_and_read(day):
    assert parse_date(day.isoformat()) == day
    assert last_of_month(day) + timedelta(days=1) == first_of_month(last_of_month(day) + timedelta(days=1))
