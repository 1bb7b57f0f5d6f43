"""Vilken kreditfaktura som dras av från vilken betalning, och vad mottagaren läser."""

from decimal import Decimal

import pytest

from fakturor.utbetalning.kvittning import Post, net
from fakturor.utbetalning.referens import message_of, ocr_of


def post(faktura: int, belopp: int | str, mottagare: int = 1, original: tuple[int, ...] = ()) -> Post:
    return Post(faktura, mottagare, Decimal(belopp), frozenset(original))


def netted(*poster: Post) -> tuple[dict[int, list[int]], list[int]]:
    betalningar, vantar = net(poster)
    return {b.faktura.faktura: [k.faktura for k in b.krediter] for b in betalningar}, [k.faktura for k in vantar]


def test_every_invoice_is_a_payment_of_its_own():
    assert netted(post(1, 100), post(2, 200)) == ({1: [], 2: []}, [])


def test_a_credit_is_drawn_from_the_invoice_it_credits_though_another_is_larger():
    assert netted(post(1, 100), post(2, 200), post(3, -50, original=(1,))) == ({1: [3], 2: []}, [])


def test_a_credit_without_room_in_its_own_invoice_is_drawn_from_the_largest():
    assert netted(post(1, 100), post(2, 300), post(4, 200), post(3, -150, original=(1,))) == (
        {1: [], 2: [3], 4: []},
        [],
    )


@pytest.mark.parametrize("belopp", [-100, -101])
def test_a_payment_always_leaves_something_to_pay(belopp):
    assert netted(post(1, 100), post(2, belopp)) == ({1: []}, [2])


def test_an_ore_left_is_enough():
    [betalning], vantar = net([post(1, 100), post(2, "-99.99")])

    assert (betalning.belopp, vantar) == (Decimal("0.01"), [])


def test_a_credit_is_never_drawn_from_another_payee():
    assert netted(post(1, 100, mottagare=1), post(2, -50, mottagare=2)) == ({1: []}, [2])


def test_several_credits_share_a_payment_as_long_as_it_lasts():
    assert netted(post(1, 100), post(2, -60), post(3, -30), post(4, -20)) == ({1: [2, 3]}, [4])


def test_credits_that_come_in_another_order_are_drawn_alike():
    poster = [post(1, 100), post(5, 100), post(2, -60), post(3, -60), post(4, -30)]

    assert netted(*poster) == netted(*poster[:2], *reversed(poster[2:]))


@pytest.mark.parametrize(
    ("ocr", "typ", "kvittad", "blir"),
    [
        ("1234567897", "bankgiro", False, "1234567897"),
        ("12345 67897", "plusgiro", False, "1234567897"),
        ("1234567890", "bankgiro", False, ""),
        ("RF18", "bankgiro", False, ""),
        ("1234567897", "konto", False, ""),
        ("1234567897", "bankgiro", True, ""),
        ("", "bankgiro", False, ""),
    ],
)
def test_an_ocr_is_paid_with_only_when_it_is_right_and_can_be_read(ocr, typ, kvittad, blir):
    assert ocr_of(ocr, typ, kvittad=kvittad) == blir


def test_the_message_names_the_invoice_and_its_credits_in_what_the_banks_can_write():
    assert message_of("4711") == "Faktura 4711"
    assert message_of("F_17☃", ["K-1", "K-2"]) == "Faktura F-17 minus kredit K-1, K-2"
    assert len(message_of("4" * 300)) == 140
