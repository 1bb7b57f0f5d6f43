"""Ett tillstånd återkallas: från IVO:s uppgift till brevet som är lämnat. Och ett kontobyte med fyra ögon."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.roller import Roll
from beslut.models import Brev, Konto, Uppdrag
from tests.byggstenar import build_arende
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]


def test_a_revoked_permit_leads_to_those_concerned_and_to_a_letter_handed_over(inloggad):
    arende = build_arende()
    page = inloggad(Roll.KONSULENT)
    page.goto(reverse("beslut:tillstand_visa", args=[arende.anordnare.tillstand.get().pk]))
    tangenter = Tangentbord(page)

    tangenter.follow("Ny kontroll")
    tangenter.pick(status="Återkallat")
    tangenter.press("Spara kontrollen")
    expect(page.get_by_text("Ni såg återkallat, och här står beviljat: ändra tillståndet.")).to_be_visible()
    tangenter.write(galler_tom="2015-05-12")
    tangenter.press("Spara ändringen")

    expect(page.get_by_role("heading", level=1)).to_have_text("Efter 12 maj 2015")
    expect(page.get_by_role("table", name="1 uppdrag berörs")).to_contain_text("LSS-9F3C")
    expect(page.get_by_role("table", name="Fakturor med tid efter sista dagen")).to_contain_text("6\u00a0816,00")
    tangenter.press("Skapa brev till den berörda")
    tangenter.follow("Din assistansanordnare har inte längre tillstånd")
    tangenter.write(skickat="2015-05-14")
    tangenter.press("Anteckna dagen")

    expect(page.get_by_text("Lämnat 14 maj 2015")).to_be_visible()
    assert str(Brev.objects.get().skickat) == str(Uppdrag.objects.get().informerad_om_upphort) == "2015-05-14"


def test_a_new_account_is_entered_by_one_and_confirmed_by_another_who_says_whose_it_is(inloggad):
    arende = build_arende()
    konsulent, ekonom = inloggad(Roll.KONSULENT), inloggad(Roll.EKONOM)
    sidan = reverse("beslut:anordnare_visa", args=[arende.anordnare.pk])
    konsulent.goto(sidan)
    tangenter = Tangentbord(konsulent)
    tangenter.follow("Nytt konto")
    tangenter.write(bankgiro="5050-1055")
    tangenter.press("Spara kontot")

    ekonom.goto(sidan)
    tangenter = Tangentbord(ekonom)
    tangenter.follow("Bekräfta kontot")
    expect(ekonom.get_by_text("Ingen kontakt stod i registret före dagen då kontot lades in.")).to_be_visible()
    tangenter.pick(metod="Slog upp innehavaren i giroregistret")
    tangenter.write(innehavare="Kapital och Factoring AB", hur="Giroregistret den dagen.")
    tangenter.press("Bekräfta kontot")

    expect(ekonom.get_by_text("Kontot tillhör Kapital och Factoring AB")).to_be_visible()
    konto = Konto.objects.get(nummer="50501055")
    assert (konto.verifierat_av.anvandarnamn, konto.innehavare) == (Roll.EKONOM, "Kapital och Factoring AB")
