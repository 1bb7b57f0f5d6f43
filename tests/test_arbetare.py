"""A worker lent to a command: there while it is needed, gone afterwards."""

import subprocess
import sys
import time

from assistans.arbetare import answers
from assistans.embedded import PROJECT

LEND = """
import django, time
django.setup()
from assistans.arbetare import answers, worker_running
with worker_running():
    print("svarar" if answers() else "tiger", flush=True)
    time.sleep({seconds})
print("svarar" if answers() else "tiger", flush=True)
"""


def lend(seconds: int, env: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LEND.format(seconds=seconds)], cwd=PROJECT, text=True,
        env=env | {"DJANGO_SETTINGS_MODULE": "assistans.settings"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_a_worker_is_there_during_the_block_and_not_after_it(child_env: dict[str, str]):
    with lend(0, child_env) as process:
        said, told = process.communicate(timeout=60)

    assert said.split() == ["svarar", "tiger"]
    assert told == "Ingen arbetare svarar. En startas för den här körningen.\n"


def test_the_worker_leaves_with_a_command_that_is_killed(child_env: dict[str, str]):
    with lend(60, child_env) as process:
        assert process.stdout.readline() == "svarar\n"
        assert answers()

        process.kill()
        process.communicate()

    deadline = time.monotonic() + 20
    while answers():
        assert time.monotonic() < deadline, "Arbetaren är kvar 20 sekunder efter kommandot."
