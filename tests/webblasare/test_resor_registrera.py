"""Ett ärende utan en enda fil: allt skrivs för hand, från anordnare till räkning, och månaden kontrolleras."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assistans.roller import Roll
from beslut.models import Beslut, Uppdrag
from kontroller.models import Granskning
from tests.webblasare.registrering import (
    ANORDNARE,
    register_assistant,
    register_claim,
    register_decision,
    register_person,
    register_provider,
    register_purchase,
    register_rate,
    register_time,
    saved,
)
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]


def test_a_case_without_a_single_file_goes_from_provider_to_verdict(inloggad):
    konsulent, handlaggare = inloggad(Roll.KONSULENT), inloggad(Roll.HANDLAGGARE)
    administrativ = inloggad(Roll.ADMINISTRATIV_ASSISTENT)

    register_provider(konsulent)
    register_person(handlaggare)
    register_decision(handlaggare)
    register_purchase(handlaggare)
    register_rate(handlaggare)
    register_assistant(konsulent)
    register_time(administrativ)
    register_claim(administrativ)

    control_and_find_it_clean(administrativ)


def test_a_case_by_contract_takes_every_role_from_the_first_company_check_to_the_first_clean_invoice(inloggad):
    konsulent, enhetschef = inloggad(Roll.KONSULENT), inloggad(Roll.ENHETSCHEF)
    handlaggare, ekonom = inloggad(Roll.HANDLAGGARE), inloggad(Roll.EKONOM)
    administrativ = inloggad(Roll.ADMINISTRATIV_ASSISTENT)

    register_provider(konsulent, bankgiro="5050-1014")
    check_company(konsulent)
    change_account(konsulent)
    confirm_account(ekonom)
    try_contract(konsulent)
    approve_contract(enhetschef)
    delegate(enhetschef)
    register_person(handlaggare)
    register_decision(handlaggare)
    expect(handlaggare.get_by_role("main")).to_contain_text("SN 2014/118")
    assign_in_turn(handlaggare)
    register_rate(handlaggare)
    register_contract_price(handlaggare)
    register_assistant(konsulent)
    register_time(administrativ)
    register_claim(administrativ)

    control_and_find_it_clean(administrativ)
    beslut = Beslut.objects.get()
    assert beslut.delegation.punkt == "4.2"
    assert Uppdrag.objects.get().avtalsform == Uppdrag.Avtalsform.B


def control_and_find_it_clean(administrativ: Page) -> None:
    administrativ.goto(reverse("kontroller:manader"))
    tangenter = Tangentbord(administrativ)
    tangenter.follow("Maj 2015")
    tangenter.press("Kontrollera månaden")
    tangenter.follow(ANORDNARE)

    sidorna = administrativ.get_by_role("region", name="Beviljat, intygat, fakturerat")
    expect(sidorna).to_contain_text("100")
    expect(sidorna).to_contain_text("Fakturerat är lika med intygat")
    expect(administrativ.get_by_role("button", name="Ge granskningsattest")).to_be_visible()
    assert Granskning.objects.get().resultat == Granskning.Resultat.REN


def check_company(page: Page) -> None:
    """The consultant looks the company up, and writes down what was seen. The page of the provider stays open."""
    tangenter = Tangentbord(page)
    tangenter.follow("Ny kontroll")
    tangenter.pick(slag="Godkänd för F-skatt", utfall="Utan anmärkning")
    tangenter.write(datum="2015-01-12")
    tangenter.press("Spara kontrollen")
    saved(page, "Kontrollen")


def change_account(page: Page) -> None:
    """The provider is to be paid on another account than it came with."""
    tangenter = Tangentbord(page)
    tangenter.follow("Nytt konto")
    tangenter.write(bankgiro="5050-1006")
    tangenter.press("Spara kontot")
    saved(page, "Det gäller när en annan person har bekräftat det.")


def confirm_account(page: Page) -> None:
    """The economist finds it among what is to be watched."""
    page.goto(reverse("start"))
    tangenter = Tangentbord(page)
    tangenter.follow("Att bevaka")
    tangenter.follow(ANORDNARE)
    tangenter.pick(metod="Slog upp innehavaren")
    tangenter.write(innehavare=ANORDNARE, hur="Innehavaren i giroregistret är bolaget.")
    tangenter.press("Bekräfta kontot")
    saved(page, "Kontot är bekräftat och gäller nu.")


def try_contract(page: Page) -> None:
    """A contract by LOV, with each requirement seen."""
    page.goto(reverse("beslut:avtal_nytt"))
    tangenter = Tangentbord(page)
    tangenter.pick(anordnare=ANORDNARE, slag="LOV")
    tangenter.write(diarienummer="LOV 2014/7", galler_fran="2015-01-01")
    for namn, svar in (("ickeval", "ja"), ("nystartat", "nej")):
        tangenter.go_to(page.locator(f'[name="{namn}"][value="ja"]'))
        page.keyboard.press("Space" if svar == "ja" else "ArrowDown")
    tangenter.press("Spara avtalet")
    saved(page, "Avtalet är registrerat.")
    for _ in range(4):
        tangenter.follow("Anteckna")
        tangenter.write(uppfyllt="2014-12-15")
        tangenter.press("Spara kravet")
    expect(page.get_by_role("main")).to_contain_text("väntar på att en annan person godkänner det")


def approve_contract(page: Page) -> None:
    page.goto(reverse("beslut:bevakning"))
    tangenter = Tangentbord(page)
    tangenter.follow(ANORDNARE)
    tangenter.press("Godkänn avtalet")
    expect(page.get_by_role("main")).to_contain_text("Kvalitetssäkringssamtal")


def delegate(page: Page) -> None:
    """The head of the unit enters what the board has delegated to the handläggare."""
    page.goto(reverse("beslut:delegation_ny"))
    tangenter = Tangentbord(page)
    tangenter.pick(delegat="Handlaggare")
    tangenter.write(punkt="4.2")
    tangenter.go_to(page.get_by_label("Personlig assistans", exact=True))
    page.keyboard.press("Space")
    tangenter.write(galler_fran="2014-01-01", namndbeslut="Nämnden 2013-12-12 § 97")
    tangenter.press("Spara delegationen")
    saved(page, "Punkt 4.2 för Handlaggare är inlagd.")


def assign_in_turn(page: Page) -> None:
    """The person does not choose: she gets the provider whose turn it is, and the assignment by form B."""
    tangenter = Tangentbord(page)
    tangenter.follow("Tilldela i turordning")
    tangenter.write(skal="Personen vill inte välja, enligt samtal den 15 december.")
    tangenter.press("Tilldela anordnaren")
    saved(page, f"Tilldelad {ANORDNARE}.")
    tangenter.pick(anordnare=ANORDNARE, avtalsform="B")
    tangenter.write(galler_fran="2015-01-01", avtal_datum="2014-12-15")
    tangenter.press("Spara uppdraget")
    saved(page, "Uppdraget är registrerat.")


def register_contract_price(page: Page) -> None:
    page.goto(reverse("beslut:timbelopp_nytt"))
    tangenter = Tangentbord(page)
    tangenter.pick(kategori="Avtal med anordnaren")
    tangenter.write(belopp="284", galler_fran="2015-01-01", grund="Avtal LOV 2014/7")
    tangenter.pick(anordnare=ANORDNARE)
    tangenter.press("Spara timbeloppet")
    saved(page, "är registrerat.")
