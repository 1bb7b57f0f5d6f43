"""Identity numbers: what is accepted, how it is stored and what is said of the rest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from assistans.personnummer import (
    GiroFel,
    OrgnrFel,
    PersonnummerFel,
    birth_date,
    birthday_18,
    check_digit_ok,
    find_personnummer,
    is_personnummer_shaped_orgnr,
    is_pseudonym,
    is_samordningsnummer,
    mask,
    normalize_bankgiro,
    normalize_orgnr,
    normalize_personnummer,
    normalize_plusgiro,
)

IDAG = date(2015, 5, 4)


@pytest.mark.parametrize("text", ["198401012391", "19840101-2391", "840101-2391", "8401012391", " 840101-2391 "])
def test_a_personnummer_is_stored_with_twelve_digits(text):
    assert normalize_personnummer(text, idag=IDAG) == "198401012391"


def test_a_plus_moves_the_birth_a_hundred_years_back():
    assert normalize_personnummer("120229-2395", idag=IDAG) == "201202292395"
    assert normalize_personnummer("120229+2395", idag=IDAG) == "191202292395"


def test_ten_digits_never_mean_a_birth_that_has_not_been():
    assert normalize_personnummer("2412302396", idag=date(2024, 12, 29)) == "192412302396"
    assert normalize_personnummer("2412302396", idag=date(2024, 12, 30)) == "202412302396"
    assert normalize_personnummer("241230+2396", idag=date(2024, 12, 29)) == "192412302396"


@pytest.mark.parametrize(
    ("text", "orsak"),
    [
        ("198401012392", "Kontrollsiffran stämmer inte."),
        ("840101-2392", "Kontrollsiffran stämmer inte."),
        ("", "Skriv personnumret med 10 eller 12 siffror."),
        ("19840101", "Skriv personnumret med 10 eller 12 siffror."),
        ("84 01 01-2391", "Skriv personnumret med 10 eller 12 siffror."),
        ("٨٤٠١٠١٢٣٩١", "Skriv personnumret med 10 eller 12 siffror."),
        ("178401012391", "Ett personnummer med 12 siffror börjar med 18, 19 eller 20."),
        ("201502292392", "Födelsedagen i personnumret finns inte."),
        ("198413012397", "Födelsedagen i personnumret finns inte."),
        ("198401010007", "Numret 000 före kontrollsiffran delas inte ut."),
    ],
)
def test_a_wrong_personnummer_is_told_what_is_wrong(text, orsak):
    with pytest.raises(PersonnummerFel) as refused:
        normalize_personnummer(text, idag=IDAG)

    assert str(refused.value) == orsak


def test_a_samordningsnummer_is_a_person_too():
    assert normalize_personnummer("840261-2389", idag=IDAG) == "198402612389"
    assert is_samordningsnummer("198402612389")
    assert not is_samordningsnummer("198401012391")
    assert birth_date("198402612389") == date(1984, 2, 1)


@pytest.mark.parametrize(
    ("pnr", "born"),
    [
        ("191500722390", date(1915, 12, 12)),
        ("191711602399", date(1917, 11, 30)),
        ("194804912386", date(1948, 4, 30)),
    ],
    ids=["month 00", "day 60", "31 April"],
)
def test_what_a_samordningsnummer_leaves_unknown_never_makes_anybody_older(pnr, born):
    assert normalize_personnummer(pnr, idag=IDAG) == pnr
    assert birth_date(pnr) == born


def test_the_18th_birthday_of_a_leap_day_is_the_last_of_february():
    assert birthday_18("201202292395") == date(2030, 2, 28)
    assert birthday_18("198401012391") == date(2002, 1, 1)


def test_a_masked_number_keeps_its_century_and_nothing_else():
    assert mask("19840101-2391") == "19••••••-••••"
    assert mask("840101-2391") == "••••••-••••"
    assert mask("8401012391") == "••••••••••"
    assert mask("Anna Berg") == "•••• ••••"


@given(st.dates(date(1850, 1, 1), date(2015, 5, 4)), st.integers(980, 999), st.sampled_from(["", "-", "+"]))
def test_every_personnummer_survives_being_written_and_read(born, serial, sign):
    nine = f"{born:%y%m%d}{serial:03}"
    pnr = f"{born.year // 100}{nine}{luhn.calc_check_digit(nine)}"

    assert normalize_personnummer(f"{pnr[:8]}{sign}{pnr[8:]}", idag=IDAG) == pnr
    assert birth_date(pnr) == born
    if born > IDAG.replace(year=1916):
        assert normalize_personnummer(pnr[2:], idag=IDAG) == pnr


@given(st.dates(date(1920, 1, 1), date(2015, 5, 4)), st.integers(980, 999), st.integers(-5, 5))
def test_ten_digits_are_read_as_of_the_day_that_is_given(born, serial, shift):
    nine = f"{born:%y%m%d}{serial:03}"

    pnr = normalize_personnummer(nine + luhn.calc_check_digit(nine), idag=born + timedelta(days=shift))

    assert birth_date(pnr) <= born + timedelta(days=shift)


@pytest.mark.parametrize(
    "text",
    [
        "Avser 19840101-2391 i april",
        "Avser 840101-2391.",
        "pnr198401012391",
        "Avser 8401012391, 30 timmar",
        "Avser 840101–2391",
        "Avser 1984-01-01-2391",
        "Avser 840101 2391 och 19840101-2391 igen",
    ],
)
def test_a_personnummer_in_a_text_is_found(text):
    assert find_personnummer(text, idag=IDAG) == ["198401012391"]


@pytest.mark.parametrize(
    "text",
    [
        "Orgnr 559900-4180 och 5599004180",
        "Momsnr SE559900418001",
        "OCR: 8401012391",
        "Telefon 8401012391",
        "84010123910",
        "1.8401012391",
        "8401012391,50",
        "840101-2392",
        "Period 2015-04-01 – 2015-04-30",
        "20300101-2384",
        "bankgiro 5050-1055",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert find_personnummer(text, idag=IDAG) == []


def test_several_are_found_in_order():
    text = "840261-2389 hjälptes av 840101-2391 och 19840261-2389"

    assert find_personnummer(text, idag=IDAG) == ["198402612389", "198401012391"]


@pytest.mark.parametrize("text", ["5599004180", "559900-4180", " 559900-4180 "])
def test_an_orgnr_is_answered_without_its_dash(text):
    assert normalize_orgnr(text) == "5599004180"


def test_the_pseudonym_of_a_person_who_employs_is_taken_as_it_is():
    assert normalize_orgnr("EA0042") == "EA0042"
    assert is_pseudonym("EA0042")
    assert not is_pseudonym("5599004180")


@pytest.mark.parametrize(
    ("text", "orsak"),
    [
        ("5599004181", "Kontrollsiffran stämmer inte."),
        ("55990041", "Skriv organisationsnumret med 10 siffror, eller EA och siffror för en egen arbetsgivare."),
        ("EA", "Skriv organisationsnumret med 10 siffror, eller EA och siffror för en egen arbetsgivare."),
        ("165599004180", "Skriv organisationsnumret med 10 siffror, eller EA och siffror för en egen arbetsgivare."),
    ],
)
def test_a_wrong_orgnr_is_told_what_is_wrong(text, orsak):
    with pytest.raises(OrgnrFel) as refused:
        normalize_orgnr(text)

    assert str(refused.value) == orsak


def test_a_sole_traders_orgnr_is_seen_to_be_a_personnummer():
    assert is_personnummer_shaped_orgnr("8401012391")
    assert is_personnummer_shaped_orgnr("8402612389")
    assert not is_personnummer_shaped_orgnr("5599004180")
    assert not is_personnummer_shaped_orgnr("8413012397")
    assert not is_personnummer_shaped_orgnr("EA8401012391")


def test_a_giro_is_stored_as_digits_whatever_its_check_digit():
    assert normalize_bankgiro("5050-1055") == "50501055"
    assert normalize_bankgiro("505-0109") == "5050109"
    assert normalize_bankgiro("5050-1056") == "50501056"
    assert normalize_plusgiro("12 34 56-6") == "1234566"
    assert normalize_plusgiro("9-1") == "91"


@pytest.mark.parametrize("text", ["", "505-109", "505010555", "5050-10-55", "SE123"])
def test_a_giro_of_the_wrong_shape_is_refused(text):
    with pytest.raises(GiroFel, match="7 eller 8 siffror"):
        normalize_bankgiro(text)


@pytest.mark.parametrize("text", ["", "1", "123456789", "12-34"])
def test_a_plusgiro_of_the_wrong_shape_is_refused(text):
    with pytest.raises(GiroFel, match="2 till 8 siffror"):
        normalize_plusgiro(text)


def test_a_check_digit_is_judged_apart_from_the_shape():
    assert check_digit_ok("50501055")
    assert not check_digit_ok("50501056")
    assert check_digit_ok("5599004180")
