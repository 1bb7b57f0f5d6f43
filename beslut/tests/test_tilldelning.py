"""Att tilldela i turordning: i tur, med skäl, och av två på en gång."""

import threading
import time

import pytest
from django.db import connection

from beslut.avtal.turlista import assigned_without_uppdrag, turn_list_on
from beslut.models import Brukare, Tilldelning
from beslut.services import turns
from beslut.services.refusal import RegistrationRefused
from beslut.services.turns import assign_in_turn
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    NU,
    build_anordnare,
    build_brukare,
    build_handlaggare,
    build_uppdrag,
)
from tests.byggstenar_avtal import build_avtal

ALVAR, ZEBRA = ("5599010013", "Alvar AB"), ("5599010021", "Zebra AB")


def assign(avtal, brukare=None, forbi=None, at=NU) -> Tilldelning:
    return assign_in_turn(
        brukare=brukare or build_brukare(),
        avtal=avtal,
        forbi=forbi or {},
        skal="Vill inte välja.",
        by=build_handlaggare(),
        at=at,
    )


def order() -> list[int]:
    return [plats.avtal for plats in turn_list_on(NU.date())]


@pytest.fixture
def alvar(db):
    return build_avtal(build_anordnare(*ALVAR))


@pytest.fixture
def zebra(alvar):
    return build_avtal(build_anordnare(*ZEBRA))


def test_whoever_got_someone_goes_last_and_the_whole_order_is_kept(alvar, zebra):
    tilldelning = assign(alvar)

    assert order() == [zebra.pk, alvar.pk]
    assert tilldelning.ordning == [
        {"avtal": alvar.pk, "senast": None, "forbi": ""},
        {"avtal": zebra.pk, "senast": None, "forbi": ""},
    ]


def test_nobody_is_passed_without_a_reason(alvar, zebra):
    with pytest.raises(RegistrationRefused) as refused:
        assign(zebra)

    assert str(refused.value) == "Alvar AB står i tur. Tilldela den, eller skriv varför den gås förbi."
    assert refused.value.falt == f"forbi_{alvar.pk}"
    assert not Tilldelning.objects.exists()


def test_whoever_is_passed_keeps_the_place(alvar, zebra):
    tilldelning = assign(zebra, forbi={alvar.pk: "Har ingen personal."})

    assert tilldelning.ordning[0]["forbi"] == "Har ingen personal."
    assert order() == [alvar.pk, zebra.pk]


def test_a_reason_for_the_chosen_one_or_one_after_it_passes_nobody(alvar, zebra):
    tilldelning = assign(alvar, forbi={alvar.pk: "x", zebra.pk: "y"})

    assert [plats["forbi"] for plats in tilldelning.ordning] == ["", ""]


def test_a_provider_whose_permit_has_ceased_cannot_be_given_anyone(alvar, zebra):
    alvar.anordnare.tillstand.update(status="aterkallat", galler_tom="2015-05-12")

    with pytest.raises(RegistrationRefused, match="inget tillstånd"):
        assign(alvar)
    tilldelning = assign(zebra)

    assert tilldelning.ordning[0]["forbi"].startswith("Anordnaren har inget tillstånd")


def test_a_reason_bears_no_personnummer(alvar):
    with pytest.raises(RegistrationRefused, match="personnummer"):
        assign_in_turn(
            brukare=build_brukare(), avtal=alvar, forbi={}, skal="850113-9995 valde inte", by=build_handlaggare(), at=NU
        )


def test_the_next_step_is_the_assignment_until_it_is_registered(alvar):
    brukare = build_brukare()
    assign(alvar, brukare)

    assert assigned_without_uppdrag(brukare) == alvar.anordnare
    build_uppdrag(brukare, alvar.anordnare, avtalsform="B")
    assert assigned_without_uppdrag(brukare) is None


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_get_the_same_turn(monkeypatch):
    def read_slowly(dag):
        lista = turn_list_on(dag)
        time.sleep(0.3)
        return lista

    monkeypatch.setattr(turns, "turn_list_on", read_slowly)
    forst, sedan = build_avtal(build_anordnare(*ALVAR)), build_avtal(build_anordnare(*ZEBRA))
    personer = [build_brukare(), build_brukare("LSS-1B2D", ASSISTENTENS_NUMMER)]
    build_handlaggare()
    grind, svar = threading.Barrier(2), {}

    def try_for(brukare: Brukare) -> None:
        try:
            grind.wait(timeout=10)
            svar[brukare.referens] = assign(forst, brukare).avtal_id
        except RegistrationRefused as refused:
            svar[brukare.referens] = str(refused)
        finally:
            connection.close()

    tradar = [threading.Thread(target=try_for, args=(brukare,)) for brukare in personer]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join(timeout=30)

    assert sorted(svar.values(), key=str) == [
        forst.pk,
        "Zebra AB står i tur. Tilldela den, eller skriv varför den gås förbi.",
    ]
    assert Tilldelning.objects.count() == 1
    assert order() == [sedan.pk, forst.pk]
