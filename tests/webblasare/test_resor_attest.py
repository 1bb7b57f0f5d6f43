"""En faktura med en avvikelse, från stopp till godkänd: fyra personer, och ingen gör två saker som ska vara skilda."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.roller import Roll
from fakturor.flode import Status
from fakturor.models import Attest
from kontroller.korning import start_month
from tests.byggstenar import MANAD, NU, build_arende, build_handlaggare, build_user
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]

SKAL = "Anordnaren har visat att två timmar fördes in för sent."
GODTA = "Godta: fakturan får betalas trots det som kontrollen fann"
ATTESTRUTAN = "Belopp och attest"


@pytest.fixture
def fakturan():
    """Two hours more are invoiced than are certified (G04), and the month has been controlled."""
    fakturan = build_arende(timmar=82).faktura
    start_month(manad=MANAD, by=build_handlaggare(), at=NU)
    fakturan.refresh_from_db()
    return fakturan


def open_as(page, fakturan):
    page.goto(reverse("kontroller:faktura", args=[fakturan.pk]))
    return Tangentbord(page)


def test_a_deviation_is_assessed_confirmed_and_attested_by_four_persons(inloggad, fakturan):
    page = inloggad(Roll.HANDLAGGARE, "johan")
    page.goto(reverse("start"))
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Faktura 4711")
    tangenter = Tangentbord(page)
    tangenter.choose(GODTA)
    tangenter.press("Spara bedömningen av G04")
    expect(page.locator("#id_G04-skal_error")).to_have_text("Skriv ett skäl.")
    expect(page.get_by_role("radio", name=GODTA)).to_be_checked()
    tangenter.write(**{"G04-skal": SKAL})
    tangenter.press("Spara bedömningen av G04")
    expect(page.get_by_role("main")).to_contain_text("Bedömningen av G04 är sparad.")
    expect(page.get_by_role("button", name="Bekräfta")).to_have_count(0)

    page = inloggad(Roll.ENHETSCHEF, "maria")
    tangenter = open_as(page, fakturan)
    expect(page.get_by_role("main")).to_contain_text(SKAL)
    tangenter.press("Bekräfta bedömningen av G04")
    expect(page.get_by_role("main")).to_contain_text("Bedömningen av G04 är bekräftad.")

    page = inloggad(Roll.ADMINISTRATIV_ASSISTENT, "annika")
    open_as(page, fakturan).press("Ge granskningsattest")
    expect(page.get_by_role("main")).to_contain_text("har fått granskningsattest och väntar nu på beslutsattest")

    page = inloggad(Roll.BESLUTSATTESTANT, "birgitta")
    open_as(page, fakturan).press("Ge beslutsattest")
    expect(page.get_by_role("main")).to_contain_text("är godkänd för betalning")
    expect(page.get_by_label(ATTESTRUTAN)).to_contain_text("Annika")
    expect(page.get_by_label(ATTESTRUTAN)).to_contain_text("Birgitta")
    fakturan.refresh_from_db()
    assert fakturan.get_status_display() == "Godkänd för betalning"


def test_one_person_is_refused_both_attests_and_nothing_is_lost(inloggad):
    fakturan = build_arende().faktura
    start_month(manad=MANAD, by=build_handlaggare(), at=NU)
    annika = build_user("annika", Roll.ADMINISTRATIV_ASSISTENT, Roll.BESLUTSATTESTANT)
    page = inloggad(Roll.ADMINISTRATIV_ASSISTENT, "annika")
    gammal = page.context.new_page()
    i_gammal = open_as(gammal, fakturan)

    open_as(page, fakturan).press("Ge granskningsattest")
    i_gammal.press("Ge granskningsattest")

    expect(page.get_by_label(ATTESTRUTAN)).to_contain_text("Den som har granskat en faktura får inte attestera den.")
    expect(page.get_by_role("button", name="Ge beslutsattest")).to_have_count(0)
    expect(gammal.locator(".felruta")).to_be_focused()
    expect(gammal.locator(".felruta")).to_have_text("Fakturan väntar inte på granskningsattest.")
    fakturan.refresh_from_db()
    assert fakturan.status == Status.GRANSKAD
    assert list(Attest.objects.values_list("typ", "av")) == [(Attest.Typ.GRANSKNING, annika.pk)]
