"""Golvet: samma rader i ren SQL. Summera tiden, hitta överlappen, skriv så många verdikt som körningen skriver."""

from dataclasses import dataclass
from time import perf_counter

from django.db import connection, transaction

from bench.land.storlek import MANAD

SUMMOR = """
CREATE TEMP TABLE golv_summor ON COMMIT DROP AS
SELECT p.redovisning_id, t.tidstyp, t.dubbel, sum(t.minuter) AS minuter
FROM fakturor_tidrad t
JOIN fakturor_tidrapport p ON p.id = t.rapport_id
JOIN fakturor_redovisning r ON r.id = p.redovisning_id
WHERE t.dragen_version IS NULL AND r.manad = %(manad)s
GROUP BY p.redovisning_id, t.tidstyp, t.dubbel
"""
OVERLAPP = """
CREATE TEMP TABLE golv_overlapp ON COMMIT DROP AS
SELECT a.id AS ena, b.id AS andra
FROM fakturor_tidrad a
JOIN fakturor_tidrad b ON b.assistent_id = a.assistent_id AND b.id > a.id
    AND b.borjar < a.slutar AND b.slutar > a.borjar
WHERE a.dragen_version IS NULL AND b.dragen_version IS NULL
"""
RADER = """
INSERT INTO golv_verdikt (granskning_id, regel, version, utfall, text, lagrum, fynd, fyndhash)
SELECT n / 1000 + 1, 'R' || mod(n, 1000), 1, 'godkand',
       'Tiden ryms i det som besluten ger för april 2015: 360,00 timmar mot 360,00.', '9 § 2 LSS', '[]', md5(n::text)
FROM generate_series(1, %(antal)s) n
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Golv:
    """Sekunder för var och en av satserna, och hur många verdikt som skrevs."""

    summor: float
    overlapp: float
    rader: float
    antal_rader: int

    @property
    def sekunder(self) -> float:
        """All three."""
        return self.summor + self.overlapp + self.rader


def measure_floor(antal_verdikt: int, varv: int = 3) -> Golv:
    """The best of some rounds of each statement, in the database that is open. Nothing of it remains."""
    with transaction.atomic(), connection.cursor() as cursor:
        summor = min(_time(cursor, SUMMOR, manad=MANAD) for _ in range(varv))
        overlapp = min(_time(cursor, OVERLAPP) for _ in range(varv))
        cursor.execute(
            "CREATE TABLE golv_verdikt (LIKE kontroller_utfallsrad INCLUDING ALL);"
            " ALTER TABLE golv_verdikt ALTER COLUMN regel TYPE varchar(6)"
        )
        rader = min(_time(cursor, RADER, antal=antal_verdikt) for _ in range(varv))
        transaction.set_rollback(True)
    return Golv(summor=summor, overlapp=overlapp, rader=rader, antal_rader=antal_verdikt)


def _time(cursor, sql: str, **parametrar: object) -> float:
    """Seconds of one statement, which is taken back."""
    with transaction.atomic():
        borjan = perf_counter()
        cursor.execute(sql, parametrar)
        sekunder = perf_counter() - borjan
        transaction.set_rollback(True)
    return sekunder
