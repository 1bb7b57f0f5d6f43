"""A control that no data can judge: somebody looked, and writes down what was seen."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assistans.models import Handelse, User
from beslut.models import Handling
from beslut.services.documents import attach_document
from beslut.services.refusal import RegistrationRefused
from fakturor.models import Faktura, Redovisning
from fakturor.skal import problem_with_reason
from kontroller.manuella import ManuelltSteg, Objekt, manual_steps
from kontroller.models import ManuellKontroll


class ManualStepRefused(Exception):
    """The manual control cannot be written down. The message is for the user."""


@transaction.atomic
def record_manual_step(
    *,
    faktura: Faktura,
    kod: str,
    utfall: str,
    sett: str,
    datum: date,
    redovisning: Redovisning | None = None,
    innehall: bytes | None = None,
    by: User,
    at: datetime,
) -> ManuellKontroll:
    """Write down what a person saw, of the invoice or of one of its dossiers as the step asks. It is never changed.

    `redovisning` may be left out when the invoice has only one. `innehall` is a file that shows what was seen.
    """
    steg = manual_steps().get(kod)
    idag = timezone.localdate(at)
    if steg is None:
        raise ManualStepRefused("Kontrollen görs inte för hand.")
    if not any(by.may(rattighet) for rattighet in steg.far_goras):
        raise ManualStepRefused("Din roll gör inte den kontrollen.")
    if datum > idag:
        raise ManualStepRefused("Dagen har inte varit än.")
    if utfall not in ManuellKontroll.Utfall.values:
        raise ManualStepRefused("Välj vad du kom fram till.")
    if not sett.strip():
        raise ManualStepRefused("Skriv vad du såg.")
    if problem := problem_with_reason(sett, faktura=faktura, idag=idag):
        raise ManualStepRefused(problem)

    gjord = ManuellKontroll.objects.create(
        kod=kod,
        **_object_of(steg, faktura, redovisning),
        utfall=utfall,
        sett=sett.strip(),
        handling=_keep(faktura, kod, innehall, by=by, at=at) if innehall else None,
        datum=datum,
        av=by,
        tid=at,
    )
    Handelse.record("faktura.manuell_kontroll", faktura, by=by, at=at, kod=kod, utfall=utfall, kontroll=gjord.pk)
    return gjord


def dossiers_of(faktura: Faktura) -> list[Redovisning]:
    """The dossiers that the invoice's lines claim, in the order of the lines. One query."""
    rader = faktura.rader.filter(redovisning__isnull=False).order_by("ordning").select_related("redovisning__brukare")
    return list(dict.fromkeys(rad.redovisning for rad in rader))


def _object_of(
    steg: ManuelltSteg, faktura: Faktura, redovisning: Redovisning | None
) -> dict[str, Faktura | Redovisning]:
    if steg.objekt == Objekt.FAKTURA:
        return {"faktura": faktura}
    mojliga = dossiers_of(faktura)
    if redovisning is None and len(mojliga) == 1:
        return {"redovisning": mojliga[0]}
    if redovisning not in mojliga:
        raise ManualStepRefused("Välj vilken person och månad på fakturan som kontrollen gäller.")
    return {"redovisning": redovisning}


def _keep(faktura: Faktura, kod: str, innehall: bytes, *, by: User, at: datetime) -> Handling:
    try:
        return attach_document(
            rad=faktura,
            slag=Handling.Slag.ANNAT,
            rubrik=f"Underlag till manuell kontroll {kod}",
            innehall=innehall,
            by=by,
            at=at,
        )
    except RegistrationRefused as refused:
        raise ManualStepRefused(str(refused)) from refused
