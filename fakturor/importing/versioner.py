"""A report's rows are never changed: they are withdrawn in a new version of the report, and others are added."""

import io
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Subquery

from assistans.models import User
from assistans.tid import interval
from fakturor.flode import FORE_BETALNING
from fakturor.importing.filrapport import Del, Filrapport, Innehall, Nyckel, Skillnad
from fakturor.models import GodkandTid, Tidrad, Tidrapport
from fakturor.services.reopening import reopen_invoices

COPIED = (
    "rapport",
    "assistent",
    "datum",
    "start",
    "slut",
    "borjar",
    "slutar",
    "minuter",
    "oavgjord",
    "tidstyp",
    "dubbel",
    "ersatter_sjuk",
    "version",
)


def bump_versions(rapporter: Collection[int]) -> None:
    """Begin a new version of reports. Certificates given for the earlier one no longer hold (D05)."""
    Tidrapport.objects.filter(pk__in=rapporter).update(version=F("version") + 1)


def withdraw(rader: QuerySet) -> None:
    """Withdraw rows in the current version of their reports."""
    version = Tidrapport.objects.filter(pk=OuterRef("rapport_id")).values("version")
    rader.update(dragen_version=Subquery(version))


def stored_rows(rapporter: Iterable[int]) -> dict[int, dict[Nyckel, tuple[int, Innehall]]]:
    """The rows that stand, by report and key: their id and content."""
    stored: dict[int, dict[Nyckel, tuple[int, Innehall]]] = {pk: {} for pk in rapporter}
    rows = (
        Tidrad.objects.current()
        .filter(rapport__in=stored)
        .values_list("rapport_id", "datum", "start", "pk", "slut", "tidstyp", "dubbel", "ersatter_sjuk")
    )
    for rapport, datum, start, pk, *content in rows:
        stored[rapport][datum, start] = pk, tuple(content)
    return stored


def paid_rows(rapporter: Collection[int]) -> set[int]:
    """Ids of the reports' rows that are paid, or on their way. They are never withdrawn."""
    return set(paid_time().filter(tidrad__rapport__in=rapporter).values_list("tidrad_id", flat=True))


def paid_time() -> QuerySet[GodkandTid]:
    """The time of invoices that have gone to payment. Before that an invoice goes back, and gives its time free."""
    return GodkandTid.objects.exclude(faktura__status__in=FORE_BETALNING)


def store(skillnader: Sequence[tuple[Filrapport, Skillnad]], *, by: User, at: datetime) -> None:
    """Write what differs. A report's first rows are version 1, each later change is a version of its own."""
    changed = [(rapport, skillnad) for rapport, skillnad in skillnader if skillnad.dras or skillnad.nya_delar]
    had_rows = set(
        Tidrad.objects.filter(rapport__in=[rapport.pk for rapport, _ in changed])
        .values_list("rapport_id", flat=True)
        .distinct()
    )
    for rapport, _ in changed:
        rapport.version += rapport.pk in had_rows

    reopen_invoices(omfang=(), redovisningar={rapport.redovisning for rapport, _ in changed}, by=by, at=at)
    bump_versions(had_rows)
    withdraw(Tidrad.objects.filter(pk__in=[pk for _, skillnad in changed for pk in skillnad.dras]))
    _copy(_line(rapport, part) for rapport, skillnad in changed for part in skillnad.nya_delar)


def _copy(lines: Iterable[str]) -> None:
    """Add rows with PostgreSQL's COPY: a month of the whole country is 720 000, and INSERT takes thrice as long."""
    columns = ", ".join(f'"{Tidrad._meta.get_field(name).column}"' for name in COPIED)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {Tidrad._meta.db_table} ({columns}) FROM STDIN", io.BytesIO("".join(lines).encode()))


def _line(rapport: Filrapport, part: Del) -> str:
    """A row as COPY reads it. No value can hold a tab or a line break: they are numbers, dates and known words."""
    datum, start, slut, tidstyp, dubbel, ersatter_sjuk, _ = part
    return (
        f"{rapport.pk}\t{rapport.assistent}\t{_time(datum, start, slut)}"
        f"\t{tidstyp}\t{dubbel}\t{ersatter_sjuk}\t{rapport.version}\n"
    )


@lru_cache(maxsize=65_536)
def _time(datum: date, start: int, slut: int) -> str:
    """What COPY is told of the time. The same shift of the same day comes again for report after report."""
    tid = interval(datum, start, slut)
    return "\t".join(map(str, (datum, start, slut, *tid)))
