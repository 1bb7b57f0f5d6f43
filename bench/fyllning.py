"""Att fylla en tabell med ett enda INSERT … SELECT."""

from typing import Any

from django.db import connection, models


class Fyllning:
    """Fyller tabeller i databasen. Parametrarna är desamma i varje sats, vid namn."""

    def __init__(self, parametrar: dict[str, Any]) -> None:
        self.parametrar = parametrar

    def run(self, sql: str, **mer: Any) -> int:
        """Run a statement and answer the number of rows."""
        with connection.cursor() as cursor:
            cursor.execute(sql, {**self.parametrar, **mer})
            return cursor.rowcount

    def fill(self, modell: type[models.Model], ur: str, **kolumner: str) -> int:
        """Insert a row for each row of the FROM clause; each column is an SQL expression.

        A column that is not named gets the model's own default, so that a new field breaks nothing here.
        """
        givna = dict(kolumner)
        mer: dict[str, Any] = {}
        for falt in modell._meta.local_concrete_fields:
            if falt.column in givna or (falt.primary_key and not falt.remote_field):
                continue
            if falt.null and not falt.has_default():
                continue
            mer[f"standard_{falt.column}"] = falt.get_db_prep_save(falt.get_default(), connection)
            givna[falt.column] = f"%(standard_{falt.column})s"
        namn = ", ".join(f'"{kolumn}"' for kolumn in givna)
        return self.run(
            f'INSERT INTO "{modell._meta.db_table}" ({namn}) SELECT {", ".join(givna.values())} FROM {ur}', **mer
        )


def restart_ids(modeller: list[type[models.Model]]) -> None:
    """Let the next id of each table come after the highest that was given by hand."""
    with connection.cursor() as cursor:
        for modell in modeller:
            tabell, pk = modell._meta.db_table, modell._meta.pk.column
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, %s), coalesce(max({pk}), 0) + 1, false) FROM {tabell}",
                [tabell, pk],
            )
