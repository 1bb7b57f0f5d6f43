"""Svepen mot den enklaste räkningen som finns: varje par, varje minut."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kontroller.overlapp import overlapping_pairs, shared_stretches

MINUTER = 30
SPANN = st.lists(st.tuples(st.integers(0, MINUTER), st.integers(0, MINUTER)), max_size=12)


def minutes_of(spann: tuple[int, int]) -> set[int]:
    return set(range(*spann))


@given(SPANN)
def test_the_sweep_finds_exactly_the_pairs_that_share_a_minute(spann):
    varje_par = {(i, j) for i, j in combinations(range(len(spann)), 2) if minutes_of(spann[i]) & minutes_of(spann[j])}

    funna = list(overlapping_pairs(spann))

    assert set(funna) == varje_par
    assert len(funna) == len(varje_par)


@given(SPANN)
def test_the_stretches_say_for_every_minute_who_shares_it(spann):
    delade = {
        minut: frozenset(n for n, s in enumerate(spann) if minut in minutes_of(s))
        for minut in range(MINUTER)
        if sum(minut in minutes_of(s) for s in spann) > 1
    }

    funna = {minut: vilka for borjar, slutar, vilka in shared_stretches(spann) for minut in range(borjar, slutar)}

    assert funna == delade


def test_noon_meets_noon_without_sharing_a_minute():
    assert list(overlapping_pairs([(480, 720), (720, 960)])) == []
    assert list(shared_stretches([(480, 720), (720, 960)])) == []


def test_a_single_minute_is_shared_time():
    assert list(overlapping_pairs([(720, 960), (480, 721)])) == [(0, 1)]
    assert list(shared_stretches([(720, 960), (480, 721)])) == [(720, 721, frozenset({0, 1}))]


def test_a_month_of_shifts_end_to_end_is_one_pass_over_them():
    dygnet_runt = [(n * 480, (n + 1) * 480) for n in range(10_000)]

    assert list(overlapping_pairs(dygnet_runt)) == []
