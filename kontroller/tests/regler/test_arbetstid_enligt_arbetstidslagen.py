import pytest

from kontroller.regel import Allvar, Utfall
from kontroller.regler.arbetstid_enligt_arbetstidslagen import arbetstid_enligt_arbetstidslagen
from kontroller.tests.bygg import TIM, plain
from kontroller.tests.bygg_arbetstid import (
    add_minutes,
    build_arbetstid,
    build_fonster,
    conditions,
    with_working_time,
)

INGET = build_fonster(har=0)


def judge(*perioder, fyraveckor=(INGET,), veckor=16):
    tid = build_arbetstid(*perioder, lag="ATL", veckor=veckor, fyraveckor=fyraveckor)
    villkor = conditions(Allvar.VARNING, arbetstid_enligt_arbetstidslagen)
    return list(arbetstid_enligt_arbetstidslagen(with_working_time(tid), villkor))


def test_48_hours_a_week_in_sixteen_weeks_have_room():
    [fynd] = judge(build_fonster(dagar=112, fore=728, har=40))

    assert fynd.utfall == Utfall.GODKAND


def test_one_minute_more_warns():
    [fynd] = judge(add_minutes(build_fonster(dagar=112, fore=728, har=40), 1))

    assert fynd.utfall == Utfall.VARNING
    assert (fynd.matt["tillatna_minuter"], fynd.matt["over_minuter"]) == (768 * TIM, 1)
    assert fynd.rader == ("rapport R-1 2015-04-10 08:00–12:00",)


def test_waiting_time_counts_as_working_time():
    [fynd] = judge(build_fonster(dagar=112, fore=728, har=40, vantetid={"fore": 2}))

    assert fynd.matt["over_minuter"] == 2 * TIM


def test_200_hours_of_overtime_in_a_year_have_room_and_one_more_warns():
    ar = [build_fonster(fore=260, har=0), build_fonster(fore=220, har=40)]

    [ryms] = judge(build_fonster(), fyraveckor=tuple(ar))
    [over] = judge(build_fonster(), fyraveckor=(*ar, build_fonster(fore=160, har=1)))

    assert ryms.utfall == Utfall.GODKAND
    assert plain(over.text).endswith("Högst 200 tim får tas ut, och månaden lägger till 1 tim utöver det.")


@pytest.mark.parametrize(
    ("fonster", "varnar"),
    [
        (build_fonster(har=222), True),
        (build_fonster(har=221), False),  # 50 hours above 40 a week in the 30 days of April: 171 tim 26 min
        (build_fonster(fore=60, har=150), False),
        (build_fonster(fore=0, har=208), False),
    ],
)
def test_overtime_warns_when_both_four_weeks_and_month_are_passed(fonster, varnar):
    fynd = judge(build_fonster(), fyraveckor=(fonster,))

    assert any("övertid" in f.text for f in fynd) == varnar


def test_time_on_call_warns_when_both_four_weeks_and_month_are_passed():
    for timmar, varnar in ((50, False), (51, True)):
        fynd = judge(build_fonster(), fyraveckor=(build_fonster(har=0, vantetid={"har": timmar}),))

        assert any("jour (väntetid)" in f.text for f in fynd) == varnar

    delad = (build_fonster(har=0, vantetid={"har": 48}), build_fonster(har=0, vantetid={"har": 40}))
    assert not any("jour" in f.text for f in judge(build_fonster(), fyraveckor=delad))


def test_a_period_longer_than_four_months_gives_no_average():
    [fynd] = judge(build_fonster(), veckor=18)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_an_assistant_in_domestic_work_is_not_this_rules_business():
    villkor = conditions(Allvar.VARNING, arbetstid_enligt_arbetstidslagen)

    [fynd] = arbetstid_enligt_arbetstidslagen(with_working_time(build_arbetstid()), villkor)

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_one_minute_of_overtime_above_the_years_limit_warns():
    ar = (build_fonster(fore=360, har=0), add_minutes(INGET, 160 * TIM + 1))

    [over] = judge(build_fonster(), fyraveckor=ar)
    [ryms] = judge(build_fonster(), fyraveckor=(build_fonster(fore=360, har=0), build_fonster(har=160)))

    assert (over.utfall, over.matt["over_minuter"]) == (Utfall.VARNING, 1)
    assert ryms.utfall == Utfall.GODKAND


def test_time_for_other_persons_of_the_provider_is_overtime_and_time_on_call_too():
    [overtid] = judge(build_fonster(), fyraveckor=(build_fonster(har=122, anordnaren=100),))
    vantetid = {"fore_aret": 1, "fore": 2, "har": 30, "anordnaren": 21}
    [jour] = judge(build_fonster(), fyraveckor=(build_fonster(har=0, vantetid=vantetid),))

    assert (overtid.matt["overtid_minuter"], overtid.matt["tillatna_minuter"]) == (62 * TIM, 48 * TIM)
    assert (jour.matt["jour_minuter"], jour.matt["jour_i_manaden_minuter"]) == (54 * TIM, 51 * TIM)
