"""The same tables as workbooks: cells as text, numbers, dates, times and truth values."""

# ruff: noqa: DTZ001 (a workbook knows no time zones)
import io
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from assistans.tabeller import Kolumn, Tabell, TabellFel, Typ, read_table, xlsxfil

IDAG = date(2015, 5, 4)
ALLT = Tabell(
    "allt",
    (
        Kolumn("nummer", nyckel=True),
        Kolumn("datum", Typ.DATUM),
        Kolumn("tidpunkt", Typ.TIDPUNKT),
        Kolumn("manad", Typ.MANAD),
        Kolumn("slut", Typ.KLOCKSLAG, slut=True),
        Kolumn("summa", Typ.LANGD),
        Kolumn("pris", Typ.DECIMAL),
        Kolumn("rad", Typ.HELTAL),
        Kolumn("dubbel", Typ.JA_NEJ),
        Kolumn("kommun", Typ.KOMMUNKOD),
        Kolumn("personnummer", Typ.PERSONNUMMER),
    ),
)
NAMN = [kolumn.namn for kolumn in ALLT.kolumner]


def workbook(*rows, header=NAMN, formats=None):
    book = Workbook()
    book.active.append(header)
    for row in rows:
        book.active.append(row)
    for coordinate, number_format in (formats or {}).items():
        book.active[coordinate].number_format = number_format
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data):
    return list(read_table(ALLT, data, "allt.xlsx", idag=IDAG).rader())


def cell(namn, value, number_format=None):
    """The one row of a workbook with a value in one column, and its number in the first."""
    column = NAMN.index(namn)
    row = [None] * len(NAMN)
    row[0], row[column] = "1", value
    formats = {f"{chr(ord('A') + column)}2": number_format} if number_format else {}
    [rad] = read(workbook(row, formats=formats))
    return rad


@pytest.mark.parametrize(
    ("namn", "value", "read_as"),
    [
        ("nummer", "F-1", "F-1"),
        ("nummer", 1001, "1001"),
        ("nummer", 1001.0, "1001"),
        ("nummer", 1.5, "1.5"),
        ("datum", date(2015, 4, 30), date(2015, 4, 30)),
        ("datum", datetime(2015, 4, 30), date(2015, 4, 30)),
        ("datum", "2015-04-30", date(2015, 4, 30)),
        ("tidpunkt", datetime(2015, 4, 30, 7, 30), datetime(2015, 4, 30, 5, 30, tzinfo=UTC)),
        ("manad", "2015-04", date(2015, 4, 1)),
        ("manad", date(2015, 4, 1), date(2015, 4, 1)),
        ("slut", time(7, 30), 450),
        ("slut", time(0, 0), 0),
        ("slut", timedelta(days=1), 1440),
        ("slut", "24:00", 1440),
        ("summa", timedelta(hours=112, minutes=30), 6750),
        ("summa", time(7, 45), 465),
        ("summa", "112:30", 6750),
        ("pris", 6.4, Decimal("6.4")),
        ("pris", 0.1 + 0.2, Decimal("0.3")),
        ("pris", 304, Decimal(304)),
        ("pris", "304,50", Decimal("304.50")),
        ("rad", 2, 2),
        ("rad", 2.0, 2),
        ("dubbel", True, True),
        ("dubbel", False, False),
        ("dubbel", "nej", False),
        ("kommun", 114, "0114"),
        ("kommun", "0114", "0114"),
        ("personnummer", 198401012391, "198401012391"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(namn, value, read_as):
    assert cell(namn, value)[namn] == read_as


def test_times_beyond_a_day_are_read_whatever_their_format():
    assert cell("slut", 1.0, "hh:mm")["slut"] == 1440
    assert cell("slut", 1.0, "[h]:mm")["slut"] == 1440
    assert cell("summa", 112.5 / 24, "h:mm")["summa"] == 6750
    assert cell("summa", 112.5 / 24, "[h]:mm")["summa"] == 6750


@given(st.integers(0, 60_000))
def test_every_minute_survives_the_float_that_a_workbook_keeps(minutes):
    days = minutes / 1440
    assert xlsxfil._clock_text(timedelta(days=days)) == f"{minutes // 60:02}:{minutes % 60:02}"


@pytest.mark.parametrize(
    ("namn", "value", "orsak"),
    [
        (
            "nummer",
            date(2015, 4, 1),
            "Kalkylbladet har gjort om cellen till ett datum. Formatera kolumnen som text och skriv värdet igen.",
        ),
        ("datum", datetime(2015, 4, 30, 7, 30), "Cellen har både datum och klockslag. Skriv bara datumet."),
        ("datum", 42124, "Cellen visar ett tal i stället för en dag. Formatera kolumnen som datum."),
        (
            "manad",
            date(2015, 4, 2),
            "Kalkylbladet har gjort om cellen till ett datum. Formatera kolumnen som text och skriv värdet igen.",
        ),
        ("slut", time(7, 30, 15), "Klockslaget har sekunder. Skriv timmar och minuter."),
        ("slut", 0.25, "Skriv klockslaget som timmar och minuter, till exempel 07:30."),
        ("pris", 6.405, "Talet har 3 decimaler. Högst 2 får plats."),
        ("pris", 1e18, "Talet är för stort för att vara exakt i ett kalkylblad."),
        ("pris", True, "Cellen är sant eller falskt. Formatera kolumnen som text och skriv värdet igen."),
        ("pris", time(6, 30), "Cellen är ett klockslag. Formatera kolumnen som text och skriv värdet igen."),
        ("rad", 1.5, "Skriv ett heltal, till exempel 1."),
        ("dubbel", 1, "Skriv ja eller nej."),
        ("pris", "#DIV/0!", "Cellen visar felet #DIV/0!. Skriv värdet i stället för formeln."),
        ("pris", "=1+1", "Cellen har en formel som inte är uträknad. Öppna filen, räkna om och spara den."),
    ],
)
def test_a_cell_that_is_something_else_is_told_so(namn, value, orsak):
    rad = cell(namn, value)

    assert [(fel.kolumn, fel.orsak) for fel in rad.fel] == [(namn, orsak)]


def test_a_formula_is_read_by_its_value():
    data = workbook(["1", *[None] * 5, "=4+2.4"])
    data = edited(
        data,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v></v>", b"<v>6.4</v>").replace(b"<v/>", b"<v>6.4</v>"),
    )

    [rad] = read(data)

    assert rad["pris"] == Decimal("6.4")


def test_rows_keep_their_numbers_and_blank_ones_are_ignored():
    rader = read(workbook(["1"], [], [None, "  "], ["2"]))

    assert [(rad.nummer, rad["nummer"]) for rad in rader] == [(2, "1"), (5, "2")]


def test_stated_dimensions_are_not_believed():
    data = edited(
        workbook(["1"], ["2"]), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:K3"', b'ref="A1"')
    )

    assert len(read(data)) == 2


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(xlsxfil, "MAX_UNPACKED", 5000)

    with pytest.raises(TabellFel, match="för stor när den packas upp"):
        read(workbook(["1"]))


def test_entities_in_a_workbook_are_never_expanded():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    data = edited(
        workbook(["1"]), "xl/worksheets/sheet1.xml", lambda xml: bomb + xml.replace(b"<v>1</v>", b"<v>&b;</v>")
    )

    with pytest.raises(TabellFel, match="går inte att läsa som XLSX"):
        read(data)


def test_a_row_number_out_of_this_world_is_refused(monkeypatch):
    monkeypatch.setattr(xlsxfil, "MAX_ROWS", 1000)
    data = edited(
        workbook(["1"]), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<row r="2"', b'<row r="99999999"')
    )

    with pytest.raises(TabellFel, match="fler än 1\u00a0000 rader"):
        read(data)


@pytest.mark.parametrize("cut", [10, 100, 1000, -30])
def test_a_broken_workbook_is_refused_in_a_sentence(cut):
    with pytest.raises(TabellFel, match="Spara den på nytt"):
        read(workbook(["1"])[:cut])


def edited(data, part, change):
    """The workbook with one of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info.filename, change(content) if info.filename == part else content)
    return stream.getvalue()
