from kontroller.regel import Allvar, Utfall
from kontroller.regler.overtid_i_husligt_arbete import overtid_i_husligt_arbete
from kontroller.tests.bygg import TIM, plain
from kontroller.tests.bygg_arbetstid import (
    add_minutes,
    build_arbetstid,
    build_fonster,
    conditions,
    with_working_time,
)


def judge(*tider):
    return list(overtid_i_husligt_arbete(with_working_time(*tider), conditions(Allvar.STOPP, overtid_i_husligt_arbete)))


def test_300_hours_of_overtime_in_a_year_have_room():
    [fynd] = judge(build_arbetstid(build_fonster(fore=468, har=40)))

    assert fynd.utfall == Utfall.GODKAND


def test_one_minute_more_is_stopped():
    [fynd] = judge(build_arbetstid(add_minutes(build_fonster(fore=468, har=40), 1)))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.matt == {"overtid_minuter": 300 * TIM + 1, "tillatna_minuter": 300 * TIM, "over_minuter": 1}
    assert fynd.rader == ("rapport R-1 2015-04-10 08:00–12:00",)


def test_overtime_is_summed_over_the_years_periods():
    [fynd] = judge(build_arbetstid(build_fonster(fore=408, har=0), build_fonster(fore=308, har=30)))

    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) har till och med månaden 330 tim övertid hos anordnaren år 2015. "
        "Högst 300 tim får tas ut, och månaden lägger till 30 tim utöver det."
    )


def test_overtime_of_the_year_before_does_not_count():
    [fynd] = judge(build_arbetstid(build_fonster(fore_aret=600, har=40)))

    assert fynd.utfall == Utfall.GODKAND


def test_without_law_nothing_can_be_judged():
    [fynd] = judge()

    assert fynd.utfall == Utfall.EJ_BEDOMD
