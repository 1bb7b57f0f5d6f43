"""Tre veckor från den dag då personen fick del av beslutet (44 § FL)."""

from datetime import date

import pytest

from beslut.overklagandetid import arrival_in_words, deadline_in_words, last_day_to_appeal

MANDAG = date(2015, 4, 13)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_last_day_is_the_same_weekday_three_weeks_later():
    assert last_day_to_appeal(MANDAG) == date(2015, 5, 4)


@pytest.mark.parametrize(
    ("delgivet", "ord_"),
    [
        (MANDAG, "till och med den 4 maj 2015"),
        (date(2015, 4, 11), "till och med den 2 maj 2015, som är en lördag"),
        (date(2015, 4, 10), "till och med den 1 maj 2015, som är en helgdag"),
    ],
)
def test_a_last_day_that_is_no_working_day_is_called_what_it_is(delgivet, ord_):
    assert plain(deadline_in_words(delgivet)) == ord_


@pytest.mark.parametrize(
    ("inkom", "borjan"),
    [
        (date(2015, 5, 4), "Det kom inom tre veckor, som gick till och med den 4 maj 2015."),
        (date(2015, 5, 5), "Det kom 1 dag efter de tre veckorna"),
        (date(2015, 5, 14), "Det kom 10 dagar efter de tre veckorna"),
    ],
)
def test_an_appeal_is_told_to_have_come_in_time_or_how_late(inkom, borjan):
    assert plain(arrival_in_words(MANDAG, inkom)).startswith(borjan)


def test_without_the_day_of_receipt_no_time_is_counted():
    assert "tiden kan inte räknas" in arrival_in_words(None, date(2015, 5, 4))
