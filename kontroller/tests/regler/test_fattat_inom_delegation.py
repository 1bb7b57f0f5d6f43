"""A07: beslutet är fattat av någon som fick besluta det."""

from datetime import date

import pytest

from kontroller.regel import Utfall
from kontroller.regler.fattat_inom_delegation import fattat_inom_delegation
from kontroller.tests.bygg import STOPP, build_beslutsrad, build_brukare, kr, plain, with_dossier
from kontroller.tests.bygg_prov import build_beslut, build_delegation

EN_RAD = (build_beslutsrad(),)
UTAN_DELEGATION = {"beslut_datum": date(2013, 12, 2), "delegationer_antal": 0}


def judge(*beslut, rader=EN_RAD):
    fakta = with_dossier(brukare=build_brukare(beslut=beslut, beslutsrader=rader))
    [fynd] = fattat_inom_delegation(fakta, STOPP)
    assert fynd.redovisning == 1
    return fynd


def test_a_delegation_that_begins_and_ends_on_the_day_of_the_decision_covers_it():
    dag = date(2013, 12, 2)

    fynd = judge(build_beslut(delegationer=(build_delegation(fran=dag, tom=dag),)))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "Beslut LSS 2014/0001 för LSS-9F3C är fattat den 2 december 2013 inom delegationen, punkt 3.1."
    )


@pytest.mark.parametrize(
    "delegation",
    [
        build_delegation(tom=date(2013, 12, 1)),
        build_delegation(fran=date(2013, 12, 3)),
        build_delegation(avser="tillfallig_utokning"),
    ],
)
def test_a_delegation_of_another_day_or_kind_stops(delegation):
    fynd = judge(build_beslut(delegationer=(delegation,)))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert "ingen delegation i registret som täcker personlig assistans" in plain(fynd.text)
    assert (fynd.kronor, fynd.rader) == (kr("11360.00"), ("fakturarad 1",))
    assert fynd.matt == {"beslut_datum": date(2013, 12, 2), "delegationer_antal": 1}


def test_every_kind_of_row_has_to_be_covered():
    rader = (build_beslutsrad(), build_beslutsrad(id=2, rad=2, typ="tillfallig_utokning"))

    assert judge(build_beslut(), rader=rader).utfall == Utfall.AVVIKELSE
    bada = (build_delegation(), build_delegation(avser="tillfallig_utokning"))
    assert judge(build_beslut(delegationer=bada), rader=rader).utfall == Utfall.GODKAND


def test_every_kind_that_is_not_covered_is_named():
    rader = (build_beslutsrad(), build_beslutsrad(id=2, rad=2, typ="tillfallig_utokning"))

    fynd = judge(build_beslut(delegationer=()), rader=rader)

    assert "täcker personlig assistans och tillfällig utökning" in plain(fynd.text)


def test_every_decision_in_force_is_tried_by_itself():
    rader = (build_beslutsrad(), build_beslutsrad(id=2, diarienummer="LSS 2014/0002"))
    namnden = build_beslut(id=2, diarienummer="LSS 2014/0002", organ="namnd")
    fakta = with_dossier(brukare=build_brukare(beslut=(build_beslut(delegationer=()), namnden), beslutsrader=rader))

    assert [(f.utfall, f.redovisning) for f in fattat_inom_delegation(fakta, STOPP)] == [
        (Utfall.AVVIKELSE, 1),
        (Utfall.GODKAND, 1),
    ]


def test_only_the_points_that_the_decision_rests_on_are_named():
    andra = (
        build_delegation(id=2, punkt="3.2", fran=date(2013, 12, 3)),
        build_delegation(id=3, punkt="4.1", avser="tillfallig_utokning"),
        build_delegation(id=4, punkt="3.3"),
    )

    fynd = judge(build_beslut(delegationer=(build_delegation(), *andra)))

    assert plain(fynd.text).endswith("inom delegationen, punkt 3.1 och 3.3.")
    assert fynd.matt == {"beslut_datum": date(2013, 12, 2), "delegationer_antal": 4}


def test_who_decided_without_any_delegation_is_stopped_when_the_order_is_entered():
    assert judge(build_beslut(delegationer=())).utfall == Utfall.AVVIKELSE


@pytest.mark.parametrize(
    ("beslut", "varfor", "matt"),
    [
        ((), "inte registrerat som fattat", {}),
        ((build_beslut(organ="", delegationer=()),), "inte registrerat som fattat", {}),
        ((build_beslut(organ="forsakringskassan", delegationer=()),), "inte registrerat som fattat", {}),
        ((build_beslut(beslutsfattare=None, delegationer=()),), "inte en användare", UTAN_DELEGATION),
        ((build_beslut(delegationsordning=False, delegationer=()),), "ordningen är inte inlagd", UTAN_DELEGATION),
    ],
)
def test_what_is_not_registered_cannot_be_judged(beslut, varfor, matt):
    fynd = judge(*beslut)

    assert (fynd.utfall, fynd.matt) == (Utfall.EJ_BEDOMD, matt)
    assert varfor in plain(fynd.text)


def test_the_board_needs_no_delegation():
    fynd = judge(build_beslut(organ="namnd", beslutsfattare=None, delegationer=()))

    assert (fynd.utfall, fynd.matt) == (Utfall.GODKAND, {"beslut_datum": date(2013, 12, 2)})


def test_the_states_decision_and_one_of_another_month_are_not_tried():
    rader = (build_beslutsrad(typ="assistansersattning"), build_beslutsrad(id=2, tom=date(2015, 3, 31)))

    assert judge(rader=rader).utfall == Utfall.EJ_TILLAMPLIG


@pytest.mark.parametrize(
    ("rad", "galler"),
    [
        (build_beslutsrad(fran=date(2015, 4, 30)), True),
        (build_beslutsrad(fran=date(2015, 5, 1)), False),
        (build_beslutsrad(tom=date(2015, 4, 1)), True),
        (build_beslutsrad(tom=date(2015, 3, 31)), False),
    ],
)
def test_a_decision_in_force_on_one_day_of_the_month_is_tried(rad, galler):
    assert (judge(build_beslut(), rader=(rad,)).utfall == Utfall.GODKAND) == galler
