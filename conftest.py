"""What holds for every test: services of our own when none are given, and a queue and a cache of the test's own."""

import itertools
import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations

from assistans import embedded
from assistans.adresser import redis_database
from assistans.embedded.lease import try_lock
from tests.chromium import NO_CHROMIUM, find_chromium

# The first databases of Redis belong to normal use and to the demo.
FIRST_REDIS_OF_TESTS = 6


def pytest_configure(config: pytest.Config) -> None:
    place = take_place(config)
    test_database = settings.DATABASES["default"].setdefault("TEST", {})
    test_database["NAME"] = f"test_assistans_{place}" if place else "test_assistans"
    first = FIRST_REDIS_OF_TESTS + 3 * place
    settings.REDIS_URL = redis_database(settings.REDIS_URL, first, celery=False)
    settings.CELERY_BROKER_URL = redis_database(settings.REDIS_URL, 0, celery=True)
    settings.CELERY_RESULT_BACKEND = redis_database(settings.REDIS_URL, 1, celery=True)
    settings.CACHES["default"]["LOCATION"] = redis_database(settings.REDIS_URL, 2, celery=False)
    # A task is run where it is called; the tests of the worker itself start one (`child_env`).
    settings.CELERY_TASK_ALWAYS_EAGER = settings.CELERY_TASK_EAGER_PROPAGATES = True
    # Argon2 takes a fifth of a second on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def take_place(config: pytest.Config) -> int:
    """The lowest number that no other test process has: each has a database and a queue of its own.

    So tests may run on several cores, and in two terminals at once.
    """
    services = embedded.own_services()
    services.place.prepare()
    for number in itertools.count():
        held = try_lock(services.place.root / f"prov-{number}")
        if held:
            config.add_cleanup(held.close)
            return number


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if find_chromium() is None:
        for item in items:
            if item.get_closest_marker("webblasare"):
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_CHROMIUM in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"SKIP: {len(skipped)} tester i webbläsare kördes inte. {NO_CHROMIUM}", red=True)


@pytest.fixture(scope="session")
def tjanster() -> None:
    """The servers of our own are running, unless others are given."""
    embedded.ensure()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tjanster: None) -> None:
    """The first test that asks for the database has the servers started; tests of pure code start none."""


@pytest.fixture(scope="session", autouse=True)
def empty_append_only_tables() -> Iterator[None]:
    """After a transactional test Django empties every table. What refuses TRUNCATE is told to look away meanwhile."""
    flush = DatabaseOperations.execute_sql_flush

    def flush_past_triggers(self: DatabaseOperations, sql_list: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 32 > 0"
            )
            triggers = cursor.fetchall()
        off, on = ([f'ALTER TABLE {t} {do} TRIGGER "{name}"' for t, name in triggers] for do in ("DISABLE", "ENABLE"))
        flush(self, [*off, *sql_list, *on])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush_past_triggers)
        yield


@pytest.fixture
def child_env(transactional_db: None) -> dict[str, str]:
    """The environment for a process of our own (a command, a worker) that shall see the test's database and queue.

    Such a process sees only what is committed, hence the transactional database.
    """
    found = settings.DATABASES["default"]
    port = f"&port={found['PORT']}" if found["PORT"] else ""
    user = f"{found['USER']}:{found['PASSWORD']}@" if found["PASSWORD"] else f"{found['USER']}@"
    database_url = f"postgresql://{user}/{found['NAME']}?host={found['HOST']}{port}"
    return {**os.environ, "DATABASE_URL": database_url, "REDIS_URL": settings.REDIS_URL}
