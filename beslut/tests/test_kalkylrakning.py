"""Vad en timme kostar, räknat för hand: delarna efter varandra, och hur varje del kom till."""

from decimal import Decimal
from fractions import Fraction

import pytest

from beslut.belopp.kalkylrakning import ENHETER, ORDNING, Post, cost_per_hour

HEL = (
    Post("lon", "kronor", Decimal("160")),
    Post("ob", "kronor", Decimal("12.35")),
    Post("semester", "procent", Decimal("12")),
    Post("avgifter", "procent", Decimal("31.42")),
    Post("forsakring", "procent", Decimal("4")),
    Post("utbildning", "kronor", Decimal("3")),
    Post("arbetsmiljo", "procent", Decimal("1")),
    Post("omkostnader", "kronor", Decimal("4.5")),
    Post("administration", "procent", Decimal("6")),
)


def words_of(*poster: Post) -> dict[str, str]:
    return {del_.slag: del_.hur.replace("\u00a0", " ") for del_ in cost_per_hour(poster).delar}


def test_every_part_counts_on_those_that_it_is_said_to_count_on():
    kostnad = cost_per_hour(HEL)

    med_semester = Fraction("172.35") * Fraction("1.12")
    lonekostnad = med_semester * (1 + Fraction("0.3142") + Fraction("0.04"))
    fore = lonekostnad * Fraction("1.01") + 3 + Fraction("4.5")
    assert kostnad.exakt == fore * Fraction("1.06")
    assert kostnad.belopp == Decimal("287.81")


def test_a_percentage_says_what_it_was_counted_on():
    ord_ = words_of(*HEL)

    assert ord_["lon"] == "160,00 kr per timme"
    assert ord_["semester"] == "172,35 × 12 % av lön och ob"
    assert ord_["avgifter"] == "193,032 × 31,42 % av lön, ob och semester"
    assert ord_["arbetsmiljo"].endswith("× 1 % av lönekostnaden")
    assert ord_["administration"].endswith("× 6 % av allt före")


def test_a_base_with_more_than_four_decimals_says_that_it_is_cut():
    assert words_of(*HEL)["administration"] == "ca 271,5180 × 6 % av allt före"


def test_the_order_in_which_the_parts_are_written_does_not_matter():
    assert cost_per_hour(reversed(HEL)) == cost_per_hour(HEL)
    assert [del_.slag for del_ in cost_per_hour(HEL).delar] == list(ORDNING)


@pytest.mark.parametrize(
    ("lon", "procent", "summa"),
    [("100.00", "0.005", "100.01"), ("100.00", "0.0049", "100.00"), ("0.01", "50", "0.02"), ("159.99", "0", "159.99")],
)
def test_the_sum_is_rounded_once_half_an_ore_upwards(lon, procent, summa):
    poster = (Post("lon", "kronor", Decimal(lon)), Post("semester", "procent", Decimal(procent)))

    assert cost_per_hour(poster).belopp == Decimal(summa)


def test_parts_that_look_rounded_do_not_change_the_sum():
    """Tre delar om 0,004 kr visas som 0,00, och är tillsammans 0,01 kr i summan."""
    delar = [Post(slag, "kronor", Decimal("0.004")) for slag in ("utbildning", "arbetsmiljo", "omkostnader")]

    kostnad = cost_per_hour(delar)

    assert [del_.belopp for del_ in kostnad.delar] == [Decimal("0.00")] * 3
    assert (kostnad.belopp, kostnad.exakt_i_ord) == (Decimal("0.01"), "0,012")


def test_a_part_that_is_left_out_costs_nothing_and_is_not_shown():
    kostnad = cost_per_hour([Post("lon", "kronor", Decimal(150)), Post("administration", "procent", Decimal(10))])

    assert [del_.slag for del_ in kostnad.delar] == ["lon", "administration"]
    assert kostnad.belopp == Decimal("165.00")


def test_nothing_costs_nothing():
    assert cost_per_hour([]).belopp == 0


def test_wages_are_kronor_and_what_follows_from_them_per_cent():
    assert ENHETER["lon"] == ENHETER["ob"] == ("kronor",)
    assert ENHETER["semester"] == ENHETER["avgifter"] == ENHETER["forsakring"] == ("procent",)
    assert ENHETER["administration"] == ("kronor", "procent")
