"""Försäkringskassans faktura som arbetsbok: det som ett kalkylblad gör med dagar, timmar och kronor."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from fakturor.importing.fk import FKFAKTURA
from fakturor.models import Fkfaktura
from fakturor.services.fk import FileRefused, read_in_invoice
from tests.byggstenar import NU, build_brukare
from tests.byggstenar_fk import build_las_in

pytestmark = pytest.mark.django_db

RUBRIKER = [kolumn.namn for kolumn in FKFAKTURA.kolumner]
RAD = {
    "nummer": "FK-1",
    "slag": "manad",
    "manad": "2015-05",
    "fakturadatum": date(2015, 6, 8),
    "total": 22720,
    "rad": 1,
    "referens": "LSS-9F3C",
    "from": date(2015, 5, 1),
    "tom": date(2015, 5, 31),
    "timmar": "80:00",
    "timbelopp": 284,
    "belopp": 22720.0,
}
MED_KLOCKSLAG = datetime(2015, 6, 8, 12, 30)  # noqa: DTZ001 (a sheet's cells have no zone)


def workbook(*rader: dict[str, Any], rubriker: list[str] = RUBRIKER, forsta_blad: str = "") -> bytes:
    bok = Workbook()
    blad = bok.active
    if forsta_blad:
        blad.append([forsta_blad])
        blad = bok.create_sheet("Fakturan")
    blad.append(rubriker)
    for rad in rader:
        blad.append([rad[rubrik] for rubrik in rubriker])
    ut = io.BytesIO()
    bok.save(ut)
    return ut.getvalue()


def read_in(innehall: bytes) -> Fkfaktura:
    return read_in_invoice(namn="fkfaktura.xlsx", innehall=innehall, by=build_las_in(), at=NU)


def faults(innehall: bytes) -> list[tuple]:
    with pytest.raises(FileRefused) as refused:
        read_in(innehall)
    assert not Fkfaktura.objects.exists()
    return [(fel.rad, fel.kolumn, fel.orsak) for fel in refused.value.fel]


def test_a_workbook_is_read_as_the_same_table_as_csv():
    brukare = build_brukare()

    faktura = read_in(workbook(RAD, {**RAD, "rad": 2, "referens": "LSS-X"}))

    forsta, andra = faktura.rader.all()
    assert (faktura.manad, faktura.fakturadatum, faktura.belopp) == (date(2015, 5, 1), date(2015, 6, 8), 22720)
    assert (forsta.brukare, forsta.minuter, forsta.timbelopp, forsta.belopp) == (brukare, 4800, 284, 22720)
    assert (forsta.period_fran, forsta.period_tom) == (date(2015, 5, 1), date(2015, 5, 31))
    assert andra.brukare is None


@pytest.mark.parametrize(
    ("skrivet", "minuter"),
    [
        (timedelta(hours=88, minutes=34), 88 * 60 + 34),
        (timedelta(hours=20), 1200),
        ("88:34", 88 * 60 + 34),
    ],
)
def test_hours_that_the_sheet_has_made_a_time_of_are_hours(skrivet, minuter):
    assert read_in(workbook({**RAD, "timmar": skrivet})).rader.get().minuter == minuter


@pytest.mark.parametrize("minus", ["-", "\u2212"])
def test_what_a_settlement_takes_back_is_written_with_a_minus(minus):
    tillbaka = {"slag": "slutavrakning", "timmar": f"{minus}1:30", "total": "-426,00", "belopp": f"{minus}426,00"}

    rad = read_in(workbook({**RAD, **tillbaka})).rader.get()

    assert (rad.minuter, rad.belopp) == (-90, -426)


@pytest.mark.parametrize("skrivet", ["22 720,50", "22\u00a0720,50", "22720,50", "22720.50", 22720.5])
def test_kronor_as_text_or_number_are_the_same_kronor(skrivet):
    faktura = read_in(workbook({**RAD, "belopp": skrivet, "total": skrivet}))

    assert faktura.belopp == faktura.rader.get().belopp == Decimal("22720.50")


def test_the_month_may_be_its_first_day():
    assert read_in(workbook({**RAD, "manad": date(2015, 5, 1)})).manad == date(2015, 5, 1)


@pytest.mark.parametrize(
    ("kolumn", "varde", "orsak"),
    [
        ("from", 42125, "Cellen visar ett tal i stället för en dag. Formatera kolumnen som datum."),
        ("fakturadatum", MED_KLOCKSLAG, "Cellen har både datum och klockslag. Skriv bara datumet."),
        ("timmar", 80.5, "Skriv timmar och minuter med kolon, till exempel 112:30."),
        ("timmar", "9999:00", "Så många timmar finns inte i perioden."),
        ("belopp", "=10*2", "Cellen har en formel som inte är uträknad. Öppna filen, räkna om och spara den."),
        ("belopp", "tjugo", "Skriv beloppet i kronor som ett tal, till exempel 24609,47."),
        ("belopp", 1e12, "Skriv beloppet i kronor som ett tal, till exempel 24609,47."),
        ("manad", date(2015, 5, 2), None),
    ],
)
def test_a_cell_that_the_sheet_has_changed_is_told_with_what_to_do(kolumn, varde, orsak):
    [(rad, var, sagt)] = faults(workbook({**RAD, kolumn: varde}))

    assert (rad, var) == (2, kolumn)
    assert orsak is None or sagt == orsak


def test_the_table_on_another_sheet_than_the_first_is_not_found_and_it_is_said_why():
    [(_, _, orsak)] = faults(workbook(RAD, forsta_blad="Läs mig"))

    assert orsak == ("Kolumnen Läs mig hör inte till fkfaktura. Arbetsboken har flera blad, och bara det första läses.")


def test_a_missing_column_is_named_and_no_sheet_is_spoken_of():
    [(_, kolumn, orsak)] = faults(workbook(RAD, rubriker=[r for r in RUBRIKER if r != "timmar"]))

    assert (kolumn, orsak) == ("timmar", "Kolumnen timmar saknas i rubrikraden.")


@pytest.mark.parametrize("innehall", [b"PK\x03\x04 inte en arbetsbok", b"\xd0\xcf\x11\xe0 en gammal bok"])
def test_what_only_looks_like_a_workbook_changes_nothing(innehall):
    [(_, _, orsak)] = faults(innehall)

    assert "Spara den" in orsak


def test_an_invoice_from_the_future_is_not_taken_in():
    [(_, kolumn, orsak)] = faults(workbook({**RAD, "fakturadatum": date(2015, 6, 11)}))

    assert (kolumn, orsak.replace("\u00a0", " ")) == (
        "fakturadatum",
        "Fakturan är daterad 11 juni 2015, i framtiden.",
    )
