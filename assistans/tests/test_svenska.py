"""How figures read. `_` in an expected text stands for U+00A0, so that it can be seen."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest

from assistans import svenska


def shown(text):
    return text.replace(svenska.HARD_SPACE, "_")


def test_amounts_have_a_hard_space_between_thousands_and_before_the_unit():
    assert shown(svenska.kronor(Decimal("1230572.00"), oren=False)) == "1_230_572_kr"
    assert shown(svenska.kronor(Decimal("284"))) == "284,00_kr"
    assert shown(svenska.belopp(Decimal("74408.5"))) == "74_408,50"


def test_an_amount_with_ore_never_loses_a_digit():
    assert shown(svenska.kronor(Decimal("284.125"))) == "284,125_kr"
    assert shown(svenska.kronor(Decimal("284.100"))) == "284,10_kr"


def test_whole_kronor_are_rounded_half_up():
    assert svenska.belopp(Decimal("0.50"), oren=False) == "1"
    assert svenska.belopp(Decimal("2.50"), oren=False) == "3"
    assert svenska.belopp(Decimal("2.49"), oren=False) == "2"


def test_minus_is_a_real_minus_and_never_stands_before_zero():
    assert shown(svenska.kronor(Decimal("-3834"))) == "−3_834,00_kr"
    assert svenska.belopp(Decimal("-0.30"), oren=False) == "0"
    assert svenska.belopp(Decimal("-0.00")) == "0,00"


@pytest.mark.parametrize("write", [svenska.kronor, svenska.decimal, svenska.procent, svenska.klocktid])
def test_float_is_refused(write):
    with pytest.raises(TypeError):
        write(0.1)


def test_a_decimal_keeps_its_places_unless_told():
    assert svenska.decimal(Decimal("6.50")) == "6,50"
    assert shown(svenska.decimal(Decimal("1204.25"), 1)) == "1_204,3"
    assert svenska.decimal(Decimal("1E+2")) == "100"


def test_a_share_of_one_reads_as_per_cent():
    assert shown(svenska.procent(Decimal("0.951"))) == "95,1_%"
    assert shown(svenska.procent(Fraction(2, 3), 0)) == "67_%"
    assert shown(svenska.procent(Decimal(1))) == "100,0_%"
    assert shown(svenska.procent(0)) == "0,0_%"


def test_a_share_short_of_the_whole_never_reads_as_the_whole_nor_a_little_as_nothing():
    assert shown(svenska.procent(Decimal("0.99999"))) == "99,9_%"
    assert shown(svenska.procent(Decimal("0.00001"))) == "0,1_%"


def test_counts_agree_in_number():
    assert shown(svenska.antal(1, "rad", "rader")) == "1_rad"
    assert shown(svenska.antal(0, "rad", "rader")) == "0_rader"
    assert shown(svenska.antal(2146, "rad", "rader")) == "2_146_rader"


def test_counts_are_words_up_to_twelve():
    assert shown(svenska.antal_i_ord(1, "fält", "fält")) == "ett_fält"
    assert shown(svenska.antal_i_ord(1, "rad", "rader", utrum=True)) == "en_rad"
    assert shown(svenska.antal_i_ord(12, "rad", "rader", utrum=True)) == "tolv_rader"
    assert shown(svenska.antal_i_ord(13, "rad", "rader")) == "13_rader"


def test_a_list_ends_with_och():
    assert svenska.upprakning([]) == ""
    assert svenska.upprakning(["a"]) == "a"
    assert svenska.upprakning(["a", "b"]) == "a och b"
    assert svenska.upprakning(("a", "b", "c")) == "a, b och c"


def test_durations_in_sentences():
    assert shown(svenska.timmar_minuter(137 * 60 + 8)) == "137_tim_8_min"
    assert shown(svenska.timmar_minuter(60)) == "1_tim"
    assert shown(svenska.timmar_minuter(45)) == "45_min"
    assert shown(svenska.timmar_minuter(0)) == "0_min"
    assert shown(svenska.timmar_minuter(4333 * 60)) == "4_333_tim"
    assert shown(svenska.timmar_minuter(-291)) == "−4_tim_51_min"


def test_a_part_of_a_minute_is_cut_off_but_a_difference_never_reads_as_none():
    thirty_two_hours_a_week_in_april = Fraction(32 * 60 * 30, 7)

    assert shown(svenska.timmar_minuter(thirty_two_hours_a_week_in_april)) == "137_tim_8_min"
    assert shown(svenska.timmar_exakt(thirty_two_hours_a_week_in_april)) == "137_tim_8_4/7_min"
    assert shown(svenska.timmar_minuter(Fraction(3, 7))) == "knappt_1_min"
    assert shown(svenska.timmar_exakt(Fraction(3, 7))) == "3/7_min"
    assert shown(svenska.timmar_exakt(480)) == "8_tim"


def test_durations_in_tables():
    assert svenska.klocktid(137 * 60 + 8) == "137:08"
    assert svenska.klocktid(Fraction(32 * 60 * 30, 7)) == "137:08"
    assert svenska.klocktid(291, tecken=True) == "+4:51"
    assert svenska.klocktid(-291, tecken=True) == "−4:51"
    assert svenska.klocktid(0, tecken=True) == "0:00"
    assert shown(svenska.klocktid(4333 * 60)) == "4_333:00"


def test_dates_in_text():
    assert shown(svenska.datum_text(date(2015, 4, 16))) == "16_april_2015"
    assert shown(svenska.datum_kort(date(2015, 4, 16))) == "16_april"
    assert shown(svenska.manad_namn(date(2015, 4, 1))) == "april_2015"
    assert svenska.manad_namn(date(2015, 4, 1), ar=False) == "april"
    assert svenska.veckodag(date(2015, 5, 5)) == "tisdag"


@pytest.mark.parametrize(
    ("fran", "tom", "text"),
    [
        (date(2015, 4, 1), date(2015, 4, 30), "1–30_april_2015"),
        (date(2015, 4, 16), date(2015, 5, 3), "16_april_–_3_maj_2015"),
        (date(2014, 12, 20), date(2015, 1, 3), "20_december_2014_–_3_januari_2015"),
        (date(2015, 4, 16), date(2015, 4, 16), "16_april_2015"),
        (date(2015, 4, 16), None, "från_16_april_2015"),
    ],
)
def test_a_period_says_each_part_once(fran, tom, text):
    assert shown(svenska.datumspann(fran, tom)) == text


def test_times_of_day_have_a_full_stop():
    assert svenska.tidsspann(time(14), time(16)) == "14.00–16.00"
    assert svenska.tidsspann(22 * 60, 1440) == "22.00–24.00"


def test_an_instant_is_told_by_the_clock_in_stockholm():
    assert shown(svenska.tidpunkt(datetime(2015, 5, 5, 5, 12, tzinfo=UTC))) == "5_maj_07.12"
    assert shown(svenska.tidpunkt(datetime(2015, 12, 31, 23, 30, tzinfo=UTC), ar=True)) == "1_januari_2016_00.30"
    with pytest.raises(ValueError, match="time zone"):
        svenska.tidpunkt(datetime(2015, 5, 5, 5, 12))  # noqa: DTZ001


def test_numbers_of_companies_and_giros():
    assert svenska.orgnr("5599004187") == "559900-4187"
    assert svenska.orgnr("EA12") == "EA12"
    assert svenska.bankgiro("50501055") == "5050-1055"
    assert svenska.bankgiro("5051055") == "505-1055"
    assert shown(svenska.plusgiro("1234567")) == "12_34_56-7"
    assert shown(svenska.plusgiro("123456")) == "1_23_45-6"


def test_a_personnummer_is_masked_but_for_the_century():
    assert svenska.mask_personnummer("189001019802") == "18••••••-••••"
    assert svenska.mask_personnummer("900101-9802") == "••••••-••••"


@pytest.mark.parametrize(
    "written",
    ["189001019802", "18900101-9802", "900101-9802", "9001019802", "900101+9802", "900161-9802", "900101 9802"],
)
def test_a_personnummer_in_a_text_is_masked_however_it_is_typed(written):
    masked = svenska.mask_text(f"Avser {written}, april.")

    assert masked.startswith("Avser ")
    assert masked.endswith("••••••-••••, april.")
    assert not re.search("[0-9]{4}", masked)


@pytest.mark.parametrize(
    "harmless", ["559900-4187", "5050-1055", "2015-04-16", "40 328,00", "LSS 2014/0381", "901301-9802"]
)
def test_other_numbers_are_left_alone(harmless):
    assert svenska.mask_text(harmless) == harmless


def test_swedish_alphabetical_order():
    names = ["Östling", "Ängsvädd", "Zackrisson", "Åberg", "Wahl", "Ødegaard", "Édouard", "Ekhjorten", "Łukasz", "Malm"]

    in_order = sorted(names, key=svenska.sortnyckel)

    assert in_order == [
        "Édouard", "Ekhjorten", "Łukasz", "Malm", "Wahl", "Zackrisson", "Åberg", "Ängsvädd", "Ødegaard", "Östling",
    ]  # fmt: skip


def test_the_two_halves_of_the_sort_table_match():
    assert len(svenska.SORT_FRAN) == len(svenska.SORT_TILL) == len(set(svenska.SORT_FRAN))
