from datetime import date

from kontroller.fakta import Installation
from kontroller.regel import Utfall
from kontroller.regler.avliden_eller_flyttad import avliden_eller_flyttad
from kontroller.tests.bygg import STOPP, build_brukare, build_fakta, build_redovisning, kr, plain, with_dossier


def test_a_living_resident_agrees():
    [fynd] = avliden_eller_flyttad(with_dossier(), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_time_on_the_day_of_death_agrees():
    [fynd] = avliden_eller_flyttad(with_dossier(brukare=build_brukare(avliden=date(2015, 4, 10))), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_time_the_day_after_is_found():
    [fynd] = avliden_eller_flyttad(with_dossier(brukare=build_brukare(avliden=date(2015, 4, 9))), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == "LSS-9F3C avled 9 april 2015 och har 4 tim rapporterade den 10 april 2015."
    assert fynd.matt == {"avliden_datum": date(2015, 4, 9), "efter_dodsfallet_minuter": 240}
    assert fynd.rader == ("rapport R-1 2015-04-10 08:00–12:00",)
    assert fynd.kronor == kr("1136.00")


def test_another_municipality_is_a_warning():
    [fynd] = avliden_eller_flyttad(with_dossier(brukare=build_brukare(folkbokforingskommun="0180")), STOPP)

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == "LSS-9F3C är folkbokförd i en kommun med kod 0180, inte i den här med kod 1980."


def test_both_are_said():
    brukare = build_brukare(avliden=date(2015, 4, 9), folkbokforingskommun="0180")

    fynd = list(avliden_eller_flyttad(with_dossier(brukare=brukare), STOPP))

    assert [f.utfall for f in fynd] == [Utfall.AVVIKELSE, Utfall.VARNING]


def test_the_municipality_is_not_asked_when_either_is_unknown():
    flyttad = build_redovisning(brukare=build_brukare(folkbokforingskommun="0180"))
    okand = with_dossier(brukare=build_brukare(folkbokforingskommun=None))
    oinstalld = build_fakta(redovisningar=(flyttad,), installation=Installation())

    assert [f.utfall for f in avliden_eller_flyttad(okand, STOPP)] == [Utfall.GODKAND]
    assert [f.utfall for f in avliden_eller_flyttad(oinstalld, STOPP)] == [Utfall.GODKAND]


def test_without_a_report_nothing_is_judged():
    [fynd] = avliden_eller_flyttad(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD
