from datetime import date

import pytest

from kontroller.regel import Utfall
from kontroller.regler.radens_form import radens_form
from kontroller.tests.bygg import APRIL, SISTA_APRIL, STOPP, build_rapport, build_tidrad, kr, with_dossier


def with_row(*rader):
    return with_dossier(rapporter=(build_rapport(rader=rader),))


def test_rows_from_the_first_midnight_of_the_month_to_the_last_agree():
    fakta = with_row(build_tidrad(APRIL, 0, 60), build_tidrad(SISTA_APRIL, 1380, 1440))

    [fynd] = radens_form(fakta, STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"rader_antal": 2}


@pytest.mark.parametrize("dag", [date(2015, 3, 31), date(2015, 5, 1)])
def test_a_row_the_day_outside_the_month_is_found(dag):
    [fynd] = radens_form(with_row(build_tidrad(), build_tidrad(dag)), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == "1 rad i rapport R-1 ligger utanför april 2015."
    assert fynd.rader == (f"rapport R-1 {dag} 08:00–12:00",)
    assert fynd.kronor == kr("1136.00")


@pytest.mark.parametrize(
    ("start", "slut", "minuter"), [(720, 720, 0), (1320, 360, 480), (1380, 1441, 61), (-1, 60, 61), (120, 180, 0)]
)
def test_a_row_that_cannot_be_is_found(start, slut, minuter):
    rad = build_tidrad(start=480, slut=540, id=7)
    omojlig = rad._replace(start=start, slut=slut, minuter=minuter)

    [fynd] = radens_form(with_row(omojlig), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.tidrader == (7,)


def test_a_report_without_rows_has_no_row_of_the_wrong_form():
    [fynd] = radens_form(with_row(), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_no_report_is_not_judged():
    [fynd] = radens_form(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_a_row_of_one_minute_is_a_row():
    [fynd] = radens_form(with_row(build_tidrad(APRIL, 60, 61)), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_a_row_whose_ends_are_the_same_is_found_though_time_is_stated():
    rad = build_tidrad(start=480, slut=540, id=7)._replace(slut=480)

    [fynd] = radens_form(with_row(rad), STOPP)

    assert fynd.tidrader == (7,)
