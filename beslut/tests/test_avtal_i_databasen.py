"""Vad databasen vägrar om avtal, uppföljningar och tilldelningar, prövat med rå SQL."""

from datetime import date, datetime

import pytest

from beslut.avtal.kravlage import requirements_of
from beslut.models import Tilldelning
from tests.byggstenar import NU, STOCKHOLM, build_anordnare, build_brukare, build_handlaggare
from tests.byggstenar_avtal import build_avtal, build_chef, build_gjord, build_uppfoljning
from tests.vagran import copy_row, execute, refused

pytestmark = pytest.mark.django_db

GODKANN_SQL = "UPDATE beslut_avtal SET godkant = now(), godkant_av_id = %s WHERE id = %s"
ANNAN = "5599010013"


@pytest.mark.parametrize(
    ("nystartat", "krav"), [(n, krav) for n in (False, True) for krav in requirements_of(nystartat=n)]
)
def test_a_contract_is_not_approved_while_one_of_its_requirements_is_not_met(nystartat, krav):
    avtal = build_avtal(godkant=None, nystartat=nystartat)
    execute(
        "UPDATE beslut_avtalskrav SET uppfyllt = NULL, uppfyllt_av_id = NULL WHERE avtal_id = %s AND krav = %s",
        [avtal.pk, krav],
    )

    with refused("Alla krav för avtalet är inte uppfyllda."):
        execute(GODKANN_SQL, [build_chef().pk, avtal.pk])


def test_a_contract_whose_requirements_are_met_is_approved_by_another():
    avtal = build_avtal(godkant=None)

    execute(GODKANN_SQL, [build_chef().pk, avtal.pk])

    avtal.refresh_from_db()
    assert avtal.godkant_av == build_chef()


def test_a_contract_is_not_approved_by_the_one_who_tried_it():
    avtal = build_avtal(godkant=None)

    with refused("avtal_godkant_av_annan"):
        execute(GODKANN_SQL, [avtal.provat_av_id, avtal.pk])


@pytest.mark.parametrize(
    ("kolumn", "varde"),
    [("nystartat", True), ("ickeval", False), ("slag", "lou"), ("galler_fran", date(2014, 7, 1)), ("godkant", NU)],
)
def test_an_approved_contract_stands_fast(kolumn, varde):
    avtal = build_avtal()

    with refused("Ett godkänt avtal står fast."):
        execute(f"UPDATE beslut_avtal SET {kolumn} = %s WHERE id = %s", [varde, avtal.pk])


def test_what_an_approved_contract_rests_on_stands_fast():
    krav = build_avtal().krav.first()

    with refused("Avtalet är godkänt"):
        execute("UPDATE beslut_avtalskrav SET notering = 'x' WHERE id = %s", [krav.pk])
    with refused("Avtalet är godkänt"):
        execute("DELETE FROM beslut_avtalskrav WHERE id = %s", [krav.pk])


def test_two_contracts_of_one_kind_do_not_hold_the_same_day():
    avtal = build_avtal(godkant=None)

    with refused("avtal_overlappar_inte"):
        copy_row("beslut_avtal", avtal.pk, diarienummer="NF 2015/1", galler_fran=date(2015, 1, 1))


def test_a_contract_is_not_ended_without_a_day_nor_terminated_without_a_reason():
    avtal = build_avtal()

    with refused("avtal_upphort_med_sista_dag"):
        execute("UPDATE beslut_avtal SET upphort = 'utganget' WHERE id = %s", [avtal.pk])
    with refused("avtal_upphort_med_skal"):
        execute("UPDATE beslut_avtal SET upphort = 'havt', galler_tom = '2015-05-01' WHERE id = %s", [avtal.pk])


def test_a_follow_up_that_is_done_says_what_it_said():
    gjord = build_gjord(build_avtal())

    with refused("det som står där ändras inte"):
        execute("UPDATE beslut_uppfoljning SET bedomning = 'inte' WHERE id = %s", [gjord.pk])
    with refused("raden tas inte bort"):
        execute("DELETE FROM beslut_uppfoljning WHERE id = %s", [gjord.pk])
    execute("UPDATE beslut_uppfoljning SET till_namnden = '2015-05-05' WHERE id = %s", [gjord.pk])


def test_what_is_not_done_is_not_reported():
    oppen = build_uppfoljning(build_avtal())

    with refused("uppfoljning_redovisas_nar_den_ar_gjord"):
        execute("UPDATE beslut_uppfoljning SET till_namnden = '2015-05-05' WHERE id = %s", [oppen.pk])


def test_a_contract_has_one_meeting_of_each_kind():
    samtal = build_uppfoljning(build_avtal(), slag="kvalitet")

    with refused("uppfoljning_ett_samtal_av_varje"):
        copy_row("beslut_uppfoljning", samtal.pk, senast=date(2015, 9, 1))


def build_tilldelning(avtal, ordning, tid=NU) -> Tilldelning:
    return Tilldelning.objects.create(
        brukare=build_brukare(), avtal=avtal, ordning=ordning, skal="Vill inte välja.", av=build_handlaggare(), tid=tid
    )


def place(avtal, forbi="") -> dict:
    return {"avtal": avtal.pk, "senast": None, "forbi": forbi}


def test_an_assignment_is_written_once():
    avtal = build_avtal()
    tilldelning = build_tilldelning(avtal, [place(avtal)])

    with refused("beslut_tilldelning"):
        execute("UPDATE beslut_tilldelning SET skal = 'Annat.' WHERE id = %s", [tilldelning.pk])
    with refused("beslut_tilldelning"):
        execute("DELETE FROM beslut_tilldelning WHERE id = %s", [tilldelning.pk])


def test_nobody_is_assigned_before_another_without_a_reason():
    forst, sedan = build_avtal(), build_avtal(build_anordnare(ANNAN, "Zebra AB"))

    with refused("Någon står före i turordningen"):
        build_tilldelning(sedan, [place(forst), place(sedan)])
    with refused("Den som tilldelas står inte i ordningen."):
        build_tilldelning(sedan, [place(forst)])
    assert build_tilldelning(sedan, [place(forst, "Har ingen personal."), place(sedan)]).pk


@pytest.mark.parametrize("falt", [{"ickeval": False}, {"slag": "lou", "ickeval": False}, {"godkant": None}])
def test_a_contract_that_has_no_place_is_not_assigned(falt):
    avtal = build_avtal(**falt)

    with refused("Avtalet står inte i turordningen den dagen."):
        build_tilldelning(avtal, [place(avtal)])


def test_a_contract_is_assigned_its_first_day_by_the_clock_in_sweden():
    avtal = build_avtal()

    assert build_tilldelning(avtal, [place(avtal)], tid=datetime(2014, 6, 1, 0, 30, tzinfo=STOCKHOLM)).pk
    with refused("Avtalet står inte i turordningen den dagen."):
        build_tilldelning(avtal, [place(avtal)], tid=datetime(2014, 5, 31, 23, 30, tzinfo=STOCKHOLM))
