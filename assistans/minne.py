"""Python's search for objects that hold each other, set aside for a while."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def cycles_left() -> Iterator[None]:
    """Let no search for cycles interrupt the work inside.

    Work that makes objects by the hundred thousand sets the search going time after time, and each goes through all
    that the program holds. What nothing points at is still freed at once; only cycles wait until the work is over.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
