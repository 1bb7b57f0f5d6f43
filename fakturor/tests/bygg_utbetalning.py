"""Godkända fakturor att betala, och en kommun som har ett konto att betala dem från."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Anordnare
from fakturor.flode import Status
from fakturor.models import Faktura, Utbetalningsomgang
from fakturor.services.paying import create_round, release_round
from tests.byggstenar import (
    NU,
    STOCKHOLM,
    build_anordnare,
    build_brukare,
    build_faktura,
    build_konto,
    build_redovisning,
    build_user,
)
from tests.byggstenar_kontroll import bring_to

BETALDAG = date(2015, 6, 12)
SENARE = datetime(2015, 6, 11, 9, 0, tzinfo=STOCKHOLM)
EGET_KONTO, BIC, KOMMUNENS_ORGNR = "50501055", "PROVSESS", "2120009994"


def set_own_account(settings: Any) -> None:
    """The municipality pays from a bankgiro, by the first dialect."""
    settings.BETALKONTO, settings.BETALKONTO_TYP, settings.BANK_BIC = EGET_KONTO, "bankgiro", BIC
    settings.KOMMUN_ORGNR, settings.KOMMUN_NAMN = KOMMUNENS_ORGNR, "Mälarås kommun"
    settings.BETALDIALEKT, settings.BANKAVTAL = "svensk_03", ""


@pytest.fixture
def kommunens_konto(settings: Any) -> None:
    set_own_account(settings)


def ekonom(namn: str = "karin") -> User:
    return build_user(f"{namn}-ekonom", "ekonom")


def build_godkand(nummer: str = "4711", *, anordnare: Anordnare | None = None, **falt: Any) -> Faktura:
    """An approved invoice of 80 hours, of a payee with a confirmed account."""
    anordnare = anordnare or build_anordnare()
    build_konto(anordnare)
    redovisning = build_redovisning(build_brukare(), anordnare)
    return bring_to(build_faktura(redovisning, nummer=nummer, **falt), Status.GODKAND)


def build_kredit(nummer: str = "K-1", belopp: Decimal | int = 1000, **falt: Any) -> Faktura:
    """An approved credit note of so many kronor."""
    return build_godkand(nummer, typ=Faktura.Typ.KREDITNOTA, timmar=1, pris=Decimal(belopp), **falt)


def make_round(*fakturor: Faktura, by: User | None = None) -> Utbetalningsomgang:
    """A prepared round of the invoices, put together by one economist."""
    by = by or ekonom()
    set_actor(by.pk)
    return create_round(fakturor=[faktura.pk for faktura in fakturor], betaldag=BETALDAG, by=by, at=NU)


def release(omgang: Utbetalningsomgang, *, by: User | None = None) -> Utbetalningsomgang:
    """The round released by another."""
    by = by or ekonom("ingrid")
    set_actor(by.pk)
    return release_round(omgang=omgang, by=by, at=SENARE)


def paid_out(*fakturor: Faktura) -> Utbetalningsomgang:
    """A released round of the invoices."""
    return release(make_round(*fakturor))


def status_of(faktura: Faktura) -> str:
    return Faktura.objects.values_list("status", flat=True).get(pk=faktura.pk)
