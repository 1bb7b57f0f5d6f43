"""Ett belopp delas på öret, efter vikt."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakturor.bokforing.fordelning import share

OREN = st.integers(min_value=-(10**11), max_value=10**11).map(lambda n: Decimal(n) / 100)
VIKTER = st.lists(st.decimals(min_value=-(10**6), max_value=10**6, places=4), min_size=1, max_size=12)


@given(belopp=OREN, vikter=VIKTER)
def test_parts_sum_to_the_amount_to_the_ore(belopp: Decimal, vikter: list[Decimal]) -> None:
    delar = share(belopp, vikter)

    assert sum(delar) == belopp
    assert all(part == round(part, 2) for part in delar)


@given(belopp=OREN, vikter=st.lists(st.integers(min_value=1, max_value=10**6).map(Decimal), min_size=1, max_size=12))
def test_no_part_is_more_than_an_ore_from_its_exact_share(belopp: Decimal, vikter: list[Decimal]) -> None:
    for part, vikt in zip(share(belopp, vikter), vikter, strict=True):
        assert abs(part * sum(vikter) - belopp * vikt) < Decimal("0.01") * sum(vikter)


def test_weights_that_are_the_amount_are_its_parts() -> None:
    assert share(Decimal("100.01"), [Decimal("60.01"), Decimal(40)]) == [Decimal("60.01"), Decimal("40.00")]


def test_the_ore_left_over_goes_to_the_first_of_equals() -> None:
    assert share(Decimal("0.02"), [Decimal(1)] * 3) == [Decimal("0.01"), Decimal("0.01"), Decimal(0)]


def test_a_credit_is_shared_as_what_it_takes_back() -> None:
    assert share(Decimal(-300), [Decimal(200), Decimal(100)]) == [Decimal(-200), Decimal(-100)]


def test_weights_that_cancel_out_give_equal_parts() -> None:
    assert share(Decimal(10), [Decimal(5), Decimal(-5)]) == [Decimal(5), Decimal(5)]


@pytest.mark.parametrize(("belopp", "vikter"), [(Decimal("1.005"), [Decimal(1)]), (Decimal(1), [])])
def test_what_cannot_be_shared_is_refused(belopp: Decimal, vikter: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="dela"):
        share(belopp, vikter)
