"""The page of a report: what the nämnd reads, what the controller signs, and that both are events."""

import hashlib
from datetime import timedelta

import pytest
from django.urls import reverse

from assistans.models import Handelse
from assistans.roller import Roll
from kontroller.models import Kontrollrapport, Rapportsignatur
from kontroller.services.signing import sign_report
from kontroller.tests.bygg_rapport import FYND, build_dokument, build_skriven
from tests.byggstenar import NU, build_user

pytestmark = pytest.mark.django_db
FILER = ("kontroller:hamta_rapport", "kontroller:hamta_sammandrag")


@pytest.fixture
def eva():
    return build_user("eva", Roll.CONTROLLER)


@pytest.fixture
def goran():
    return build_user("goran", Roll.NAMND)


@pytest.fixture
def rapport() -> Kontrollrapport:
    return build_skriven()


@pytest.fixture
def lamnad(rapport, eva) -> Kontrollrapport:
    sign_report(rapport=rapport, anteckning="Läs om täckningen.", by=eva, at=NU)
    return rapport


def page(client, rapport: Kontrollrapport) -> str:
    return client.get(reverse("kontroller:rapport", args=[rapport.pk])).text.replace("\u00a0", " ")


def test_the_board_reads_the_signed_report_from_what_is_stored(client, lamnad, goran):
    client.force_login(goran)

    text = page(client, lamnad)

    assert "Undertecknad av Eva" in text
    assert "Läs om täckningen." in text
    assert "I maj 2015 fakturerade en anordnare 80 timmar." in text
    assert 'href="#forst-h"' in text
    assert 'id="forst-h"' in text
    assert 'aria-label="Tid: 80 timmar."' in text
    assert "1 230 572" in text
    assert FYND.not_under in text
    assert "Skriv under" not in text


def test_a_draft_is_not_there_for_the_board_not_as_a_file_either(client, rapport, goran):
    client.force_login(goran)

    for namn in ("kontroller:rapport", *FILER):
        assert client.get(reverse(namn, args=[rapport.pk])).status_code == 404
    assert "Här kommer nämndens rapporter att stå." in client.get(reverse("kontroller:rapporter")).text


def test_the_controller_signs_on_the_page_and_the_board_finds_it(client, rapport, eva, goran):
    client.force_login(eva)
    assert "Utkast, inte lämnad till nämnden." in page(client, rapport)

    svar = client.post(
        reverse("kontroller:signera_rapport", args=[rapport.pk]), {"anteckning": "Läs först."}, follow=True
    )

    assert "är undertecknad och lämnad till nämnden." in svar.text.replace("\u00a0", " ")
    assert Rapportsignatur.objects.get().av == eva
    client.force_login(goran)
    assert reverse("kontroller:rapport", args=[rapport.pk]) in client.get(reverse("kontroller:rapporter")).text
    assert reverse("kontroller:rapport", args=[rapport.pk]) in client.get("/").text


def test_what_is_in_the_way_of_signing_is_told_on_the_page(client, lamnad, eva):
    client.force_login(eva)
    svar = client.post(reverse("kontroller:signera_rapport", args=[lamnad.pk]), {"anteckning": ""})

    assert "Rapporten är redan undertecknad." in svar.text
    assert Rapportsignatur.objects.count() == 1


@pytest.mark.parametrize("roll", [roll for roll in Roll if roll != Roll.CONTROLLER])
def test_nobody_else_may_sign(client, rapport, roll):
    client.force_login(build_user("annan", roll))

    assert client.post(reverse("kontroller:signera_rapport", args=[rapport.pk])).status_code == 403


def test_the_signed_edition_says_that_there_is_a_newer_and_the_board_may_not_open_its_draft(client, lamnad, goran, eva):
    nyare = build_skriven(skapad=NU + timedelta(days=1))
    client.force_login(goran)
    adress = reverse("kontroller:rapport", args=[nyare.pk])

    assert "En senare utgåva är skriven" in page(client, lamnad)
    assert adress not in page(client, lamnad)

    sign_report(rapport=nyare, anteckning="", by=eva, at=NU + timedelta(days=2))
    assert adress in page(client, lamnad)
    assert "Utgåvan från" in page(client, nyare)


def test_reading_and_fetching_are_events(client, lamnad, goran):
    client.force_login(goran)

    page(client, lamnad)
    for namn in FILER:
        client.get(reverse(namn, args=[lamnad.pk]))

    handelser = Handelse.objects.filter(av=goran).order_by("pk").values_list("typ", "objekt_id", "uppgifter")
    assert list(handelser) == [
        ("rapport.last", lamnad.pk, {}),
        ("rapport.hamtad", lamnad.pk, {"vad": "kontrollrapport.pdf"}),
        ("rapport.hamtad", lamnad.pk, {"vad": "sammandrag.pdf"}),
    ]


def test_the_file_is_byte_for_byte_what_was_signed(client, lamnad, goran):
    client.force_login(goran)

    svar = client.get(reverse("kontroller:hamta_rapport", args=[lamnad.pk]))

    assert hashlib.sha256(svar.content).hexdigest() == lamnad.signatur.pdf_sha256
    assert svar["Content-Disposition"] == 'attachment; filename="kontrollrapport-2015-05.pdf"'


def test_a_long_report_takes_no_more_queries_than_a_short(client, goran, eva, django_assert_max_num_queries):
    langt = build_skriven(build_dokument(avsnitt=build_dokument().avsnitt * 20))
    sign_report(rapport=langt, anteckning="", by=eva, at=NU)
    client.force_login(goran)
    page(client, langt)

    with django_assert_max_num_queries(8):
        page(client, langt)


def test_a_report_without_its_content_leads_to_its_pdf(client, eva):
    rapport = build_skriven(innehall="", innehall_sha256="")
    client.force_login(eva)

    text = page(client, rapport)

    assert "finns bara som PDF" in text
    assert "Skriv den igen först." in text
