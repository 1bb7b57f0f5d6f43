"""Räkningen av en kostnadsredovisning."""

from decimal import Decimal
from fractions import Fraction

from beslut.models.timbelopp import Kostnadspost
from fakturor.kostnader import SLAGEN, administration_share, missing_kinds, total_of, unused

ALLA = {slag: Decimal("100.00") for slag in SLAGEN}


def test_the_kinds_are_those_of_the_register():
    assert set(SLAGEN) == set(Kostnadspost.Slag.values)


def test_nought_kronor_is_told_and_what_is_not_mentioned_is_missing():
    assert missing_kinds(ALLA | {"ob": Decimal(0)}) == []
    assert missing_kinds({"lon": Decimal(1)}) == list(SLAGEN.values())[1:]


def test_the_share_of_administration_is_exact():
    assert administration_share(ALLA) == Fraction(1, 6)
    assert administration_share({"lon": Decimal(100)}) is None
    assert administration_share({"administration": Decimal(0)}) is None


def test_what_is_unused_is_what_was_received_without_the_costs():
    assert total_of(ALLA) == Decimal("600.00")
    assert unused(Decimal("650.50"), ALLA) == Decimal("50.50")
    assert unused(Decimal("500.00"), ALLA) == Decimal("-100.00")
