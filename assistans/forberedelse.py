"""What a command does before its work: bring the database up to date."""

import sys

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Any number will do, as long as it is always the same.
MIGRATION_LOCK = 5_993_001


def ensure_migrated() -> None:
    """Run the migrations that are pending; two processes never at once. Some ten milliseconds when there are none."""
    if settings.DEMO:
        _ensure_demo_database()
    if not _is_pending():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            if _is_pending():
                sys.stderr.write("Databasen uppdateras.\n")
                call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def _is_pending() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _ensure_demo_database() -> None:
    """Beside a database that was given there may be none for the demo yet. The embedded server has made it already."""
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
