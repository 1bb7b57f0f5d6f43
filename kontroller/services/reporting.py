"""Nämndens rapport: skriv den ur månadens senaste körning, och behåll den."""

import hashlib
from datetime import date, datetime

from django.core.cache import cache
from django.db import transaction

from assistans.models import Handelse, User
from assistans.pango import PangoMissing
from assistans.svenska import manad_namn
from kontroller.models import Kontrollrapport, Korning
from kontroller.rapport.innehall import build_content
from kontroller.rapport.pdf import write_pdf

SKRIVS = "skrivs"
LANGST_SEKUNDER = 600


class ReportRefused(Exception):
    """There is nothing to report; the message is a sentence for the user."""


@transaction.atomic
def create_report(*, manad: date, by: User, at: datetime) -> Kontrollrapport:
    """Write the month's report from its newest finished run, and keep it. The same bytes are kept once.

    Raises ReportRefused when the month has not been controlled, PangoMissing when the type cannot be set.
    """
    korning = Korning.objects.latest_done(manad)
    if korning is None:
        raise ReportRefused(_not_controlled(manad))

    pdf = write_pdf(build_content(korning))
    sha256 = hashlib.sha256(pdf).hexdigest()
    if finns := Kontrollrapport.objects.filter(korning=korning, sha256=sha256).first():
        return finns
    rapport = Kontrollrapport.objects.create(
        manad=manad, korning=korning, pdf=pdf, sha256=sha256, skapad_av=by, skapad=at
    )
    Handelse.record("rapport.skapad", rapport, by=by, at=at, manad=f"{manad:%Y-%m}", sha256=sha256)
    return rapport


def order_report(*, manad: date, by: User) -> None:
    """Have a worker write the month's report, since setting the type takes some seconds. Raises ReportRefused.

    Whether it is being written, and why it could not be, is kept in the cache; the report itself in the database.
    """
    from kontroller.tasks import write_report

    if Korning.objects.latest_done(manad) is None:
        raise ReportRefused(_not_controlled(manad))
    cache.set(state_key(manad), SKRIVS, LANGST_SEKUNDER)
    transaction.on_commit(lambda: write_report.delay(f"{manad:%Y-%m}", by.pk))


def carry_out_order(*, manad: date, by: User, at: datetime) -> None:
    """Write the ordered report, and tell what stood in the way if it could not be written."""
    try:
        create_report(manad=manad, by=by, at=at)
    except (ReportRefused, PangoMissing) as refused:
        cache.set(state_key(manad), str(refused), LANGST_SEKUNDER)
    except Exception:
        cache.set(state_key(manad), "Rapporten kunde inte skrivas. Felet står i loggen.", LANGST_SEKUNDER)
        raise
    else:
        cache.delete(state_key(manad))


def order_state(manad: date) -> str:
    """What is said of an ordered report: SKRIVS while it is being written, a sentence when it could not be, else ""."""
    return cache.get(state_key(manad), "")


def _not_controlled(manad: date) -> str:
    return f"{manad_namn(manad).capitalize()} är inte kontrollerad. Kontrollera månaden först."


def state_key(manad: date) -> str:
    """Where the state of an ordered report is kept."""
    return f"rapport:{manad:%Y-%m}"
