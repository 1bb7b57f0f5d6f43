"""Körda månader med kända tal, för rapportens avsnitt."""

from datetime import date
from decimal import Decimal

from assistans.tid import last_of_month
from fakturor.models import Faktura
from kontroller.models import Granskning, Korning
from kontroller.rapport.period import Period, Utgava, span_of
from tests.byggstenar import MANAD, build_anordnare, build_brukare, build_faktura, build_redovisning
from tests.byggstenar_kontroll import build_granskning, build_korning

JUNI = date(2015, 6, 15)
"""The day that the tests' reports are written."""


def build_run(manad: date = MANAD, *timmar: int, anordnare=None, brukare=None) -> tuple[Korning, list[Granskning]]:
    """A finished run of a month, with an invoice of so many hours for each number given, all of one case."""
    redovisning = build_redovisning(brukare or build_brukare(), anordnare or build_anordnare(), manad)
    korning = build_korning()
    Korning.objects.filter(pk=korning.pk).update(manad=manad)
    korning.refresh_from_db()
    granskningar = []
    for n in timmar:
        nummer = f"{manad:%y%m}-{n}-{Faktura.objects.count()}"
        granskning = build_granskning(build_faktura(redovisning, nummer=nummer, timmar=n))
        granskningar.append(move(granskning, korning))
    return korning, granskningar


def move(granskning: Granskning, korning: Korning) -> Granskning:
    """The entry as one of a run, since the builder gives each a run of its own that nothing may change afterwards."""
    kopia = Granskning.objects.create(
        korning=korning,
        faktura=granskning.faktura,
        fakta=granskning.fakta,
        fakta_sha256=granskning.fakta_sha256,
        resultat=granskning.resultat,
    )
    Korning.objects.filter(pk=granskning.korning_id).update(manad=date(1994, 1, 1))
    return kopia


def period_of(*korningar: Korning, slag: Utgava = Utgava.MANAD, manad: date = MANAD, dag: date = JUNI) -> Period:
    """A report's period, written from these runs."""
    rymd = span_of(slag, manad)
    per = {korning.manad: korning.pk for korning in korningar}
    return Period(
        slag,
        rymd.fran,
        last_of_month(rymd.manader[-1]),
        tuple(per[m] for m in rymd.manader if m in per),
        dag,
        tuple(m for m in rymd.manader if m not in per),
    )


KRONOR = Decimal(284)
"""What an hour costs in the builders' invoices."""
