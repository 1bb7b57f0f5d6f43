"""Perioderna som arbetstiden räknas över."""

from datetime import date

from beslut.arbetstid import coming_periods
from beslut.models import Assistent


def build(fran: date | None, veckor: int | None, **falt) -> Assistent:
    return Assistent(
        galler_fran=date(2015, 1, 1), arbetstidslag="HusligL", berakning_fran=fran, berakning_veckor=veckor, **falt
    )


def days_of(perioder) -> list[tuple[date, date]]:
    return [(p.fran, p.tom) for p in perioder]


def test_periods_of_four_weeks_run_back_to_back_across_months():
    perioder = coming_periods(build(date(2015, 8, 1), 4), idag=date(2015, 8, 28), antal=2)

    assert days_of(perioder) == [(date(2015, 8, 1), date(2015, 8, 28)), (date(2015, 8, 29), date(2015, 9, 25))]
    assert [p.pagar for p in perioder] == [True, False]


def test_the_day_after_a_period_lies_in_the_next_one():
    [forsta, *_] = coming_periods(build(date(2015, 8, 1), 4), idag=date(2015, 8, 29))

    assert (forsta.fran, forsta.pagar) == (date(2015, 8, 29), True)


def test_years_later_the_periods_still_begin_every_four_weeks():
    [forsta, *_] = coming_periods(build(date(2015, 8, 1), 4), idag=date(2026, 11, 22))

    assert (forsta.fran - date(2015, 8, 1)).days % 28 == 0
    assert forsta.fran <= date(2026, 11, 22) <= forsta.tom


def test_before_the_first_period_none_goes_on():
    [forsta, *_] = coming_periods(build(date(2015, 8, 1), 17), idag=date(2015, 7, 31))

    assert (forsta.fran, forsta.tom, forsta.pagar) == (date(2015, 8, 1), date(2015, 11, 27), False)


def test_no_period_begins_after_the_registration_has_ended():
    assistent = build(date(2015, 8, 1), 4, galler_tom=date(2015, 8, 29))

    assert len(coming_periods(assistent, idag=date(2015, 8, 1))) == 2


def test_without_a_beginning_there_are_no_periods():
    assert coming_periods(build(None, None), idag=date(2015, 8, 1)) == []
