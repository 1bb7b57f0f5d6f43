"""Från mapp till verdiktfil: sex fakturor läses in och kontrolleras, och filen som blir svaret prövas hel."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from assistans.models import User
from fakturor.services.importing import import_folder
from fakturor.tests.bygg_mapp import MAPP, ORGNR, Rader, csv, first
from fakturor.tests.filer.bygg_ubl import KOPARE_ORGNR, Rad, build_invoice
from kontroller.korning import start_month
from kontroller.liggare import run_as_file
from kontroller.motor import is_hint
from kontroller.regelverk import in_force
from kontroller.regler import load_rules
from kontroller.tests.bygg import plain

APRIL = date(2015, 4, 1)
NU = datetime(2015, 5, 6, 8, 0, tzinfo=UTC)
CHEF = "197909012382"
TVA_STALLEN = "197403199289"
"""En assistent som har tid hos två personer samtidigt."""
PERSONER = ("195007282162", "195301010350", "195506072882", "195711092642", "196004182843", "196209132767")
FORMIDDAG, NATT = ("2015-04-01", "08:00", "12:00"), ("2015-04-02", "22:00", "06:00")
REGLER = [kod for kod, regel in load_rules().items() if not is_hint(regel, regel.allvar)]
"""Every control is answered; a hint stands among the hints."""
I_BRUK = {
    "A01", "A02", "A03", "A04", "A08", "A09",
    "B01", "B02", "B06", "B07", "B09", "B13", "B14",
    "C01", "C02", "C03", "C08",
    "D01", "D03", "D05", "D06", "D07", "D09",
    "E01", "E03", "E04", "E05", "E10",
    "G01", "G02", "G04", "G05", "G06", "G07", "G09", "G10", "G12",
}  # fmt: skip
"""The controls that a municipality has from the start."""
SJUKLON = {"E07", "E08", "G15", "G16"}
"""Those that it has for claims of sick pay, and that are out of use for all else."""


def build_case(nummer: int, assistent: str, *tider: tuple[str, str, str], summa: str) -> dict[str, Rader]:
    """One person with a decision of twelve hours a month, and a report that all three parties have certified."""
    person, referens, rapport = PERSONER[nummer - 1], f"B-{nummer}", f"R{nummer}"
    parter = (("assistent", assistent, "sjalv"), ("anordnare", CHEF, "arbetsgivare"), ("brukare", person, "sjalv"))
    namn = {"fornamn": f"Prov{nummer}", "efternamn": f"Testberg{nummer}"}
    return {
        "brukare": [first("brukare", referens=referens, personnummer=person, **namn)],
        "beslut": [first("beslut", diarienummer=f"SN {nummer}", referens=referens, timmar="12", enhet="manad")],
        "uppdrag": [first("uppdrag", referens=referens)],
        "betalningsmottagare": [first("betalningsmottagare", referens=referens)],
        "assistenter": [first("assistenter", personnummer=assistent, referens=referens)],
        "rapporter": [first("rapporter", rapport=rapport, referens=referens, assistent=assistent, summa_aktiv=summa)],
        "tidrader": [first("tidrader", rapport=rapport, datum=d, start=fran, slut=till) for d, fran, till in tider],
        "intyg": [first("intyg", rapport=rapport, part=part, personnummer=nr, roll=roll) for part, nr, roll in parter],
    }


ARENDEN = (
    build_case(1, "197001239297", FORMIDDAG, NATT, summa="12:00"),
    build_case(2, "197201079295", ("2015-04-01", "08:00", "12:01"), NATT, summa="12:01"),
    build_case(3, TVA_STALLEN, FORMIDDAG, NATT, summa="12:00"),
    build_case(4, TVA_STALLEN, ("2015-04-01", "11:59", "15:59"), ("2015-04-03", "22:00", "06:00"), summa="12:00"),
    build_case(5, "197605012389", FORMIDDAG, NATT, summa="12:00"),
    build_case(6, "197807012385", FORMIDDAG, NATT, summa="12:00"),
)


def build_files() -> Iterator[tuple[str, bytes]]:
    for tabell in ("anordnare", "ivo", "timbelopp"):
        yield f"{tabell}.csv", csv(MAPP[tabell])
    for tabell in ARENDEN[0]:
        yield f"{tabell}.csv", csv([rad for arende in ARENDEN for rad in arende[tabell]])
    yield "fakturor/f1.xml", build_claim("1001", "B-1")
    yield "fakturor/f2.xml", build_claim("1002", "B-2", antal="12.02", belopp="3413.68")
    yield "fakturor/f3.xml", build_claim("1003", "B-3")
    yield "fakturor/f4.xml", build_claim("1004", "B-4")
    yield "fakturor/f5.xml", build_claim("1005", "B-5", pris="283.99", belopp="3407.88")
    yield "fakturor/f6.xml", build_claim("01001", "B-6")


def build_claim(nummer: str, referens: str, **rad: str) -> bytes:
    """An invoice of the last of April for twelve hours at the price of the rate; `rad` changes its line."""
    varden = {"antal": "12.00", "pris": "284.00", "belopp": "3408.00", "referens": referens} | rad
    datum = {"IssueDate": "2015-04-30", "DueDate": "2015-05-30", "StartDate": "2015-04-01", "EndDate": "2015-04-30"}
    return build_invoice(Rad(**varden), ID=nummer, AccountingCost=referens, **datum)


@pytest.fixture
def fil(db, settings, django_capture_on_commit_callbacks) -> dict[str, Any]:
    """The verdict file of April."""
    settings.KOMMUNKOD, settings.KOMMUN_ORGNR = "1980", KOPARE_ORGNR
    system = User.objects.system()
    inlast = import_folder(list(build_files()), by=system, at=NU).as_json()["filer"]
    assert {f["fil"]: f["fel"] for f in inlast if f["fel"] or f["nya"] != f["lasta"]} == {}

    with django_capture_on_commit_callbacks(execute=True):
        korning = start_month(manad=APRIL, by=system, at=NU)
    korning.refresh_from_db()
    return {"korning_pk": korning.pk, **run_as_file(korning)}


def test_the_verdict_file_says_what_was_found_and_nothing_else(fil):
    funnet = {
        f["fakturanummer"]: (f["resultat"], {u["regel"]: u["utfall"] for u in f["utfall"] if _says_something(u)})
        for f in fil["fakturor"]
    }

    assert funnet == {
        "01001": ("stoppad", {"G07": "avvikelse"}),
        "1001": ("ren", {}),
        "1002": ("stoppad", {"A02": "avvikelse"}),
        "1003": ("stoppad", {"E01": "avvikelse"}),
        "1004": ("stoppad", {"E01": "avvikelse"}),
        "1005": ("varning", {"G02": "varning"}),
    }


def test_the_verdict_file_has_the_form_that_was_promised(fil):
    assert fil.pop("korning_pk") == fil["korning"]
    assert fil.keys() == {"korning", "manad", "regelverk", "fakturor"}
    assert (fil["manad"], fil["regelverk"]) == ("2015-04", in_force(APRIL).version)
    assert [(f["orgnr"], f["fakturanummer"]) for f in fil["fakturor"]] == [
        (ORGNR, nummer) for nummer in ("01001", "1001", "1002", "1003", "1004", "1005")
    ]
    for faktura in fil["fakturor"]:
        assert faktura.keys() == {"orgnr", "fakturanummer", "resultat", "utfall", "tips"}
        assert [u["regel"] for u in faktura["utfall"]] == REGLER
        for utfall in faktura["utfall"]:
            assert utfall.keys() == {"regel", "version", "utfall", "text", "rader", "bevis"}
    assert json.loads(json.dumps(fil, allow_nan=False)) == fil


def test_the_verdict_file_explains_in_figures_what_was_compared(fil):
    assert _said(fil, "1002", "A02") == [
        "12 tim 1 min aktiv tid är intygad för B-2 i april 2015, 1 min mer än de 12 tim som besluten ger.",
        "12,02 timmar är fakturerade för B-2 i april 2015, 0,02 timmar mer än de 12,00 som besluten ger.",
    ]
    assert _figures(fil, "1002", "A02") == [
        {"beviljade_minuter": "720", "intygade_minuter": 721, "over_minuter": "1"},
        {
            "beviljade_minuter": "720",
            "beviljade_timmar": "12.00",
            "fakturerade_timmar": "12.02",
            "intygade_minuter": 721,
            "over_timmar": "0.02",
        },
    ]
    assert _verdict(fil, "1004", "E01")["rader"] == ["rapport R4 2015-04-01 11:59–15:59"]
    assert _verdict(fil, "1005", "G02")["bevis"]["fynd"][0]["matt"]["pris_kr"] == "283.99"


def test_the_verdict_file_names_nobody(fil):
    text = json.dumps(fil, ensure_ascii=False)

    for nummer in (*PERSONER, TVA_STALLEN, CHEF):
        assert nummer not in text
        assert nummer[2:] not in text
    assert "Testberg" not in text
    assert "Lind" not in text


def test_what_is_not_in_use_says_so(fil):
    ej_i_bruk = {u["regel"] for u in fil["fakturor"][0]["utfall"] if u["text"] == "Kontrollen är ej i bruk."}

    assert ej_i_bruk == set(REGLER) - I_BRUK
    assert {_verdict(fil, "1001", kod)["utfall"] for kod in ej_i_bruk} == {"ej_tillamplig"}


def _says_something(utfall: dict[str, Any]) -> bool:
    return utfall["utfall"] not in ("godkand", "ej_tillamplig")


def _verdict(fil: dict[str, Any], nummer: str, regel: str) -> dict[str, Any]:
    [faktura] = [f for f in fil["fakturor"] if f["fakturanummer"] == nummer]
    [utfall] = [u for u in faktura["utfall"] if u["regel"] == regel]
    return utfall


def _said(fil: dict[str, Any], nummer: str, regel: str) -> list[str]:
    return [plain(fynd["text"]) for fynd in _verdict(fil, nummer, regel)["bevis"]["fynd"]]


def _figures(fil: dict[str, Any], nummer: str, regel: str) -> list[dict[str, Any]]:
    return [fynd["matt"] for fynd in _verdict(fil, nummer, regel)["bevis"]["fynd"]]
