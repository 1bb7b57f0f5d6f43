"""Beslutsformuläret när något är fel ifyllt: det sägs där det är fel, och ingenting går förlorat."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.roller import Roll
from beslut.models import Beslut
from tests.byggstenar import build_brukare
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]

BLIR_RATT = "Skriv timmarna som ett tal, till exempel 6,5."


def test_hours_in_words_are_refused_at_the_field_and_nothing_typed_is_lost(inloggad):
    brukare = build_brukare()
    page = inloggad(Roll.HANDLAGGARE)
    page.goto(reverse("beslut:beslut_nytt", args=[brukare.pk]))
    tangenter = Tangentbord(page)

    tangenter.write(diarienummer="SN 2015/31", beslutsdatum="2015-03-20", galler_fran="2015-04-01")
    tangenter.pick(**{"rad-0-tidstyp": "Väntetid"})
    tangenter.write(**{"rad-0-timmar": "6 och en halv"})
    tangenter.press("Spara beslutet")

    felruta, timmar = page.locator(".felruta"), page.locator('[name="rad-0-timmar"]')
    expect(felruta).to_be_focused()
    expect(felruta).to_contain_text(BLIR_RATT)
    expect(timmar).to_have_attribute("aria-invalid", "true")
    expect(timmar).to_have_accessible_description(BLIR_RATT)
    for namn, skrivet in {
        "diarienummer": "SN 2015/31",
        "beslutsdatum": "2015-03-20",
        "galler_fran": "2015-04-01",
        "rad-0-tidstyp": "vantetid",
        "rad-0-timmar": "6 och en halv",
    }.items():
        expect(page.locator(f'[name="{namn}"]')).to_have_value(skrivet)
    assert not Beslut.objects.exists()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(timmar).to_be_focused()
    tangenter.write(**{"rad-0-timmar": "6,5"})
    tangenter.press("Spara beslutet")

    expect(page.get_by_role("main")).to_contain_text("Beslut SN 2015/31 är registrerat.")
    assert Beslut.objects.get().rader.get().timmar == 6.5
