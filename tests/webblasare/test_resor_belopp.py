"""Timbeloppet i webbläsaren: en andel av schablonen, och en kalkyl som blir kommunens belopp genom tre personer."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.roller import Roll
from beslut.models import Kalkyl, Timbelopp
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]


def test_the_handlaggare_takes_in_a_year_and_sees_the_share_before_it_is_saved(inloggad):
    page = inloggad(Roll.HANDLAGGARE)
    page.goto(reverse("beslut:schablon_lista"))
    page.get_by_role("button", name="Ta in 2019").click()
    expect(page.get_by_role("main")).to_contain_text("Beloppet för 2019 är registrerat")

    page.goto(reverse("beslut:timbelopp_nytt"))
    tangenter = Tangentbord(page)
    tangenter.pick(satt="en andel av schablonen")
    tangenter.write(procent="95", galler_fran="2019-01-01", galler_tom="2020-06-30", grund="Nämnden § 140")
    expect(page.locator("#prognos")).to_contain_text("Schablonen är registrerad till den 31 december 2019.")
    tangenter.write(galler_tom="2019-12-31", grund="Nämnden § 141")
    expect(page.locator("#prognos")).to_contain_text("är 284,81")

    tangenter.pick(kategori="Avtal med anordnaren")
    expect(page.get_by_label("Anordnare")).to_be_visible()
    tangenter.pick(kategori="Kommunens timbelopp")
    expect(page.get_by_label("Procent av schablonen")).to_have_value("95")
    tangenter.press("Spara timbeloppet")

    expect(page.get_by_role("main")).to_contain_text("är registrerat.")
    assert Timbelopp.objects.get(kategori="kommun").belopp == Decimal("284.81")


def test_a_calculation_becomes_the_rate_by_three_persons(inloggad):
    ekonom = inloggad(Roll.EKONOM)
    ekonom.goto(reverse("beslut:kalkyl_ny"))
    tangenter = Tangentbord(ekonom)
    tangenter.write(ar="2015", **{"lon-varde": "150", "lon-kalla": "Löneavtalet", "avgifter-varde": "31,42"})
    tangenter.write(**{"avgifter-kalla": "Årets avgifter"}, motivering="Avtalet och årets avgifter.")
    expect(ekonom.locator("aside.foljer")).to_contain_text("197,13")
    tangenter.press("Spara utkastet")
    expect(ekonom.get_by_role("heading", level=1)).to_contain_text("197,13")
    expect(ekonom.get_by_role("button", name="Fastställ kalkylen")).to_have_count(0)
    sidan = reverse("beslut:kalkyl_visa", args=[Kalkyl.objects.get().pk])

    chefen = inloggad(Roll.ENHETSCHEF)
    chefen.goto(sidan)
    chefen.get_by_role("button", name="Fastställ kalkylen").click()
    expect(chefen.get_by_role("main")).to_contain_text("är fastställd.")

    handlaggaren = inloggad(Roll.HANDLAGGARE)
    handlaggaren.goto(sidan)
    handlaggaren.get_by_role("link", name="Registrera som kommunens timbelopp").click()
    expect(handlaggaren.get_by_label("Kronor per timme")).to_have_value("197,13")
    Tangentbord(handlaggaren).press("Spara timbeloppet")

    expect(handlaggaren.get_by_role("main")).to_contain_text("Kalkyl 2015 version 1")
    assert list(Timbelopp.objects.values_list("kategori", "belopp", "galler_fran")) == [
        ("kommun", Decimal("197.13"), date(2015, 1, 1))
    ]


def test_what_is_typed_while_the_fields_of_a_category_are_on_their_way_is_not_lost(inloggad):
    page = inloggad(Roll.HANDLAGGARE)
    page.goto(reverse("beslut:timbelopp_nytt"))
    page.route("**/timbelopp/nytt/", lambda route: (page.wait_for_timeout(600), route.continue_()))

    with page.expect_response(lambda svar: svar.request.method == "POST" and svar.url.endswith("/nytt/")):
        page.locator('[name="kategori"]').select_option("kommun")
        page.wait_for_timeout(400)
        page.locator('[name="grund"]').fill("Nämnden § 118")

    expect(page.locator('[name="satt"]')).to_be_visible()
    expect(page.locator('[name="grund"]')).to_have_value("Nämnden § 118")
    expect(page.locator('[name="kategori"]')).to_have_value("kommun")
