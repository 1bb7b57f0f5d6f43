"""Månadens avstämning som den visas: det som betalningarna, attesterna, bankens besked och huvudboken säger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Func, Max, Sum
from django.db.models.functions import TruncMonth

from assistans.models import User
from assistans.svenska import antal, kronor
from fakturor.bokforing.avstamning import Avstamning
from fakturor.bokforing.granskning import Andrat, changes, is_current, kinds_of
from fakturor.bokforing.laddning import FRISLAPPT, reconciled
from fakturor.flode import Status
from fakturor.models import Avstamningsgranskning, Betalning, Faktura, Huvudboksfil
from fakturor.models.faktura import KRONOR
from fakturor.services.reviewing_reconciliation import review_obstacle


@dataclass(frozen=True, slots=True)
class Manadsrad:
    """En månad i listan: betalningar som hör till den, när huvudboken lästes in, och den senaste granskningen.

    `galler` är None när ingen har granskat, och falskt när siffrorna har ändrats sedan dess.
    """

    manad: date
    antal: int
    belopp: Decimal
    inlast: datetime | None
    granskning: Avstamningsgranskning | None
    galler: bool | None


@dataclass(frozen=True, slots=True)
class Granskad:
    """En granskning som sidan visar den. `andrat` är vad som räknas annorlunda i dag."""

    granskning: Avstamningsgranskning
    galler: bool
    andrat: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manadsvy:
    """En månad avstämd, med filerna som är inlästa (den nyaste gäller) och det godkända som väntar på betalning nu.

    `hinder` är varför användaren inte kan granska avstämningen, tomt när det går.
    """

    avstamning: Avstamning
    filer: list[Huvudboksfil]
    vantar_antal: int
    vantar_belopp: Decimal
    granskad: Granskad | None
    tidigare: tuple[Avstamningsgranskning, ...]
    hinder: str


def months() -> list[Manadsrad]:
    """The months with payments or a ledger, the latest first. The number of queries is constant."""
    betalt = dict(
        (manad, (hur_manga, belopp))
        for manad, hur_manga, belopp in Betalning.objects.filter(FRISLAPPT)
        .annotate(manad=TruncMonth("omgang__betaldag"))
        .values_list("manad")
        .annotate(antal=Count("pk"), summa=Sum("belopp"))
        .order_by()
    )
    inlast = dict(Huvudboksfil.objects.values_list("manad").annotate(senast=Max("inlast")).order_by())
    granskade = _latest_reviews()
    avstamda = reconciled(granskade)
    return [
        Manadsrad(
            manad,
            *betalt.get(manad, (0, Decimal(0))),
            inlast.get(manad),
            granskade.get(manad),
            is_current(granskade[manad].sha256, avstamda[manad].avstamning) if manad in granskade else None,
        )
        for manad in sorted({*betalt, *inlast}, reverse=True)
    ]


def view_of(manad: date, *, by: User, dag: date) -> Manadsvy:
    """The month, counted anew from its rows. The number of queries does not depend on how many they are."""
    avstamd = reconciled([manad])[manad]
    vantar = Faktura.objects.filter(status=Status.GODKAND).aggregate(
        antal=Count("pk"), summa=Sum(Func("pk", function="att_betala_ut", output_field=KRONOR))
    )
    granskningar = list(Avstamningsgranskning.objects.filter(manad=manad).select_related("av"))
    return Manadsvy(
        avstamd.avstamning,
        avstamd.filer,
        vantar["antal"],
        vantar["summa"] or Decimal(0),
        _reviewed(granskningar[0], avstamd.avstamning) if granskningar else None,
        tuple(granskningar[1:]),
        review_obstacle(manad=manad, har_fil=bool(avstamd.filer), by=by, dag=dag),
    )


def kinds_in_words(avstamning: Avstamning) -> list[tuple[str, str]]:
    """The kinds of difference to explain, each with how many they are and their sum."""
    slag = []
    for rubrik in kinds_of(avstamning):
        belopp = [skillnad.belopp for skillnad in avstamning.skillnader if skillnad.rubrik == rubrik]
        slag.append((rubrik, f"{antal(len(belopp), 'skillnad', 'skillnader')} på {kronor(sum(belopp))}"))
    return slag


def _latest_reviews() -> dict[date, Avstamningsgranskning]:
    senaste = Avstamningsgranskning.objects.order_by("manad", "-pk").distinct("manad").select_related("av")
    return {granskning.manad: granskning for granskning in senaste}


def _reviewed(granskning: Avstamningsgranskning, avstamning: Avstamning) -> Granskad:
    galler = is_current(granskning.sha256, avstamning)
    andrat = () if galler else tuple(_in_words(changes(granskning.siffror, avstamning)))
    return Granskad(granskning, galler, andrat)


def _in_words(andrade: Sequence[Andrat]) -> Iterator[str]:
    for andrat in andrade:
        fore, nu = (f"{n} ({kronor(belopp)})" for n, belopp in (andrat.fore, andrat.nu))
        yield f"{andrat.rubrik}: {fore} när den granskades, {nu} nu."
