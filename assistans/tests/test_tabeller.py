"""Tables as they are handed in: header, rows, faults, and the bad rows given back."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistans.tabeller import Kolumn, Tabell, TabellFel, Typ, read_table, write_bad_rows
from assistans.tabeller.csvfil import csv_rows
from assistans.tabeller.felrader import guard, unguard
from assistans.tabeller.typer import Obegriplig

IDAG = date(2015, 5, 4)
PASS = Tabell(
    "pass",
    (
        Kolumn("rapport", nyckel=True),
        Kolumn("datum", Typ.DATUM, nyckel=True),
        Kolumn("slut", Typ.KLOCKSLAG, kravs=True, slut=True),
        Kolumn("grund"),
        Kolumn("natt", Typ.JA_NEJ, frivillig=True),
    ),
)
PERSONER = Tabell("personer", (Kolumn("personnummer", Typ.PERSONNUMMER, nyckel=True), Kolumn("namn", kravs=True)))


def read(text, tabell=PASS, namn="pass.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return list(read_table(tabell, data, namn, idag=IDAG).rader())


def faults(text, tabell=PASS):
    return [tuple(fel) for rad in read(text, tabell) for fel in rad.fel]


def test_a_row_is_its_values_and_its_number_in_the_file():
    [rad] = read("rapport;datum;slut;grund\nR1;2015-04-30;24:00;\n")

    assert rad.nummer == 2
    assert rad.varden == {"rapport": "R1", "datum": date(2015, 4, 30), "slut": 1440, "grund": "", "natt": None}
    assert rad.fel == ()


@pytest.mark.parametrize(
    "data",
    [
        "rapport;datum;slut;grund\nR1;2015-04-30;24:00;a\n".encode("utf-8-sig"),
        b"rapport,datum,slut,grund\r\nR1,2015-04-30,24:00,a",
        b"Grund;SLUT; rapport ;datum\n a ;24:00;R1;2015-04-30\n",
        b'"rapport";"datum";"slut";"grund"\n"R1";"2015-04-30";"24:00";"a"\n',
        b"rapport;datum;slut;grund;;\nR1;2015-04-30;24:00;a;;\n",
        b"rapport;datum;slut;grund;fel\nR1;2015-04-30;24:00;a;slut: Klockslaget finns inte.\n",
        b"rapport;datum;slut;grund\n\n;;;\n  ;;;\nR1;2015-04-30;24:00;a\n\n",
    ],
    ids=["bom", "comma", "other order", "quoted", "trailing", "read again", "blank rows"],
)
def test_the_same_table_in_another_dress_is_the_same_table(data):
    [rad] = read(data)

    assert (rad["rapport"], rad["datum"], rad["slut"], rad["grund"]) == ("R1", date(2015, 4, 30), 1440, "a")


def test_a_quoted_cell_may_hold_delimiters_quotes_and_line_breaks():
    first, second = read('rapport;datum;slut;grund\nR1;2015-04-30;10:00;"a;b ""c""\nd"\nR2;2015-04-30;10:00;e\n')

    assert first["grund"] == 'a;b "c"\nd'
    assert second.nummer == 3


@pytest.mark.parametrize(
    ("text", "orsak", "kolumn"),
    [
        ("", "Filen är tom.", ""),
        (" \n", "Filen är tom.", ""),
        ("rapport;datum;grund\n", "Kolumnen slut saknas i rubrikraden.", "slut"),
        ("rapport;datum\n", "Kolumnerna slut och grund saknas i rubrikraden.", "slut"),
        ("rapport;datum;slutt;grund\n", "Kolumnen slutt hör inte till pass. Menas slut?", "slutt"),
        ("rapport;datum;slut;grund;xyz\n", "Kolumnen xyz hör inte till pass.", "xyz"),
        ("rapport;datum;slut;grund;slut\n", "Kolumnen slut står två gånger i rubrikraden.", "slut"),
        ("rapport;;datum;slut;grund\n", "En kolumn saknar namn i rubrikraden.", ""),
    ],
)
def test_a_header_that_is_not_the_tables_is_named(text, orsak, kolumn):
    with pytest.raises(TabellFel) as refused:
        read(text)

    assert (refused.value.orsak, refused.value.kolumn) == (orsak, kolumn)


def test_a_file_in_another_encoding_is_told_where():
    with pytest.raises(TabellFel) as refused:
        read("rapport;datum;slut;grund\nR1;2015-04-30;10:00;a\nR2;2015-04-30;10:00;å\n".encode("latin-1"))

    assert refused.value.orsak == "Rad 3 är inte skriven i UTF-8. Spara filen som CSV UTF-8 och läs in den igen."
    assert refused.value.rad == 3


@pytest.mark.parametrize("data", ["a;b".encode("utf-16"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", b"PK\x03\x04broken"])
def test_a_file_of_another_kind_is_refused_in_a_sentence(data):
    with pytest.raises(TabellFel, match=r"Spara|hör inte"):
        read(data)


def test_a_bad_row_is_told_cell_by_cell_and_the_good_ones_are_read():
    rader = read("rapport;datum;slut;grund\nR1;2015-04-31;24:30;\nR2;2015-04-30;10:00;\n")

    assert [tuple(fel) for fel in rader[0].fel] == [
        (2, "datum", "2015-04-31", "April har 30 dagar."),
        (2, "slut", "24:30", "Klockslaget finns inte. Skriv 24:00 eller dela raden vid midnatt."),
    ]
    assert rader[1]["rapport"] == "R2"


def test_a_row_of_another_length_is_an_error():
    assert faults("rapport;datum;slut;grund\nR1;2015-04-30;10:00\nR1;2015-04-30;10:00;6,5;7\n") == [
        (2, "", "", "Raden har 3 celler. Rubrikraden har 4."),
        (3, "", "", "Raden har 5 celler. Rubrikraden har 4."),
    ]


def test_a_key_that_comes_again_names_the_row_that_had_it():
    rows = "R1;2015-04-30;10:00;\nR1;2015-04-30;11:00;\nR1;2015-04-29;11:00;\n"

    assert faults("rapport;datum;slut;grund\n" + rows) == [
        (3, "rapport", "R1", "Rad 2 har redan samma rapport och datum."),
    ]


def test_a_bad_row_does_not_keep_its_key_from_the_one_that_puts_it_right():
    rows = "R1;2015-04-30;25:00;\nR1;2015-04-30;11:00;\n"

    assert len(faults("rapport;datum;slut;grund\n" + rows)) == 1


def test_a_personnummer_is_never_shown():
    rader = "personnummer;namn\n19840101-2392;Anna\n198401012391;\nhej 840101;Bo\n"

    assert faults(rader, PERSONER) == [
        (2, "personnummer", "19••••••-••••", "Kontrollsiffran stämmer inte."),
        (3, "namn", "", "Cellen får inte vara tom."),
        (4, "personnummer", "••• ••••••", "Skriv personnumret med 10 eller 12 siffror."),
    ]
    assert "840101" not in str(faults("rapport;datum;slut;grund\nR;19840101-2391;10:00;\n"))


def test_a_quote_without_its_pair_costs_one_row_only():
    rows = 'R1;2015-04-30;10:00;"a\nR2;2015-04-30;10:00;b\nR3;2015-04-30;10:00;c\n'

    bad, *good = read("rapport;datum;slut;grund\n" + rows)

    assert bad.fel[0].orsak == "Ett citattecken på raden saknar sitt par eller står fel."
    assert [(rad.nummer, rad["rapport"]) for rad in good] == [(3, "R2"), (4, "R3")]


def test_a_quote_that_meets_a_later_quote_swallows_no_row():
    rows = 'R1;2015-04-30;10:00;"a\nR2;2015-04-30;10:00;b\nR3;2015-04-30;10:00;"c"\n'

    assert [rad["rapport"] for rad in read("rapport;datum;slut;grund\n" + rows) if not rad.fel] == ["R2", "R3"]


def test_hostile_cells_are_refused_one_by_one():
    rows = f"R1;2015-04-30;10:00;{'x' * 100_000}\nR2;2015-04-30;10:00;\x00\nR3;2015-04-30;{'1' * 5000};a\n"

    found = faults("rapport;datum;slut;grund\n" + rows)

    assert [fel[:2] for fel in found] == [(2, "grund"), (3, "grund"), (4, "slut")]
    assert all(len(fel[2]) <= 80 and fel[2].isprintable() for fel in found)


def test_the_bad_rows_come_back_as_they_were_with_what_is_wrong():
    lasning = read_table(PASS, b"datum;rapport;slut;grund\n2015-04-31;R1;24:30;=1+1\n", "pass.csv", idag=IDAG)
    bad = list(lasning.rader())

    data = write_bad_rows(lasning.rubriker, [(rad.celler, rad.fel) for rad in bad])

    assert data.decode("utf-8-sig") == (
        "datum;rapport;slut;grund;fel\r\n"
        "2015-04-31;R1;24:30;'=1+1;datum: April har 30 dagar. "
        "slut: Klockslaget finns inte. Skriv 24:00 eller dela raden vid midnatt.\r\n"
    )


def test_a_fault_found_later_is_told_of_the_cell_as_it_was_written():
    lasning = read_table(PERSONER, b"namn;personnummer\nAnna;19840101-2391\n", "p.csv", idag=IDAG)
    [rad] = lasning.rader()

    assert lasning.radfel(rad, "personnummer", "Okänd.") == (2, "personnummer", "19••••••-••••", "Okänd.")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+46 70", "'+46 70"),
        ("-", "'-"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("-284,50", "-284,50"),
        ("+5", "+5"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_cell_is_no_formula_when_a_spreadsheet_opens_it(cell, written):
    assert guard(cell) == written


# csv itself cannot tell an empty cell at the end of a header-only row from none, so texts are kept printable.
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf"]), max_size=20)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_the_bad_rows_survive_being_written_and_read(rows):
    tabell = Tabell("t", (Kolumn("a"), Kolumn("b"), Kolumn("c", Typ.HELTAL, nyckel=True)))
    celler = [[a.strip(), b.strip(), str(n)] for n, (a, b) in enumerate(rows)]

    data = write_bad_rows(["a", "b", "c"], [(row, []) for row in celler])
    read_again = list(read_table(tabell, data, "t.csv", idag=IDAG).rader())

    assert [rad.celler for rad in read_again] == celler


@given(st.text(max_size=10))
def test_a_guard_is_taken_off_again(cell):
    if not cell.startswith("'"):
        assert unguard(guard(cell)) == cell


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    with contextlib.suppress(TabellFel):
        read(b"rapport;datum;slut;grund\n" + data)


@given(st.text(alphabet='";,\r\na\x00', max_size=60))
def test_no_quoting_breaks_the_reader(text):
    for rad in read("rapport;datum;slut;grund\n" + text + "\n"):
        assert rad.fel


@pytest.mark.parametrize("annan", ["A2", '"A2"'], ids=["without quotes", "with quotes"])
def test_a_cell_too_long_to_be_one_is_an_error_of_its_own_row(annan):
    lines = ["rapport;datum", "A1;2015-04-01", f"{'x' * 140_000};2015-04-02", f"{annan};2015-04-03", "A3;2015-04-04"]

    rows = list(csv_rows("\r\n".join(lines).encode(), ["rapport", "datum"]))

    assert [rows[1], *rows[3:]] == [["A1", "2015-04-01"], ["A2", "2015-04-03"], ["A3", "2015-04-04"]]
    [cell] = rows[2]
    assert isinstance(cell, Obegriplig)
