"""Vem som får öppna kontrollens sidor, och att de öppnas för den som får."""

import pytest
from django.urls import reverse

from assistans.models import Lasning
from assistans.roller import Roll
from fakturor.models import Dokument
from kontroller.korning import recontrol, start_month
from kontroller.models import Korning
from kontroller.rapport.period import Utgava, span_of
from tests.byggstenar import MANAD, NU, build_arende, build_handlaggare, build_user

pytestmark = pytest.mark.django_db

ALLA = set(Roll)
SER_MANADER = ALLA - {Roll.NAMND, Roll.SYSTEMFORVALTARE}
SER_FAKTUROR = SER_MANADER - {Roll.KONSULENT}
BEDOMER = {Roll.HANDLAGGARE, Roll.ENHETSCHEF}

FAR_OPPNA = {
    "start": ALLA,
    "kontroller:regler": ALLA,
    "kontroller:manader": SER_MANADER,
    "kontroller:manad": SER_MANADER,
    "kontroller:forlopp": SER_MANADER,
    "kontroller:faktura": SER_FAKTUROR,
    "kontroller:original": SER_FAKTUROR,
    "kontroller:officiella": SER_FAKTUROR,
    "kontroller:skyddad_text": BEDOMER,
    "kontroller:bedomningar": BEDOMER,
    "kontroller:rapporter": ALLA - {Roll.EKONOM, Roll.KONSULENT, Roll.SYSTEMFORVALTARE},
    "kontroller:rapportlage": {Roll.CONTROLLER, Roll.ADMINISTRATIV_ASSISTENT},
}


@pytest.fixture
def arende():
    dokument = Dokument.objects.create(sha256="a" * 64, namn="f.xml", mime="application/xml", innehall=b"<Invoice/>")
    arende = build_arende(dokument=dokument)
    recontrol(faktura=arende.faktura, by=build_handlaggare(), at=NU)
    return arende


def address(namn: str, arende) -> str:
    if namn in {"kontroller:manad", "kontroller:forlopp"}:
        return reverse(namn, args=[MANAD])
    if namn == "kontroller:rapportlage":
        return reverse(namn, args=[span_of(Utgava.MANAD, MANAD)])
    if namn in {"kontroller:faktura", "kontroller:officiella", "kontroller:original", "kontroller:skyddad_text"}:
        return reverse(namn, args=[arende.faktura.pk])
    return reverse(namn)


@pytest.mark.parametrize("namn", FAR_OPPNA)
@pytest.mark.parametrize("roll", Roll)
def test_a_page_opens_for_the_roles_that_may_see_it_and_no_other(client, arende, namn, roll):
    client.force_login(build_user("prov", roll))

    svar = client.get(address(namn, arende))

    assert svar.status_code == (200 if roll in FAR_OPPNA[namn] else 403)


@pytest.mark.parametrize("namn", FAR_OPPNA)
def test_nobody_opens_a_page_without_having_signed_in(client, arende, namn):
    svar = client.get(address(namn, arende))

    assert svar.status_code == 302
    assert svar["Location"].startswith(reverse("logga_in"))


@pytest.mark.parametrize("namn", ["start", "kontroller:manad", "kontroller:faktura", "kontroller:regler"])
def test_the_auditor_reads_everything_and_is_offered_no_button_that_changes_anything(client, arende, namn):
    start_month(manad=MANAD, by=build_handlaggare(), at=NU)
    client.force_login(build_user("rut", Roll.REVISOR))

    svar = client.get(address(namn, arende))

    andrar = [rad for rad in svar.text.splitlines() if 'method="post"' in rad and not _is_in_the_frame(rad)]
    assert andrar == []


def test_reading_an_invoice_is_logged(client, arende):
    revisor = build_user("rut", Roll.REVISOR)
    client.force_login(revisor)

    client.get(reverse("kontroller:faktura", args=[arende.faktura.pk]))

    [lasning] = Lasning.objects.filter(av=revisor)
    assert (lasning.objekt, lasning.objekt_id) == ("fakturor.faktura", arende.faktura.pk)


def test_there_is_no_run_until_somebody_starts_one(arende):
    assert Korning.objects.filter(typ=Korning.Typ.MANAD).count() == 0


def _is_in_the_frame(rad: str) -> bool:
    """Whether a form is one that every page has: to search, and to log out."""
    return f'action="{reverse("logga_ut")}"' in rad or f'action="{reverse("sok")}"' in rad
