"""Who uses the servers: a lock per process, which the kernel lets go of however the process ends.

Every process that uses the servers holds a shared lock on the file `anvands` for as long as it lives. A small
watch process waits for the exclusive lock on the same file. It gets it when the last user is gone, be it by
exit, SIGTERM or kill -9, and stops the servers. No count is kept, so none can be wrong.
"""

import contextlib
import fcntl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

# Commands often follow upon each other: the servers are kept for a moment after the last one.
SECONDS_TO_LINGER = 2


def take_lease(root: Path) -> IO[bytes]:
    """Say that this process uses the servers. It holds until the file is closed. Waits while they are being stopped."""
    file = open(root / "anvands", "ab")  # noqa: SIM115
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


@contextlib.contextmanager
def only_one(root: Path) -> Iterator[None]:
    """The right to start and stop: one process at a time."""
    with open(root / "las", "ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def start_watch(root: Path) -> None:
    """See to it that a watch is kept, by an earlier process or a new one. Called under `only_one`."""
    free = try_lock(root / "vakt")
    if free is None:
        return
    free.close()
    project = Path(__file__).resolve().parent.parent.parent
    subprocess.run(
        [sys.executable, "-m", "assistans.embedded", str(root)],
        cwd=project,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )


def try_lock(path: Path) -> IO[bytes] | None:
    """The lock on a file, held until that is closed, or None when another process has it."""
    file = open(path, "ab")  # noqa: SIM115
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def keep_watch(root: Path, watch: IO[bytes], stop: Callable[[], None]) -> None:
    """Wait until no process uses the servers, linger, and stop them. A new user waits until that is done."""
    with open(root / "anvands", "ab") as file:
        while True:
            fcntl.flock(file, fcntl.LOCK_EX)
            fcntl.flock(file, fcntl.LOCK_UN)
            time.sleep(SECONDS_TO_LINGER)
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
        stop()
        watch.close()  # before the users are let in, so that the first of them can set a new watch
