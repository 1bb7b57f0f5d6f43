from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.dubbel_utan_beslut import dubbel_utan_beslut
from kontroller.tests.bygg import (
    STOPP,
    build_beslutsrad,
    build_brukare,
    build_days,
    kr,
    plain,
    with_dossier,
    with_rows,
)

DUBBEL = build_beslutsrad(id=2, rad=2, dubbel=True, tom=date(2015, 4, 3))


def test_a_month_without_double_time_agrees():
    [fynd] = dubbel_utan_beslut(with_dossier(), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "Ingen tid för LSS-9F3C i april 2015 är märkt som dubbel assistans."


def test_granted_double_time_agrees_to_the_last_day():
    brukare = build_brukare(beslutsrader=(build_beslutsrad(), DUBBEL))

    [fynd] = dubbel_utan_beslut(with_rows(*build_days(2, 3, dubbel=True), brukare=brukare), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"rapporterade_minuter": 480}


def test_the_day_after_is_found():
    brukare = build_brukare(beslutsrader=(build_beslutsrad(), DUBBEL))

    [fynd] = dubbel_utan_beslut(with_rows(*build_days(3, 4, dubbel=True), brukare=brukare), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "LSS-9F3C har 4 tim dubbel assistans rapporterad den 4 april 2015, men inget beslut ger dubbel assistans då."
    )
    assert fynd.tidrader == (40_480,)
    assert fynd.kronor == kr("1136.00")


def test_an_ordinary_decision_grants_no_double_time():
    [fynd] = dubbel_utan_beslut(with_rows(*build_days(1), *build_days(2, dubbel=True)), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.rader == ("rapport R-1 2015-04-02 08:00–12:00",)


def test_without_a_report_nothing_is_judged():
    [fynd] = dubbel_utan_beslut(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_without_a_decision_nothing_is_granted():
    [fynd] = dubbel_utan_beslut(with_rows(*build_days(1, dubbel=True)), STOPP)

    assert fynd.matt == {"rapporterade_minuter": 240, "beviljade_minuter": 0}
