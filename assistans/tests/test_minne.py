"""The search for cycles rests during the work, and goes on afterwards as it did before."""

import gc

import pytest

from assistans.minne import cycles_left


def test_the_search_rests_inside_and_goes_on_afterwards():
    with cycles_left():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_search_goes_on_when_the_work_fails():
    with pytest.raises(ValueError, match="fel"), cycles_left():
        raise ValueError("fel")
    assert gc.isenabled()


def test_a_search_that_was_off_stays_off():
    with cycles_left():
        with cycles_left():
            pass
        assert not gc.isenabled()
