"""Månader hämtade ur databasen och avstämda: lika många frågor för en månad och en betalning som för många."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import F, Max, Q

from assistans.tid import last_of_month
from fakturor.bokforing.avstamning import Avstamning, Betald, Bokfordrad, month_of, reconcile
from fakturor.bokforing.filer import booked_payments
from fakturor.models import (
    Attest,
    Betalning,
    Betalningspost,
    Betalningsretur,
    Huvudboksfil,
    Huvudboksrad,
    Utbetalningsomgang,
)

FRISLAPPT = Q(omgang__status=Utbetalningsomgang.Status.FRISLAPPT)


@dataclass(frozen=True, slots=True)
class Avstamd:
    """En månad avstämd, med filerna som är inlästa för den; den nyaste gäller."""

    avstamning: Avstamning
    filer: list[Huvudboksfil]


def reconciled(manader: Collection[date]) -> dict[date, Avstamd]:
    """The months, counted anew from their rows. The number of queries depends on neither months nor rows."""
    filer: dict[date, list[Huvudboksfil]] = defaultdict(list)
    for fil in Huvudboksfil.objects.filter(manad__in=manader).select_related("inlast_av").defer("innehall"):
        filer[fil.manad].append(fil)
    nyaste = [av_manaden[0].pk for av_manaden in filer.values()]
    i_boken = Huvudboksrad.objects.filter(fil__in=nyaste, betalning__isnull=False).values("betalning")
    egna = reduce(or_, (_in_month(manad) for manad in manader), Q(pk__in=[]))
    betalningar = list(
        Betalning.objects.filter(FRISLAPPT)
        .filter(egna | Q(pk__in=i_boken))
        .select_related("omgang", "besked")
        .prefetch_related("returer")
        .order_by("kod")
    )
    betalda, rader = _paid(betalningar), _booked_rows(manader, betalningar)
    return {manad: Avstamd(_of_month(manad, betalda, rader, bool(filer[manad])), filer[manad]) for manad in manader}


def _in_month(manad: date) -> Q:
    """Payments of the month, and those that something came back of in it."""
    dagar = (manad, last_of_month(manad))
    tillbaka = Betalningsretur.objects.filter(datum__range=dagar).values("betalning")
    return Q(omgang__betaldag__range=dagar) | Q(pk__in=tillbaka)


def _of_month(manad: date, betalda: list[Betald], rader: list[Bokfordrad], har_fil: bool) -> Avstamning:
    """The payments of the month and those that its ledger has, with the rows of either."""
    i_boken = {rad.kod for rad in rader if rad.manad == manad and rad.kod}
    manadens = [b for b in betalda if b.manad == manad or b.kod in i_boken or b.returned(manad)]
    koder = {betald.kod for betald in manadens}
    return reconcile(manad, manadens, [rad for rad in rader if rad.manad == manad or rad.kod in koder], har_fil=har_fil)


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
            tuple((retur.datum, retur.belopp) for retur in betalning.returer.all()),
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


def _booked_rows(manader: Collection[date], betalningar: Collection[Betalning]) -> list[Bokfordrad]:
    """The rows of the newest file of each month that are of these months, or of these payments. Two queries."""
    nyaste = Huvudboksfil.objects.values_list("manad").annotate(senast=Max("pk")).order_by()
    rader = (
        Huvudboksrad.objects.filter(fil__in=[senast for _, senast in nyaste])
        .filter(Q(fil__manad__in=manader) | Q(betalning__in=betalningar))
        .annotate(manad=F("fil__manad"), kod=F("betalning__kod"))
        .order_by("fil__manad", "rad")
    )
    return [Bokfordrad(rad.manad, rad.verifikation, rad.konto, rad.ansvar, rad.belopp, rad.kod or "") for rad in rader]
