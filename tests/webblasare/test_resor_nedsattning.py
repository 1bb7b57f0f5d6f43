"""A stopped invoice is reduced: a handläggare draws it up and writes to the person, with the keys alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.roller import Roll
from fakturor.models import Nedsattning
from kontroller.korning import start_month
from tests.byggstenar import MANAD, NU, build_arende, build_handlaggare
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]


def test_what_is_questioned_is_taken_off_and_the_person_is_written_to(inloggad):
    fakturan = build_arende(timmar=84).faktura
    start_month(manad=MANAD, by=build_handlaggare(), at=NU)

    page = inloggad(Roll.HANDLAGGARE, "johan")
    page.goto(reverse("kontroller:faktura", args=[fakturan.pk]))
    page.get_by_role("link", name="Sätt ned fakturan").press("Enter")
    expect(page.get_by_label("Drar av, kr").first).to_have_value("1136,00")
    tangenter = Tangentbord(page)
    tangenter.write(skal="Fyra timmar är inte intygade.")
    tangenter.press("Spara utkastet")
    expect(page.get_by_role("main")).to_contain_text("22\u00a0720,00")
    Tangentbord(page).press("Skriv brevet")

    expect(page.get_by_role("main")).to_contain_text("Brevet är skrivet som utkast")
    nedsattning = Nedsattning.objects.get()
    assert (nedsattning.status, nedsattning.brev.brukare.referens) == ("kommunicerad", "LSS-9F3C")
