from dataclasses import replace
from datetime import date

import pytest

from kontroller.motor import Regelverk, Regelverksrad, judge
from kontroller.regel import AVEN_FAKTUROR, Allvar, Utfall, Villkor
from kontroller.regler import load_versions
from kontroller.regler.tid_under_sjukpass import tid_under_sjukpass
from kontroller.tests.bygg import STOPP, TIM, build_uppgift, kr, plain, with_assistant
from kontroller.tests.bygg_sjuklon import ATTA, DAGAR, SEXTON, build_den_sjukas, build_styrkande, with_claim


def find(**mer):
    return list(tid_under_sjukpass(with_claim(**mer), STOPP))


def test_an_assistant_without_time_in_the_period_agrees():
    [fynd] = find()

    assert fynd.utfall == Utfall.GODKAND
    assert "varken under passen" in fynd.text
    assert fynd.matt == {"sjukpass_minuter": 2 * (SEXTON - ATTA), "den_sjukas_minuter": 0}


@pytest.mark.parametrize("start", [SEXTON, SEXTON + TIM])
def test_a_row_after_the_shift_is_told(start):
    [fynd] = find(den_sjukas_tid=(build_den_sjukas(start=start, slut=SEXTON + 2 * TIM),))

    assert fynd.utfall == Utfall.VARNING
    assert fynd.matt == {"utanfor_passen_minuter": SEXTON + 2 * TIM - start}


def test_a_row_that_ends_when_the_shift_begins_shares_nothing_but_is_told():
    [fynd] = find(den_sjukas_tid=(build_den_sjukas(start=4 * TIM, slut=ATTA),))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "Den sjuka assistenten har 4 tim rapporterad tid under sjukperioden utanför passen, den 9 april 2015."
    )
    assert fynd.matt == {"utanfor_passen_minuter": 4 * TIM}


def test_a_minute_of_the_shift_worked_with_anybody_is_found_and_valued():
    [fynd] = find(den_sjukas_tid=(build_den_sjukas(start=4 * TIM, slut=ATTA + 1),))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == "Den sjuka assistenten har 1 min rapporterad tid under passet den 9 april 2015."
    assert fynd.rader == ("sjukpass 2015-04-09 08:00–16:00",)
    assert fynd.kronor == kr("1.88")  # 1 804 kronor for 960 minutes


def test_the_same_minutes_in_two_rows_count_once():
    rader = (build_den_sjukas(), build_den_sjukas(start=10 * TIM, slut=12 * TIM, brukare=3))

    [fynd] = find(den_sjukas_tid=rader)

    assert fynd.matt["den_sjukas_minuter"] == SEXTON - ATTA


def test_a_claim_without_shifts_is_not_judged():
    assert [f.utfall for f in find(sjukpass=())] == [Utfall.EJ_BEDOMD]


def judged(fakta, **parametrar):
    rad = Regelverksrad(kod="E07", version=2, allvar=Allvar.STOPP, parametrar=parametrar)
    [verdikt] = judge(fakta, Regelverk(version="1", rader=(rad,)), load_versions()).verdikt
    return verdikt


def test_for_an_invoice_it_is_out_of_use_until_the_rule_set_says_otherwise():
    fakta = with_assistant(uppgifter=(build_uppgift("franvaro", date(2015, 3, 1), DAGAR[1]),))

    assert (judged(fakta).utfall, judged(fakta).i_bruk) == (Utfall.EJ_TILLAMPLIG, False)
    aven = judged(fakta, **{AVEN_FAKTUROR: True})
    assert (aven.utfall, aven.i_bruk) == (Utfall.AVVIKELSE, True)
    assert "frånvarande från arbetet" in aven.text


def test_with_invoices_too_it_says_what_the_first_version_says():
    fakta = with_assistant(uppgifter=(build_uppgift("hinder"),))

    [fynd] = tid_under_sjukpass(fakta, Villkor(Allvar.STOPP, {AVEN_FAKTUROR: True}))

    assert fynd.utfall == Utfall.GODKAND
    assert replace(fynd, text="").matt == {"rapporter_antal": 1}


def test_it_is_said_whether_the_notice_of_illness_is_there():
    [finns] = find(handlingar=build_styrkande("sjukanmalan"))
    [saknas] = find(handlingar=())

    assert (finns.utfall, saknas.utfall) == (Utfall.GODKAND, Utfall.GODKAND)
    assert finns.text.endswith("Bland handlingarna finns sjukanmälan.")
    assert saknas.text.endswith("Bland handlingarna finns inte sjukanmälan.")
