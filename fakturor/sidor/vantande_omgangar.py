"""Omgångarna som väntar på någon: på att frisläppas, eller på vad banken säger. För Min dag."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, OuterRef, Q, Subquery, Sum

from assistans.models import User
from assistans.svenska import antal
from fakturor.models import Betalning, Utbetalningsomgang
from fakturor.sidor.utbetalningar import listed_rounds

Status = Utbetalningsomgang.Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Vantande:
    """En omgång som väntar, på vad, och med hur många kronor. `frislapps` när läsaren kan frisläppa den."""

    id: int
    nummer: str
    lage: str
    betaldag: date
    kronor: Decimal
    frislapps: bool


def waiting_rounds(reader: User, idag: date) -> list[Vantande]:
    """The rounds that wait, the first day first; none for who makes no payments. One query."""
    if not reader.may("fakturor.utbetala"):
        return []
    utan_besked = Betalning.objects.filter(omgang=OuterRef("pk"), besked__isnull=True).order_by().values("omgang")
    omgangar = listed_rounds().annotate(kvar=Subquery(utan_besked.annotate(summa=Sum("belopp")).values("summa")))
    vantar = Q(status=Status.FORBEREDD) | Q(status=Status.FRISLAPPT, antal__gt=F("utforda") + F("avvisade"))
    return [_waiting(omgang, reader, idag) for omgang in omgangar.filter(vantar).order_by("betaldag", "pk")]


def _waiting(omgang: Utbetalningsomgang, reader: User, idag: date) -> Vantande:
    forberedd = omgang.status == Status.FORBEREDD
    egen = omgang.skapad_av_id == reader.pk
    kvar = omgang.antal - omgang.utforda - omgang.avvisade
    vantar = antal(kvar, "betalning väntar", "betalningar väntar")
    if not forberedd:
        lage = f"{vantar} på bankens besked"
    elif omgang.betaldag < idag:
        lage = "Betalningsdagen har passerat: makulera omgången och gör en ny"
    elif egen:
        lage = f"{vantar} på att en annan ekonom frisläpper omgången"
    else:
        lage = f"{vantar} på att du frisläpper omgången"
    return Vantande(
        id=omgang.pk,
        nummer=omgang.nummer,
        lage=lage,
        betaldag=omgang.betaldag,
        kronor=omgang.kvar or Decimal(0),
        frislapps=forberedd and not egen and omgang.betaldag >= idag,
    )
