"""The report's workbook: every table, figure for figure, of what is stored."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from assistans.models import Handelse
from assistans.roller import Roll
from kontroller.rapport.avsnitt import Avsnitt, Kolumn, Slag, Tabell
from kontroller.rapport.dokument import to_json
from kontroller.rapport.kalkylblad import as_workbook
from kontroller.rapport.skrivning import as_csv
from kontroller.tests.bygg_rapport import FYND, build_dokument, build_skriven
from tests.byggstenar import build_user

VOLYMER = Tabell(
    kod="volymer",
    rubrik="Volymer",
    kolumner=(Kolumn("Månad", Slag.MANAD), Kolumn("Kronor", Slag.BELOPP), Kolumn("Dagar", Slag.DAGAR)),
    rader=((date(2015, 5, 1), Decimal("22720.50"), Decimal("1.5")), ("Summa", Decimal("22720.50"), None)),
    summa=True,
)


@pytest.fixture
def dokument():
    return build_dokument(
        avsnitt=(Avsnitt(kod="v", rubrik="V", delar=(Avsnitt(kod="d", rubrik="D", tabeller=(VOLYMER,)),)),)
    )


def as_plain(varde):
    """A cell as the document has it: days without a clock, figures exact."""
    if isinstance(varde, datetime):
        return varde.date()
    return Decimal(str(varde)) if isinstance(varde, int | float) else varde


def test_every_table_is_a_sheet_with_the_figures_of_the_report(dokument):
    bok = load_workbook(io.BytesIO(as_workbook(to_json(dokument))))

    assert bok.sheetnames == ["Innehåll", "Fynden", "Volymer"]
    for tabell in dokument.tables():
        rader = [[as_plain(cell.value) for cell in rad] for rad in bok[tabell.rubrik].iter_rows(min_row=5)]
        assert [tuple(rad) for rad in rader[: len(tabell.rader)]] == list(tabell.rader)
    assert bok["Fynden"]["A7"].value == FYND.not_under
    assert bok["Volymer"]["A6"].font.bold


def test_the_sheet_says_which_report_it_is_of_and_what_it_was_written_from(dokument):
    bok = load_workbook(io.BytesIO(as_workbook(to_json(dokument))))

    assert "Kontrollrapport maj" in bok["Volymer"]["A2"].value
    assert "skriven 2015-07-01" in bok["Volymer"]["A2"].value
    assert "SHA-256" in bok["Innehåll"]["A2"].value


@pytest.mark.django_db
def test_the_workbook_and_each_table_are_fetched_and_noted(client, dokument):
    rapport = build_skriven(dokument)
    eva = build_user("eva", Roll.CONTROLLER)
    client.force_login(eva)
    adress = reverse("kontroller:hamta_tabell", args=[rapport.pk, "volymer"])
    assert adress in client.get(reverse("kontroller:rapport", args=[rapport.pk])).text

    arbetsbok = client.get(reverse("kontroller:hamta_arbetsbok", args=[rapport.pk]))
    tabell = client.get(adress)

    assert arbetsbok.content == as_workbook(rapport.innehall)
    assert arbetsbok["Content-Disposition"] == 'attachment; filename="kontrollrapport-2015-05.xlsx"'
    assert tabell.content == as_csv(VOLYMER)
    hamtat = (
        Handelse.objects.filter(av=eva, typ="rapport.hamtad").order_by("pk").values_list("uppgifter__vad", flat=True)
    )
    assert list(hamtat) == ["kontrollrapport.xlsx", "volymer.csv"]
    assert client.get(reverse("kontroller:hamta_tabell", args=[rapport.pk, "annan"])).status_code == 404


@pytest.mark.django_db
def test_a_draft_is_no_workbook_for_the_board(client):
    rapport = build_skriven()
    client.force_login(build_user("goran", Roll.NAMND))

    assert client.get(reverse("kontroller:hamta_arbetsbok", args=[rapport.pk])).status_code == 404
    assert client.get(reverse("kontroller:hamta_tabell", args=[rapport.pk, "fynd"])).status_code == 404
