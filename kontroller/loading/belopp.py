"""Decimaltal ur databasen, som de skrevs: kolumnernas fasta decimaler tas bort, minst två blir kvar."""

from decimal import Context, Decimal

RYMLIG = Context(prec=60)
"""Rymmer varje tal i databasen. Pythons vanliga 28 siffror skulle runda de längsta."""


def exact(tal: Decimal, decimaler: int = 2) -> Decimal:
    """The number with no more decimals than it needs, and at least the given ones. Never rounds."""
    kort = tal.normalize(RYMLIG)
    exponent = kort.as_tuple().exponent
    return kort.quantize(Decimal(1).scaleb(min(-decimaler, exponent)), context=RYMLIG)


def exact_or_none(tal: Decimal | None) -> Decimal | None:
    """The same for a number that may be missing; missing stays missing and never becomes 0."""
    return None if tal is None else exact(tal)
