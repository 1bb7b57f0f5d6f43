from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.tid_med_assistansersattning import tid_med_assistansersattning
from kontroller.tests.bygg import STOPP, build_beslutsrad, build_brukare, kr, plain, with_dossier


def with_state(*, fran, tom=None, extension=None):
    """The ordinary decision and the state's; `extension` is the days of a temporary extension."""
    rader = [build_beslutsrad(), build_beslutsrad(id=2, typ="assistansersattning", fran=fran, tom=tom)]
    if extension:
        rader.append(build_beslutsrad(id=3, typ="tillfallig_utokning", fran=extension[0], tom=extension[1]))
    return with_dossier(brukare=build_brukare(beslutsrader=tuple(rader)))


def test_without_a_decision_of_the_state_it_agrees():
    [fynd] = tid_med_assistansersattning(with_dossier(), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_a_decision_from_the_day_after_the_last_row_concerns_nothing():
    [fynd] = tid_med_assistansersattning(with_state(fran=date(2015, 4, 11)), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_its_first_day_is_found():
    [fynd] = tid_med_assistansersattning(with_state(fran=date(2015, 4, 10)), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "LSS-9F3C har 4 tim rapporterade den 10 april 2015, när "
        "Försäkringskassans beslut om assistansersättning gäller."
    )
    assert fynd.matt == {"rapporterade_minuter": 240}
    assert fynd.rader == ("rapport R-1 2015-04-10 08:00–12:00",)
    assert fynd.kronor == kr("1136.00")


def test_its_last_day_is_found():
    [fynd] = tid_med_assistansersattning(with_state(fran=date(2014, 1, 1), tom=date(2015, 4, 1)), STOPP)

    assert fynd.tidrader == (10_480,)


def test_days_with_an_extension_are_a_warning_and_the_rest_stops():
    fakta = with_state(fran=date(2015, 4, 8), extension=(date(2015, 4, 10), date(2015, 4, 30)))

    stoppet, varningen = tid_med_assistansersattning(fakta, STOPP)

    assert (stoppet.utfall, stoppet.tidrader) == (Utfall.AVVIKELSE, (80_480, 90_480))
    assert (varningen.utfall, varningen.tidrader) == (Utfall.VARNING, (100_480,))
    assert "både Försäkringskassans beslut om assistansersättning och en tillfällig utökning" in varningen.text


def test_without_a_report_nothing_is_judged():
    [fynd] = tid_med_assistansersattning(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_a_month_without_the_state_s_decision_counts_no_such_day():
    [fynd] = tid_med_assistansersattning(with_dossier(), STOPP)

    assert fynd.matt == {"dagar_med_tidrader": 10, "dagar_med_assistansersattning": 0}
