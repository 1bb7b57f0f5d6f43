"""Python's search for objects that hold each other, made seldom for a while."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

SELLAN = 1_000_000
"""So many objects more than at the last search set off the next one. Python's own number is 700."""

_las = Lock()
_tidigare: list[tuple[int, int, int]] = []
"""What held before, once for each who is inside."""


@contextmanager
def cycles_left() -> Iterator[None]:
    """Let searches for cycles seldom interrupt the work inside.

    Work that makes objects by the hundred thousand sets the search going time after time, and each goes through all
    that the program holds. What nothing points at is still freed at once; only cycles wait. The threads of a process
    share the search, so it is never turned off: what others leave is found before it grows large, and it is as before
    when the last one is done.
    """
    with _las:
        _tidigare.append(gc.get_threshold())
        gc.set_threshold(SELLAN)
    try:
        yield
    finally:
        with _las:
            forst = _tidigare[0]
            _tidigare.pop()
            if not _tidigare:
                gc.set_threshold(*forst)
