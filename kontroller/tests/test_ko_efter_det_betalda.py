"""Det som väntar på attest ordnas och summeras efter det som betalas: det nedsatta, när en nedsättning är beslutad."""

from datetime import date
from decimal import Decimal

import pytest

from fakturor.flode import Status
from kontroller.sidor.arbetslista import tasks_for
from kontroller.sidor.dagen import how_the_day_stands
from kontroller.sidor.ko import queue_for
from tests.byggstenar import (
    build_anordnare,
    build_brukare,
    build_faktura,
    build_granskare,
    build_redovisning,
    build_uppdrag,
)
from tests.byggstenar_kontroll import bring_to
from tests.byggstenar_nedsattning import build_nedsattning, decided

pytestmark = pytest.mark.django_db


def build_waiting(nummer: str, timmar: int):
    """An invoice that waits for the first attest."""
    brukare, anordnare = build_brukare(), build_anordnare()
    build_uppdrag(brukare, anordnare)
    redovisning = build_redovisning(brukare, anordnare)
    return bring_to(build_faktura(redovisning, nummer=nummer, timmar=timmar), Status.KONTROLLERAD)


def test_what_is_paid_decides_the_order_and_the_sum():
    nedsatt, annan = build_waiting("stor", 80), build_waiting("liten", 70)
    granskare = build_granskare()
    assert queue_for(granskare) == [nedsatt.pk, annan.pk]

    decided(build_nedsattning(nedsatt, 5000))

    uppgifter = tasks_for(granskare)
    assert [u.faktura.pk for u in uppgifter] == queue_for(granskare) == [annan.pk, nedsatt.pk]
    assert [(u.belopp, u.att_lamna, u.betalas) for u in uppgifter] == [
        (Decimal(19880), Decimal(19880), None),
        (Decimal(22720), Decimal(17720), Decimal(17720)),
    ]
    dagen = how_the_day_stands(uppgifter, 0, date(2015, 6, 1)).replace("\u00a0", " ")
    assert dagen == "Två fakturor väntar på dig, tillsammans 37 600 kr."
