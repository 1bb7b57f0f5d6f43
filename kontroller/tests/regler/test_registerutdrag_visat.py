from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.registerutdrag_visat import registerutdrag_visat
from kontroller.tests.bygg import VARNING, build_assistent, build_brukare, build_rapport, plain, with_dossier


def judge(fyller_18=date(2020, 1, 1), **registrering):
    fakta = with_dossier(
        brukare=build_brukare(fyller_18=fyller_18),
        rapporter=(build_rapport(assistent=build_assistent(**registrering)),),
    )
    return list(registerutdrag_visat(fakta, VARNING))


def test_an_extract_shown_on_the_first_day_agrees():
    assert [f.utfall for f in judge(registerutdrag=date(2015, 4, 1))] == [Utfall.GODKAND]


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
    assert [f.utfall for f in judge(fyller_18=date(2015, 4, 1))] == [Utfall.EJ_TILLAMPLIG]


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
