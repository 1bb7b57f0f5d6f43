"""Månadens avstämning som den visas: det som betalningarna, attesterna, bankens besked och huvudboken säger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Func, Max, Q, Sum
from django.db.models.functions import TruncMonth

from assistans.tid import last_of_month
from fakturor.bokforing.avstamning import Avstamning, Betald, Bokfordrad, month_of, reconcile
from fakturor.bokforing.filer import booked_payments
from fakturor.flode import Status
from fakturor.models import Attest, Betalning, Betalningspost, Faktura, Huvudboksfil, Huvudboksrad, Utbetalningsomgang
from fakturor.models.faktura import KRONOR

FRISLAPPT = Q(omgang__status=Utbetalningsomgang.Status.FRISLAPPT)


@dataclass(frozen=True, slots=True)
class Manadsrad:
    """En månad i listan: betalningar som hör till den, och när huvudboken lästes in senast, om den har det."""

    manad: date
    antal: int
    belopp: Decimal
    inlast: object | None


@dataclass(frozen=True, slots=True)
class Manadsvy:
    """En månad avstämd, med filerna som är inlästa (den nyaste gäller) och det godkända som väntar på betalning nu."""

    avstamning: Avstamning
    filer: list[Huvudboksfil]
    vantar_antal: int
    vantar_belopp: Decimal


def months() -> list[Manadsrad]:
    """The months with payments or a ledger, the latest first. Two queries."""
    betalt = dict(
        (manad, (antal, belopp))
        for manad, antal, belopp in Betalning.objects.filter(FRISLAPPT)
        .annotate(manad=TruncMonth("omgang__betaldag"))
        .values_list("manad")
        .annotate(antal=Count("pk"), summa=Sum("belopp"))
        .order_by()
    )
    inlast = dict(Huvudboksfil.objects.values_list("manad").annotate(senast=Max("inlast")).order_by())
    return [
        Manadsrad(manad, *betalt.get(manad, (0, Decimal(0))), inlast.get(manad))
        for manad in sorted({*betalt, *inlast}, reverse=True)
    ]


def view_of(manad: date) -> Manadsvy:
    """The month, counted anew from its rows. The number of queries does not depend on how many they are."""
    filer = list(Huvudboksfil.objects.filter(manad=manad).select_related("inlast_av").defer("innehall"))
    egna = Q(omgang__betaldag__range=(manad, last_of_month(manad)))
    i_boken = Huvudboksrad.objects.filter(fil=filer[0]).values("betalning") if filer else []
    betalningar = list(
        Betalning.objects.filter(FRISLAPPT)
        .filter(egna | Q(pk__in=i_boken))
        .select_related("omgang", "besked")
        .order_by("kod")
    )
    vantar = Faktura.objects.filter(status=Status.GODKAND).aggregate(
        antal=Count("pk"), summa=Sum(Func("pk", function="att_betala_ut", output_field=KRONOR))
    )
    return Manadsvy(
        reconcile(manad, _paid(betalningar), _booked_rows(manad, betalningar), har_fil=bool(filer)),
        filer,
        vantar["antal"],
        vantar["summa"] or Decimal(0),
    )


def _paid(betalningar: Collection[Betalning]) -> list[Betald]:
    godkant = _approved(betalningar)
    bokforda = booked_payments(betalningar)
    return [
        Betald(
            betalning.kod,
            month_of(betalning.omgang.betaldag),
            betalning.belopp,
            sum(godkant[betalning.pk], Decimal(0)),
            len(godkant[betalning.pk]),
            betalning.besked.utfall if hasattr(betalning, "besked") else "",
            frozenset(
                (rad.kodning.konto, rad.kodning.ansvar)
                for rad in (bokforda[betalning.kod].rader if betalning.kod in bokforda else ())
            ),
        )
        for betalning in betalningar
    ]


def _approved(betalningar: Collection[Betalning]) -> dict[int, list[Decimal]]:
    """What was attested last before the release for each invoice of a payment; below zero for a credit. Two queries."""
    poster = list(
        Betalningspost.objects.filter(betalning__in=betalningar).values_list(
            "betalning_id", "faktura_id", "belopp", "betalning__omgang__frislappt"
        )
    )
    attester = defaultdict(list)
    rader = Attest.objects.filter(faktura__in={post[1] for post in poster}, typ=Attest.Typ.BESLUT).order_by("tid", "pk")
    for faktura, tid, belopp in rader.values_list("faktura_id", "tid", "belopp"):
        attester[faktura].append((tid, belopp))
    per_betalning = defaultdict(list)
    for betalning, faktura, belopp, frislappt in poster:
        fore = [attesterat for tid, attesterat in attester[faktura] if tid <= frislappt]
        attesterat = abs(fore[-1]) if fore else Decimal(0)
        per_betalning[betalning].append(-attesterat if belopp < 0 else attesterat)
    return per_betalning


def _booked_rows(manad: date, betalningar: Collection[Betalning]) -> list[Bokfordrad]:
    """The rows of the newest file of each month that are of the month, or of these payments. Two queries."""
    nyaste = Huvudboksfil.objects.values_list("manad").annotate(senast=Max("pk")).order_by()
    rader = (
        Huvudboksrad.objects.filter(fil__in=[senast for _, senast in nyaste])
        .filter(Q(fil__manad=manad) | Q(betalning__in=betalningar))
        .annotate(manad=F("fil__manad"), kod=F("betalning__kod"))
        .order_by("fil__manad", "rad")
    )
    return [Bokfordrad(rad.manad, rad.verifikation, rad.konto, rad.ansvar, rad.belopp, rad.kod or "") for rad in rader]
