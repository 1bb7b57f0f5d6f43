from datetime import date
from decimal import Decimal

import pytest

from kontroller.regel import Utfall
from kontroller.regler.samtidiga_assistenter import samtidiga_assistenter
from kontroller.tests.bygg import (
    APRIL,
    STOPP,
    TIM,
    build_annat_pass,
    build_assistent,
    build_beslutsrad,
    build_brukare,
    build_rapport,
    build_tidrad,
    kr,
    with_dossier,
)


def at_once(*klockslag, **mer):
    """One report for each assistant, all on 1 April, from and to the given hours."""
    rapporter = tuple(
        build_rapport(
            id=n,
            kod=f"R-{n}",
            assistent=build_assistent(200 + n),
            rader=(build_tidrad(APRIL, fran * TIM, till * TIM, id=n),),
        )
        for n, (fran, till) in enumerate(klockslag, start=1)
    )
    return with_dossier(rapporter=rapporter, **mer)


def granting_double(timmar, **mer):
    return build_brukare(
        beslutsrader=(build_beslutsrad(), build_beslutsrad(id=2, rad=2, dubbel=True, timmar=Decimal(timmar), **mer))
    )


def test_one_assistant_after_the_other_agrees():
    [fynd] = samtidiga_assistenter(at_once((8, 12), (12, 16)), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"samtidiga_minuter": 0}


def test_two_at_once_without_a_decision_are_found():
    [fynd] = samtidiga_assistenter(at_once((8, 12), (10, 14)), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == (
        "Två assistenter har samtidig tid hos LSS-9F3C den 1 april 2015, tillsammans 2 tim, "
        "men inget beslut ger dubbel assistans då."
    )
    assert fynd.matt == {"samtidiga_minuter": 120, "assistenter_antal": 2, "tillatna_antal": 1}
    assert fynd.tidrader == (1, 2)
    assert fynd.kronor == kr("568.00")


def test_two_at_once_within_the_granted_double_time_agree():
    [fynd] = samtidiga_assistenter(at_once((8, 12), (10, 14), brukare=granting_double(2)), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"samtidiga_minuter": 120}


def test_more_double_time_than_the_decision_gives_is_found():
    fakta = at_once((8, 12), (10, 14), brukare=granting_double("1.5"))

    [fynd] = samtidiga_assistenter(fakta, STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == (
        "Mer än en assistent åt gången är redovisad för LSS-9F3C i april 2015 i 2 tim, men besluten ger "
        "1 tim 30 min dubbel assistans, alltså 30 min för mycket."
    )
    assert fynd.matt == {"samtidiga_minuter": 120, "beviljade_dubbla_minuter": 90, "minuter_over": 30}
    assert fynd.kronor == kr("142.00")


def test_three_at_once_are_found_whatever_the_double_time():
    [fynd] = samtidiga_assistenter(at_once((8, 12), (8, 12), (11, 12), brukare=granting_double(40)), STOPP)

    assert fynd.matt == {"samtidiga_minuter": 60, "assistenter_antal": 3, "tillatna_antal": 2}
    assert fynd.kronor == kr("284.00")


def test_a_decision_that_ended_the_day_before_does_not_help():
    fakta = at_once((8, 12), (10, 14), brukare=granting_double(40, tom=date(2015, 3, 31)))

    [fynd] = samtidiga_assistenter(fakta, STOPP)

    assert fynd.matt["tillatna_antal"] == 1


@pytest.mark.parametrize(("typ", "utfall"), [("tillfallig_utokning", "godkand"), ("assistansersattning", "avvikelse")])
def test_only_the_municipality_s_own_decisions_give_double_time(typ, utfall):
    [fynd] = samtidiga_assistenter(at_once((8, 12), (10, 14), brukare=granting_double(40, typ=typ)), STOPP)

    assert fynd.utfall == utfall


def test_an_assistant_of_another_provider_counts():
    annan = build_annat_pass(APRIL, 10 * TIM, 14 * TIM, brukare=1, assistent=909)

    [fynd] = samtidiga_assistenter(at_once((8, 12), brukarens_andra_pass=(annan,)), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.tidrader == (1,)


def test_two_others_at_once_are_not_held_against_a_dossier_that_took_no_part():
    andra = (
        build_annat_pass(APRIL, 14 * TIM, 16 * TIM, brukare=1, assistent=908),
        build_annat_pass(APRIL, 14 * TIM, 16 * TIM, brukare=1, assistent=909, rad=901),
    )

    [fynd] = samtidiga_assistenter(at_once((8, 12), brukarens_andra_pass=andra), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_the_same_assistant_on_two_rows_is_one_assistant():
    rader = (build_tidrad(id=1), build_tidrad(id=2))

    [fynd] = samtidiga_assistenter(with_dossier(rapporter=(build_rapport(rader=rader),)), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_no_report_is_not_judged():
    [fynd] = samtidiga_assistenter(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_the_same_assistant_twice_at_once_is_no_double_assistance():
    rapporter = tuple(
        build_rapport(id=n, kod=f"R-{n}", rader=(build_tidrad(APRIL, 8 * TIM, 12 * TIM, id=n),)) for n in (1, 2)
    )

    [fynd] = samtidiga_assistenter(with_dossier(rapporter=rapporter), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.text.startswith("Ingen tid för")
    assert fynd.matt == {"samtidiga_minuter": 0}


def test_shared_time_within_the_decision_is_said():
    [fynd] = samtidiga_assistenter(at_once((8, 12), (10, 12), brukare=granting_double("2")), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.text.startswith("Två assistenter har samtidig tid")


def test_what_is_beyond_both_the_number_and_the_hours_is_priced_once():
    """Three at once where two are allowed, for two hours; one hour is granted. Four hours extra, two already said."""
    fynd = list(samtidiga_assistenter(at_once((8, 10), (8, 10), (8, 10), brukare=granting_double("1")), STOPP))

    assert [f.utfall for f in fynd] == [Utfall.AVVIKELSE, Utfall.AVVIKELSE]
    assert [f.kronor for f in fynd] == [kr("568.00"), kr("284.00")]


@pytest.mark.parametrize(("beviljat", "kronor"), [("0.9917", "0.00"), ("0.99166", "4.73"), ("0.99", "4.73")])
def test_half_a_minute_beyond_is_priced_as_a_minute_and_less_as_nothing(beviljat, kronor):
    fakta = at_once((8, 9), (8, 9), brukare=granting_double(beviljat))

    [fynd] = [f for f in samtidiga_assistenter(fakta, STOPP) if f.utfall == Utfall.AVVIKELSE]

    assert fynd.kronor == kr(kronor)


def test_what_the_number_has_said_already_is_not_priced_again():
    """Three at once for two hours with three granted: one hour too many, and two are already questioned."""
    fynd = list(samtidiga_assistenter(at_once((8, 10), (8, 10), (8, 10), brukare=granting_double("3")), STOPP))

    assert [f.kronor for f in fynd] == [kr("568.00"), kr("0.00")]
