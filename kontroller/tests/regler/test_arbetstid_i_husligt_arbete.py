from datetime import date

import pytest

from kontroller.regel import Allvar, Utfall
from kontroller.regler.arbetstid_i_husligt_arbete import arbetstid_i_husligt_arbete
from kontroller.tests.bygg import TIM, build_assistent, build_rapport, kr, plain, with_dossier
from kontroller.tests.bygg_arbetstid import (
    add_minutes,
    build_arbetstid,
    build_fonster,
    conditions,
    with_working_time,
)


def judge(*tider, **andrade):
    villkor = conditions(Allvar.STOPP, arbetstid_i_husligt_arbete, **andrade)
    return list(arbetstid_i_husligt_arbete(with_working_time(*tider), villkor))


def test_208_hours_in_28_days_have_room():
    [fynd] = judge(build_arbetstid(build_fonster(fore=168, har=40)))

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"assistenter_antal": 1}


def test_one_minute_more_is_stopped_and_the_newest_row_pointed_at():
    [fynd] = judge(build_arbetstid(add_minutes(build_fonster(fore=168, har=40), 1)))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.matt == {
        "arbetade_minuter": 208 * TIM + 1,
        "fore_manaden_minuter": 168 * TIM,
        "har_minuter": 40 * TIM + 1,
        "andra_redovisningar_minuter": 0,
        "tillatna_minuter": 208 * TIM,
        "over_minuter": 1,
    }
    assert fynd.rader == ("rapport R-1 2015-04-10 08:00–12:00",)
    assert fynd.kronor == kr("4.73")


def test_the_sentence_gives_period_limit_and_excess():
    [fynd] = judge(build_arbetstid(build_fonster(fore=190, har=40)))

    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) har arbetat 230 tim hos anordnaren den 29 mars – 25 april 2015. "
        "På fyra veckor ryms 208 tim, och månaden lägger till 22 tim utöver det. Övertid, högst 48 timmar på fyra "
        "veckor, kräver särskilda skäl."
    )
    assert fynd.rader == tuple(f"rapport R-1 2015-04-{dag:02} 08:00–12:00" for dag in range(5, 11))


def test_a_period_that_goes_on_after_the_month_says_how_far_it_is_counted():
    [fynd] = judge(build_arbetstid(build_fonster(date(2015, 4, 26), fore=0, har=209)))

    assert "den 26 april – 23 maj 2015, räknat till och med april 2015." in plain(fynd.text)


def test_what_the_month_before_was_above_is_not_this_months():
    [fynd] = judge(build_arbetstid(build_fonster(fore=300, har=40)))

    assert fynd.matt["over_minuter"] == 40 * TIM


def test_time_for_other_persons_of_the_provider_counts_but_not_other_employers():
    [fynd] = judge(build_arbetstid(build_fonster(fore=100, har=40, anordnaren=70, andra=500)))

    assert (fynd.matt["over_minuter"], fynd.matt["andra_redovisningar_minuter"]) == (2 * TIM, 70 * TIM)


def test_no_more_is_asked_for_than_what_stands_here():
    [fynd] = judge(build_arbetstid(build_fonster(har=40, anordnaren=300)))

    assert fynd.matt["over_minuter"] == 132 * TIM
    assert len(fynd.rader) == 10
    assert fynd.kronor == kr("11360.00")


def test_waiting_time_above_the_limit_warns_and_stops_only_when_the_rule_set_counts_it():
    tid = build_arbetstid(build_fonster(fore=168, har=40, vantetid={"har": 1}))

    [varning] = judge(tid)
    [stopp] = judge(tid, vantetid_raknas=True)

    assert (varning.utfall, stopp.utfall) == (Utfall.VARNING, Utfall.AVVIKELSE)
    assert "om väntetiden räknas in, 1 tim mer än" in plain(varning.text)


def test_an_older_rule_set_may_have_forty_hours():
    [fynd] = judge(build_arbetstid(build_fonster(fore=120, har=41)), veckotimmar=40)

    assert fynd.matt["over_minuter"] == 1 * TIM


def test_every_period_that_the_month_touches_is_judged():
    perioder = (build_fonster(fore=200, har=20), build_fonster(date(2015, 4, 26), har=209))

    assert [f.matt["over_minuter"] for f in judge(build_arbetstid(*perioder))] == [12 * TIM, 1 * TIM]


def test_a_period_before_the_registration_began_is_not_judged():
    gammal, ny = build_fonster(fore=300, har=8), build_fonster(date(2015, 4, 26))

    [fynd] = judge(
        build_arbetstid(gammal, ny, galler_fran=date(2015, 4, 26)),
        build_arbetstid(build_fonster(), galler_tom=date(2015, 4, 25), berakning_fran=date(2015, 1, 1)),
    )

    assert fynd.utfall == Utfall.GODKAND


def test_the_same_way_of_counting_registered_twice_is_judged_once():
    tid = build_arbetstid(build_fonster(fore=190, har=40))

    assert len(judge(tid, tid)) == 1


@pytest.mark.parametrize(
    ("tider", "text"),
    [
        ((), "har ingen registrerad arbetstidslag"),
        ((build_arbetstid(lag="", veckor=None, berakning_fran=None),), "har ingen registrerad arbetstidslag"),
        ((build_arbetstid(galler_fran=date(2015, 4, 2)),), "har ingen registrerad arbetstidslag"),
        ((build_arbetstid(veckor=None, berakning_fran=None),), "men beräkningsperioden är inte registrerad"),
        ((build_arbetstid(veckor=5),), "en beräkningsperiod om fem veckor"),
    ],
)
def test_without_law_or_a_right_period_nothing_can_be_judged(tider, text):
    [fynd] = judge(*tider)

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert text in plain(fynd.text)


def test_other_laws_are_not_this_rules_business():
    [fynd] = judge(build_arbetstid(build_fonster(har=400), lag="ATL"))

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_each_assistant_is_judged_for_herself():
    rapporter = (build_rapport(), build_rapport(id=2, kod="R-2", assistent=build_assistent(202)))
    tider = (build_arbetstid(), build_arbetstid(build_fonster(fore=200), assistent=202))
    villkor = conditions(Allvar.STOPP, arbetstid_i_husligt_arbete)

    [fynd] = arbetstid_i_husligt_arbete(with_dossier(rapporter=rapporter, arbetstider=tider), villkor)

    assert "(rapport R-2)" in fynd.text


def test_no_report_is_not_judged_and_a_report_of_no_hours_is_fine():
    villkor = conditions(Allvar.STOPP, arbetstid_i_husligt_arbete)

    [utan] = arbetstid_i_husligt_arbete(with_dossier(rapporter=()), villkor)
    [tom] = arbetstid_i_husligt_arbete(with_dossier(rapporter=(build_rapport(rader=()),)), villkor)

    assert (utan.utfall, tom.utfall) == (Utfall.EJ_BEDOMD, Utfall.GODKAND)


def test_time_before_the_law_is_not_judged():
    villkor = conditions(Allvar.STOPP, arbetstid_i_husligt_arbete)

    [fynd] = arbetstid_i_husligt_arbete(with_dossier(manad=date(2013, 6, 1)), villkor)

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG
    assert plain(fynd.text) == "Arbetstiden prövas inte för tid före den 1 juli 2013."


def test_a_period_of_one_week_is_said_in_words():
    [over] = judge(build_arbetstid(build_fonster(dagar=7, har=53), veckor=1))
    [for_lang] = judge(build_arbetstid(veckor=2), hogst_veckor=1)

    assert "På en vecka ryms 52 tim" in plain(over.text)
    assert plain(for_lang.text).endswith(
        "om två veckor. Enligt lagen om arbetstid i husligt arbete får den vara högst en vecka."
    )


def test_another_law_without_a_period_is_not_this_rules_business():
    [fynd] = judge(build_arbetstid(lag="ATL", veckor=None, berakning_fran=None))

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_the_first_month_of_the_law_is_judged():
    villkor = conditions(Allvar.STOPP, arbetstid_i_husligt_arbete)

    [fynd] = arbetstid_i_husligt_arbete(with_dossier(manad=date(2013, 7, 1), rapporter=()), villkor)

    assert fynd.utfall == Utfall.EJ_BEDOMD
