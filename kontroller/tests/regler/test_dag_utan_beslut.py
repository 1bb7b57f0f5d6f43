from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.dag_utan_beslut import dag_utan_beslut
from kontroller.tests.bygg import (
    STOPP,
    build_beslutsrad,
    build_brukare,
    build_days,
    build_rapport,
    kr,
    plain,
    with_dossier,
    with_rows,
)


def decided(*rader):
    return build_brukare(beslutsrader=rader)


def test_every_day_within_the_decision_agrees():
    [fynd] = dag_utan_beslut(with_dossier(), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"dagar_med_tidrader": 10, "dagar_utan_beslut": 0}
    assert plain(fynd.text) == "10 dagar med tidrader för LSS-9F3C i april 2015 omfattas av beslut."


def test_the_first_and_last_day_of_a_decision_count():
    beslut = build_beslutsrad(fran=date(2015, 4, 1), tom=date(2015, 4, 10))

    [fynd] = dag_utan_beslut(with_dossier(brukare=decided(beslut)), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_the_days_after_the_decision_are_found_with_their_rows_and_price():
    beslut = build_beslutsrad(tom=date(2015, 4, 8))

    [fynd] = dag_utan_beslut(with_dossier(brukare=decided(beslut)), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == "LSS-9F3C har 8 tim rapporterade den 9–10 april 2015, när inget beslut gäller."
    assert fynd.matt == {"dagar_utan_beslut": 2, "utan_beslut_minuter": 480}
    assert fynd.rader == ("rapport R-1 2015-04-09 08:00–12:00", "rapport R-1 2015-04-10 08:00–12:00")
    assert fynd.tidrader == (90_480, 100_480)
    assert fynd.kronor == kr("2272.00")


def test_a_gap_between_two_decisions_is_found():
    brukare = decided(build_beslutsrad(tom=date(2015, 4, 3)), build_beslutsrad(id=2, fran=date(2015, 4, 6)))

    [fynd] = dag_utan_beslut(with_dossier(brukare=brukare), STOPP)

    assert fynd.matt["dagar_utan_beslut"] == 2
    assert "den 4–5 april 2015" in plain(fynd.text)


def test_days_apart_are_written_apart():
    brukare = decided(build_beslutsrad(fran=date(2015, 4, 2), tom=date(2015, 4, 5)))

    [fynd] = dag_utan_beslut(with_rows(*build_days(1, 3, 6, 7, 9), brukare=brukare), STOPP)

    assert "den 1, 6–7 och 9 april 2015" in plain(fynd.text)


def test_a_temporary_extension_covers_its_days():
    beslut = build_beslutsrad(typ="tillfallig_utokning", fran=date(2015, 4, 1), tom=date(2015, 4, 30))

    [fynd] = dag_utan_beslut(with_dossier(brukare=decided(beslut)), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_a_decision_of_the_state_covers_nothing_here():
    [fynd] = dag_utan_beslut(with_dossier(brukare=decided(build_beslutsrad(typ="assistansersattning"))), STOPP)

    assert fynd.matt["dagar_utan_beslut"] == 10
    assert fynd.kronor == kr("11360.00")


def test_without_any_report_nothing_is_judged():
    [fynd] = dag_utan_beslut(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_a_report_of_no_hours_agrees():
    [fynd] = dag_utan_beslut(with_dossier(rapporter=(build_rapport(rader=()),)), STOPP)

    assert fynd.utfall == Utfall.GODKAND
