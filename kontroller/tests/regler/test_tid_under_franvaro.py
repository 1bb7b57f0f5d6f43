from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.tid_under_franvaro import tid_under_franvaro
from kontroller.tests.bygg import STOPP, build_uppgift, plain, with_assistant, with_dossier


def judge(*uppgifter):
    return list(tid_under_franvaro(with_assistant(uppgifter=uppgifter), STOPP))


def test_an_absence_that_ended_the_day_before_agrees():
    [fynd] = judge(build_uppgift("franvaro", date(2015, 3, 1), date(2015, 3, 31)))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "Ingen tid för LSS-9F3C i april 2015 ligger på dagar då assistenten enligt registret är frånvarande."
    )


def test_work_on_the_last_day_of_an_absence_is_found():
    [fynd] = judge(build_uppgift("franvaro", date(2015, 3, 1), date(2015, 4, 1)))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) är enligt en uppgift i registret frånvarande från arbetet "
        "1 mars – 1 april 2015, men 4 tim är rapporterade den 1 april 2015."
    )
    assert fynd.tidrader == (10_480,)


def test_the_text_says_that_somebody_is_away_and_not_why():
    [fynd] = judge(build_uppgift("franvaro"))

    assert not any(ord_ in fynd.text.lower() for ord_ in ("sjuk", "ledig", "semester"))


def test_other_kinds_are_left_to_other_rules():
    assert [f.utfall for f in judge(build_uppgift("hinder"), build_uppgift("utomlands"))] == [Utfall.GODKAND]


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in tid_under_franvaro(with_dossier(rapporter=()), STOPP)] == [Utfall.EJ_BEDOMD]
