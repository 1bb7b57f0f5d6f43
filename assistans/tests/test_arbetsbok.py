"""Workbooks that are fetched: typed cells, texts that never become formulas, and the same bytes every time."""

import io
import time
from datetime import UTC, date, datetime
from decimal import Decimal

from openpyxl import load_workbook

from assistans.tabeller.arbetsbok import INNEHALL, LANGST_NAMN, Blad, Form, Rubrik, write_workbook

SKAPAD = datetime(2015, 7, 1, 8, tzinfo=UTC)
KOLUMNER = [Rubrik(form.value, form) for form in (Form.TEXT, Form.HELTAL, Form.BELOPP, Form.TIMMAR, Form.ANDEL)] + [
    Rubrik("Dag", Form.DATUM),
    Rubrik("Månad", Form.MANAD),
    Rubrik("Tal", Form.TAL),
]
RAD = (
    "Godkänd",
    3,
    Decimal("1230572.49"),
    Decimal("40.25"),
    Decimal("0.951"),
    date(2015, 5, 16),
    date(2015, 5, 1),
    Decimal("7.5"),
)


def build_blad(**andrat) -> Blad:
    return Blad(
        **{"namn": "Utfall", "rubrik": "Utfall", "kalla": "Maj 2015", "kolumner": KOLUMNER, "rader": [RAD]} | andrat
    )


def written(*blad: Blad) -> bytes:
    with write_workbook(blad or [build_blad()], titel="Titel", kalla="Källa", skapad=SKAPAD) as fil:
        return fil.read()


def opened(*blad: Blad):
    return load_workbook(io.BytesIO(written(*blad)))


def text_sheet(*texter: str) -> Blad:
    return build_blad(kolumner=[Rubrik("Text")], rader=[(text,) for text in texter])


def test_numbers_are_numbers_and_days_are_days_as_swedish_spreadsheets_show_them():
    rad = opened()["Utfall"][5]

    assert [cell.value for cell in rad] == [
        *("Godkänd", 3, 1230572.49, 40.25, 0.951),
        *(datetime(2015, 5, 16), datetime(2015, 5, 1), 7.5),  # noqa: DTZ001
    ]
    assert [cell.number_format for cell in rad[1:]] == [
        *("#,##0", '#,##0.00" kr"', '#,##0.00" tim"', "0.0%"),
        *("yyyy-mm-dd", "[$-41D]mmmm yyyy", "#,##0.0"),
    ]


def test_the_heading_is_bold_and_stands_still_under_title_and_source():
    ark = opened(build_blad(summa=RAD, fotnoter=["En not."]))["Utfall"]

    assert (ark["A1"].value, ark["A2"].value, ark["A4"].value) == ("Utfall", "Maj 2015", "text")
    assert ark.freeze_panes == "B5"
    assert all(cell.font.bold for cell in (*ark[4], *ark[6]))
    assert not ark["A5"].font.bold
    assert ark["A7"].value == "En not."
    assert ark.column_dimensions["C"].width > len("1,230,572,00 kr")


def test_a_long_text_is_wrapped_in_its_column_but_the_title_is_not():
    ark = opened(build_blad(kalla="k" * 90, kolumner=[Rubrik("Text")], rader=[("ord " * 30,), ("kort",)]))["Utfall"]

    assert [ark[plats].alignment.wrap_text for plats in ("A5", "A6", "A2")] == [True, None, None]
    assert ark.column_dimensions["A"].width == 60


def test_a_text_never_becomes_a_formula():
    texter = ("=1+1", '=HYPERLINK("http://exempel.se")', "+46", "-1", "@SUM(A1)", "\tx")
    ark = opened(text_sheet(*texter))["Utfall"]

    for text, [cell] in zip(texter, ark.iter_rows(min_row=5), strict=True):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_what_a_spreadsheet_can_not_hold_is_left_out():
    [cell] = opened(text_sheet("a\x00b\u00adc" + "x" * 40_000))["Utfall"][5]

    assert cell.value.startswith("abcx")
    assert len(cell.value) == 32_000


def test_several_sheets_have_contents_that_lead_to_each_and_back():
    bok = opened(build_blad(), build_blad(namn="Per [anordnare]: alla/och en hel del andra", rubrik="Per anordnare"))

    namn = "Per anordnare alla och en hel"
    assert bok.sheetnames == [INNEHALL, "Utfall", namn]
    assert (bok[INNEHALL]["A6"].value, bok[INNEHALL]["A6"].hyperlink.location) == ("Per anordnare", f"'{namn}'!A1")
    assert bok[namn]["A3"].hyperlink.location == "'Innehåll'!A1"


def test_no_two_sheets_have_the_same_name():
    namn = opened(*(build_blad(namn=namn) for namn in ("Innehåll", "Utfall", "UTFALL", "x" * 40, "x" * 40))).sheetnames

    assert len({ett.casefold() for ett in namn}) == 6
    assert max(len(ett) for ett in namn) == LANGST_NAMN


def test_the_same_tables_give_the_same_bytes_at_another_time():
    forsta = written()
    time.sleep(2.1)  # a zip file counts time by two seconds

    assert written() == forsta


def test_rows_are_written_as_they_come():
    def rader():
        for nummer in range(3_000):
            yield (f"rad {nummer}",)

    ark = opened(build_blad(kolumner=[Rubrik("Text")], rader=rader()))["Utfall"]

    assert ark.max_row == 3_004
    assert ark["A3004"].value == "rad 2999"
