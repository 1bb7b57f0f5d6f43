from dataclasses import replace
from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.assistent_under_18 import assistent_under_18
from kontroller.tests.bygg import STOPP, build_assistent, build_rapport, kr, plain, with_dossier


def turning_18(dag, **registrering):
    assistent = replace(build_assistent(**registrering), fyller_18=dag)
    return with_dossier(rapporter=(build_rapport(assistent=assistent),))


def judge(fakta):
    return list(assistent_under_18(fakta, STOPP))


def test_work_on_the_birthday_agrees():
    [fynd] = judge(turning_18(date(2015, 4, 1)))

    assert fynd.utfall == Utfall.GODKAND


def test_the_day_before_the_birthday_is_found_in_the_middle_of_the_month():
    [fynd] = judge(turning_18(date(2015, 4, 3)))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) har 8 tim rapporterade den 1–2 april 2015, före sin 18-årsdag."
    )
    assert fynd.matt == {"fore_18_minuter": 480}
    assert fynd.tidrader == (10_480, 20_480)
    assert fynd.kronor == kr("2272.00")


def test_an_employment_from_before_july_2013_is_exempt():
    assert [f.utfall for f in judge(turning_18(date(2015, 5, 1), anstalld_fran=date(2013, 6, 30)))] == [Utfall.GODKAND]
    assert [f.utfall for f in judge(turning_18(date(2015, 5, 1), anstalld_fran=date(2013, 7, 1)))] == [Utfall.AVVIKELSE]


def test_an_unknown_employment_is_no_exemption():
    assert [f.utfall for f in judge(turning_18(date(2015, 5, 1), anstalld_fran=None))] == [Utfall.AVVIKELSE]


def test_an_earlier_registration_that_has_ended_is_no_exemption():
    fakta = turning_18(date(2015, 5, 1), anstalld_fran=date(2013, 1, 1), tom=date(2015, 3, 31))

    assert [f.utfall for f in judge(fakta)] == [Utfall.AVVIKELSE]


def test_somebody_not_registered_is_judged_by_age():
    assistent = replace(build_assistent(), registreringar=(), fyller_18=date(2015, 4, 3))

    [fynd] = judge(with_dossier(rapporter=(build_rapport(assistent=assistent),)))

    assert fynd.utfall == Utfall.AVVIKELSE


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in judge(with_dossier(rapporter=()))] == [Utfall.EJ_BEDOMD]
