"""Vad databasen vägrar om beslut, delegation, ändringar och överklaganden, prövat med rå SQL."""

from datetime import date

import pytest

from assistans.roller import Roll
from beslut.models import Beslutsandring
from beslut.tests.byggstenar import build_chef, build_delegation, build_overklagande
from tests.byggstenar import INTYGSGIVARENS_NUMMER, NU, build_beslut, build_brukare, build_handlaggare, build_user
from tests.vagran import copy_row, empty, execute, refused

pytestmark = pytest.mark.django_db

TA_DELEGATION = """
UPDATE beslut_beslut SET organ = 'delegat', beslutsfattare_konto_id = %s, delegation_id = %s, beslutsdatum = %s
WHERE id = %s
"""


@pytest.fixture
def hanna():
    return build_handlaggare()


@pytest.fixture
def delegation(hanna):
    """Point 4.2, in force 2014 and 2015."""
    return build_delegation(hanna, galler_tom=date(2015, 12, 31))


@pytest.fixture
def beslut():
    return build_beslut(build_brukare())


def build_andring(beslut) -> Beslutsandring:
    return Beslutsandring.objects.create(
        beslut=beslut,
        galler_fran=date(2015, 4, 16),
        grund="egen_begaran",
        motivering="Personen har bett om det.",
        av=build_handlaggare(),
        tid=NU,
    )


# Delegation


def test_one_point_is_not_delegated_twice_at_one_time(delegation):
    with refused("delegation_overlappar_inte"):
        copy_row("beslut_delegation", delegation.pk, galler_fran=date(2015, 12, 31), galler_tom=None)

    copy_row("beslut_delegation", delegation.pk, galler_fran=date(2016, 1, 1), galler_tom=None)


def test_nobody_has_entered_their_own_delegation(delegation, hanna):
    with refused("delegation_inlagd_av_annan"):
        copy_row("beslut_delegation", delegation.pk, punkt="4.3", inlagd_av_id=hanna.pk)
    with refused("delegation_inlagd_av_annan"):
        copy_row("beslut_delegation", delegation.pk, punkt="4.3", delegat_id=build_chef().pk)


def test_a_delegation_is_about_something_and_ends_after_it_begins(delegation):
    with refused("delegation_avser_nagot"):
        copy_row("beslut_delegation", delegation.pk, punkt="4.3", avser=[])
    with refused("delegation_period"):
        copy_row("beslut_delegation", delegation.pk, punkt="4.3", galler_tom=date(2013, 12, 31))


@pytest.mark.parametrize(
    ("kolumn", "nytt"),
    [
        ("punkt", "9.9"),
        ("avser", ["timbelopp"]),
        ("galler_fran", date(2010, 1, 1)),
        ("namndbeslut", "ett annat"),
        ("inlagd", "2016-01-01"),
    ],
)
def test_a_delegation_stands_fast_but_for_its_end(delegation, kolumn, nytt):
    with refused("det som står där ändras inte"):
        execute(f"UPDATE beslut_delegation SET {kolumn} = %s WHERE id = %s", [nytt, delegation.pk])

    execute("UPDATE beslut_delegation SET galler_tom = '2015-06-30' WHERE id = %s", [delegation.pk])


def test_a_delegation_is_not_removed(delegation):
    with refused("raden tas inte bort"):
        execute("DELETE FROM beslut_delegation WHERE id = %s", [delegation.pk])


# Decisions on delegation


def test_a_decision_rests_on_a_delegation_in_force_on_its_day(delegation, beslut, hanna):
    execute(TA_DELEGATION, [hanna.pk, delegation.pk, date(2015, 12, 31), beslut.pk])

    for dag in (date(2013, 12, 31), date(2016, 1, 1)):
        with refused("gällde inte den dag beslutet fattades"):
            execute(TA_DELEGATION, [hanna.pk, delegation.pk, dag, beslut.pk])


@pytest.mark.parametrize("vem", ["nina", None])
def test_a_decision_does_not_rest_on_the_delegation_of_another(delegation, beslut, vem):
    annan = build_user(vem, Roll.HANDLAGGARE).pk if vem else None

    with refused("Delegationen är någon annans"):
        execute(TA_DELEGATION, [annan, delegation.pk, date(2015, 1, 1), beslut.pk])


@pytest.mark.parametrize("organ", ["namnd", "forsakringskassan", ""])
def test_only_a_delegate_decides_on_delegation(delegation, beslut, hanna, organ):
    execute(TA_DELEGATION, [hanna.pk, delegation.pk, date(2015, 1, 1), beslut.pk])

    with refused("beslut_delegation_bara_for_delegat"):
        execute("UPDATE beslut_beslut SET organ = %s WHERE id = %s", [organ, beslut.pk])


def test_a_delegation_does_not_end_before_what_rests_on_it(delegation, beslut, hanna):
    execute(TA_DELEGATION, [hanna.pk, delegation.pk, date(2015, 4, 10), beslut.pk])

    with refused("Ett beslut vilar på delegationen efter den dagen"):
        execute("UPDATE beslut_delegation SET galler_tom = '2015-04-09' WHERE id = %s", [delegation.pk])
    execute("UPDATE beslut_delegation SET galler_tom = '2015-04-10' WHERE id = %s", [delegation.pk])


@pytest.mark.parametrize(("far_spara", "manader"), [(False, 2), (True, 1), (True, 13)])
def test_hours_are_reckoned_over_two_to_twelve_months_if_they_may_be_saved(beslut, far_spara, manader):
    with refused("beslut_avrakningsperiod"):
        execute(
            "UPDATE beslut_beslut SET far_spara = %s, avrakningsmanader = %s WHERE id = %s",
            [far_spara, manader, beslut.pk],
        )


# Changes to the detriment


def test_a_change_is_written_once(beslut):
    andring = build_andring(beslut)

    for sql in (
        "UPDATE beslut_beslutsandring SET motivering = 'En annan.' WHERE id = %s",
        "DELETE FROM beslut_beslutsandring WHERE id = %s",
    ):
        with refused("beslut_beslutsandring"):
            execute(sql, [andring.pk])
    with refused("beslut_beslutsandring"):
        empty("beslut_beslutsandring")


def test_a_change_has_a_reason_and_changes_another_decision(beslut):
    andring = build_andring(beslut)

    with refused("beslutsandring_motiverad"):
        copy_row("beslut_beslutsandring", andring.pk, motivering="")
    with refused("beslutsandring_andrar_ett_annat"):
        copy_row("beslut_beslutsandring", andring.pk, nytt_beslut_id=beslut.pk)


def test_a_change_is_by_a_decision_about_the_same_person(beslut):
    andring = build_andring(beslut)
    annans = build_beslut(build_brukare("LSS-1B2D", INTYGSGIVARENS_NUMMER), diarienummer="SN 2015/9")

    with refused("Besluten gäller olika personer"):
        copy_row("beslut_beslutsandring", andring.pk, nytt_beslut_id=annans.pk)


# Appeals


@pytest.mark.parametrize(
    ("andrat", "villkor"),
    [
        ({"utgang": "avslag"}, "overklagande_avgjort_med_dag"),
        ({"utgang_datum": date(2015, 5, 20)}, "overklagande_avgjort_med_dag"),
        ({"utgang": "avslag", "utgang_datum": date(2015, 1, 11)}, "overklagande_avgjort_efter_inkom"),
        ({"overlamnat": date(2015, 1, 11)}, "overklagande_overlamnat_efter_inkom"),
        ({}, "overklagande_nyckel"),
    ],
)
def test_the_days_of_an_appeal_follow_each_other(beslut, andrat, villkor):
    overklagande = build_overklagande(beslut)
    nyckel = {"instans": "kammarratt"} if andrat else {}

    with refused(villkor):
        copy_row("beslut_overklagande", overklagande.pk, **nyckel | andrat)
