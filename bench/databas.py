"""En databas för sig på samma server, som tas bort efteråt. Den som programmet arbetar i rörs aldrig."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

from django.core.management import call_command
from django.db import DatabaseError, connection, connections

PREFIX = "assistans_bench"


class OwnDatabaseRefused(Exception):
    """The server did not let a database be made; the message is a sentence for the one who started the bench."""


@contextmanager
def own_database(namn: str) -> Iterator[None]:
    """Have an empty database with every table, in which everything inside is done; dropped at the end."""
    databas = f"{PREFIX}_{namn}_{os.getpid()}"
    arbetsdatabas = connection.settings_dict["NAME"]
    try:
        execute_beside(f'CREATE DATABASE "{databas}"')
    except DatabaseError as fel:
        skal = str(fel).strip().splitlines()[0]
        raise OwnDatabaseRefused(f"Mätningen behöver en egen databas, och den gick inte att skapa: {skal}") from fel
    try:
        _point_at(databas)
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        _point_at(arbetsdatabas)
        execute_beside(f'DROP DATABASE "{databas}" WITH (FORCE)')


@contextmanager
def copied_database() -> Iterator[None]:
    """Have a copy of the database that is open, as it stands; everything inside is done in the copy."""
    mall = connection.settings_dict["NAME"]
    databas = f"{PREFIX}_kopia_{os.getpid()}"
    connection.close()
    execute_beside(f'CREATE DATABASE "{databas}" TEMPLATE "{mall}"')
    try:
        _point_at(databas)
        yield
    finally:
        _point_at(mall)
        execute_beside(f'DROP DATABASE "{databas}" WITH (FORCE)')


def database_url() -> str:
    """The address of the database that is open, for a process of its own."""
    hittad = connection.settings_dict
    vem = quote(hittad["USER"] or "", safe="")
    if hittad["PASSWORD"]:
        vem += f":{quote(hittad['PASSWORD'], safe='')}"
    fraga = {"host": hittad["HOST"], **({"port": hittad["PORT"]} if hittad["PORT"] else {})}
    return f"postgresql://{vem}@/{hittad['NAME']}?{urlencode(fraga, safe='/')}"


def _point_at(databas: str) -> None:
    connection.close()
    connections["default"].settings_dict["NAME"] = databas


def execute_beside(sql: str) -> None:
    """Run a statement about a whole database, which no transaction may hold, on the server's own database."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)
