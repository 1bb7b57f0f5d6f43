"""Rapportens innehåll: sammanfattningen och avsnitten i ordning, byggda ur en periods körningar.

Inga personer och inga referenser: bara antal, tid, kronor och anordnare. Ett avsnitt läggs till med en fil i `delar/`
och en rad i `AVSNITT`. Samma funktioner skriver månadens, kvartalets och årets utgåva.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import connection, transaction

from assistans.svenska import tidpunkt
from kontroller.models import Korning
from kontroller.rapport.avsnitt import Avsnitt
from kontroller.rapport.delar import (
    andringar,
    anordnaruppfoljning,
    attest,
    avvikelser,
    ekonomi,
    fullstandighet,
    jamforelse,
    kontrollerna_i_ord,
    omfattning,
    per_anordnare,
    per_kontroll,
    risk,
    stickprov,
    tackning,
    tillstand,
    timbelopp,
    trend,
    utbetalningar,
    volymer,
)
from kontroller.rapport.delar.sammanfattning import summary
from kontroller.rapport.dokument import Dokument, Grund
from kontroller.rapport.period import Period, Tidrymd

AVSNITT: tuple[Callable[[Period], Avsnitt | None], ...] = (
    jamforelse.section,
    tackning.section,
    stickprov.section,
    volymer.section,
    per_anordnare.section,
    omfattning.section,
    per_kontroll.section,
    avvikelser.section,
    trend.section,
    tillstand.section,
    anordnaruppfoljning.section,
    fullstandighet.section,
    attest.section,
    utbetalningar.section,
    ekonomi.section,
    timbelopp.section,
    risk.section,
    andringar.section,
    kontrollerna_i_ord.section,
)
"""Avsnitten i den ordning de står i rapporten. Det som har None att säga i en utgåva står inte i den."""


def period_of(tidrymd: Tidrymd, *, dag: date) -> Period | None:
    """The span with the newest finished run of each month; None when no month of it is controlled. One query."""
    korningar = Korning.objects.done().filter(manad__in=tidrymd.manader).order_by("pk")
    senaste = dict(korningar.values_list("manad", "pk"))
    if not senaste:
        return None
    return Period(
        slag=tidrymd.slag,
        fran=tidrymd.fran,
        tom=tidrymd.tom,
        korningar=tuple(senaste[manad] for manad in tidrymd.manader if manad in senaste),
        dag=dag,
        saknade=tuple(manad for manad in tidrymd.manader if manad not in senaste),
    )


def build_document(period: Period) -> Dokument:
    """Everything the report says, read at one moment."""
    with _one_moment():
        korningar = Korning.objects.select_related("regelverk").in_bulk(period.korningar)
        grund = [korningar[pk] for pk in period.korningar]
        return Dokument(
            slag=period.slag,
            fran=period.fran,
            tom=period.tom,
            dag=period.dag,
            skapad=max(_finished(korning) for korning in grund).isoformat(timespec="seconds"),
            kommun=settings.KOMMUN_NAMN,
            namnd=settings.NAMND_NAMN,
            grund=tuple(
                Grund(
                    manad=korning.manad,
                    korning=korning.pk,
                    regelverk=korning.regelverk.version,
                    klar=tidpunkt(_finished(korning), ar=True),
                )
                for korning in grund
            ),
            sammanfattning=summary(period),
            avsnitt=tuple(avsnitt for section in AVSNITT if (avsnitt := section(period))),
            saknade=period.saknade,
        )


def _finished(korning: Korning):
    return korning.avslutad or korning.startad


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let every question see the database as it stood at the first, and change nothing. Inside another transaction it
    is that one's moment.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
