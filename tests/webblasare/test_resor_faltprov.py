"""Ett fält som är fel säger det när man lämnar det, och tystnar när det är rättat. Resten lämnas i fred."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.roller import Roll
from beslut.models import Brukare
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]


def test_a_wrong_check_digit_is_told_at_the_field_when_it_is_left_and_gone_when_it_is_right(inloggad):
    page = inloggad(Roll.HANDLAGGARE)
    page.goto(reverse("beslut:brukare_ny"))
    tangenter = Tangentbord(page)
    nummer = page.locator('[name="personnummer"]')
    felet = page.locator("#id_personnummer_error")

    tangenter.write(personnummer="850113-9996")
    expect(felet).to_have_count(0)
    tangenter.go_to(page.locator('[name="fornamn"]'))
    page.keyboard.insert_text("Elsa")

    expect(felet).to_have_text("Kontrollsiffran stämmer inte.")
    expect(nummer).to_have_attribute("aria-invalid", "true")
    expect(nummer).to_have_attribute("aria-describedby", "id_personnummer_helptext id_personnummer_error")
    expect(page.locator("[role=status]")).to_contain_text(["Personnummer: Kontrollsiffran stämmer inte."])
    expect(page.locator(".invalid-feedback")).to_have_count(1)
    expect(page.locator('[name="fornamn"]')).to_be_focused()
    expect(page.locator('[name="fornamn"]')).to_have_value("Elsa")

    tangenter.write(personnummer="850113-9995")
    tangenter.go_to(page.locator('[name="fornamn"]'))

    expect(felet).to_have_count(0)
    expect(nummer).not_to_have_attribute("aria-invalid", "true")
    expect(nummer).to_have_attribute("aria-describedby", "id_personnummer_helptext")
    expect(page.locator(".invalid-feedback")).to_have_count(0)
    assert not Brukare.objects.exists()
