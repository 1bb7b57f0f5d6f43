"""Det som är av medan de stora tabellerna fylls, och på igen när de är fulla.

Främmande nycklar tas bort och läggs tillbaka, så att PostgreSQL prövar alla rader på en gång i stället för en i taget:
det som inte hänger ihop fälls ändå. Tre utlösare som bara låter en faktura gå ett steg i taget är av, eftersom
fakturorna läggs in där de är. Villkor och historik gäller hela tiden.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

STORA = ("fakturor_tidrapport", "fakturor_tidrad", "fakturor_intyg", "fakturor_godkandtid", "fakturor_fakturarad")
UTLOSARE = (
    ("fakturor_faktura", "fakturans_vag"),
    ("fakturor_attest", "attestens_grind"),
    ("fakturor_godkandtid", "godkand_tid_star_fast"),
)

NYCKLAR = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conrelid = ANY(%s::text[]::regclass[])
"""


@contextmanager
def loading() -> Iterator[None]:
    """Take the checks off while rows are put in. An error inside leaves the transaction to be rolled back."""
    with connection.cursor() as cursor:
        _settle(cursor)
        cursor.execute(NYCKLAR, [list(STORA)])
        nycklar = cursor.fetchall()
        for tabell, namn, _ in nycklar:
            cursor.execute(f"ALTER TABLE {tabell} DROP CONSTRAINT {namn}")
        for tabell, namn in UTLOSARE:
            cursor.execute(f"ALTER TABLE {tabell} DISABLE TRIGGER {namn}")
        yield
        _settle(cursor)
        for tabell, namn, villkor in nycklar:
            cursor.execute(f"ALTER TABLE {tabell} ADD CONSTRAINT {namn} {villkor}")
        for tabell, namn in UTLOSARE:
            cursor.execute(f"ALTER TABLE {tabell} ENABLE TRIGGER {namn}")


def _settle(cursor) -> None:
    """Let put-off foreign keys have their say: a table that waits for them cannot be altered."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
