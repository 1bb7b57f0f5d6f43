"""En månad i den administrativa assistentens händer: filerna in, kontrollen igång, en faktura uppslagen."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.roller import Roll
from demodata import APRIL, write_month
from fakturor.models import Faktura
from kontroller.korning import run_block
from kontroller.models import Block, Korning
from kontroller.regelverk import ensure_standard
from tests.byggstenar import MANAD, NU, build_arende, build_granskare
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]

UNDERLAG = 34


def test_aprils_files_are_read_in_controlled_and_opened(inloggad, tmp_path):
    write_month(tmp_path, APRIL)
    filer = [fil for fil in sorted(tmp_path.rglob("*.*")) if fil.is_file()]
    page = inloggad(Roll.ADMINISTRATIV_ASSISTENT)
    page.set_default_timeout(90_000)
    page.goto(reverse("start"))
    tangenter = Tangentbord(page)

    tangenter.follow("Läs in filer")
    filval = page.locator("#id_filer")
    tangenter.go_to(filval)
    # The dialog that Enter opens is the browser's own, and not ours to try.
    filval.set_input_files(filer)
    expect(page.get_by_role("status")).to_have_text(f"{len(filer)} filer valda")
    tangenter.press("Granska filerna")

    expect(page.get_by_role("heading", level=1)).to_have_text("Granska filerna")
    expect(page.get_by_role("main").get_by_role("heading", level=2).first).to_have_text(f"{len(filer)} filer")
    brukare = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="brukare.csv"))
    expect(brukare).to_contain_text("Inga fel")
    expect(brukare.get_by_role("cell").nth(1)).to_have_text("34")
    assert not Faktura.objects.exists()

    knapp = page.get_by_role("button", name="Läs in").inner_text()
    tangenter.press(knapp)
    expect(page.get_by_role("main")).to_contain_text("Filerna lästes in av Administrativ_assistent")
    assert Faktura.objects.count() == UNDERLAG

    tangenter.follow("Månader")
    tangenter.follow("April 2015")
    expect(page.get_by_role("main")).to_contain_text("Inte kontrollerad")
    tangenter.press("Kontrollera månaden")
    expect(page.get_by_role("heading", name="Utfall i kronor")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Inte kontrollerad")
    expect(page.get_by_role("table", name="Fakturor")).to_contain_text(f"{UNDERLAG} underlag")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    namn = page.locator("tr[aria-current] th a").inner_text()
    with page.expect_navigation():
        page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_contain_text(namn)
    expect(page.get_by_role("heading", name="Beviljat, intygat, fakturerat")).to_be_visible()


def test_the_progress_is_seen_and_the_result_takes_its_place_by_itself(inloggad):
    build_arende()
    page = inloggad(Roll.ADMINISTRATIV_ASSISTENT)
    page.goto(reverse("kontroller:manad", args=[MANAD]))
    # Until the worker has come to it.
    korning = Korning.objects.create(
        typ=Korning.Typ.MANAD,
        manad=MANAD,
        regelverk=ensure_standard(at=NU),
        startad_av=build_granskare(),
        startad=NU,
        status=Korning.Status.PAGAR,
        antal=1,
    )
    block = Block.objects.create(korning=korning, nummer=1, fakturor=list(Faktura.objects.values_list("pk", flat=True)))
    page.reload()

    expect(page.get_by_role("heading", name="Kontrollen pågår")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "0")
    run_block(block.pk, at=NU)

    expect(page.get_by_role("heading", name="Utfall i kronor")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
