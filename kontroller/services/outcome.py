"""What a new result does to the invoice: on towards attest, to people who assess, or back to the beginning."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from assistans.models import Handelse, User
from fakturor.flode import FORE_BETALNING, Status
from fakturor.models import Faktura, GodkandTid, Tidrad
from fakturor.services.attesting import has_interest
from fakturor.skal import problem_with_reason
from kontroller.bedomningslage import Fakturalage, states_of
from kontroller.models import Granskning

AWAITING_CONTROL = (Status.MOTTAGEN, Status.STOPPAD)
"""An unmatched invoice is controlled too, and stopped, but it stays in the queue until somebody has paired it."""
ATTESTED = (Status.GRANSKAD, Status.GODKAND)
MAY_SEND_BACK = ("kontroller.bedoma", "kontroller.granskningsattest", "kontroller.beslutsattest")


class SendBackRefused(Exception):
    """The invoice cannot be taken back by this person now. The message is for the user."""


def apply_result(*, granskning: Granskning, by: User, at: datetime) -> None:
    """Move one invoice according to its newest result and the assessments that stand."""
    apply_results(granskningar=[granskning], by=by, at=at)


@transaction.atomic
def apply_results(*, granskningar: Iterable[Granskning], by: User, at: datetime) -> None:
    """Move the invoices of a block according to their newest results, in a constant number of statements.

    An invoice on its way to payment goes back, and leaves its attests behind, when a stop is open, when a warning is
    uncommented after an attest, or when time has come in after the time was approved. Nothing else moves it back.
    Paid, refused and credited invoices stay where they are.
    """
    ids = {granskning.faktura_id for granskning in granskningar}
    locked = Faktura.objects.select_for_update().filter(pk__in=ids, status__in=FORE_BETALNING).order_by("pk")
    fakturor = list(locked.only("typ", "att_betala", "status", "omgang"))
    lagen = states_of([faktura.pk for faktura in fakturor], idag=timezone.localdate(at))
    before = {faktura.pk: faktura.status for faktura in fakturor}

    with_new_time = _approved_before_all_time_came(fakturor)
    back = [faktura for faktura in fakturor if faktura.pk in with_new_time or _is_worse(faktura, lagen[faktura.pk])]
    _send_back(back)
    for status in (Status.STOPPAD, Status.KONTROLLERAD):
        _move([f for f in fakturor if f.status in AWAITING_CONTROL and _destination(lagen[f.pk]) == status], status)

    went_back = {faktura.pk for faktura in back}
    Handelse.objects.bulk_create(
        _event(faktura, lagen[faktura.pk], fran=before[faktura.pk], went_back=faktura.pk in went_back, by=by, at=at)
        for faktura in fakturor
        if faktura.pk in went_back or faktura.status != before[faktura.pk]
    )


@transaction.atomic
def send_back(*, faktura: Faktura, skal: str, by: User, at: datetime) -> Faktura:
    """Take an attested invoice back by hand, for example so that a report with approved time can be corrected.

    Its attests no longer count and its time is free; it waits for attest again, or for assessment if a stop is open.
    """
    faktura = Faktura.objects.lock(faktura.pk)
    fran = faktura.status

    if fran not in ATTESTED:
        raise SendBackRefused(f"En faktura som är {faktura.get_status_display().lower()} går inte att ta tillbaka.")
    if not any(by.may(permission) for permission in MAY_SEND_BACK):
        raise SendBackRefused("Din roll får inte ta tillbaka fakturor.")
    if has_interest(faktura, by) and not faktura.attester.filter(omgang=faktura.omgang, av=by).exists():
        raise SendBackRefused("Du har anmält jäv mot en part i fakturan. En annan person tar tillbaka den.")
    if problem := problem_with_reason(skal, faktura=faktura, idag=timezone.localdate(at)):
        raise SendBackRefused(problem)

    lage = states_of([faktura.pk], idag=timezone.localdate(at))[faktura.pk]
    _send_back([faktura])
    _move([faktura], _destination(lage))
    event = _event(faktura, lage, fran=fran, went_back=True, by=by, at=at)
    event.uppgifter["skal"] = skal.strip()
    event.save()
    return faktura


def _destination(lage: Fakturalage) -> str:
    return Status.STOPPAD if lage.utfall.oppna_stopp else Status.KONTROLLERAD


def _is_worse(faktura: Faktura, lage: Fakturalage) -> bool:
    """Whether the result no longer carries the step that the invoice has reached."""
    if faktura.status in AWAITING_CONTROL or faktura.status == Status.OMATCHAD:
        return False
    return lage.utfall.oppna_stopp > 0 or (faktura.status in ATTESTED and lage.utfall.okommenterade > 0)


def _approved_before_all_time_came(fakturor: Iterable[Faktura]) -> set[int]:
    """The approved invoices in whose dossiers there is time that nobody has approved."""
    approved = [f.pk for f in fakturor if f.status == Status.GODKAND and not f.is_credit]
    dossiers = "rapport__redovisning__fakturarader__faktura"
    new_time = Tidrad.objects.current().filter(godkand__isnull=True, **{f"{dossiers}__in": approved})
    return set(new_time.order_by().values_list(dossiers, flat=True).distinct())


def _send_back(fakturor: Collection[Faktura]) -> None:
    """Begin a new round: attests hold for the old one, and the time is free to be approved again."""
    ids = [faktura.pk for faktura in fakturor]
    Faktura.objects.filter(pk__in=ids).update(status=Status.MOTTAGEN, omgang=F("omgang") + 1)
    GodkandTid.objects.filter(faktura__in=ids).delete()
    for faktura in fakturor:
        faktura.status, faktura.omgang = Status.MOTTAGEN, faktura.omgang + 1


def _move(fakturor: Collection[Faktura], status: str) -> None:
    to_move = [faktura for faktura in fakturor if faktura.status != status]
    Faktura.objects.filter(pk__in=[faktura.pk for faktura in to_move]).update(status=status)
    for faktura in to_move:
        faktura.status = status


def _event(faktura: Faktura, lage: Fakturalage, *, fran: str, went_back: bool, by: User, at: datetime) -> Handelse:
    return Handelse(
        typ="faktura.tillbaka" if went_back else f"faktura.{faktura.status}",
        objekt=faktura._meta.label_lower,
        objekt_id=faktura.pk,
        av=by,
        tid=at,
        uppgifter={"fran": fran, "till": faktura.status, "omgang": faktura.omgang, "granskning": lage.granskning.pk},
    )
