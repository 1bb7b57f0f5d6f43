"""Raw SQL against the database's own refusals: what is tried must fail, and for the reason that the test gives."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction


def execute(sql: str, params: Sequence[Any] = ()) -> None:
    """Run one statement past every model and service, and let deferred constraints have their say at once."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def empty(tabell: str) -> None:
    """Try to empty a table and everything that points at it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {tabell} CASCADE")


@contextmanager
def refused(reason: str) -> Iterator[None]:
    """What is done inside is refused by the database, with this in its message, and leaves nothing behind."""
    with pytest.raises(DatabaseError, match=re.escape(reason)), transaction.atomic():
        yield


def copy_row(tabell: str, pk: int, **andrat: Any) -> None:
    """Insert a copy of a row as a new one, with some columns changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
            " AND attname <> 'id'",
            [tabell],
        )
        kolumner = [namn for (namn,) in cursor.fetchall()]
    varden = ", ".join("%s" if kolumn in andrat else f'"{kolumn}"' for kolumn in kolumner)
    namn = ", ".join(f'"{kolumn}"' for kolumn in kolumner)
    params = [andrat[kolumn] for kolumn in kolumner if kolumn in andrat]
    execute(f"INSERT INTO {tabell} ({namn}) SELECT {varden} FROM {tabell} WHERE id = %s", [*params, pk])
