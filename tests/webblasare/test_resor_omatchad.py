"""En e-faktura med felskriven referens: förslaget väljs, och fakturan lämnar kön."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.models import User
from assistans.roller import Roll
from fakturor.flode import Status
from fakturor.models import Faktura
from fakturor.services.importing import import_folder
from fakturor.tests.bygg_mapp import folder
from fakturor.tests.filer.bygg_ubl import Rad, build_invoice
from tests.byggstenar import NU
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]

APRIL = {"StartDate": "2015-04-01", "EndDate": "2015-04-30"}
RATT, FELSKRIVEN = "B-1001", "B-1010"


def test_a_proposed_person_is_chosen_and_the_invoice_leaves_the_queue(inloggad):
    e_faktura = build_invoice(Rad(referens=FELSKRIVEN), AccountingCost="", **APRIL)
    import_folder([*folder(rakningar=[]), ("e-faktura.xml", e_faktura)], by=User.objects.system(), at=NU)
    faktura = Faktura.objects.get(status=Status.OMATCHAD)
    page = inloggad(Roll.ADMINISTRATIV_ASSISTENT)
    page.goto(reverse("fakturor:omatchade"))
    tangenter = Tangentbord(page)

    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_have_text(str(faktura))
    tangenter.choose(RATT)
    tangenter.press("Spara parningen")

    expect(page.get_by_role("main")).to_contain_text(f"{faktura} hör nu till sin redovisning och kan kontrolleras.")
    expect(page.get_by_role("main")).to_contain_text("Alla fakturor hör till en redovisning")
    faktura.refresh_from_db()
    assert faktura.status == Status.MOTTAGEN
    assert faktura.rader.get().redovisning.brukare.referens == RATT
