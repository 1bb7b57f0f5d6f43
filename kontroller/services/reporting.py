"""Nämndens rapport: skriv den ur månadens senaste körning, och behåll den."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from assistans.models import Handelse, User
from assistans.svenska import manad_namn
from kontroller.models import Kontrollrapport, Korning
from kontroller.rapport.innehall import build_content
from kontroller.rapport.pdf import write_pdf


class ReportRefused(Exception):
    """There is nothing to report; the message is a sentence for the user."""


@transaction.atomic
def create_report(*, manad: date, by: User, at: datetime) -> Kontrollrapport:
    """Write the month's report from its newest finished run, and keep it. The same bytes are kept once.

    Raises ReportRefused when the month has not been controlled, PangoMissing when the type cannot be set.
    """
    korning = Korning.objects.latest_done(manad)
    if korning is None:
        raise ReportRefused(f"{manad_namn(manad).capitalize()} är inte kontrollerad. Kontrollera månaden först.")

    pdf = write_pdf(build_content(korning))
    sha256 = hashlib.sha256(pdf).hexdigest()
    if finns := Kontrollrapport.objects.filter(korning=korning, sha256=sha256).first():
        return finns
    rapport = Kontrollrapport.objects.create(
        manad=manad, korning=korning, pdf=pdf, sha256=sha256, skapad_av=by, skapad=at
    )
    Handelse.record("rapport.skapad", rapport, by=by, at=at, manad=f"{manad:%Y-%m}", sha256=sha256)
    return rapport
