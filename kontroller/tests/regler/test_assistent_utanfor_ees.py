from dataclasses import replace
from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.assistent_utanfor_ees import assistent_utanfor_ees
from kontroller.tests.bygg import STOPP, build_assistent, build_rapport, kr, plain, with_dossier


def living(*, assistent=None, **registrering):
    return with_dossier(rapporter=(build_rapport(assistent=assistent or build_assistent(**registrering)),))


def judge(fakta):
    return list(assistent_utanfor_ees(fakta, STOPP))


def test_within_the_area_agrees():
    assert [f.utfall for f in judge(living())] == [Utfall.GODKAND]


def test_outside_the_area_is_found():
    [fynd] = judge(living(ees_bosatt=False))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) är anmäld som bosatt utanför EES "
        "och har 40 tim rapporterade den 1–10 april 2015."
    )
    assert fynd.matt == {"utanfor_ees_minuter": 2400}
    assert fynd.kronor == kr("11360.00")


def test_a_move_within_the_month_is_found_from_its_day():
    hemma = build_assistent(tom=date(2015, 4, 8)).registreringar[0]
    borta = build_assistent(fran=date(2015, 4, 9), ees_bosatt=False).registreringar[0]

    [fynd] = judge(living(assistent=replace(build_assistent(), registreringar=(hemma, borta))))

    assert fynd.tidrader == (90_480, 100_480)


def test_an_employment_from_before_july_2013_is_exempt():
    fore, fran = date(2013, 6, 30), date(2013, 7, 1)

    assert [f.utfall for f in judge(living(ees_bosatt=False, anstalld_fran=fore))] == [Utfall.GODKAND]
    assert [f.utfall for f in judge(living(ees_bosatt=False, anstalld_fran=fran))] == [Utfall.AVVIKELSE]


def test_the_earliest_employment_counts():
    aldre, nyare = (
        build_assistent(anstalld_fran=date(2012, 1, 1)).registreringar[0],
        build_assistent(ees_bosatt=False).registreringar[0],
    )

    [fynd] = judge(living(assistent=replace(build_assistent(), registreringar=(nyare, aldre))))

    assert fynd.utfall == Utfall.GODKAND


def test_somebody_not_registered_is_not_judged():
    [fynd] = judge(living(assistent=replace(build_assistent(), registreringar=())))

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert fynd.matt == {"dagar_utan_registrering": 10}


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in judge(with_dossier(rapporter=()))] == [Utfall.EJ_BEDOMD]
