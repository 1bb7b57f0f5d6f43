import pytest

from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.angiven_summa import angiven_summa
from kontroller.tests.bygg import APRIL, build_rapport, build_tidrad, kr, with_dossier

VILLKOR = Villkor(Allvar.STOPP, {"minuter_per_rad": 1})


def with_report(**mer):
    return with_dossier(rapporter=(build_rapport(**mer),))


def test_the_stated_sum_is_the_rows_together():
    [fynd] = angiven_summa(with_report(), VILLKOR)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"angivna_minuter": 2400, "raders_minuter": 2400}


@pytest.mark.parametrize("summa", [2410, 2390, 2401])
def test_a_minute_a_row_is_a_warning(summa):
    [fynd] = angiven_summa(with_report(summa_aktiv=summa), VILLKOR)

    assert fynd.utfall == Utfall.VARNING
    assert fynd.kronor is None


def test_more_than_a_minute_a_row_is_found_and_said_in_figures():
    [fynd] = angiven_summa(with_report(summa_aktiv=2411), VILLKOR)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == (
        "Rapport R-1 anger 40 tim 11 min aktiv tid, men raderna är tillsammans 40 tim, alltså 11 min mindre."
    )
    assert fynd.matt == {"angivna_minuter": 2411, "raders_minuter": 2400, "rader_antal": 10}
    assert fynd.rader == ("rapport R-1",)
    assert fynd.kronor == kr("52.07")


def test_each_kind_of_time_is_compared_with_its_own_rows():
    rader = (build_tidrad(), build_tidrad(APRIL, 1200, 1260, tidstyp="vantetid"))
    fakta = with_report(rader=rader, summa_aktiv=300, summa_vantetid=0)

    fynd = list(angiven_summa(fakta, VILLKOR))

    assert [f.matt["angivna_minuter"] for f in fynd] == [300, 0]
    assert [f.utfall for f in fynd] == [Utfall.AVVIKELSE, Utfall.AVVIKELSE]


def test_a_minute_stated_of_a_kind_without_rows_is_a_warning():
    [fynd] = angiven_summa(with_report(summa_beredskap=1), VILLKOR)

    assert fynd.utfall == Utfall.VARNING


def test_a_sum_without_any_row_is_found():
    [fynd] = angiven_summa(with_report(rader=(), summa_aktiv=1), VILLKOR)

    assert fynd.utfall == Utfall.AVVIKELSE


def test_a_report_of_nothing_agrees():
    [fynd] = angiven_summa(with_report(rader=()), VILLKOR)

    assert fynd.utfall == Utfall.GODKAND


def test_no_report_is_not_judged():
    [fynd] = angiven_summa(with_dossier(rapporter=()), VILLKOR)

    assert fynd.utfall == Utfall.EJ_BEDOMD


@pytest.mark.parametrize(("summa", "ord_"), [(2401, "1 min mindre."), (2399, "1 min mer.")])
def test_the_difference_is_said_from_the_side_of_the_rows(summa, ord_):
    [fynd] = angiven_summa(with_report(summa_aktiv=summa), VILLKOR)

    assert fynd.text.replace("\u00a0", " ").endswith(ord_)


def test_two_minutes_stated_of_a_kind_without_rows_are_found():
    [fynd] = angiven_summa(with_report(summa_beredskap=2), VILLKOR)

    assert fynd.utfall == Utfall.AVVIKELSE
