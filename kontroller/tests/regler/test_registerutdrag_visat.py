from dataclasses import replace
from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.registerutdrag_visat import registerutdrag_visat
from kontroller.tests.bygg import (
    ASSISTENT,
    VARNING,
    build_assistent,
    build_brukare,
    build_rapport,
    build_tidrad,
    plain,
    with_dossier,
)


def judge(fyller_18=date(2020, 1, 1), **registrering):
    fakta = with_dossier(
        brukare=build_brukare(fyller_18=fyller_18),
        rapporter=(build_rapport(assistent=build_assistent(**registrering)),),
    )
    return list(registerutdrag_visat(fakta, VARNING))


def test_an_extract_shown_on_the_first_day_agrees():
    [fynd] = judge(registerutdrag=date(2015, 4, 1))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "Registerutdrag är visade före den första dagen för assistenterna för LSS-9F3C i april 2015."
    )


def shown_twice(*dagar):
    """An assistant with a registration, and an extract, for each of two assignments."""
    registreringar = tuple(build_assistent(registerutdrag=dag).registreringar[0] for dag in dagar)
    assistent = replace(build_assistent(), registreringar=registreringar)
    brukare = build_brukare(fyller_18=date(2020, 1, 1))
    return list(
        registerutdrag_visat(with_dossier(brukare=brukare, rapporter=(build_rapport(assistent=assistent),)), VARNING)
    )


def test_of_two_extracts_the_first_decides_and_is_told():
    [fynd] = shown_twice(date(2015, 4, 20), date(2015, 4, 10))

    assert [f.utfall for f in shown_twice(date(2015, 4, 20), date(2015, 4, 1))] == [Utfall.GODKAND]
    assert "men registerutdraget visades den 10 april 2015." in plain(fynd.text)
    assert fynd.matt["registerutdrag_datum"] == date(2015, 4, 10)


def test_an_assistant_who_only_came_after_the_birthday_needs_no_extract():
    med_utdrag = build_rapport(
        assistent=build_assistent(registerutdrag=date(2015, 1, 1)), rader=(build_tidrad(date(2015, 4, 1)),)
    )
    senare = build_rapport(
        id=2, kod="R-2", assistent=build_assistent(ASSISTENT + 1), rader=(build_tidrad(date(2015, 4, 3)),)
    )
    fakta = with_dossier(brukare=build_brukare(fyller_18=date(2015, 4, 3)), rapporter=(med_utdrag, senare))

    assert [f.utfall for f in registerutdrag_visat(fakta, VARNING)] == [Utfall.GODKAND]


def test_an_extract_shown_the_day_after_is_found():
    [fynd] = judge(registerutdrag=date(2015, 4, 2))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) har tid hos ett barn från den 1 april 2015, men registerutdraget "
        "visades den 2 april 2015."
    )


def test_no_extract_is_found():
    [fynd] = judge()

    assert "inget registerutdrag är antecknat" in fynd.text
    assert fynd.matt["registerutdrag_datum"] is None


def test_an_adult_is_no_matter_for_the_rule():
    [fynd] = judge(fyller_18=date(2015, 4, 1))

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG
    assert plain(fynd.text) == "Personen hade fyllt 18 år när tiden för LSS-9F3C i april 2015 började."
    assert fynd.redovisning == 1


def test_a_child_on_the_first_day_alone_is_still_a_child():
    [fynd] = judge(fyller_18=date(2015, 4, 2))

    assert fynd.matt == {
        "forsta_tidrad_datum": date(2015, 4, 1),
        "registerutdrag_datum": None,
        "berorda_minuter": 240,
    }
    assert fynd.tidrader == (10_480,)


def test_only_days_before_the_birthday_are_pointed_at():
    [fynd] = judge(fyller_18=date(2015, 4, 3))

    assert fynd.matt["berorda_minuter"] == 480


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in registerutdrag_visat(with_dossier(rapporter=()), VARNING)] == [Utfall.EJ_BEDOMD]
