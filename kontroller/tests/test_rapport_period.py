"""Vad en rapport omfattar: månader, kvartal och år i kalendern."""

from datetime import date

import pytest

from assistans.tid import TidFel
from kontroller.rapport.period import Period, Tidrymd, Utgava, parse_span, span_of


@pytest.mark.parametrize(
    ("slag", "fran", "tom", "beteckning", "namn"),
    [
        (Utgava.MANAD, date(2015, 5, 1), date(2015, 5, 31), "2015-05", "maj\u00a02015"),
        (Utgava.KVARTAL, date(2015, 4, 1), date(2015, 6, 30), "2015-K2", "andra kvartalet 2015"),
        (Utgava.AR, date(2015, 1, 1), date(2015, 12, 31), "2015", "2015"),
    ],
)
def test_a_month_belongs_to_a_quarter_and_a_year_and_each_is_written_one_way(slag, fran, tom, beteckning, namn):
    rymd = span_of(slag, date(2015, 5, 1))

    assert (rymd.fran, rymd.tom, rymd.beteckning, rymd.namn) == (fran, tom, beteckning, namn)
    assert parse_span(beteckning) == rymd


@pytest.mark.parametrize("text", ["2015-K5", "2015-4", "april", "2015-13", "2015-K", "201504"])
def test_what_names_no_span_is_refused_in_a_sentence(text):
    with pytest.raises(TidFel, match=r"2015|01 till 12"):
        parse_span(text)


def test_a_period_knows_the_run_of_each_month_that_is_controlled():
    maj = date(2015, 5, 1)
    period = Period(Utgava.KVARTAL, date(2015, 4, 1), date(2015, 6, 30), (7, 9), date(2015, 8, 1), saknade=(maj,))

    assert period.korning_av == {date(2015, 4, 1): 7, date(2015, 6, 1): 9}
    assert period.tidrymd == Tidrymd(Utgava.KVARTAL, date(2015, 4, 1))
