from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.tidstyp_utan_beslut import tidstyp_utan_beslut
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


def decided(*rader):
    return build_brukare(beslutsrader=rader)


BEREDSKAP = build_beslutsrad(id=2, rad=2, tidstyp="beredskap")


def test_granted_kinds_agree():
    rader = (*build_days(1, 2), *build_days(3, tidstyp="beredskap"))

    [fynd] = tidstyp_utan_beslut(with_rows(*rader, brukare=decided(build_beslutsrad(), BEREDSKAP)), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "Besluten för LSS-9F3C ger den tid som är rapporterad i april 2015: aktiv tid och beredskap."
    )


def test_a_kind_that_no_decision_grants_is_found():
    rader = (*build_days(1, 2), *build_days(3, 4, tidstyp="beredskap"))

    [fynd] = tidstyp_utan_beslut(with_rows(*rader), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "LSS-9F3C har 8 tim beredskap rapporterad den 3–4 april 2015, men inget beslut ger beredskap då."
    )
    assert fynd.matt == {"rapporterade_minuter": 480, "beviljade_minuter": 0}
    assert fynd.tidrader == (30_480, 40_480)
    assert fynd.kronor == kr("324.57")  # 8 hours on call are paid as 8/7


def test_each_kind_is_a_finding_of_its_own():
    rader = (*build_days(3, tidstyp="beredskap"), *build_days(4, tidstyp="vantetid"))

    fynd = list(tidstyp_utan_beslut(with_rows(*rader), STOPP))

    assert [f.tidrader for f in fynd] == [(40_480,), (30_480,)]


def test_the_day_after_the_kind_ceased_is_found_while_other_decisions_go_on():
    brukare = decided(build_beslutsrad(), build_beslutsrad(id=2, tidstyp="beredskap", tom=date(2015, 4, 3)))

    [fynd] = tidstyp_utan_beslut(with_rows(*build_days(3, 4, tidstyp="beredskap"), brukare=brukare), STOPP)

    assert fynd.tidrader == (40_480,)


def test_a_day_without_any_decision_is_left_to_a01():
    [fynd] = tidstyp_utan_beslut(with_dossier(brukare=decided(build_beslutsrad(tom=date(2015, 4, 5)))), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_a_kind_never_granted_is_found_on_days_without_any_decision_too():
    brukare = decided(build_beslutsrad(tom=date(2015, 4, 5)))

    [fynd] = tidstyp_utan_beslut(with_rows(*build_days(8, tidstyp="vantetid"), brukare=brukare), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert "väntetid" in fynd.text


def test_double_active_time_grants_active_time():
    [fynd] = tidstyp_utan_beslut(with_dossier(brukare=decided(build_beslutsrad(dubbel=True))), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_without_a_report_nothing_is_judged():
    [fynd] = tidstyp_utan_beslut(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD
