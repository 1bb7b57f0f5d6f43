"""Delegationsordningen: vem som får lägga in den, och att ett beslut utanför den inte registreras."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.models import Beslut, Delegation
from beslut.services.decisions import Fattat, register_decision
from beslut.services.delegations import end_delegation, register_delegation, standing_in_words
from beslut.services.preceding import Beviljat
from beslut.services.refusal import RegistrationRefused
from beslut.tests.byggstenar import build_chef, build_delegation
from tests.byggstenar import NU, build_brukare, build_handlaggare, build_user

pytestmark = pytest.mark.django_db

AKTIV = Beviljat(tidstyp="aktiv", timmar=Decimal(34), enhet="vecka", omrakning="kalenderdagar")
BESLUTSDAG = date(2015, 4, 10)


@pytest.fixture
def hanna():
    return build_handlaggare()


def enter(delegat, by=None, **andrat) -> Delegation:
    uppgifter = {
        "punkt": "4.2",
        "avser": ["ordinarie"],
        "galler_fran": date(2015, 1, 1),
        "galler_tom": None,
        "namndbeslut": "2014-12-10 § 97",
    }
    return register_delegation(delegat=delegat, **uppgifter | andrat, by=by or build_chef(), at=NU)


def decide(fattat: Fattat, typ: str = "ordinarie", beslutsdatum: date = BESLUTSDAG) -> Beslut:
    return register_decision(
        brukare=build_brukare(),
        diarienummer="LSS 2015/0212",
        typ=typ,
        beslutsdatum=beslutsdatum,
        galler_fran=date(2015, 4, 16),
        galler_tom=None,
        fattat=fattat,
        beviljat=[AKTIV],
        ends_preceding=False,
        by=build_handlaggare(),
        at=NU,
    )


def refusal(fattat: Fattat, **andrat) -> str:
    with pytest.raises(RegistrationRefused) as refused:
        decide(fattat, **andrat)
    assert not Beslut.objects.exists()
    return str(refused.value).replace("\u00a0", " ")


# The register


def test_nobody_enters_their_own(hanna):
    chef = build_chef()

    with pytest.raises(RegistrationRefused, match="Ingen lägger in sin egen delegation"):
        enter(chef, by=chef)


def test_a_delegation_is_entered_and_the_event_names_nobody(hanna):
    delegation = enter(hanna)

    assert Handelse.objects.get().uppgifter == {"punkt": "4.2", "avser": ["ordinarie"]}
    assert (delegation.inlagd_av, delegation.inlagd) == (build_chef(), NU)


def test_one_point_twice_at_one_time_is_refused_in_words(hanna):
    enter(hanna)

    with pytest.raises(RegistrationRefused, match="Personen har redan den punkten"):
        enter(hanna, galler_fran=date(2016, 1, 1))


def test_a_delegation_ends_but_is_not_made_longer(hanna):
    delegation = enter(hanna, galler_tom=date(2015, 12, 31))

    end_delegation(delegation=delegation, galler_tom=date(2015, 6, 30), by=build_chef(), at=NU)
    with pytest.raises(RegistrationRefused, match="Delegationen slutar redan"):
        end_delegation(delegation=delegation, galler_tom=date(2015, 12, 31), by=build_chef(), at=NU)

    delegation.refresh_from_db()
    assert delegation.galler_tom == date(2015, 6, 30)


def test_a_delegation_covers_the_decisions_that_rest_on_it(hanna):
    delegation = enter(hanna)
    decide(Fattat(beslutsfattare=hanna))

    with pytest.raises(RegistrationRefused, match="Ett beslut vilar på delegationen efter den"):
        end_delegation(delegation=delegation, galler_tom=date(2015, 4, 9), by=build_chef(), at=NU)
    end_delegation(delegation=delegation, galler_tom=BESLUTSDAG, by=build_chef(), at=NU)


# Decisions


def test_without_a_delegation_order_nothing_is_tried(hanna):
    beslut = decide(Fattat(beslutsfattare=hanna))

    assert (beslut.organ, beslut.delegation) == ("delegat", None)
    assert "kan inte prövas mot delegationsordningen" in standing_in_words(hanna, "ordinarie", BESLUTSDAG)


def test_the_one_point_that_covers_the_decision_is_found(hanna):
    delegation = enter(hanna, galler_fran=BESLUTSDAG, galler_tom=BESLUTSDAG)

    assert decide(Fattat(beslutsfattare=hanna)).delegation == delegation
    assert "Hanna får besluta enligt punkt\u00a04.2" in standing_in_words(hanna, "ordinarie", BESLUTSDAG)


def test_a_decision_by_somebody_without_delegation_is_refused(hanna):
    enter(build_user("nina", Roll.HANDLAGGARE))

    assert refusal(Fattat(beslutsfattare=hanna)).startswith("Hanna har ingen delegation i registret. Välj den som")


def test_a_delegation_for_other_things_does_not_cover_the_decision(hanna):
    enter(hanna, avser=["tillfallig_utokning"])

    assert refusal(Fattat(beslutsfattare=hanna)).startswith("Delegationen för Hanna täcker inte personlig assistans.")


@pytest.mark.parametrize("period", [(date(2015, 4, 11), None), (date(2014, 1, 1), date(2015, 4, 9))])
def test_a_delegation_for_other_days_does_not_cover_the_decision(hanna, period):
    enter(hanna, galler_fran=period[0], galler_tom=period[1])

    mening = refusal(Fattat(beslutsfattare=hanna))

    assert mening.startswith("Delegationen för Hanna täcker personlig assistans (punkt 4.2 ")
    assert ", men inte den 10 april 2015." in mening


def test_of_two_points_that_cover_it_somebody_chooses(hanna):
    enter(hanna)
    vald = enter(hanna, punkt="4.3", avser=["ordinarie", "timbelopp"])

    assert refusal(Fattat(beslutsfattare=hanna)).startswith("Punkterna 4.2 och 4.3 täcker alla beslutet.")
    assert decide(Fattat(beslutsfattare=hanna, delegation=vald)).delegation == vald


def test_a_point_of_somebody_elses_is_not_chosen(hanna):
    enter(hanna)
    annans = build_delegation(build_user("nina", Roll.HANDLAGGARE), punkt="5.1")

    mening = refusal(Fattat(beslutsfattare=hanna, delegation=annans))

    assert mening == "Punkt 5.1 täcker inte beslutet. Det gör punkt 4.2."


def test_the_board_decides_without_delegation(hanna):
    enter(hanna)

    beslut = decide(Fattat(organ="namnd"))

    assert (beslut.organ, beslut.beslutsfattare, beslut.beslutsfattare_konto, beslut.delegation) == (
        "namnd",
        "",
        None,
        None,
    )


def test_assistansersattning_is_decided_by_forsakringskassan_alone(hanna):
    for organ, typ in (("delegat", "assistansersattning"), ("forsakringskassan", "ordinarie")):
        assert "Försäkringskassan beslutar om assistansersättning, och bara om den." in refusal(
            Fattat(organ=organ, beslutsfattare=hanna), typ=typ
        )

    beslut = decide(Fattat(organ="forsakringskassan"), typ="assistansersattning")

    assert (beslut.organ, beslut.beslutsfattare_konto) == ("forsakringskassan", None)


def test_a_decision_on_delegation_is_made_by_somebody():
    assert refusal(Fattat()) == "Välj vem som har fattat beslutet."
