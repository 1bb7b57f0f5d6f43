"""Searches for cycles are seldom during the work, and as before when the last one is done."""

import gc
from threading import Event, Thread

import pytest

from assistans.minne import SELLAN, cycles_left

FORE = gc.get_threshold()


def test_searches_are_seldom_inside_and_as_before_afterwards():
    with cycles_left():
        assert gc.isenabled()
        assert gc.get_threshold()[0] == SELLAN
    assert gc.get_threshold() == FORE


def test_they_are_as_before_when_the_work_fails():
    with pytest.raises(ValueError, match="fel"), cycles_left():
        raise ValueError("fel")
    assert gc.get_threshold() == FORE


def test_they_stay_seldom_until_the_last_of_two_threads_is_done():
    inne, far_sluta = Event(), Event()

    def work() -> None:
        with cycles_left():
            inne.set()
            far_sluta.wait(10)

    annan = Thread(target=work)
    with cycles_left():
        annan.start()
        assert inne.wait(10)
    assert gc.get_threshold()[0] == SELLAN
    far_sluta.set()
    annan.join()
    assert gc.get_threshold() == FORE
