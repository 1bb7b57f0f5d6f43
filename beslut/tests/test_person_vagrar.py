"""What the database refuses of those around a person, tried by raw SQL."""

from datetime import date

import pytest

from beslut.models import Assistent, Relation, Stallforetradare
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    INTYGSGIVARENS_NUMMER,
    build_anordnare,
    build_assistent,
    build_brukare,
    build_person,
    build_uppdrag,
)
from tests.vagran import copy_row, execute, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def relation() -> Relation:
    return Relation.objects.create(
        brukare=build_brukare(), person=build_person(INTYGSGIVARENS_NUMMER), namn="Kim Exempelson", slag="foralder"
    )


@pytest.fixture
def assistent() -> Assistent:
    return build_assistent(build_anordnare(), berakning_fran=date(2015, 1, 1), berakning_veckor=4)


def test_a_relation_from_the_same_day_stands_once_also_when_nobody_knows_the_day(relation):
    with refused("relation_nyckel"):
        copy_row("beslut_relation", relation.pk, slag="syskon")


def test_a_relation_does_not_end_before_it_begins(relation):
    with refused("relation_period"):
        copy_row("beslut_relation", relation.pk, galler_fran=date(2015, 2, 1), galler_tom=date(2015, 1, 31))


def test_a_representative_from_the_same_day_stands_once():
    foretradare = Stallforetradare.objects.create(
        brukare=build_brukare(),
        person=build_person(INTYGSGIVARENS_NUMMER),
        namn="Kim Exempelson",
        roll="god_man",
        galler_fran=date(2015, 1, 1),
    )

    with refused("stallforetradare_nyckel"):
        copy_row("beslut_stallforetradare", foretradare.pk, roll="forvaltare")


@pytest.mark.parametrize("veckor", [0, 53])
def test_a_calculation_period_is_one_to_fifty_two_weeks(assistent, veckor):
    with refused("assistent_berakningsperiod"):
        execute("UPDATE beslut_assistent SET berakning_veckor = %s WHERE id = %s", [veckor, assistent.pk])


@pytest.mark.parametrize("kolumn", ["berakning_fran", "berakning_veckor"])
def test_a_calculation_period_has_both_a_beginning_and_a_length(assistent, kolumn):
    with refused("assistent_berakningsperiod_hel"):
        execute(f"UPDATE beslut_assistent SET {kolumn} = NULL WHERE id = %s", [assistent.pk])


def test_an_assistant_is_reported_once_from_a_day(assistent):
    with refused("assistent_nyckel"):
        copy_row("beslut_assistent", assistent.pk, namn="Sam Annan")


def test_a_ground_for_paying_another_stands_once_from_a_day():
    mandat = build_uppdrag(build_brukare(), build_anordnare()).brukare.mandat.get()

    with refused("betalningsmottagare_nyckel"):
        copy_row("beslut_betalningsmottagare", mandat.pk, grund="beslut_11", diarienummer="LSS 2015/9")


def test_two_persons_do_not_have_one_number():
    build_person(INTYGSGIVARENS_NUMMER)

    with refused("beslut_person_personnummer"):
        execute(
            "UPDATE beslut_person SET personnummer = %s WHERE id = %s",
            [INTYGSGIVARENS_NUMMER, build_person(ASSISTENTENS_NUMMER).pk],
        )


def test_a_person_is_brukare_once():
    brukare = build_brukare()

    with refused("beslut_brukare_person_id"):
        copy_row("beslut_brukare", brukare.pk, referens="LSS-1B2D")


@pytest.mark.parametrize("nummer", ["8508199885", "19850819-988", "TF8508199885"])
def test_a_person_s_number_is_twelve_digits(nummer):
    with refused("person_tolv_siffror"):
        execute("UPDATE beslut_person SET personnummer = %s WHERE id = %s", [nummer, build_brukare().person_id])
