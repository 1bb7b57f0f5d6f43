"""Vad som skulle kunna betalas, och vad som hålls tillbaka och varför: raderna på sidan där en omgång sätts ihop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistans.svenska import mask_text
from beslut.beteckning import provider_label
from fakturor.sidor.utbetalningar import SKYDDAT, Fakturapost, Sagt, account_label, invoice_label, rejected_before
from fakturor.utbetalning.betalbara import Provad, TanktBetalning, Underlag


@dataclass(frozen=True, slots=True, kw_only=True)
class Betalbarrad:
    """En betalning som det skulle bli, eller en faktura som hålls tillbaka, som den får visas."""

    id: int
    mottagare: str
    konto: str
    poster: tuple[Fakturapost, ...]
    belopp: Decimal
    forfaller: date | None
    referens: str = ""
    hinder: str = ""
    avvisad: Sagt | None = None
    """What the bank said when it was tried before."""
    konto_id: int | None = None
    """The account that the bank has said is wrong, when that is what holds it back."""
    anordnare_id: int | None = None


def payment_rows(underlag: Underlag) -> list[Betalbarrad]:
    """The payments that can be made. One query."""
    avvisade = rejected_before([betalning.faktura.faktura.pk for betalning in underlag.betalningar])
    return [_payable_row(betalning, avvisade) for betalning in underlag.betalningar]


def held_rows(underlag: Underlag) -> list[Betalbarrad]:
    """What is held back, and why. One query."""
    avvisade = rejected_before([provad.faktura.pk for provad in underlag.hallna])
    return [_held_row(provad, avvisade) for provad in underlag.hallna]


def _payable_row(betalning: TanktBetalning, avvisade: dict[int, Sagt]) -> Betalbarrad:
    faktura = betalning.faktura.faktura
    return Betalbarrad(
        id=faktura.pk,
        mottagare=provider_label(faktura.anordnare),
        konto=account_label(betalning.konto.typ, betalning.konto.nummer),
        poster=tuple(Fakturapost(p.faktura.pk, invoice_label(p.faktura), p.belopp) for p in betalning.poster),
        belopp=betalning.belopp,
        forfaller=faktura.forfallodatum,
        referens=f"OCR {betalning.ocr}" if betalning.ocr else mask_text(betalning.meddelande),
        avvisad=avvisade.get(faktura.pk),
    )


def _held_row(provad: Provad, avvisade: dict[int, Sagt]) -> Betalbarrad:
    faktura = provad.faktura
    mottagare = provider_label(faktura.anordnare) if faktura.anordnare else "Okänd mottagare"
    return Betalbarrad(
        id=faktura.pk,
        mottagare=SKYDDAT if provad.sluten else mottagare,
        konto="",
        poster=() if provad.sluten else (Fakturapost(faktura.pk, invoice_label(faktura), provad.belopp),),
        belopp=provad.belopp,
        forfaller=None if provad.sluten else faktura.forfallodatum,
        hinder=provad.hinder,
        avvisad=None if provad.sluten else avvisade.get(faktura.pk),
        konto_id=None if provad.sluten or not provad.konto_fel else provad.konto.pk,
        anordnare_id=faktura.anordnare_id,
    )
