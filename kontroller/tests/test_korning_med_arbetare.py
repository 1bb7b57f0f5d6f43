"""Körningen i en riktig Celery-arbetare, som dödas mitt i."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistans.celery import app
from fakturor.models import Faktura
from kontroller import korning as korningar
from kontroller.models import Granskning, Korning
from tests.byggstenar import MANAD, NU, build_arende, build_faktura, build_granskare

ROT = Path(__file__).resolve().parents[2]
FAKTUROR = 40
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def worker(env: dict[str, str], log: Path):
    """A worker of our own with one child, killed at the end."""
    with open(log, "ab") as fil:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "assistans", "worker", "--concurrency", "1", "--without-mingle"],
            cwd=ROT, env=env, stdout=fil, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until(sant, sekunder: float) -> None:
    slut = time.monotonic() + sekunder
    while not sant():
        assert time.monotonic() < slut, "det blev inte klart i tid"
        time.sleep(0.05)


@pytest.fixture
def through_the_queue():
    """The tasks go to a worker, not straight into the test."""
    app.conf.task_always_eager = False
    yield
    app.conf.task_always_eager = True


@pytest.mark.usefixtures("through_the_queue")
def test_a_worker_killed_in_the_middle_is_followed_by_one_that_finishes(child_env, tmp_path, monkeypatch):
    monkeypatch.setattr(korningar, "BLOCKSTORLEK", 1)
    arende = build_arende()
    for nummer in range(FAKTUROR - 1):
        build_faktura(arende.redovisning, nummer=f"8{nummer:03d}")
    korning = korningar.start_month(manad=MANAD, by=build_granskare(), at=NU)

    with worker(child_env, tmp_path / "forsta.log") as forsta:
        wait_until(lambda: korningar.done_count(korning) >= 3, 30)
        os.killpg(forsta.pid, signal.SIGKILL)
        forsta.wait()
    halvvags = korningar.done_count(korning)
    with worker(child_env, tmp_path / "andra.log"):
        wait_until(lambda: Korning.objects.get(pk=korning.pk).status != Korning.Status.PAGAR, 60)

    assert halvvags < FAKTUROR
    assert Korning.objects.get(pk=korning.pk).status == Korning.Status.KLAR
    fakturor = Granskning.objects.filter(korning=korning).values_list("faktura", flat=True)
    assert sorted(fakturor) == sorted(Faktura.objects.values_list("pk", flat=True))


def test_the_command_starts_a_worker_of_its_own_and_writes_the_verdicts(child_env, tmp_path):
    build_arende()
    fil = tmp_path / "verdikt.json"

    svar = subprocess.run(
        [sys.executable, "manage.py", "kontrollera", "2015-05", "--json", str(fil)],
        cwd=ROT, env=child_env, capture_output=True, text=True, timeout=90,
    )  # fmt: skip

    assert svar.returncode == 0, svar.stderr
    assert "1 av 1 fakturor" in svar.stderr
    assert json.loads(fil.read_text())["fakturor"][0]["resultat"] == "ren"


@pytest.mark.parametrize(
    ("argument", "fel"),
    [
        (["kontrollera", "2015-13"], "2015-13 är ingen månad. Skriv den som 2015-04."),
        (["kontrollera"], "Det här saknas: ÅÅÅÅ-MM. Skriv --help för att se hur kommandot används."),
        (["verifiera", "99999"], "Körning 99999 finns inte."),
    ],
)
def test_what_cannot_be_used_is_one_swedish_line_and_code_two(child_env, argument, fel):
    svar = subprocess.run(
        [sys.executable, "manage.py", *argument], cwd=ROT, env=child_env, capture_output=True, text=True, timeout=60
    )

    assert (svar.returncode, svar.stderr.strip()) == (2, fel)
