"""Decisions that are not carried out are reported for each quarter (28 f § LSS)."""

from datetime import datetime

from django.utils import timezone

from assistans.models import User
from assistans.personnummer import find_personnummer
from beslut.models import Beslut
from beslut.services.foljder import record_change
from beslut.services.refusal import RegistrationRefused, told_in_words


@told_in_words()
def report_unexecuted(*, beslut: Beslut, kvartal: str, skal: str, by: User, at: datetime) -> Beslut:
    """Write down that a decision has been reported as not carried out for a quarter (2015-kv2), and why it was not."""
    beslut = Beslut.objects.select_for_update().get(pk=beslut.pk)
    if find_personnummer(skal, idag=timezone.localdate(at)):
        raise RegistrationRefused("Skriv skälet utan personnummer: det sparas för gott.", "skal")
    record_change("beslut.rapporterat_ej_verkstallt", beslut, omfang=None, by=by, at=at, kvartal=kvartal, skal=skal)
    return beslut
