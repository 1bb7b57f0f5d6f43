from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.assistent_pa_tva_stallen import assistent_pa_tva_stallen
from kontroller.tests.bygg import (
    STOPP,
    TIM,
    build_annat_pass,
    build_assistent,
    build_rapport,
    build_tidrad,
    kr,
    with_dossier,
)

DAG = date(2015, 4, 16)
PASSET = build_tidrad(DAG, 14 * TIM, 18 * TIM, id=1)


def with_rows(*rader, **mer):
    return with_dossier(rapporter=(build_rapport(rader=rader),), **mer)


def test_a_shift_elsewhere_that_begins_when_this_one_ends_agrees():
    fakta = with_rows(PASSET, assistenternas_andra_pass=(build_annat_pass(DAG, 18 * TIM, 20 * TIM),))

    [fynd] = assistent_pa_tva_stallen(fakta, STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"rader_antal": 1, "gemensamma_minuter": 0}


def test_one_shared_minute_is_found():
    fakta = with_rows(PASSET, assistenternas_andra_pass=(build_annat_pass(DAG, 18 * TIM - 1, 20 * TIM),))

    [fynd] = assistent_pa_tva_stallen(fakta, STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.matt == {"gemensamma_minuter": 1, "annat_pass": "2015-04-16 17.59–20.00"}


def test_the_sentence_gives_day_and_shared_time_and_the_amount_is_that_time():
    fakta = with_rows(PASSET, assistenternas_andra_pass=(build_annat_pass(DAG, 12 * TIM, 16 * TIM),))

    [fynd] = assistent_pa_tva_stallen(fakta, STOPP)

    assert fynd.text.replace("\u00a0", " ") == (
        "En assistent har tid den 16 april 14.00–16.00 både här och hos en annan brukare."
    )
    assert fynd.rader == ("rapport R-1 2015-04-16 14:00–18:00",)
    assert fynd.tidrader == (1,)
    assert fynd.kronor == kr("568.00")


def test_the_same_person_with_another_provider_is_said_so():
    fakta = with_rows(PASSET, assistenternas_andra_pass=(build_annat_pass(DAG, 12 * TIM, 16 * TIM, brukare=1),))

    [fynd] = assistent_pa_tva_stallen(fakta, STOPP)

    assert fynd.text.endswith("både här och hos samma brukare i en annan redovisning.")


def test_two_rows_of_one_report_that_share_time_are_found_once():
    [fynd] = assistent_pa_tva_stallen(with_rows(PASSET, build_tidrad(DAG, 16 * TIM, 20 * TIM, id=2)), STOPP)

    assert fynd.text.replace("\u00a0", " ") == (
        "En assistent har tid den 16 april 16.00–18.00 på två rader i samma rapport."
    )
    assert fynd.tidrader == (1, 2)
    assert fynd.kronor == kr("568.00")


def test_two_reports_of_one_assistant_are_held_against_each_other():
    fakta = with_dossier(
        rapporter=(
            build_rapport(rader=(PASSET,)),
            build_rapport(id=2, kod="R-2", rader=(build_tidrad(DAG, 14 * TIM, 18 * TIM, id=2),)),
        )
    )

    [fynd] = assistent_pa_tva_stallen(fakta, STOPP)

    assert fynd.rader == ("rapport R-1 2015-04-16 14:00–18:00", "rapport R-2 2015-04-16 14:00–18:00")


def test_two_assistants_at_once_are_not_one_in_two_places():
    fakta = with_dossier(
        rapporter=(
            build_rapport(rader=(PASSET,)),
            build_rapport(id=2, assistent=build_assistent(202), rader=(build_tidrad(DAG, 14 * TIM, 18 * TIM, id=2),)),
        )
    )

    [fynd] = assistent_pa_tva_stallen(fakta, STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_a_minute_met_by_two_other_shifts_is_questioned_once():
    andra = (build_annat_pass(DAG, 14 * TIM, 16 * TIM), build_annat_pass(DAG, 15 * TIM, 18 * TIM, rad=901, brukare=3))

    fynd = list(assistent_pa_tva_stallen(with_rows(PASSET, assistenternas_andra_pass=andra), STOPP))

    assert [f.matt["gemensamma_minuter"] for f in fynd] == [120, 180]
    assert sum(f.kronor for f in fynd) == kr("1136.00")


def test_standby_is_worth_a_seventh():
    beredskap = build_tidrad(DAG, 14 * TIM, 18 * TIM, tidstyp="beredskap")
    fakta = with_rows(beredskap, assistenternas_andra_pass=(build_annat_pass(DAG, 14 * TIM, 18 * TIM),))

    [fynd] = assistent_pa_tva_stallen(fakta, STOPP)

    assert fynd.kronor == kr("162.29")


def test_no_report_is_not_judged():
    [fynd] = assistent_pa_tva_stallen(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD
