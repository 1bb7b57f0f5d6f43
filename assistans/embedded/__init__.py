"""PostgreSQL and Redis of our own, for those who have set neither DATABASE_URL nor REDIS_URL.

`ensure()` is called by whatever may need them: manage.py, wsgi.py, a starting Celery worker, the test session.
It takes a lease on the servers and starts those that do not run. The last process to leave has them stopped.
The addresses are fixed by the project's place on disk, so settings can name them without starting anything.
"""

import atexit
import os
from pathlib import Path
from typing import IO

from assistans.embedded import lease
from assistans.embedded.place import Place, ServiceRefused, make_folder
from assistans.embedded.postgres import PostgresServer
from assistans.embedded.valkey import ValkeyServer

__all__ = [
    "Place", "ServiceRefused", "Services",
    "database_url", "ensure", "find_var", "make_folder", "needs_services", "redis_url",
]  # fmt: skip

PROJECT = Path(__file__).resolve().parent.parent.parent
DATABASE = "assistans"

# Commands that read no database and post no task.
SELF_SUFFICIENT = {
    "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "makemessages",
    "regelkatalog", "startapp", "tjanster", "version",
}  # fmt: skip

# Held for as long as the process lives; a forked child holds it too.
_lease: IO[bytes] | None = None


class Services:
    """The two servers of one place."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.postgres = PostgresServer(place)
        self.valkey = ValkeyServer(place)

    def ensure(self, *, postgres: bool, valkey: bool, database: str) -> IO[bytes]:
        """Have the named servers running, and the database there; return the lease, to be kept open."""
        self.place.prepare()
        held = lease.take_lease(self.place.root)
        with lease.only_one(self.place.root):
            lease.start_watch(self.place.root)
            if postgres:
                if not self.postgres.is_running():
                    self.postgres.start()
                self.postgres.ensure_database(database)
            if valkey and not self.valkey.is_running():
                self.valkey.start()
        return held

    def stop(self) -> None:
        if not self.place.root.exists():
            return
        with lease.only_one(self.place.root):
            self.valkey.stop()
            self.postgres.stop()


def needs_services(argv: list[str]) -> bool:
    """Whether the command line names a command that uses the database or the queue."""
    asks_for_help = {"-h", "--help", "--version"} & set(argv[1:])
    return len(argv) > 1 and not asks_for_help and argv[1] not in SELF_SUFFICIENT


def ensure() -> None:
    """Have running whatever the environment does not name. Raises ServiceRefused."""
    global _lease
    postgres, valkey = not _given("DATABASE_URL"), not _given("REDIS_URL")
    if _given("ASSISTANS_LAGE") == "produktion" or not (postgres or valkey):
        return
    database = f"{DATABASE}_demo" if _given("ASSISTANS_DEMO") == "1" else DATABASE
    previous, _lease = _lease, own_services().ensure(postgres=postgres, valkey=valkey, database=database)
    if previous:
        previous.close()
    else:
        atexit.register(_give_up_lease)


def _give_up_lease() -> None:
    """Close the lease in good order when the process ends; a killed process loses it all the same."""
    if _lease:
        _lease.close()


def own_services() -> Services:
    return Services(Place.of(find_var() / "tjanster"))


def find_var() -> Path:
    """The folder for state: `var` in the project, or where ASSISTANS_VAR says."""
    return Path(_given("ASSISTANS_VAR") or PROJECT / "var").resolve()


def database_url() -> str:
    return own_services().postgres.url(DATABASE)


def redis_url() -> str:
    return own_services().valkey.url()


def _given(name: str) -> str:
    return os.environ.get(name, "").strip()
