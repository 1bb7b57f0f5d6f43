"""A provider's account is changed by one person and verified by another (B14)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from assistans.models import User
from beslut.models import Konto
from beslut.omfang import extent_of
from beslut.services.foljder import record_change


class AccountRefused(Exception):
    """The account cannot be verified or declined by this person now. The message is for the user."""


def verification_obstacle(*, konto: Konto, by: User) -> str | None:
    """Why a person may not verify the account, as a sentence, or None."""
    if konto.upphort is not None:
        return "Kontot gäller inte längre."
    if konto.verifierat is not None:
        return "Kontot är redan verifierat."
    if not by.may("beslut.verifiera_konto"):
        return "Din roll får inte verifiera konton."
    if konto.inlagt_av_id == by.pk:
        return "Den som har lagt in kontot får inte verifiera det."
    return None


@transaction.atomic
def verify(*, konto: Konto, hur: str, by: User, at: datetime) -> Konto:
    """Let a changed account take force, and end the one of the same kind that it replaces.

    `hur` says how it was verified, for example by calling the provider on a number known from before.
    """
    konto = _lock_accounts_of(konto)

    if obstacle := verification_obstacle(konto=konto, by=by):
        raise AccountRefused(obstacle)
    if not hur.strip():
        raise AccountRefused("Skriv hur kontot är verifierat.")

    replaced = Konto.objects.current().filter(anordnare=konto.anordnare_id, typ=konto.typ).exclude(pk=konto.pk)
    replaced.filter(Q(verifierat__isnull=False) | Q(inlagt__lt=konto.inlagt)).update(upphort=at)
    konto.verifierat_av, konto.verifierat, konto.verifierat_hur = by, at, hur.strip()
    konto.save(update_fields=["verifierat_av", "verifierat", "verifierat_hur"])
    record_change("konto.verifierat", konto, omfang=extent_of(konto), by=by, at=at)
    return konto


@transaction.atomic
def decline(*, konto: Konto, by: User, at: datetime) -> Konto:
    """Turn down a changed account that nobody has verified: the old one stays in force."""
    konto = _lock_accounts_of(konto)

    if obstacle := verification_obstacle(konto=konto, by=by):
        raise AccountRefused(obstacle)

    konto.upphort = at
    konto.save(update_fields=["upphort"])
    record_change("konto.avvisat", konto, omfang=extent_of(konto), by=by, at=at)
    return konto


def _lock_accounts_of(konto: Konto) -> Konto:
    """The account as it stands, with all the provider's accounts locked, so that two changes do not cross."""
    accounts = Konto.objects.select_for_update().filter(anordnare=konto.anordnare_id).order_by("pk")
    return {account.pk: account for account in accounts}[konto.pk]
