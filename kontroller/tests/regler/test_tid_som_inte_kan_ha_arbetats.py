from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.tid_som_inte_kan_ha_arbetats import tid_som_inte_kan_ha_arbetats
from kontroller.tests.bygg import STOPP, build_uppgift, kr, plain, with_assistant, with_dossier


def judge(*uppgifter):
    return list(tid_som_inte_kan_ha_arbetats(with_assistant(uppgifter=uppgifter), STOPP))


def test_time_that_ends_the_day_before_agrees():
    [fynd] = judge(build_uppgift("hinder", date(2015, 4, 11)))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "Ingen tid för LSS-9F3C i april 2015 ligger på dagar då assistenten enligt registret inte kunde arbeta."
    )


def test_time_on_the_first_day_is_found():
    [fynd] = judge(build_uppgift("hinder", date(2015, 4, 10)))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) kunde enligt en uppgift i registret inte arbeta från 10 april 2015, "
        "men 4 tim är rapporterade den 10 april 2015."
    )
    assert fynd.matt == {"uppgiften_fran_datum": date(2015, 4, 10), "berorda_minuter": 240}
    assert fynd.kronor == kr("1136.00")


def test_both_ends_of_the_period_count():
    [fynd] = judge(build_uppgift("hinder", date(2015, 4, 3), date(2015, 4, 5)))

    assert fynd.matt["berorda_minuter"] == 3 * 240


def test_periods_that_overlap_question_a_row_once():
    [fynd] = judge(
        build_uppgift("hinder", date(2015, 4, 3), date(2015, 4, 5)),
        build_uppgift("hinder", date(2015, 4, 5), date(2015, 4, 6)),
    )

    assert fynd.kronor == kr("4544.00")
    assert "3–5 april 2015 och 5–6 april 2015" in plain(fynd.text)


def test_what_other_rules_look_at_is_left_to_them():
    slag = ("franvaro", "utomlands", "annat_arbete", "formaga")

    assert [f.utfall for f in judge(*map(build_uppgift, slag))] == [Utfall.GODKAND]


def test_the_text_never_says_what_the_municipality_has_been_told():
    [fynd] = judge(build_uppgift("hinder"))

    assert not any(ord_ in fynd.text.lower() for ord_ in ("avliden", "sjuk", "inlagd", "frihets", "hinder"))


def test_facts_without_what_the_registers_say_are_not_judged():
    [fynd] = tid_som_inte_kan_ha_arbetats(with_dossier(om_assistenter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in tid_som_inte_kan_ha_arbetats(with_dossier(rapporter=()), STOPP)] == [Utfall.EJ_BEDOMD]
