"""Arbetare för mätningen: så många processer som sägs, mot den databas som är öppen, och hur mycket minne de tar."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from assistans.arbetare import PARENT, answers

SEKUNDER_ATT_STARTA = 30
PROC = Path("/proc")


class WorkerRefused(Exception):
    """The workers did not start; the message is a sentence for the one who started the bench."""


class Arbetare:
    """En Celeryarbetare med egna processer, och det minne som de som mest har tagit."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.topp_kb: dict[int, int] = {}

    def children(self) -> list[int]:
        """The processes that carry out tasks."""
        with suppress(OSError):
            return [
                int(pid) for pid in (PROC / f"{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            ]
        return []

    def observe(self) -> None:
        """Note the peak memory of each process so far, where the system tells."""
        for pid in self.children():
            with suppress(OSError, StopIteration, IndexError):
                rader = (PROC / f"{pid}/status").read_text().splitlines()
                topp = next(rad.split()[1] for rad in rader if rad.startswith("VmHWM"))
                self.topp_kb[pid] = int(topp)

    @property
    def topp_mb(self) -> float | None:
        """The most that any one process has held in memory, MB; None where the system does not tell."""
        return max(self.topp_kb.values()) / 1024 if self.topp_kb else None

    def kill(self) -> None:
        """SIGKILL to the worker and all its processes."""
        for pid in (self.process.pid, *self.children()):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to leave, and see to it that it does."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


def start_worker(processer: int, *, env: dict[str, str], logg: Path) -> Arbetare:
    """Start a worker with so many processes and wait until it answers. Raises WorkerRefused."""
    with open(logg, "ab") as fil:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "assistans", "worker", "--concurrency", str(processer),
             "--hostname", f"matning-{os.getpid()}-{time.monotonic_ns()}@%h", "--without-gossip", "--without-mingle"],
            env={**os.environ, **env, PARENT: str(os.getpid())},
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=fil,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    arbetare = Arbetare(process)
    slut = time.monotonic() + SEKUNDER_ATT_STARTA
    while time.monotonic() < slut and process.poll() is None:
        if answers():
            return arbetare
    arbetare.kill()
    raise WorkerRefused(f"Arbetaren kom inte igång. Läs mer i {logg}.")


@contextmanager
def workers(processer: int, *, env: dict[str, str], logg: Path) -> Iterator[Arbetare]:
    """Have a worker with so many processes; its memory is observed five times a second."""
    arbetare = start_worker(processer, env=env, logg=logg)
    klart = threading.Event()

    def observe() -> None:
        while not klart.wait(0.2):
            arbetare.observe()

    trad = threading.Thread(target=observe, daemon=True)
    trad.start()
    try:
        yield arbetare
    finally:
        arbetare.observe()
        klart.set()
        trad.join()
        arbetare.stop()
