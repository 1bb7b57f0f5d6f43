from kontroller.regel import Allvar, Utfall
from kontroller.regler.arbetstid_enligt_kollektivavtal import arbetstid_enligt_kollektivavtal
from kontroller.tests.bygg import TIM, plain
from kontroller.tests.bygg_arbetstid import (
    add_minutes,
    build_arbetstid,
    build_fonster,
    conditions,
    with_working_time,
)


def judge(*perioder, granser="Provavtalet=38,25", **mer):
    varden = {"lag": "kollektivavtal", "avtal": "Provavtalet", "styrkt": True, "veckor": 8} | mer
    villkor = conditions(Allvar.VARNING, arbetstid_enligt_kollektivavtal, veckotimmar=granser)
    return list(arbetstid_enligt_kollektivavtal(with_working_time(build_arbetstid(*perioder, **varden)), villkor))


def test_what_the_agreement_has_room_for_agrees():
    [fynd] = judge(build_fonster(dagar=56, fore=266, har=40))

    assert fynd.utfall == Utfall.GODKAND


def test_one_minute_more_warns():
    [fynd] = judge(add_minutes(build_fonster(dagar=56, fore=266, har=40), 1))

    assert fynd.utfall == Utfall.VARNING
    assert (fynd.matt["tillatna_minuter"], fynd.matt["over_minuter"]) == (306 * TIM, 1)
    assert "Enligt kollektivavtalet Provavtalet ryms 306 tim" in plain(fynd.text)


def test_the_name_is_read_whatever_its_case():
    [fynd] = judge(granser="PROVAVTALET=48")

    assert fynd.utfall == Utfall.GODKAND


def test_an_agreement_without_a_name_or_a_limit_cannot_be_judged():
    [utan_namn] = judge(avtal="")
    [utan_grans] = judge(granser="Ett annat=48")
    [som_levererat] = judge(granser="")

    assert {f.utfall for f in (utan_namn, utan_grans, som_levererat)} == {Utfall.EJ_BEDOMD}
    assert "dess namn är inte registrerat" in utan_namn.text
    assert "regelverket har ingen gräns för det" in som_levererat.text


def test_an_agreement_without_a_document_warns():
    [fynd] = judge(styrkt=False)

    assert fynd.utfall == Utfall.VARNING
    assert "ingen handling om avtalet är inlagd" in fynd.text


def test_a_period_of_more_than_a_year_gives_no_average():
    [fynd] = judge(veckor=53)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_waiting_time_counts_only_when_the_rule_set_says_so():
    fonster = build_fonster(dagar=56, fore=266, har=40, vantetid={"har": 1})
    tid = build_arbetstid(fonster, lag="kollektivavtal", avtal="Provavtalet", styrkt=True, veckor=8)

    def judge_with(raknas):
        villkor = conditions(
            Allvar.VARNING, arbetstid_enligt_kollektivavtal, veckotimmar="Provavtalet=38,25", vantetid_raknas=raknas
        )
        return [f.utfall for f in arbetstid_enligt_kollektivavtal(with_working_time(tid), villkor)]

    assert (judge_with(False), judge_with(True)) == ([Utfall.GODKAND], [Utfall.VARNING])
