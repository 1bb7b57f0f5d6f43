"""A Celery worker for as long as it is needed, when none is running."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SECONDS_TO_ANSWER = 1
SECONDS_TO_START = 30
SECONDS_TO_STOP = 15
# Carries the number of the process that the worker works for.
PARENT = "ASSISTANS_ARBETAR_FOR"


class WorkerMissing(Exception):
    """No worker could be had; the message is a sentence for the one who started the command."""


@contextlib.contextmanager
def worker_running(*, say: Callable[[str], object] | None = None) -> Iterator[None]:
    """Have a worker for the time of the block: the one that answers, else one of our own. Raises WorkerMissing.

    `say` is told what happens, in Swedish; without it the lines go to stderr.
    """
    if answers():
        yield
        return
    (say or _tell_stderr)("Ingen arbetare svarar. En startas för den här körningen.")
    log = _log_path()
    with open(log, "wb") as file:
        worker = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "assistans", "worker", "--concurrency", "2",
             "--hostname", f"tillfallig-{os.getpid()}@%h", "--without-gossip", "--without-mingle"],
            env={**os.environ, PARENT: str(os.getpid())},
            cwd=_project(),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches us, and we stop the worker in good order
        )  # fmt: skip
        try:
            _wait_until_ready(worker, log)
            yield
        finally:
            _stop(worker)


def answers() -> bool:
    """Whether any worker answers on the queue within a second. Raises WorkerMissing when there is no queue."""
    from kombu.exceptions import OperationalError

    from assistans.celery import app

    # A connection of our own: one that has been kept may lead to a queue that has been restarted since.
    with app.connection_for_write() as queue:
        try:
            return bool(app.control.inspect(timeout=SECONDS_TO_ANSWER, limit=1, connection=queue).ping())
        except (OperationalError, *queue.recoverable_connection_errors):
            raise WorkerMissing("Kön svarar inte. Kontrollera att Redis går att nå på adressen i REDIS_URL.") from None


def follow_parent() -> None:
    """In a worker started for one process: leave when that process is gone, however it ended."""
    parent = int(os.environ.get(PARENT) or 0)
    if parent:
        threading.Thread(target=_leave_with, args=[parent], daemon=True).start()


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _wait_until_ready(worker: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if worker.poll() is not None:
            raise WorkerMissing(f"Arbetaren avslutades innan den kom igång. Läs mer i {log}.")
        if answers():
            return
    raise WorkerMissing(f"Arbetaren kom inte igång på {SECONDS_TO_START} sekunder. Läs mer i {log}.")


def _stop(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        # The task it held is acknowledged late, so another worker takes it up again.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def _log_path() -> Path:
    from django.conf import settings

    return settings.VAR / "arbetare.log"


def _project() -> Path:
    from django.conf import settings

    return settings.BASE_DIR


def _tell_stderr(line: str) -> None:
    sys.stderr.write(f"{line}\n")
