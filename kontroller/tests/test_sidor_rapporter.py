"""Sidan med nämndens rapporter."""

import hashlib
from datetime import timedelta

import pytest
from django.urls import reverse

from assistans.roller import Roll
from kontroller.korning import run_block, start_month
from kontroller.models import Kontrollrapport
from kontroller.rapport import innehall
from kontroller.rapport.delar import volymer
from kontroller.rapport.period import Utgava, span_of
from kontroller.services import reporting
from kontroller.services.reporting import SKRIVS, carry_out_order, create_report, order_report, order_state
from tests.byggstenar import MANAD, NU, build_arende, build_user

MAJ = span_of(Utgava.MANAD, MANAD)
pytestmark = pytest.mark.django_db


@pytest.fixture
def controller(client):
    user = build_user("eva", Roll.CONTROLLER)
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """A report of one section: what the others say is tried where they are."""
    monkeypatch.setattr(innehall, "AVSNITT", (volymer.section,))


@pytest.fixture
def kontrollerad(controller):
    """A month with one clean invoice that has been controlled."""
    build_arende()
    korning = start_month(manad=MANAD, by=controller, at=NU)
    for block in korning.block.all():
        run_block(block.pk, at=NU)
    return korning


def test_a_month_without_a_report_says_so_and_offers_to_write_it(client, kontrollerad):
    text = client.get(reverse("kontroller:rapporter")).text

    assert "Ingen rapport är skriven." in text
    assert reverse("kontroller:skriv_rapport", args=[MAJ]) in text


@pytest.mark.usefixtures("kontrollerad")
def test_the_report_is_written_by_a_worker_and_can_be_fetched(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("kontroller:skriv_rapport", args=[MAJ]))
    rapport = Kontrollrapport.objects.get()

    assert reverse("kontroller:hamta_rapport", args=[rapport.pk]) in client.get(reverse("kontroller:rapporter")).text
    svar = client.get(reverse("kontroller:hamta_rapport", args=[rapport.pk]))
    assert hashlib.sha256(svar.content).hexdigest() == rapport.sha256
    assert svar["Content-Disposition"] == 'attachment; filename="kontrollrapport-2015-05.pdf"'
    assert order_state(MAJ) == ""


@pytest.mark.usefixtures("kontrollerad")
def test_while_it_is_written_the_page_says_so(client, controller):
    order_report(tidrymd=MAJ, by=controller, dag=NU.date())

    assert order_state(MAJ) == SKRIVS
    assert "Rapporten skrivs." in client.get(reverse("kontroller:rapporter")).text
    assert "Rapporten skrivs." in client.get(reverse("kontroller:rapportlage", args=[MAJ])).text


@pytest.mark.usefixtures("kontrollerad")
def test_what_stood_in_the_way_is_told(client, controller, monkeypatch):
    def without_pango(_innehall):
        raise reporting.PangoMissing("Pango saknas.")

    monkeypatch.setattr(reporting, "write_pdf", without_pango)
    carry_out_order(tidrymd=MAJ, by=controller, at=NU)

    assert "Pango saknas." in client.get(reverse("kontroller:rapporter")).text


@pytest.mark.usefixtures("controller")
def test_a_month_that_is_not_controlled_is_refused(client):
    svar = client.post(reverse("kontroller:skriv_rapport", args=[MAJ]), follow=True)

    assert "är inte kontrollerad. Kontrollera månaden först." in svar.text


def test_a_report_of_an_earlier_run_is_said_to_be_so(client, kontrollerad, controller):
    create_report(tidrymd=MAJ, by=controller, at=NU)
    senare = start_month(manad=MANAD, by=controller, at=NU + timedelta(days=1))
    for block in senare.block.all():
        run_block(block.pk, at=NU)

    assert "har kontrollerats igen sedan den senaste" in client.get(reverse("kontroller:rapporter")).text


@pytest.mark.usefixtures("kontrollerad")
def test_the_board_reads_but_orders_nothing(client):
    client.force_login(build_user("goran", Roll.NAMND))

    assert "Skriv rapporten" not in client.get(reverse("kontroller:rapporter")).text
    assert client.post(reverse("kontroller:skriv_rapport", args=[MAJ])).status_code == 403
