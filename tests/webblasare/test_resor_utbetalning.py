"""En godkänd faktura betalas av två ekonomer, med tangenterna: sätt ihop, frisläpp, och anteckna vad banken sa."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assistans.roller import Roll
from fakturor.flode import Status
from fakturor.models import Betalfil, Faktura
from fakturor.tests.bygg_utbetalning import set_own_account
from tests.byggstenar import build_arende
from tests.byggstenar_kontroll import bring_to
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]


def test_an_invoice_is_paid_by_two_economists_who_each_do_their_part(inloggad, settings):
    set_own_account(settings)
    bring_to(build_arende().faktura, Status.GODKAND)

    page = inloggad(Roll.EKONOM, "karin")
    page.goto(reverse("fakturor:utbetalningar"))
    Tangentbord(page).follow("Sätt ihop en omgång")
    Tangentbord(page).press("Sätt ihop omgången")
    expect(page.get_by_role("main")).to_contain_text("En annan ekonom frisläpper den.")
    expect(page.get_by_role("link", name="Granska och frisläpp")).to_have_count(0)
    omgang = page.url

    annan = inloggad(Roll.EKONOM, "ingrid")
    annan.goto(omgang)
    Tangentbord(annan).follow("Granska och frisläpp")
    Tangentbord(annan).press("Frisläpp 1\u00a0betalning på 22\u00a0720,00\u00a0kr")
    expect(annan.get_by_role("main")).to_contain_text("Lämnad, väntar på besked")
    with annan.expect_download() as hamtning:
        annan.get_by_role("link", name="Betalfil till banken (pain.001)").click()
    fil = Betalfil.objects.get(slag="pain001")
    assert (hamtning.value.suggested_filename, hamtning.value.path().read_bytes()) == (fil.namn, bytes(fil.innehall))

    page.reload()
    tangenter = Tangentbord(page)
    tangenter.follow("Anteckna")
    tangenter.choose("Utförd")
    tangenter.write(skal="Kontoutdraget.")
    tangenter.press("Spara beskedet")
    expect(page.get_by_role("main")).to_contain_text("Utförd")
    assert Faktura.objects.get().status == Status.UTBETALD
