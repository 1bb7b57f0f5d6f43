"""The servers of our own are started for real, in a folder of the test's own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from assistans.embedded import PROJECT, Services, needs_services
from assistans.embedded.lease import SECONDS_TO_LINGER, try_lock
from assistans.embedded.place import Place, ServiceRefused

START = """
import sys, time
from pathlib import Path
from assistans.embedded import Place, Services
lease = Services(Place.of(Path(sys.argv[1]))).ensure(postgres=True, valkey=True, database="prov")
print("klart", flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    # Not tmp_path: its parents are closed to the user that the servers run as when the tests are run by root.
    folder = Path(tempfile.mkdtemp(prefix="prov-", dir="/tmp"))
    folder.chmod(0o711)
    services = Services(Place.of(folder / "tjanster"))
    yield services
    wait_until(lambda: no_watch_is_kept(services))
    shutil.rmtree(folder)


@pytest.fixture
def started(services: Services) -> Iterator[Services]:
    with services.ensure(postgres=True, valkey=True, database="prov"):
        yield services


@pytest.fixture
def start_process(services: Services) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts a process that uses the servers until it is killed."""
    processes = []

    def start() -> subprocess.Popen[str]:
        words = [sys.executable, "-c", START, str(services.place.root)]
        processes.append(subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.PIPE, text=True))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def test_both_servers_answer_after_ensure_and_not_after_stop(started: Services):
    assert started.postgres.is_running()
    assert started.valkey.is_running()

    started.stop()

    assert not started.postgres.is_running()
    assert not started.valkey.is_running()


def test_ensure_brings_back_what_tjanster_stopp_has_stopped(started: Services):
    started.stop()

    with started.ensure(postgres=True, valkey=True, database="prov"):
        assert started.postgres.is_running()
        assert started.valkey.is_running()


def test_committed_rows_survive_kill_9_of_postgresql(started: Services):
    query(started, "DROP TABLE IF EXISTS rad; CREATE TABLE rad AS SELECT generate_series(1, 1000) AS n")
    pid = int((started.postgres.data / "postmaster.pid").read_text().split()[0])

    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not started.postgres.is_running())
    with started.ensure(postgres=True, valkey=True, database="prov"):
        assert query(started, "SELECT count(*) FROM rad") == 1000


def test_what_is_queued_survives_kill_9_of_valkey(started: Services):
    with redis.from_url(started.valkey.url()) as queue:
        queue.rpush("uppgifter", "ett")
        pid = queue.info("server")["process_id"]

    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not started.valkey.is_running())
    with started.ensure(postgres=True, valkey=True, database="prov"), redis.from_url(started.valkey.url()) as queue:
        assert queue.lrange("uppgifter", 0, -1) == [b"ett"]


def test_the_servers_stop_with_their_last_user_even_when_users_are_killed(services: Services, start_process):
    first, second = start_process(), start_process()
    assert first.stdout.readline() == second.stdout.readline() == "klart\n"

    first.kill()
    time.sleep(SECONDS_TO_LINGER + 1)
    assert services.postgres.is_running()
    assert services.valkey.is_running()

    second.kill()
    wait_until(lambda: not services.postgres.is_running() and not services.valkey.is_running())


def test_four_processes_may_start_cold_at_once(services: Services, start_process):
    services.stop()

    processes = [start_process() for _ in range(4)]

    assert [process.stdout.readline() for process in processes] == ["klart\n"] * 4


def test_two_commands_may_prepare_an_empty_database_at_once(started: Services):
    words = [
        sys.executable,
        "-c",
        "import django; django.setup(); from assistans import forberedelse as f; f.ensure_migrated()",
    ]
    query(started, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    given = {"DATABASE_URL": started.postgres.url("prov"), "DJANGO_SETTINGS_MODULE": "assistans.settings"}

    commands = [subprocess.Popen(words, cwd=PROJECT, env=os.environ | given, stderr=subprocess.PIPE) for _ in range(2)]
    told = sorted(command.communicate(timeout=60)[1].decode() for command in commands)

    assert [command.returncode for command in commands] == [0, 0]
    assert told == ["", "Databasen uppdateras.\n"]


def test_the_database_listens_on_no_network(started: Services):
    assert query(started, "SHOW listen_addresses") == ""


def test_a_swedish_letter_is_lowered_by_the_database(started: Services):
    assert query(started, "SELECT lower('ÅÄÖ')") == "åäö"


def test_a_socket_folder_that_others_may_enter_is_refused(services: Services, tmp_path: Path):
    folder = tmp_path / "s"
    folder.mkdir()
    folder.chmod(0o777)

    with pytest.raises(ServiceRefused, match="öppen för andra"):
        services.place.make_private(folder)


def test_sockets_of_a_project_deep_down_get_a_short_path():
    place = Place.of(Path("/tmp") / ("djupt/" * 40))

    assert len(f"{place.sockets}/.s.PGSQL.5432.lock") < 104


@pytest.mark.parametrize("line", ["manage.py", "manage.py help", "manage.py check", "manage.py migrate --help"])
def test_commands_without_a_database_start_no_servers(line: str):
    assert not needs_services(line.split())


@pytest.mark.parametrize("line", ["manage.py migrate", "manage.py las_in mapp", "manage.py kontrollera 2026-09"])
def test_commands_with_a_database_start_the_servers(line: str):
    assert needs_services(line.split())


def query(services: Services, sql: str) -> object:
    connection = psycopg2.connect(services.postgres.url("prov"))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        connection.close()


def no_watch_is_kept(services: Services) -> bool:
    """The watch leaves last, when it has stopped both servers."""
    watch = try_lock(services.place.root / "vakt")
    if watch:
        watch.close()
    return watch is not None


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 15
    while not true():
        assert time.monotonic() < deadline, "Det väntade inträffade inte inom 15 sekunder."
        time.sleep(0.05)
