"""Människorna kring en person, med tangenterna: en förälder som är assistent syns att pröva tills anmälan säger det."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.roller import Roll
from beslut.models import Assistent
from tests.byggstenar import (
    INTYGSGIVARENS_NUMMER,
    build_anordnare,
    build_assistent,
    build_brukare,
    build_uppdrag,
)
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]


def test_a_parent_who_works_is_to_be_looked_at_until_the_report_tells_of_it(inloggad):
    brukare, anordnare = build_brukare(), build_anordnare()
    build_uppdrag(brukare, anordnare)
    build_assistent(anordnare, INTYGSGIVARENS_NUMMER)
    page = inloggad(Roll.HANDLAGGARE)
    page.goto(reverse("beslut:brukare_visa", args=[brukare.pk]))
    tangenter = Tangentbord(page)

    tangenter.follow("Ny relation")
    tangenter.write(namn="Kim Exempelson", personnummer=INTYGSGIVARENS_NUMMER, kalla="Ansökan 2014")
    tangenter.pick(slag="Förälder")
    tangenter.press("Spara relationen")
    prova = page.get_by_role("region", name="Att pröva")
    expect(prova).to_contain_text("anmälan tar inte upp närstående")

    tangenter.follow("Anmälan av assistenten")
    tangenter.follow("Ändra anmälan")
    tangenter.go_to(page.get_by_label("Närstående till personen"))
    page.keyboard.press("Space")
    tangenter.write(informerad_9c="2015-01-05", berakning_fran="2015-01-01", berakning_veckor="18")
    tangenter.press("Spara ändringen")
    expect(page.locator(".felruta")).to_contain_text("Perioden är högst 17 veckor")
    tangenter.write(berakning_veckor="16")
    tangenter.press("Spara ändringen")
    expect(page.get_by_role("main")).to_contain_text("Personen informerades 5 januari 2015.")
    assert Assistent.objects.get().berakning_veckor == 16

    page.goto(reverse("beslut:brukare_visa", args=[brukare.pk]))
    expect(prova).to_have_count(0)


def test_a_number_that_was_written_wrong_is_corrected_from_the_person_s_page(inloggad):
    brukare = build_brukare()
    page = inloggad(Roll.HANDLAGGARE)
    page.goto(reverse("beslut:brukare_visa", args=[brukare.pk]))
    tangenter = Tangentbord(page)

    tangenter.follow("Ändra uppgifter")
    tangenter.follow("Rätta personnummer")
    tangenter.write(personnummer="19851129-9995", skal="Skrevs fel, ska vara 19851129-9995")
    tangenter.press("Rätta personnumret")
    expect(page.locator(".felruta")).to_contain_text("Skriv skälet utan personnummer.")
    tangenter.write(skal="Skrevs fel i ansökan")
    tangenter.press("Rätta personnumret")

    expect(page.get_by_role("main")).to_contain_text("Personnumret för LSS-9F3C är rättat.")
    brukare.refresh_from_db()
    assert brukare.person.personnummer == "198511299995"
