from datetime import date

import pytest

from kontroller.regel import Utfall
from kontroller.regler.tid_under_sjukhusvistelse import tid_under_sjukhusvistelse
from kontroller.tests.bygg import STOPP, TIM, build_brukare, build_vistelse, kr, with_dossier

IN = (date(2015, 4, 3), 10 * TIM)
UT = (date(2015, 4, 6), 10 * TIM)


def with_stay(fran, till, **mer):
    return with_dossier(brukare=build_brukare(vistelser=(build_vistelse(fran, till, **mer),)))


def test_a_stay_that_begins_when_the_last_row_ends_agrees():
    [fynd] = tid_under_sjukhusvistelse(with_stay((date(2015, 4, 10), 12 * TIM), None), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"minuter_under_vistelse": 0}


def test_whole_days_in_hospital_need_a_decision_and_the_days_of_the_way_in_and_out_a_comment():
    inne, kant = tid_under_sjukhusvistelse(with_stay(IN, UT), STOPP)

    assert inne.utfall == Utfall.AVVIKELSE
    assert inne.text.replace("\u00a0", " ") == (
        "8 tim är redovisade den 4–5 april 2015, medan LSS-9F3C var inskriven på sjukhus 3–6 april 2015, "
        "och det behövs ett beslut om tiden ska ersättas."
    )
    assert inne.matt == {"minuter_under_vistelse": 480}
    assert inne.kronor == kr("2272.00")
    assert kant.utfall == Utfall.VARNING
    assert kant.matt == {"minuter_under_vistelse": 240}
    assert kant.rader == ("rapport R-1 2015-04-03 08:00–12:00", "rapport R-1 2015-04-06 08:00–12:00")
    assert kant.kronor is None


def test_special_reasons_make_every_day_a_warning():
    [fynd] = tid_under_sjukhusvistelse(with_stay(IN, UT, sarskilda_skal=True), STOPP)

    assert fynd.utfall == Utfall.VARNING
    assert fynd.text.endswith("men särskilda skäl är antecknade.")
    assert fynd.matt == {"minuter_under_vistelse": 720}


def test_a_stay_without_an_end_goes_on():
    inne, kant = tid_under_sjukhusvistelse(with_stay(IN, None), STOPP)

    assert inne.matt == {"minuter_under_vistelse": 7 * 240}
    assert kant.matt == {"minuter_under_vistelse": 120}


def test_an_hour_in_hospital_on_one_day_is_a_warning():
    [fynd] = tid_under_sjukhusvistelse(with_stay((date(2015, 4, 3), 9 * TIM), (date(2015, 4, 3), 10 * TIM)), STOPP)

    assert fynd.utfall == Utfall.VARNING
    assert fynd.matt == {"minuter_under_vistelse": 60}


@pytest.mark.parametrize("typ", ["skola", "korttidsvistelse", "annat"])
def test_other_stays_are_another_control_s(typ):
    [fynd] = tid_under_sjukhusvistelse(with_stay(IN, UT, typ=typ), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_no_report_is_not_judged():
    [fynd] = tid_under_sjukhusvistelse(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD
