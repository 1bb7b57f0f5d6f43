from datetime import date

from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.rapport_i_tid import rapport_i_tid
from kontroller.tests.bygg import build_rapport, with_dossier

VILLKOR = Villkor(Allvar.VARNING, {"dag": 5, "manader": 2})


def received(dag, **mer):
    return with_dossier(rapporter=(build_rapport(inkommen=dag),), **mer)


def test_the_fifth_of_the_second_month_after_is_in_time():
    [fynd] = rapport_i_tid(received(date(2015, 6, 5)), VILLKOR)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"inkommen_datum": date(2015, 6, 5), "senast_datum": date(2015, 6, 5)}


def test_the_day_after_is_a_warning():
    [fynd] = rapport_i_tid(received(date(2015, 6, 6)), VILLKOR)

    assert fynd.utfall == Utfall.VARNING
    assert fynd.text.replace("\u00a0", " ") == (
        "Rapport R-1 för april 2015 kom den 6 juni 2015, en dag efter den 5 juni 2015."
    )
    assert fynd.rader == ("rapport R-1",)
    assert fynd.kronor is None


def test_the_last_day_for_december_lies_in_the_next_year():
    fakta = received(date(2016, 2, 6), manad=date(2015, 12, 1), sista_dag=date(2015, 12, 31))

    [fynd] = rapport_i_tid(fakta, VILLKOR)

    assert fynd.matt["senast_datum"] == date(2016, 2, 5)


def test_the_rule_set_moves_the_day():
    [fynd] = rapport_i_tid(received(date(2015, 5, 11)), Villkor(Allvar.VARNING, {"dag": 10, "manader": 1}))

    assert fynd.utfall == Utfall.VARNING


def test_no_report_is_not_judged():
    [fynd] = rapport_i_tid(with_dossier(rapporter=()), VILLKOR)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_a_report_before_the_last_day_is_in_time():
    [fynd] = rapport_i_tid(received(date(2015, 5, 2)), VILLKOR)

    assert fynd.utfall == Utfall.GODKAND
