from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.obesvarad_fraga_om_formaga import obesvarad_fraga_om_formaga
from kontroller.tests.bygg import VARNING, build_uppgift, plain, with_assistant, with_dossier


def judge(*uppgifter):
    return list(obesvarad_fraga_om_formaga(with_assistant(uppgifter=uppgifter), VARNING))


def test_a_question_that_is_answered_agrees():
    [fynd] = judge(build_uppgift("formaga", besvarad=date(2015, 4, 30)))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "Ingen fråga till arbetsgivaren om assistenterna för LSS-9F3C i april 2015 väntar på svar."
    )


def test_a_question_without_an_answer_is_a_warning():
    [fynd] = judge(build_uppgift("formaga", date(2015, 4, 10)))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) har 4 tim rapporterade, och kommunens fråga till arbetsgivaren om "
        "förmågan, som gäller från den 10 april 2015, är inte besvarad."
    )
    assert fynd.matt == {"fragan_fran_datum": date(2015, 4, 10), "berorda_minuter": 240}


def test_a_question_about_later_days_agrees():
    assert [f.utfall for f in judge(build_uppgift("formaga", date(2015, 4, 11)))] == [Utfall.GODKAND]


def test_one_of_two_questions_without_an_answer_is_found():
    [fynd] = judge(build_uppgift("formaga", besvarad=date(2015, 4, 2)), build_uppgift("formaga", date(2015, 4, 9)))

    assert fynd.matt["fragan_fran_datum"] == date(2015, 4, 9)


def test_of_two_unanswered_questions_the_first_is_told():
    [fynd] = judge(build_uppgift("formaga", date(2015, 4, 10)), build_uppgift("formaga", date(2015, 4, 9)))

    assert fynd.matt == {"fragan_fran_datum": date(2015, 4, 9), "berorda_minuter": 480}
    assert fynd.tidrader == (90_480, 100_480)


def test_a_question_about_other_days_is_not_the_one_that_is_told():
    forr = build_uppgift("formaga", date(2014, 1, 1), date(2014, 12, 31))

    [fynd] = judge(forr, build_uppgift("formaga", date(2015, 4, 10)))

    assert fynd.matt["fragan_fran_datum"] == date(2015, 4, 10)


def test_what_is_no_question_is_left_to_other_rules():
    assert [f.utfall for f in judge(build_uppgift("franvaro"))] == [Utfall.GODKAND]


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in obesvarad_fraga_om_formaga(with_dossier(rapporter=()), VARNING)] == [Utfall.EJ_BEDOMD]
