"""Every type of cell: what it answers, and the sentence when it cannot."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistans.tabeller import Kolumn, Typ
from assistans.tabeller.typer import VardeFel, parser_for

IDAG = date(2015, 5, 4)
SKYDD = ("ingen", "sekretessmarkering", "skyddad_folkbokforing")


def read(text, typ, **villkor):
    return parser_for(Kolumn("kolumn", typ, **villkor), idag=IDAG)(text)


def refusal(text, typ):
    try:
        read(text, typ, val=("a", "b"))
    except VardeFel as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize(
    ("typ", "text", "value", "villkor"),
    [
        (Typ.TEXT, " Åsa  Berg ", "Åsa  Berg", {}),
        (Typ.TEXT, "A\u030asa", "Åsa", {}),
        (Typ.TEXT, "två\nrader", "två\nrader", {}),
        (Typ.REFERENS, "B-0017", "B-0017", {}),
        (Typ.PERSONNUMMER, "840101-2391", "198401012391", {}),
        (Typ.ORGNR, "559900-4180", "5599004180", {}),
        (Typ.ORGNR, "EA0042", "EA0042", {}),
        (Typ.BANKGIRO, "5050-1055", "50501055", {}),
        (Typ.PLUSGIRO, "12 34 56-6", "1234566", {}),
        (Typ.KOMMUNKOD, "0114", "0114", {}),
        (Typ.VAL, "Ingen", "ingen", {"val": SKYDD}),
        (Typ.DATUM, "2015-04-30", date(2015, 4, 30), {}),
        (Typ.TIDPUNKT, "2015-04-30 07:30", datetime(2015, 4, 30, 5, 30, tzinfo=UTC), {}),
        (Typ.TIDPUNKT, "2015-04-30 24:00", datetime(2015, 4, 30, 22, 0, tzinfo=UTC), {"slut": True}),
        (Typ.MANAD, "2015-04", date(2015, 4, 1), {}),
        (Typ.KLOCKSLAG, "07:30", 450, {}),
        (Typ.KLOCKSLAG, "24:00", 1440, {"slut": True}),
        (Typ.LANGD, "112:30", 6750, {}),
        (Typ.DECIMAL, "6,5", Decimal("6.5"), {}),
        (Typ.DECIMAL, "6.50", Decimal("6.50"), {}),
        (Typ.DECIMAL, "-284", Decimal("-284"), {}),
        (Typ.DECIMAL, "112.3000", Decimal("112.3000"), {}),
        (Typ.HELTAL, "12", 12, {}),
        (Typ.JA_NEJ, "JA", True, {}),
        (Typ.JA_NEJ, "nej", False, {}),
    ],
)
def test_a_cell_is_read_as_its_type(typ, text, value, villkor):
    read_value = read(text, typ, **villkor)

    assert read_value == value
    assert type(read_value) is type(value)


@pytest.mark.parametrize(
    ("typ", "text", "orsak", "villkor"),
    [
        (Typ.TEXT, "a\x00b", "Cellen innehåller styrtecken. Skriv texten på nytt.", {}),
        (Typ.TEXT, "a\u202eb", "Cellen innehåller styrtecken. Skriv texten på nytt.", {}),
        (Typ.TEXT, "a" * 11, "Texten är 11\u00a0tecken lång. Högst 10 får plats.", {"langst": 10}),
        (Typ.REFERENS, "B 17", "En referens skrivs utan mellanslag.", {}),
        (Typ.REFERENS, "840101-2391", "Det här är ett personnummer. Skriv personens referens.", {}),
        (Typ.PERSONNUMMER, "840101-2392", "Kontrollsiffran stämmer inte.", {}),
        (Typ.ORGNR, "5599004181", "Kontrollsiffran stämmer inte.", {}),
        (
            Typ.ORGNR,
            "840101-2391",
            "Det här är ett personnummer. Skriv EA och siffror för en arbetsgivare som är en person.",
            {},
        ),
        (Typ.BANKGIRO, "123", "Skriv bankgironumret med 7 eller 8 siffror.", {}),
        (Typ.PLUSGIRO, "1", "Skriv plusgironumret med 2 till 8 siffror.", {}),
        (Typ.KOMMUNKOD, "114", "Skriv kommunkoden med fyra siffror, till exempel 1980.", {}),
        (Typ.VAL, "hemlig", "Skriv ingen, sekretessmarkering eller skyddad_folkbokforing.", {"val": SKYDD}),
        (Typ.VAL, "annan", "Skriv tillstand eller anmalan.", {"val": ("tillstand", "anmalan")}),
        (Typ.DATUM, "2015-04-31", "April har 30 dagar.", {}),
        (Typ.DATUM, "150430", "Skriv datumet som år-månad-dag, till exempel 2015-04-30.", {}),
        (Typ.TIDPUNKT, "2015-04-30", "Skriv datum och klockslag, till exempel 2015-04-30 07:30.", {}),
        (Typ.TIDPUNKT, "2015-04-31 07:30", "April har 30 dagar.", {}),
        (
            Typ.TIDPUNKT,
            "2015-03-29 02:30",
            "Klockan 02:30 fanns inte den natten: den ställdes fram från 02:00 till 03:00.",
            {},
        ),
        (
            Typ.TIDPUNKT,
            "2015-10-25 02:30",
            "Klockan 02:30 kommer två gånger den natten. Skriv en tid före 02:00 eller från 03:00.",
            {},
        ),
        (Typ.MANAD, "2015-4", "Skriv månaden som år och månad, till exempel 2015-04.", {}),
        (Typ.MANAD, "2015-13", "Månad 13 finns inte. Skriv 01 till 12.", {}),
        (
            Typ.KLOCKSLAG,
            "24:30",
            "Klockslaget finns inte. Skriv 24:00 eller dela raden vid midnatt.",
            {"slut": True},
        ),
        (Typ.KLOCKSLAG, "24:00", "24:00 kan bara vara ett slut. Skriv 00:00 och nästa dags datum.", {}),
        (Typ.LANGD, "6,5", "Skriv timmar och minuter med kolon, till exempel 112:30.", {}),
        (Typ.LANGD, "6:75", "Minuterna går från 00 till 59. Skriv till exempel 7:45, inte 7:75.", {}),
        (
            Typ.DECIMAL,
            "6:30",
            "Skriv timmarna som ett tal, till exempel 6,5.",
            {"anvisning": "Skriv timmarna som ett tal, till exempel 6,5."},
        ),
        (Typ.DECIMAL, "1e3", "Skriv ett tal utan mellanslag och enhet, till exempel 6,5.", {}),
        (Typ.DECIMAL, "NaN", "Skriv ett tal utan mellanslag och enhet, till exempel 6,5.", {}),
        (Typ.DECIMAL, "1 000", "Skriv ett tal utan mellanslag och enhet, till exempel 6,5.", {}),
        (Typ.DECIMAL, "1.000,50", "Skriv ett tal utan mellanslag och enhet, till exempel 6,5.", {}),
        (Typ.DECIMAL, "٣", "Skriv ett tal utan mellanslag och enhet, till exempel 6,5.", {}),
        (Typ.DECIMAL, "6,505", "Talet har 3 decimaler. Högst 2 får plats.", {}),
        (Typ.DECIMAL, "-1", "Talet får inte vara mindre än 0.", {"minst": Decimal(0)}),
        (Typ.DECIMAL, "1000,5", "Talet får inte vara större än 1\u00a0000.", {"hogst": Decimal(1000)}),
        (Typ.HELTAL, "1,0", "Skriv ett heltal, till exempel 1.", {}),
        (Typ.HELTAL, "0", "Talet får inte vara mindre än 1.", {"minst": Decimal(1)}),
        (Typ.JA_NEJ, "j", "Skriv ja eller nej.", {}),
        (Typ.JA_NEJ, "1", "Skriv ja eller nej.", {}),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_what_would_be_right(typ, text, orsak, villkor):
    with pytest.raises(VardeFel) as refused:
        read(text, typ, **villkor)

    assert str(refused.value) == orsak


@pytest.mark.parametrize("typ", Typ)
def test_an_empty_cell_is_refused_only_where_it_must_be_filled(typ):
    assert read("  ", typ, val=("a", "b")) in ("", None)
    with pytest.raises(VardeFel, match="Cellen får inte vara tom"):
        read("  ", typ, val=("a", "b"), kravs=True)
    with pytest.raises(VardeFel, match="Cellen får inte vara tom"):
        read("", typ, val=("a", "b"), nyckel=True)
    assert read("", typ, val=("a", "b"), nyckel=True, kravs=False) in ("", None)


@given(st.decimals(-999_999, 999_999, allow_nan=False, places=2), st.sampled_from(".,"))
def test_a_decimal_is_exact_with_point_and_with_comma(number, point):
    assert read(str(number).replace(".", point), Typ.DECIMAL) == number


@given(st.text(max_size=40))
def test_any_text_is_either_read_or_refused_in_a_sentence(text):
    for typ in Typ:
        assert refusal(text, typ)[-1:] in ("", ".")
