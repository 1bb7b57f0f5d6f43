"""Nämndens uppdrag läggs in, och den som har fått det attesterar flera på en gång: med tangenterna."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.models import User
from assistans.roller import Roll
from fakturor.flode import Status
from fakturor.models import Faktura
from kontroller.korning import start_month
from tests.byggstenar import (
    DAGAR,
    MANAD,
    NU,
    build_anordnare,
    build_assistent,
    build_beslut,
    build_brukare,
    build_faktura,
    build_handlaggare,
    build_konto,
    build_rapport,
    build_redovisning,
    build_timbelopp,
    build_uppdrag,
)
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def fakturan() -> Faktura:
    """An invoice where every control is passed: so few days that no pattern is seen in them."""
    brukare, anordnare = build_brukare(), build_anordnare()
    build_beslut(brukare)
    build_konto(anordnare)
    build_uppdrag(brukare, anordnare)
    build_timbelopp()
    build_assistent(anordnare)
    redovisning = build_redovisning(brukare, anordnare)
    build_rapport(redovisning, dagar=DAGAR[:4])
    fakturan = build_faktura(redovisning, timmar=32)
    start_month(manad=MANAD, by=build_handlaggare(), at=NU)
    return fakturan


def test_one_is_appointed_and_then_attests_all_that_is_green(inloggad, fakturan):
    User.objects.create_user("gunilla", "Gunilla Provell", roller=[Roll.ADMINISTRATIV_ASSISTENT])
    page = inloggad(Roll.ADMINISTRATIV_ASSISTENT, "gunilla")
    page.goto(reverse("kontroller:granska_flera", args=[MANAD]))
    expect(page.get_by_role("main")).to_contain_text("Nämnden har inte utsett dig att ge granskningsattest.")

    eva = inloggad(Roll.CONTROLLER, "eva")
    eva.goto(reverse("beslut:attestordning"))
    tangenter = Tangentbord(eva)
    tangenter.follow("Nytt uppdrag")
    tangenter.pick(attestant="Gunilla")
    tangenter.write(beloppsgrans="10 000", galler_fran="2015-01-01", namndbeslut="NPF 2014-12-16 § 142")
    tangenter.press("Spara uppdraget")
    expect(eva.get_by_role("table")).to_contain_text("Gunilla Provell")

    page.reload()
    tangenter = Tangentbord(page)
    tangenter.go_to(page.get_by_role("checkbox"))
    page.keyboard.press("Space")
    tangenter.go_to(page.get_by_role("button", name=re.compile("Ge granskningsattest på 1")))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("har fått granskningsattest")
    fakturan.refresh_from_db()
    assert fakturan.status == Status.GRANSKAD
