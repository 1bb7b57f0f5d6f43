from dataclasses import replace
from datetime import date

import pytest

from kontroller.fakta import Narhet
from kontroller.regel import Utfall
from kontroller.regler.narstaende_redovisade import narstaende_redovisade
from kontroller.tests.bygg import (
    VARNING,
    build_assistent,
    build_om_assistent,
    build_rapport,
    build_uppdrag,
    plain,
    with_dossier,
)

INFORMERAD = date(2015, 1, 15)


def judge(*, narhet=(), form="D", **registrering):
    fakta = with_dossier(
        rapporter=(build_rapport(assistent=build_assistent(**registrering)),),
        om_assistenter=(build_om_assistent(narhet=narhet),),
        uppdrag=(build_uppdrag(avtalsform=form),),
    )
    return list(narstaende_redovisade(fakta, VARNING))


def close(*, fran=date(2010, 1, 1), tom=None, narstaende=True, hushall=False):
    return (Narhet(fran=fran, tom=tom, narstaende=narstaende, hushall=hushall),)


def test_an_assistant_who_is_not_close_agrees():
    [fynd] = judge()

    assert fynd.utfall == Utfall.GODKAND
    assert (
        plain(fynd.text)
        == "Anmälningarna av assistenterna för LSS-9F3C i april 2015 stämmer med relationerna i registret."
    )


def test_a_reported_relative_of_an_informed_person_agrees():
    assert [f.utfall for f in judge(narhet=close(), narstaende=True, informerad_9c=INFORMERAD)] == [Utfall.GODKAND]


def test_a_relative_who_is_not_reported_as_one_is_found():
    fynd = judge(narhet=close(), informerad_9c=INFORMERAD)

    assert [f.utfall for f in fynd] == [Utfall.VARNING]
    assert plain(fynd[0].text) == (
        "En assistent för LSS-9F3C (rapport R-1) är enligt registret närstående den 1–10 april 2015, men är inte "
        "anmäld så."
    )


def test_a_shared_household_that_is_not_reported_is_found():
    [fynd] = judge(narhet=close(narstaende=False, hushall=True), informerad_9c=INFORMERAD)

    assert "i samma hushåll" in fynd.text


def test_both_are_said_in_one_sentence_over_all_the_days():
    narhet = (*close(fran=date(2015, 4, 9)), *close(fran=date(2015, 4, 8), narstaende=False, hushall=True))

    [fynd] = judge(narhet=narhet, informerad_9c=INFORMERAD)

    assert "enligt registret närstående och i samma hushåll den 8–10 april 2015" in plain(fynd.text)
    assert fynd.matt == {"berorda_minuter": 720}
    assert fynd.tidrader == (80_480, 90_480, 100_480)


@pytest.mark.parametrize(("fran", "tom"), [(date(2015, 4, 11), None), (date(2010, 1, 1), date(2015, 3, 31))])
def test_a_relation_of_other_days_agrees(fran, tom):
    assert [f.utfall for f in judge(narhet=close(fran=fran, tom=tom))] == [Utfall.GODKAND]


def test_only_the_days_of_the_relation_are_pointed_at():
    [fynd] = judge(narhet=close(fran=date(2015, 4, 10)), informerad_9c=INFORMERAD)

    assert fynd.matt == {"berorda_minuter": 240}


def test_a_person_who_is_not_informed_is_found():
    [fynd] = judge(narstaende=True)

    assert fynd.utfall == Utfall.VARNING
    assert "informerades om besök enligt 9 c §" in plain(fynd.text)


@pytest.mark.parametrize("hushall", [False, True], ids=["relative", "same household"])
def test_a_relation_in_the_register_alone_asks_for_information_too(hushall):
    anmalan, information = judge(narhet=close(fran=date(2015, 4, 10), narstaende=not hushall, hushall=hushall))

    assert "men är inte anmäld så" in anmalan.text
    assert "informerades om besök" in information.text
    assert information.matt == {"berorda_minuter": 240}
    assert information.tidrader == (100_480,)


def test_a_reported_household_of_a_person_who_is_not_informed_is_found():
    [fynd] = judge(hushallsgemenskap=True)

    assert fynd.matt == {"berorda_minuter": 2400}


def test_without_an_assignment_the_information_is_asked_for():
    fakta = with_dossier(rapporter=(build_rapport(assistent=build_assistent(narstaende=True)),), uppdrag=())

    assert [f.utfall for f in narstaende_redovisade(fakta, VARNING)] == [Utfall.VARNING]


def test_a_reported_household_of_an_informed_person_agrees():
    narhet = close(narstaende=False, hushall=True)

    assert [f.utfall for f in judge(narhet=narhet, hushallsgemenskap=True, informerad_9c=INFORMERAD)] == [
        Utfall.GODKAND
    ]


def test_a_relation_that_is_neither_close_nor_of_the_household_agrees():
    assert [f.utfall for f in judge(narhet=close(narstaende=False, hushall=False))] == [Utfall.GODKAND]


def judge_two_registrations(*, narhet=(), **andra):
    """Two registrations in force at once, of which `andra` changes the second."""
    [forsta], [ytterligare] = build_assistent().registreringar, build_assistent(**andra).registreringar
    assistent = replace(build_assistent(), registreringar=(forsta, ytterligare))
    om = build_om_assistent(narhet=narhet)
    return list(
        narstaende_redovisade(
            with_dossier(rapporter=(build_rapport(assistent=assistent),), om_assistenter=(om,)), VARNING
        )
    )


def test_what_one_of_two_registrations_says_is_reported_and_informed():
    narhet = close(hushall=True)

    fynd = judge_two_registrations(narhet=narhet, narstaende=True, hushallsgemenskap=True, informerad_9c=INFORMERAD)

    assert [f.utfall for f in fynd] == [Utfall.GODKAND]


def test_what_one_of_two_registrations_says_asks_for_information():
    [fynd] = judge_two_registrations(narstaende=True)

    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) är närstående eller delar hushåll med personen, och det saknas en "
        "dag då personen informerades om besök enligt 9 c § LSS."
    )


def test_the_municipalitys_own_staff_needs_no_information():
    assert [f.utfall for f in judge(narstaende=True, form="A")] == [Utfall.GODKAND]


def test_days_before_the_registration_are_not_judged_and_the_others_are():
    okand, anmalan, information = judge(narhet=close(), fran=date(2015, 4, 9))

    assert okand.utfall == Utfall.EJ_BEDOMD
    assert plain(okand.text) == (
        "En assistent för LSS-9F3C (rapport R-1) är inte registrerad hos anordnaren den 1–8 april 2015, så det går "
        "inte att säga om hen är anmäld som närstående."
    )
    assert okand.matt == {"dagar_utan_registrering": 8}
    assert anmalan.matt == information.matt == {"berorda_minuter": 480}


def test_somebody_not_registered_is_not_judged():
    [fynd] = judge(fran=date(2015, 5, 1))

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in narstaende_redovisade(with_dossier(rapporter=()), VARNING)] == [Utfall.EJ_BEDOMD]
