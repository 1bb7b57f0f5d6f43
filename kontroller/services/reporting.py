"""Nämndens rapport: bygg innehållet ur periodens senaste körningar, skriv PDF:en och sammandraget, och behåll dem."""

from datetime import date, datetime

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.pango import PangoMissing
from kontroller.models import Kontrollrapport, Rapportkorning
from kontroller.rapport.dokument import sha256, to_json
from kontroller.rapport.innehall import build_document, period_of
from kontroller.rapport.pdf import program, write_pdf, write_summary
from kontroller.rapport.period import Period, Tidrymd

SKRIVS = "skrivs"
LANGST_SEKUNDER = 1800


class ReportRefused(Exception):
    """There is nothing to report; the message is a sentence for the user."""


def create_report(*, tidrymd: Tidrymd, by: User, at: datetime) -> Kontrollrapport:
    """Write the report of a month, a quarter or a year from the newest finished runs, and keep it. The same content
    is kept once.

    Months of a longer span that are not controlled are named in the report. Raises ReportRefused when no month is,
    PangoMissing when the type cannot be set.
    """
    period = _period(tidrymd, dag=timezone.localdate(at))
    innehall = to_json(build_document(period))
    if finns := Kontrollrapport.objects.filter(innehall_sha256=sha256(innehall), program=program()).first():
        return finns
    pdf, sammandrag = write_pdf(innehall), write_summary(innehall)
    return _keep(period, innehall, pdf, sammandrag, by=by, at=at)


@transaction.atomic
def _keep(period: Period, innehall: str, pdf: bytes, sammandrag: bytes, *, by: User, at: datetime) -> Kontrollrapport:
    rapport = Kontrollrapport.objects.create(
        slag=period.slag,
        fran=period.fran,
        tom=period.tom,
        innehall=innehall,
        innehall_sha256=sha256(innehall),
        program=program(),
        pdf=pdf,
        sha256=sha256(pdf),
        sammandrag=sammandrag,
        sammandrag_sha256=sha256(sammandrag),
        skapad_av=by,
        skapad=at,
    )
    Rapportkorning.objects.bulk_create(Rapportkorning(rapport=rapport, korning_id=pk) for pk in period.korningar)
    uppgifter = {"innehall_sha256": rapport.innehall_sha256, "sha256": rapport.sha256}
    Handelse.record("rapport.skapad", rapport, by=by, at=at, period=period.beteckning, **uppgifter)
    return rapport


def order_report(*, tidrymd: Tidrymd, by: User, dag: date) -> None:
    """Have a worker write the report, since it takes some seconds. Raises ReportRefused.

    Whether it is being written, and why it could not be, is kept in the cache; the report itself in the database.
    """
    from kontroller.tasks import write_report

    _period(tidrymd, dag=dag)
    cache.set(state_key(tidrymd), SKRIVS, LANGST_SEKUNDER)
    transaction.on_commit(lambda: write_report.delay(tidrymd.beteckning, by.pk))


def carry_out_order(*, tidrymd: Tidrymd, by: User, at: datetime) -> None:
    """Write the ordered report, and tell what stood in the way if it could not be written."""
    try:
        create_report(tidrymd=tidrymd, by=by, at=at)
    except (ReportRefused, PangoMissing) as refused:
        cache.set(state_key(tidrymd), str(refused), LANGST_SEKUNDER)
    except Exception:
        cache.set(state_key(tidrymd), "Rapporten kunde inte skrivas. Felet står i loggen.", LANGST_SEKUNDER)
        raise
    else:
        cache.delete(state_key(tidrymd))


def order_state(tidrymd: Tidrymd) -> str:
    """What is said of an ordered report: SKRIVS while it is being written, a sentence when it could not be, else ""."""
    return cache.get(state_key(tidrymd), "")


def state_key(tidrymd: Tidrymd) -> str:
    """Where the state of an ordered report is kept."""
    return f"rapport:{tidrymd.beteckning}"


def _period(tidrymd: Tidrymd, *, dag: date) -> Period:
    period = period_of(tidrymd, dag=dag)
    if period is None:
        namn = f"{tidrymd.namn[:1].upper()}{tidrymd.namn[1:]}"
        if len(tidrymd.manader) == 1:
            raise ReportRefused(f"{namn} är inte kontrollerad. Kontrollera månaden först.")
        raise ReportRefused(f"{namn}: ingen månad är kontrollerad. Kontrollera minst en av dem först.")
    return period
