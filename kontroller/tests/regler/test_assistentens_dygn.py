from dataclasses import replace
from datetime import date

from kontroller.fakta import AnnatDygn
from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.assistentens_dygn import assistentens_dygn
from kontroller.tests.bygg import (
    APRIL,
    ASSISTENT,
    TIM,
    build_assistent,
    build_om_assistent,
    build_rapport,
    build_tidrad,
    plain,
    with_dossier,
)

VILLKOR = Villkor(Allvar.STOPP, {"varna_over_timmar": 16})


def judge(*rader, andra=(), **mer):
    fakta = with_dossier(
        rapporter=(build_rapport(rader=rader),), om_assistenter=(build_om_assistent(andra_dygn=andra),), **mer
    )
    return list(assistentens_dygn(fakta, VILLKOR))


def elsewhere(minuter, dag=APRIL, beredskap=0):
    return (AnnatDygn(datum=dag, minuter=minuter, beredskap=beredskap),)


def test_sixteen_hours_agree_over_all_persons():
    [fynd] = judge(build_tidrad(), andra=elsewhere(12 * TIM))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "Ingen assistent för LSS-9F3C i april 2015 har mer än 16 tim under ett dygn."
    assert fynd.redovisning == 1


def test_a_minute_more_is_a_warning():
    [fynd] = judge(build_tidrad(), andra=elsewhere(12 * TIM + 1))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) har mer än 16 tim aktiv tid och väntetid under ett dygn den "
        "1 april 2015: som mest 16 tim 1 min, varav 12 tim 1 min i andra redovisningar."
    )
    assert fynd.matt == {"langsta_dygn_minuter": 961, "grans_minuter": 960, "dygn_antal": 1}
    assert fynd.tidrader == (10_480,)


def test_standby_makes_no_day_long():
    natten = build_tidrad(start=12 * TIM, slut=22 * TIM, tidstyp="beredskap")

    assert [f.utfall for f in judge(build_tidrad(), natten, andra=elsewhere(60, beredskap=60))] == [Utfall.GODKAND]


def test_twenty_four_hours_are_a_day():
    [fynd] = judge(build_tidrad(), andra=elsewhere(20 * TIM))

    assert fynd.utfall == Utfall.VARNING


def test_a_minute_beyond_the_day_is_impossible():
    [fynd] = judge(build_tidrad(), andra=elsewhere(20 * TIM + 1))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.matt == {"langsta_dygn_minuter": 24 * TIM + 1, "over_dygnet_minuter": 1, "dygn_antal": 1}


def test_standby_counts_against_what_a_day_can_hold():
    [fynd] = judge(build_tidrad(), andra=elsewhere(20 * TIM + 1, beredskap=20 * TIM + 1))

    assert fynd.utfall == Utfall.AVVIKELSE


def test_the_day_when_the_clocks_go_forward_has_23_hours():
    dag = date(2015, 3, 29)
    mars = {"manad": date(2015, 3, 1), "sista_dag": date(2015, 3, 31)}

    assert [f.utfall for f in judge(build_tidrad(dag), andra=elsewhere(19 * TIM, dag), **mars)] == [Utfall.VARNING]
    assert [f.utfall for f in judge(build_tidrad(dag), andra=elsewhere(19 * TIM + 1, dag), **mars)] == [
        Utfall.AVVIKELSE
    ]


def test_the_day_when_the_clocks_go_back_has_25_hours():
    dag = date(2015, 10, 25)

    assert [f.utfall for f in judge(build_tidrad(dag), andra=elsewhere(21 * TIM, dag))] == [Utfall.VARNING]


def test_the_rows_of_two_reports_of_one_assistant_are_added():
    en, tva = build_tidrad(start=0, slut=12 * TIM), build_tidrad(start=12 * TIM, slut=17 * TIM)
    rapporter = (build_rapport(rader=(en,)), replace(build_rapport(rader=(tva,)), id=2, kod="R-2"))

    [fynd] = assistentens_dygn(with_dossier(rapporter=rapporter), VILLKOR)

    assert fynd.utfall == Utfall.VARNING
    assert "(rapport R-1, R-2)" in fynd.text


def test_the_longest_of_long_days_is_told():
    dagar = [build_tidrad(date(2015, 4, n)) for n in (1, 2, 3)]
    andra = [*elsewhere(13 * TIM), *elsewhere(15 * TIM, date(2015, 4, 2)), *elsewhere(14 * TIM, date(2015, 4, 3))]

    [fynd] = judge(*dagar, andra=tuple(andra))

    assert "den 1–3 april 2015: som mest 19 tim, varav 15 tim i andra redovisningar." in plain(fynd.text)
    assert fynd.matt == {"langsta_dygn_minuter": 19 * TIM, "grans_minuter": 16 * TIM, "dygn_antal": 3}


def test_the_longest_of_impossible_days_is_told_and_what_is_beyond_is_added():
    dagar = [build_tidrad(date(2015, 4, n)) for n in (1, 2, 3)]
    andra = [*elsewhere(21 * TIM), *elsewhere(23 * TIM, date(2015, 4, 2)), *elsewhere(22 * TIM, date(2015, 4, 3))]

    [fynd] = judge(*dagar, andra=tuple(andra))

    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) har mer tid än dygnet rymmer den 1–3 april 2015: som mest 27 tim, "
        "varav 23 tim i andra redovisningar."
    )
    assert fynd.matt == {"langsta_dygn_minuter": 27 * TIM, "over_dygnet_minuter": 6 * TIM, "dygn_antal": 3}
    assert fynd.tidrader == tuple(rad.id for rad in dagar)


def test_standby_here_and_elsewhere_is_taken_off_and_waiting_time_is_not():
    beredskap = build_tidrad(start=0, slut=2 * TIM, tidstyp="beredskap")
    vantetid = build_tidrad(start=2 * TIM, slut=4 * TIM, tidstyp="vantetid")

    [fynd] = judge(beredskap, vantetid, build_tidrad(), andra=elsewhere(13 * TIM, beredskap=TIM))

    assert fynd.utfall == Utfall.VARNING
    assert fynd.matt["langsta_dygn_minuter"] == 18 * TIM


def test_a_long_day_here_alone_says_nothing_of_others():
    [fynd] = judge(build_tidrad(start=0, slut=17 * TIM))

    assert plain(fynd.text).endswith("som mest 17 tim.")


def test_time_elsewhere_on_another_day_is_another_day():
    assert [f.utfall for f in judge(build_tidrad(), andra=elsewhere(20 * TIM, date(2015, 4, 2)))] == [Utfall.GODKAND]


def test_each_assistant_has_a_day_of_her_own():
    en, tva = build_tidrad(start=0, slut=12 * TIM), build_tidrad(start=12 * TIM, slut=24 * TIM)
    annan = replace(build_rapport(rader=(tva,), assistent=build_assistent(ASSISTENT + 1)), id=2, kod="R-2")

    [fynd] = assistentens_dygn(with_dossier(rapporter=(build_rapport(rader=(en,)), annan)), VILLKOR)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"grans_minuter": 16 * TIM}


def test_a_lower_limit_is_the_one_that_is_judged_by():
    [fynd] = assistentens_dygn(with_dossier(), Villkor(Allvar.STOPP, {"varna_over_timmar": 3}))

    assert fynd.matt == {"langsta_dygn_minuter": 4 * TIM, "grans_minuter": 3 * TIM, "dygn_antal": 10}


def test_long_and_impossible_days_are_said_apart():
    dagar = (build_tidrad(), build_tidrad(date(2015, 4, 2)))
    andra = (*elsewhere(21 * TIM), *elsewhere(13 * TIM, date(2015, 4, 2)))

    assert [f.utfall for f in judge(*dagar, andra=andra)] == [Utfall.AVVIKELSE, Utfall.VARNING]


def test_without_a_report_or_the_time_elsewhere_nothing_is_judged():
    assert [f.utfall for f in assistentens_dygn(with_dossier(rapporter=()), VILLKOR)] == [Utfall.EJ_BEDOMD]

    [fynd] = assistentens_dygn(with_dossier(om_assistenter=()), VILLKOR)

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert plain(fynd.text).startswith("En assistents tid hos andra är inte hämtad för LSS-9F3C i april 2015,")
    assert fynd.redovisning == 1
