"""De officiella reglerna bredvid våra, på en sida om en faktura."""

import pytest
from django.urls import reverse

from assistans.models import Lasning
from assistans.roller import Roll
from fakturor.filer.officiella import editions
from fakturor.models import Dokument
from fakturor.tests.filer.bygg_svefaktura import build_svefaktura
from fakturor.tests.filer.bygg_ubl import Rad, build_invoice
from kontroller.korning import recontrol
from kontroller.services.outcome import apply_result
from tests.byggstenar import NU, build_arende, build_granskare, build_user

pytestmark = pytest.mark.django_db


def control(faktura):
    granskare = build_granskare()
    apply_result(granskning=recontrol(faktura=faktura, by=granskare, at=NU), by=granskare, at=NU)
    return faktura


def open_rules(client, data: bytes) -> str:
    dokument = Dokument.objects.create(sha256="b" * 64, namn="faktura.xml", mime="application/xml", innehall=data)
    faktura = control(build_arende(dokument=dokument).faktura)
    client.force_login(build_user("rut", Roll.REVISOR))
    return client.get(reverse("kontroller:officiella", args=[faktura.pk])).text


@pytest.mark.skipif(not editions(), reason="de officiella reglerna är inte installerade (make peppol)")
def test_each_rule_stands_with_both_texts_and_the_rules_are_dated(client):
    text = open_rules(client, build_invoice(Rad(belopp="35261"), konto="9912347"))

    assert "PEPPOL-EN16931-R120" in text
    assert "Invoice line net amount MUST equal" in text
    assert "alltså 45,00\u00a0kr för mycket" in text
    assert "Ingen anmärkning" in text  # BG-LUHN is ours alone
    assert "Peppol BIS Billing 3, kompilerad 20" in text


@pytest.mark.skipif(bool(editions()), reason="de officiella reglerna är installerade")
def test_without_the_rules_the_page_says_how_to_get_them(client):
    assert "make peppol" in open_rules(client, build_invoice())


def test_a_svefaktura_is_said_to_be_outside_the_rules_and_the_reading_is_logged(client):
    assert "bara fakturor i Peppol BIS Billing 3" in open_rules(client, build_svefaktura())
    assert Lasning.objects.get().syfte == "Fakturans form mot de officiella reglerna"


def test_an_invoice_that_came_in_a_table_has_no_form_to_try(client):
    faktura = control(build_arende().faktura)
    client.force_login(build_user("rut", Roll.REVISOR))

    assert client.get(reverse("kontroller:officiella", args=[faktura.pk])).status_code == 404
