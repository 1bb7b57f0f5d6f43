"""A provider's account is entered by one person and verified by another (B14), who says whose it is (B15)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from assistans.models import User
from beslut.models import Anordnare, Konto
from beslut.omfang import extent_of
from beslut.services.foljder import record_change
from beslut.services.refusal import told_in_words

GIRON = (Konto.Typ.BANKGIRO, Konto.Typ.PLUSGIRO)


class AccountRefused(Exception):
    """The account cannot be verified or declined as things stand. The message is for the user; `falt` is its field."""

    def __init__(self, text: str, falt: str = "") -> None:
        super().__init__(text)
        self.falt = falt


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


@told_in_words()
def register_account(*, anordnare: Anordnare, typ: str, nummer: str, by: User, at: datetime) -> Konto:
    """Enter a new account of a provider. Until another person has verified it, the old one is in force."""
    Anordnare.objects.select_for_update().get(pk=anordnare.pk)
    konto = Konto.objects.create(anordnare=anordnare, typ=typ, nummer=nummer, inlagt_av=by, inlagt=at)
    record_change("konto.inlagt", konto, omfang=extent_of(konto), by=by, at=at, slag=typ)
    return konto


@transaction.atomic
def verify(*, konto: Konto, metod: str, innehavare: str, hur: str, by: User, at: datetime) -> Konto:
    """Let a changed account take force, and end the one of the same kind that it replaces.

    `metod` says by which way it was verified and `hur` what was heard or seen. `innehavare` is the holder as the giro
    register or the bank names it; a giro needs one. That it differs from the provider's name is no obstacle.
    """
    konto = _lock_accounts_of(konto)

    if obstacle := verification_obstacle(konto=konto, by=by):
        raise AccountRefused(obstacle)
    if not metod:
        raise AccountRefused("Välj hur kontot är verifierat.", "metod")
    if not hur.strip():
        raise AccountRefused("Skriv hur kontot är verifierat.", "hur")
    if konto.typ in GIRON and not innehavare.strip():
        raise AccountRefused("Skriv vem girot tillhör enligt giroregistret eller banken.", "innehavare")

    replaced = Konto.objects.current().filter(anordnare=konto.anordnare_id, typ=konto.typ).exclude(pk=konto.pk)
    replaced.filter(Q(verifierat__isnull=False) | Q(inlagt__lt=konto.inlagt)).update(upphort=at)
    konto.verifierat_av, konto.verifierat, konto.verifierat_hur = by, at, hur.strip()
    konto.verifierat_metod, konto.innehavare = metod, innehavare.strip()
    konto.save(update_fields=["verifierat_av", "verifierat", "verifierat_hur", "verifierat_metod", "innehavare"])
    record_change("konto.verifierat", konto, omfang=extent_of(konto), by=by, at=at, metod=metod)
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
