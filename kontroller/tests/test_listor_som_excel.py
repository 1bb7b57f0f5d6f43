"""The lists as workbooks: the rows and the choice of the page, nothing of those who are closed, and an event."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assistans import arbetsboksvar
from assistans.models import Handelse
from assistans.roller import Roll
from assistans.tabeller.arbetsbok import MEDIATYP
from fakturor.flode import Status
from fakturor.models import Faktura
from kontroller.tests.bygg_fullstandighet import build_silent
from kontroller.tests.bygg_styrning import build_atgard, build_risk
from tests.byggstenar import build_arende, build_brukare, build_faktura, build_user
from tests.byggstenar_betalning import build_utbetalning
from tests.byggstenar_kontroll import bring_to, build_granskning

pytestmark = pytest.mark.django_db
MANADEN = "/manader/2015-05/"


@pytest.fixture
def rut(client):
    client.force_login(build_user("rut", Roll.REVISOR))
    return client


@pytest.fixture
def tva() -> tuple[Faktura, Faktura]:
    """A deviation of 22 720 kr and a warning of 284 kr."""
    arende = build_arende(forfallodatum=date(2015, 7, 2))
    liten = build_faktura(arende.redovisning, nummer="4712", timmar=1)
    build_granskning(arende.faktura, A02="avvikelse", G04="avvikelse")
    build_granskning(liten, D07="varning")
    return arende.faktura, liten


def fetch(client, adress: str, **fraga: str) -> Worksheet:
    """The only sheet of the workbook."""
    svar = client.get(adress, {"format": "xlsx", **fraga})
    assert svar["Content-Type"] == MEDIATYP
    [ark] = load_workbook(io.BytesIO(svar.getvalue())).worksheets
    return ark


def rows(ark: Worksheet) -> list[dict[str, Any]]:
    """The rows under the heading, by the words of the heading."""
    huvud = [cell.value for cell in ark[4]]
    return [dict(zip(huvud, rad, strict=True)) for rad in ark.iter_rows(min_row=5, values_only=True)]


def all_text(ark: Worksheet) -> str:
    return " ".join(str(varde) for rad in ark.iter_rows(values_only=True) for varde in rad if varde is not None)


def test_the_month_is_fetched_with_the_figures_of_the_page(rut, tva):
    sidan = rut.get(MANADEN).context["tabell"]

    [forst, sist, summa] = rows(fetch(rut, MANADEN))

    assert [forst["Belopp"], sist["Belopp"]] == [rad.belopp for rad in sidan.rader] == [22720, 284]
    assert summa["Belopp"] == sidan.belopp
    assert forst["Tid"] == Decimal(80)
    assert (forst["Utfall"], forst["Kontroll"]) == ("Avvikelse", "Tid mot beslut och 1 till")
    assert forst["Förfaller"] == datetime(2015, 7, 2)  # noqa: DTZ001
    assert forst["Referens"] == "LSS-9F3C"


def test_the_choice_of_the_page_is_that_of_the_workbook_and_the_link_carries_it(rut, tva):
    [rad, summa] = rows(fetch(rut, MANADEN, utfall="varning"))

    assert (rad["Belopp"], summa["Belopp"]) == (284, 284)
    assert 'href="?utfall=varning&amp;format=xlsx"' in rut.get(MANADEN, {"utfall": "varning"}).text


def test_somebody_protected_is_as_closed_in_the_workbook_as_on_the_page(rut, tva):
    brukare = build_brukare()
    brukare.skydd = "skyddad_folkbokforing"
    brukare.save()

    ark = fetch(rut, MANADEN)

    assert "Skyddat underlag" in all_text(ark)
    assert "LSS-9F3C" not in all_text(ark)
    assert "4711" not in all_text(ark)


def test_what_has_not_come_is_fetched_with_its_days(rut):
    build_silent()

    [rad] = rows(fetch(rut, f"{MANADEN}fullstandighet/", dag="2015-07-17"))

    assert (rad["Person"], rad["Dagar sent"]) == ("LSS-TYST", 12)
    assert "Ingen tidrapport har kommit." in rad["Saknas"]


def test_the_register_of_risks_is_fetched(client):
    client.force_login(build_user("goran", Roll.NAMND))
    build_atgard(build_risk((3, 4)))

    [rad] = rows(fetch(client, reverse("kontroller:riskanalys")))

    assert (rad["Risk"], rad["Värde"], rad["Åtgärder kvar"]) == ("Assistans utan tillstånd", 12, 1)


def test_the_rounds_of_payments_are_fetched(rut):
    arende = build_arende()
    bring_to(arende.faktura, "godkand")
    omgang = build_utbetalning(arende.faktura)

    [rad] = rows(fetch(rut, reverse("fakturor:utbetalningar")))

    assert (rad["Omgång"], rad["Summa"], rad["Betalningar"]) == (omgang.nummer, omgang.summa, 1)


def test_what_waits_to_be_assessed_is_fetched(client, tva):
    client.force_login(build_user("hanna", Roll.HANDLAGGARE))
    adress = reverse("kontroller:bedomningar")
    tva[0].move_to(Status.STOPPAD)
    vantar = client.get(adress).context["sida"].object_list

    rader = rows(fetch(client, adress))

    assert [(rad["Underlag"], rad["Belopp"], rad["Läget"]) for rad in rader] == [
        (uppgift.dokument, uppgift.belopp, uppgift.lage) for uppgift in vantar
    ]
    assert {rad["Belopp"] for rad in rader} >= {22720}


def test_fetching_is_an_event_and_the_sheet_says_who_fetched_it(rut, tva):
    ark = fetch(rut, MANADEN)

    handelse = Handelse.objects.get(typ="tabell.hamtad")
    assert (handelse.av.anvandarnamn, handelse.uppgifter) == ("rut", {"vad": "fakturor-2015-05", "rader": 2})
    assert "av Rut" in ark["A2"].value


def test_a_list_that_is_too_long_is_cut_and_says_so(rut, tva, monkeypatch):
    monkeypatch.setattr(arbetsboksvar, "FLEST_RADER", 1)

    ark = fetch(rut, MANADEN)

    assert ark["C5"].value == "LSS-9F3C"
    assert ark["A6"].value == "Här står de första 1 raderna av 2. Gör urvalet mindre för resten."


def test_nobody_fetches_a_list_that_they_may_not_see(client):
    client.force_login(build_user("peter", Roll.SYSTEMFORVALTARE))

    for adress in (MANADEN, f"{MANADEN}fullstandighet/", "/riskanalys/", reverse("fakturor:utbetalningar")):
        assert client.get(adress, {"format": "xlsx"}).status_code == 403
