"""The documents that prove a claim of sick pay: put with it, and hidden. The claim is controlled anew each time."""

from datetime import datetime

from assistans.models import User
from beslut.models import Handling
from beslut.services.documents import attach_document, hide_document
from beslut.services.refusal import RegistrationRefused, told_in_words
from fakturor.flode import FORE_BETALNING, Status
from fakturor.models import Faktura, Sjuklon
from kontroller.korning import recontrol
from kontroller.services.outcome import apply_result


@told_in_words()
def attach_evidence(*, faktura: Faktura, slag: str, rubrik: str, innehall: bytes, by: User, at: datetime) -> Handling:
    """Keep a file with the claim. Raises RegistrationRefused."""
    sjuklon = _lock(faktura)
    handling = attach_document(rad=sjuklon, slag=slag, rubrik=rubrik, innehall=innehall, by=by, at=at)
    _control_anew(sjuklon.faktura, by=by, at=at)
    return handling


@told_in_words()
def hide_evidence(*, faktura: Faktura, handling: Handling, skal: str, by: User, at: datetime) -> Handling:
    """Hide what was put there by mistake. What a claim was paid on stays. Raises RegistrationRefused."""
    sjuklon = _lock(faktura)
    if sjuklon.faktura.status in (Status.I_UTBETALNING, Status.UTBETALD):
        raise RegistrationRefused("Ansökan är betald, och handlingen är en del av det som den vilade på.")
    dold = hide_document(handling=handling, skal=skal, by=by, at=at)
    _control_anew(sjuklon.faktura, by=by, at=at)
    return dold


def _lock(faktura: Faktura) -> Sjuklon:
    """The claim, with its invoice as it stands now and locked."""
    last = Faktura.objects.lock(faktura.pk)
    sjuklon = Sjuklon.objects.get(faktura=last)
    sjuklon.faktura = last
    return sjuklon


def _control_anew(faktura: Faktura, *, by: User, at: datetime) -> None:
    """Judge the claim with the documents that it has now. One that is paid or refused stands as it was judged."""
    if faktura.status in FORE_BETALNING:
        apply_result(granskning=recontrol(faktura=faktura, by=by, at=at), by=by, at=at)
