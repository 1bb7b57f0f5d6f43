"""Beslut i webbläsaren: det som är fel sägs där det är fel, delegationen prövas, och mindre tid kräver en grund."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.roller import Roll
from beslut.models import Beslut, Beslutsandring
from tests.byggstenar import build_beslut, build_brukare, build_user
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


def test_the_head_delegates_and_the_handlaggare_decides_within_it(inloggad):
    hanna, brukare = build_user("hanna", Roll.HANDLAGGARE), build_brukare()
    chefen = inloggad(Roll.ENHETSCHEF, "maria")
    chefen.goto(reverse("beslut:delegation_lista"))
    chefen.get_by_role("link", name="Ny delegation").click()
    chefen.get_by_label("Delegat", exact=True).select_option(label="Hanna")
    chefen.get_by_label("Punkt i delegationsordningen").fill("4.2")
    chefen.get_by_label("Personlig assistans").check()
    chefen.get_by_label("Gäller från").fill("2015-01-01")
    chefen.get_by_label("Nämndens beslut").fill("2014-12-10 § 97")
    chefen.get_by_role("button", name="Spara delegationen").click()
    expect(chefen.get_by_role("main")).to_contain_text("Punkt 4.2 för Hanna är inlagd.")

    page = inloggad(Roll.HANDLAGGARE, "hanna")
    page.goto(reverse("beslut:beslut_nytt", args=[brukare.pk]))
    write(page, diarienummer="SN 2014/9", beslutsdatum="2014-12-31", galler_fran="2015-01-01", **{"rad-0-timmar": "30"})
    page.get_by_role("button", name="Spara beslutet").last.click()
    expect(page.locator(".felruta")).to_contain_text("Delegationen för Hanna täcker personlig assistans")
    write(page, beslutsdatum="2015-01-01")
    page.get_by_role("button", name="Spara beslutet").last.click()

    expect(page.get_by_role("main")).to_contain_text("Beslut SN 2014/9 är registrerat.")
    page.get_by_role("link", name="SN 2014/9", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Nämndens beslut 2014-12-10")
    assert Beslut.objects.get().delegation.delegat == hanna


def test_fewer_hours_bring_up_the_ground_while_the_form_is_written_and_what_is_typed_stays(inloggad):
    brukare = build_brukare()
    build_beslut(brukare, diarienummer="SN 2014/118")
    page = inloggad(Roll.HANDLAGGARE)
    page.goto(reverse("beslut:beslut_nytt", args=[brukare.pk]))

    write(
        page, diarienummer="SN 2015/31", beslutsdatum="2015-03-20", galler_fran="2015-04-01", **{"rad-0-timmar": "10"}
    )
    page.keyboard.press("Tab")
    motivering = page.get_by_label("Motivering")
    expect(motivering).to_be_visible()
    expect(page.locator("#prognos")).to_contain_text("i beslut SN 2014/118")
    motivering.fill("Personen har bett om det.")
    page.get_by_label("Typ").select_option("assistansersattning")
    expect(motivering).to_have_count(0)
    expect(page.get_by_label("Beslutsfattare")).to_be_hidden()
    page.get_by_label("Typ").select_option("ordinarie")
    expect(motivering).to_have_value("Personen har bett om det.")
    page.get_by_label("Grund för ändringen").select_option("egen_begaran")
    page.get_by_label("Beslut SN 2014/118 slutar då").check()
    page.get_by_role("button", name="Spara beslutet").last.click()

    expect(page.get_by_role("main")).to_contain_text("Beslut SN 2015/31 är registrerat.")
    andring = Beslutsandring.objects.get()
    assert (andring.grund, andring.galler_fran) == ("egen_begaran", date(2015, 4, 1))


def write(page, **fields: str) -> None:
    """Fill in fields by the names they are posted under."""
    for namn, text in fields.items():
        page.locator(f'[name="{namn}"]').fill(text)
