"""Nämndens rapport: controllern låter skriva den, och nämnden hämtar den."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from assistans.roller import Roll
from kontroller.korning import start_month
from tests.byggstenar import MANAD, NU, build_arende, build_handlaggare
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]


def test_the_controller_orders_and_signs_the_report_and_the_board_reads_and_fetches_it(inloggad):
    build_arende()
    start_month(manad=MANAD, by=build_handlaggare(), at=NU)

    controller = inloggad(Roll.CONTROLLER)
    controller.goto("/")
    tangenter = Tangentbord(controller)
    tangenter.follow("Rapporter")
    expect(controller.get_by_role("main")).to_contain_text("Ingen rapport är skriven.")
    tangenter.press("Skriv rapporten för maj 2015")
    expect(controller.get_by_role("link", name="Kontrollrapport maj 2015 (PDF)", exact=True)).to_be_visible()

    tangenter.follow("Läs kontrollrapport maj 2015")
    tangenter.press("Skriv under rapporten")
    expect(controller.get_by_role("main")).to_contain_text("är undertecknad och lämnad till nämnden.")

    namnden = inloggad(Roll.NAMND)
    namnden.goto("/")
    tangenter = Tangentbord(namnden)
    tangenter.follow("Rapporter")
    tangenter.follow("Läs kontrollrapporten för maj 2015")
    expect(namnden.get_by_role("heading", name="Sammanfattning")).to_be_visible()
    expect(namnden.get_by_role("button", name="Skriv rapporten")).to_have_count(0)
    tangenter.go_to(namnden.get_by_role("link", name="Kontrollrapport maj 2015 (PDF)", exact=True))
    with namnden.expect_download() as hamtning:
        namnden.keyboard.press("Enter")

    assert hamtning.value.suggested_filename == "kontrollrapport-2015-05.pdf"
    rapport = PdfReader(io.BytesIO(Path(hamtning.value.path()).read_bytes()))
    assert "22 720 kronor" in " ".join(rapport.pages[1].extract_text().split())
