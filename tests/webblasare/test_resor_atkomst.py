"""Att inte komma in: fel lösenord, fel roll, fel adress. Varje gång står det vad som hände och vad man gör."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.models import User
from assistans.roller import Roll
from tests.byggstenar import build_arende
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]

LOSENORD = "ett-långt-lösenord-2015"


def test_a_wrong_password_is_refused_in_a_sentence_and_the_right_one_opens_my_day(oppna):
    User.objects.create_user("annika", "Annika Lindvall", LOSENORD, [Roll.ADMINISTRATIV_ASSISTENT])
    page = oppna()
    page.goto(reverse("kontroller:manader"))
    tangenter = Tangentbord(page)

    tangenter.write(username="annika", password="fel-lösenord-2015")
    tangenter.press("Logga in")

    expect(page.locator(".felruta")).to_be_focused()
    expect(page.locator(".felruta")).to_contain_text("Det gick inte att logga in")
    expect(page.locator(".felruta")).to_contain_text("lösenord")
    expect(page.locator('[name="username"]')).to_have_value("annika")

    tangenter.write(password=LOSENORD)
    tangenter.press("Logga in")

    expect(page.get_by_role("heading", level=1)).to_have_text("Månader")
    expect(page.get_by_role("banner")).to_contain_text("Annika Lindvall")


def test_the_board_is_told_that_a_case_is_not_open_to_it(inloggad):
    fakturan = build_arende().faktura
    page = inloggad(Roll.NAMND)

    svar = page.goto(reverse("kontroller:faktura", args=[fakturan.pk]))

    assert svar.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("Sidan är inte öppen för dig")
    expect(page.get_by_role("main")).to_contain_text("Sidan hör till en annan roll än din.")
    expect(page.get_by_role("main")).not_to_contain_text(fakturan.nummer)


def test_an_address_that_leads_nowhere_says_so_and_leads_back(inloggad):
    page = inloggad(Roll.HANDLAGGARE)

    svar = page.goto("/fakturor/999999/")

    assert svar.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Sidan finns inte")
    Tangentbord(page).follow("Min dag")
    expect(page.get_by_role("heading", level=1)).to_have_text("Min dag")
