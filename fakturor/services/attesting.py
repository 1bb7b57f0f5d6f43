"""Attest: two persons, one after the other, put their names to an invoice. And the refusal of an invoice.

The outcome of the controls is handed down by the one who has just run them; nothing here asks for it. What these
functions refuse, the database refuses too.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from assistans.models import Handelse, User
from beslut.models import Jav
from fakturor.attesthinder import attest_obstacles
from fakturor.attestratt import appointment_for, approved_amount
from fakturor.flode import Status
from fakturor.models import Attest, Faktura, GodkandTid, Redovisning, Tidrad
from fakturor.skal import problem_with_reason

CAN_BE_REJECTED = (Status.MOTTAGEN, Status.OMATCHAD, Status.STOPPAD, Status.KONTROLLERAD)
MAY_REJECT = ("kontroller.bedoma", "fakturor.matcha")


class AttestRefused(Exception):
    """The invoice cannot be attested by this person now. The message is for the user."""


class RejectionRefused(Exception):
    """The invoice cannot be rejected by this person now. The message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kontrollutfall:
    """What the controls say about an invoice: the result, and how much of it people have not yet dealt with."""

    resultat: str
    oppna_stopp: int
    okommenterade: int


def attest_obstacle(*, faktura: Faktura, typ: str, by: User, at: datetime | None = None) -> str | None:
    """Why a person may not give this attest on the invoice, as a sentence, or None. Controls are not asked."""
    dag = timezone.localdate(at)
    return attest_obstacles(fakturor=[faktura], typ=typ, by=by, dag=dag).get(faktura.pk)


def has_interest(faktura: Faktura, by: User) -> bool:
    """Whether a person has declared a conflict of interest with a party to the invoice (16–18 §§ FL)."""
    parter = Q(brukare__in=faktura.rader.filter(brukare__isnull=False).values("brukare"))
    if faktura.anordnare_id is not None:
        parter |= Q(anordnare=faktura.anordnare_id)
    return Jav.objects.filter(parter, anvandare=by, avslutad__isnull=True).exists()


def outcome_obstacle(utfall: Kontrollutfall) -> str | None:
    """Why the controls hold the invoice back from every attest, as a sentence, or None."""
    if utfall.oppna_stopp:
        return "Fakturan har avvikelser som först måste bedömas."
    if utfall.okommenterade:
        return "Fakturan har varningar som först måste kommenteras."
    return None


@transaction.atomic
def record_granskningsattest(*, faktura: Faktura, utfall: Kontrollutfall, by: User, at: datetime) -> Attest:
    """Certify, in the name of one person, that the invoice is controlled and in order."""
    faktura = Faktura.objects.lock(faktura.pk)
    attest = _attest(faktura, Attest.Typ.GRANSKNING, utfall, by=by, at=at)
    faktura.move_to(Status.GRANSKAD)
    Handelse.record("faktura.granskad", faktura, by=by, at=at, omgang=attest.omgang, belopp=_exact(attest.belopp))
    return attest


@transaction.atomic
def record_beslutsattest(*, faktura: Faktura, utfall: Kontrollutfall, by: User, at: datetime) -> Attest:
    """Approve the invoice for payment, in the name of a second person, and with it the time it claims."""
    faktura = Faktura.objects.lock(faktura.pk)
    attest = _attest(faktura, Attest.Typ.BESLUT, utfall, by=by, at=at)
    if not faktura.is_credit:
        _approve_time(faktura)
    faktura.move_to(Status.GODKAND)
    Handelse.record("faktura.godkand", faktura, by=by, at=at, omgang=attest.omgang, belopp=_exact(attest.belopp))
    return attest


@transaction.atomic
def reject(*, faktura: Faktura, skal: str, by: User, at: datetime) -> Faktura:
    """Refuse an invoice that nobody has attested: it is not paid, and it is kept."""
    faktura = Faktura.objects.lock(faktura.pk)

    if faktura.status not in CAN_BE_REJECTED:
        raise RejectionRefused(f"En faktura som är {faktura.get_status_display().lower()} går inte att avvisa.")
    if not any(by.may(permission) for permission in MAY_REJECT):
        raise RejectionRefused("Din roll får inte avvisa fakturor.")
    if problem := problem_with_reason(skal, faktura=faktura, idag=timezone.localdate(at)):
        raise RejectionRefused(problem)

    faktura.move_to(Status.AVVISAD)
    Handelse.record("faktura.avvisad", faktura, by=by, at=at, skal=skal.strip())
    return faktura


def lock_dossiers(faktura_ids: Collection[int]) -> None:
    """Make others who approve time of the same dossiers wait, so that no row is judged free by two at once."""
    dossiers = Redovisning.objects.filter(fakturarader__faktura__in=faktura_ids)
    list(Redovisning.objects.select_for_update().filter(pk__in=dossiers.values("pk")).order_by("pk").values_list("pk"))


def time_to_approve(faktura: Faktura) -> QuerySet[Tidrad]:
    """The time rows that stand in the invoice's dossiers and that no invoice has been approved for."""
    return (
        Tidrad.objects.current()
        .filter(rapport__redovisning__fakturarader__faktura=faktura, godkand__isnull=True)
        .distinct()
    )


def _attest(faktura: Faktura, typ: str, utfall: Kontrollutfall, *, by: User, at: datetime) -> Attest:
    if obstacle := outcome_obstacle(utfall) or attest_obstacle(faktura=faktura, typ=typ, by=by, at=at):
        raise AttestRefused(obstacle)
    return faktura.attester.create(
        omgang=faktura.omgang,
        typ=typ,
        av=by,
        tid=at,
        belopp=approved_amount(faktura),
        attestratt=appointment_for(faktura=faktura, typ=typ, by=by, dag=timezone.localdate(at)),
    )


def _exact(kronor: Decimal) -> str:
    """The amount with all its decimals and no zeros at the end."""
    return f"{kronor.normalize():f}"


def _approve_time(faktura: Faktura) -> None:
    """Time that another invoice has had approved is left to it: E10 has stopped this one, and people have accepted."""
    GodkandTid.objects.bulk_create(GodkandTid(tidrad=rad, faktura=faktura) for rad in time_to_approve(faktura))
