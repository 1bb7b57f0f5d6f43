import pytest

from kontroller.regel import Allvar, Utfall
from kontroller.regler.arbetstid_hos_flera import arbetstid_hos_flera
from kontroller.tests.bygg import TIM, plain
from kontroller.tests.bygg_arbetstid import add_minutes, build_arbetstid, build_fonster, conditions, with_working_time


def judge(*tider, **andrade):
    villkor = conditions(Allvar.STOPP, arbetstid_hos_flera, **andrade)
    return list(arbetstid_hos_flera(with_working_time(*tider), villkor))


def test_both_employers_together_within_the_limit_agree():
    [fynd] = judge(build_arbetstid(build_fonster(fore=50, har=40, andra_fore=50, andra=68)))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "Arbetstiden hos alla kända arbetsgivare ryms för LSS-9F3C i april 2015."


def test_one_hour_more_at_the_other_employer_is_stopped_in_domestic_work():
    [fynd] = judge(build_arbetstid(build_fonster(fore=50, har=40, andra_fore=50, andra=69)))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.matt == {
        "hos_anordnaren_minuter": 90 * TIM,
        "hos_andra_minuter": 119 * TIM,
        "tillatna_minuter": 208 * TIM,
        "over_minuter": 1 * TIM,
    }


def test_what_the_provider_alone_is_above_is_told_by_the_other_rules():
    """20 of the 30 hours above the limit come from the others; the 10 are those of F01."""
    [fynd] = judge(build_arbetstid(build_fonster(fore=178, har=40, andra=20)))

    assert fynd.matt["over_minuter"] == 20 * TIM


@pytest.mark.parametrize(("lag", "avtal", "timmar"), [("ATL", "", 152), ("kollektivavtal", "Provavtalet", 120)])
def test_other_laws_warn_above_their_own_limit(lag, avtal, timmar):
    def judge_with(andra):
        tid = build_arbetstid(build_fonster(har=40, andra=andra), lag=lag, avtal=avtal)
        return judge(tid, avtalens_veckotimmar="Provavtalet=40")

    [ryms], [over] = judge_with(timmar), judge_with(timmar + 1)

    assert (ryms.utfall, over.utfall) == (Utfall.GODKAND, Utfall.VARNING)


def test_an_agreement_without_a_limit_cannot_be_judged_with_two_employers():
    [fynd] = judge(build_arbetstid(build_fonster(andra=1), lag="kollektivavtal", avtal="Provavtalet"))

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_one_employer_alone_is_not_several():
    [fynd] = judge(build_arbetstid(build_fonster(har=400), lag="kollektivavtal"))

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.text.startswith("Ingen annan arbetsgivare")


def test_without_law_nothing_can_be_judged():
    [fynd] = judge()

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_one_minute_more_together_is_stopped():
    [fynd] = judge(build_arbetstid(add_minutes(build_fonster(har=40, anordnaren=50, andra=118), 1)))

    assert (fynd.utfall, fynd.matt["over_minuter"]) == (Utfall.AVVIKELSE, 1)
    assert fynd.matt["hos_anordnaren_minuter"] == 90 * TIM + 1


@pytest.mark.parametrize(
    ("lag", "prefix", "granstimmar"),
    [("HusligL", "husligt", 168), ("ATL", "arbetstidslagen", 152), ("kollektivavtal", "avtalens", 120)],
)
def test_waiting_time_counts_when_the_rule_set_says_so(lag, prefix, granstimmar):
    fonster = build_fonster(har=40, andra=granstimmar, vantetid={"andra": 1})
    tid = build_arbetstid(fonster, lag=lag, avtal="Provavtalet")

    def judge_with(raknas):
        andrade = {f"{prefix}_vantetid_raknas": raknas, "avtalens_veckotimmar": "Provavtalet=40"}
        return [f.utfall == Utfall.GODKAND for f in judge(tid, **andrade)]

    assert (judge_with(False), judge_with(True)) == ([True], [False])


def test_waiting_time_alone_with_another_employer_is_another_employer():
    fonster = build_fonster(har=40, vantetid={"andra": 1})
    [avtal] = judge(build_arbetstid(fonster, lag="kollektivavtal", avtal="Provavtalet"))
    [husligt] = judge(build_arbetstid(fonster))

    assert avtal.utfall == Utfall.EJ_BEDOMD
    assert husligt.text.startswith("Arbetstiden hos alla kända arbetsgivare ryms")
