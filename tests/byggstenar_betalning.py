"""Small builders of payments: a round with one payment, released by another economist, and what the bank says."""

import hashlib
import itertools
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Konto
from fakturor.flode import Status
from fakturor.models import Betalbesked, Betalfil, Betalning, Faktura, Utbetalningsomgang
from tests.byggstenar import INLAST, NU, build_user

BETALDAG = date(2015, 6, 1)
NUMMER = itertools.count(1)


def build_ekonom(anvandarnamn: str = "karin-ekonom") -> User:
    """Someone who may put payments together."""
    return build_user(anvandarnamn, "ekonom")


def build_andra_ekonomen(anvandarnamn: str = "ingrid-ekonom") -> User:
    """Someone else, who may release them."""
    return build_user(anvandarnamn, "ekonom")


def build_konto(faktura: Faktura) -> Konto:
    """The payee's confirmed account; made when there is none."""
    bekraftat = Konto.objects.current().filter(anordnare=faktura.anordnare, verifierat__isnull=False).first()
    return bekraftat or Konto.objects.create(
        anordnare=faktura.anordnare,
        typ=Konto.Typ.BANKGIRO,
        nummer="52345671",
        forsta=True,
        inlagt_av=User.objects.system(),
        inlagt=INLAST,
        verifierat_av=User.objects.system(),
        verifierat=INLAST,
    )


def to_pay(faktura: Faktura) -> Decimal:
    """What is paid for the invoice, negative for a credit note."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT round(att_betala_ut(%s), 2)", [faktura.pk])
        return cursor.fetchone()[0]


def build_omgang(*fakturor: Faktura, **falt: Any) -> Utbetalningsomgang:
    """A prepared round with one payment for all the invoices, which are of the same payee. Not released."""
    nummer = next(NUMMER)
    belopp = [to_pay(faktura) for faktura in fakturor]
    konto = build_konto(fakturor[0])
    varden = {
        "nummer": f"P-{nummer:05d}",
        "betaldag": BETALDAG,
        "dialekt": "svensk_03",
        "avsandare_konto": "50501055",
        "antal": 1,
        "summa": sum(belopp),
        "skapad_av": build_ekonom(),
        "skapad": NU,
    } | falt
    omgang = Utbetalningsomgang.objects.create(**varden)
    betalning = Betalning.objects.create(
        omgang=omgang,
        kod=f"{omgang.nummer}-0001",
        anordnare=fakturor[0].anordnare,
        konto=konto,
        mottagare_namn=fakturor[0].anordnare.namn,
        konto_typ=konto.typ,
        konto_nummer=konto.nummer,
        belopp=sum(belopp),
    )
    for faktura, kronor in zip(fakturor, belopp, strict=True):
        betalning.poster.create(faktura=faktura, belopp=kronor)
    return omgang


def build_fil(omgang: Utbetalningsomgang, innehall: bytes = b"en betalfil") -> Betalfil:
    return Betalfil.objects.create(
        omgang=omgang,
        slag=Betalfil.Slag.ORDERFIL,
        namn=f"{omgang.nummer}.csv",
        sha256=hashlib.sha256(innehall).hexdigest(),
        innehall=innehall,
    )


def release(omgang: Utbetalningsomgang, av: User | None = None) -> Utbetalningsomgang:
    """Mark the round as released, as its gate wants it; the invoices are for the caller to move."""
    av = av or build_andra_ekonomen()
    set_actor(av.pk)
    omgang.status, omgang.frislappt_av, omgang.frislappt = Utbetalningsomgang.Status.FRISLAPPT, av, NU
    omgang.save()
    return omgang


def build_utbetalning(*fakturor: Faktura) -> Utbetalningsomgang:
    """A released round in which the approved invoices are, on their way to the payee."""
    omgang = build_omgang(*fakturor)
    build_fil(omgang)
    release(omgang)
    for faktura in fakturor:
        faktura.move_to(Status.I_UTBETALNING)
    return omgang


def build_besked(faktura: Faktura, utfall: str = "utford", **falt: Any) -> Betalbesked:
    """What the bank says of the payment that the invoice is in."""
    betalning = Betalning.objects.get(poster__faktura=faktura, poster__upphord__isnull=True)
    varden = {"datum": BETALDAG, "av": build_ekonom(), "tid": NU} | falt
    return Betalbesked.objects.create(betalning=betalning, utfall=utfall, **varden)
