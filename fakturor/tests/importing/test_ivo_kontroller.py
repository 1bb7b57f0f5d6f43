"""En kontroll i ivo.csv är en kontroll: den står kvar, och den som gjorts för hand sedan görs inte ogjord."""

from datetime import date

import pytest

from beslut.models import Tillstand
from beslut.services.permits import confirm_permit
from fakturor.flode import Status
from fakturor.models import Faktura
from fakturor.tests.bygg_mapp import first, folder, only
from tests.byggstenar import NU, build_user
from tests.byggstenar_kontroll import bring_to

FORST, SENARE = date(2015, 1, 10), date(2015, 5, 4)


def looks() -> list[tuple]:
    kontroller = Tillstand.objects.get().kontroller.order_by("pk")
    return list(kontroller.values_list("datum", "status", "kalla"))


def test_the_day_of_a_file_is_a_look_with_a_next_one(kommun):
    tillstand = Tillstand.objects.get()

    assert looks() == [(FORST, "beviljat", "fil")]
    assert tillstand.nasta_kontroll == date(2015, 4, 10)


def test_the_same_file_again_is_no_new_look(kommun, read):
    read(folder())

    assert looks() == [(FORST, "beviljat", "fil")]


def test_a_later_day_is_another_look_and_sends_no_invoice_back(kommun, read):
    faktura = bring_to(Faktura.objects.get(), Status.GODKAND)

    resultat = read(only(ivo=[first("ivo", kontrollerad="2015-05-04")]))["ivo"]

    faktura.refresh_from_db()
    assert (resultat.andrade, faktura.status) == (1, Status.GODKAND)
    assert looks() == [(FORST, "beviljat", "fil"), (SENARE, "beviljat", "fil")]


def test_the_first_day_sends_the_invoices_back(kommun, read):
    Tillstand.objects.update(kontrollerad=None)
    faktura = bring_to(Faktura.objects.get(), Status.GODKAND)

    read(only(ivo=[first("ivo")]))

    faktura.refresh_from_db()
    assert faktura.status == Status.MOTTAGEN


def test_a_day_that_comes_with_another_state_sends_the_invoices_back(kommun, read):
    faktura = bring_to(Faktura.objects.get(), Status.GODKAND)

    read(only(ivo=[first("ivo", kontrollerad="2015-05-04", status="inhiberat")]))

    faktura.refresh_from_db()
    assert faktura.status == Status.MOTTAGEN


@pytest.mark.parametrize("filens", ["2015-05-04", ""])
def test_a_look_by_hand_is_not_unmade_by_an_older_file(kommun, read, filens):
    confirm_permit(tillstand=Tillstand.objects.get(), by=build_user("olof"), at=NU)

    resultat = read(only(ivo=[first("ivo", kontrollerad=filens)]))["ivo"]

    assert Tillstand.objects.get().kontrollerad == date(2015, 6, 10)
    assert resultat.oforandrade == 1


def test_without_a_look_by_hand_the_file_has_its_way(kommun, read):
    read(only(ivo=[first("ivo", kontrollerad="")]))

    tillstand = Tillstand.objects.get()
    assert (tillstand.kontrollerad, tillstand.nasta_kontroll) == (None, None)
