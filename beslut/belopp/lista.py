"""Timbeloppen i registret: vem som får se vilka, i vilken ordning, och år för år."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from assistans.models import User
from assistans.svenska import datumspann
from beslut.belopp.andel import disagreement, share_in_words
from beslut.beteckning import provider_label
from beslut.models import Brukare, Timbelopp
from beslut.services.rates import KOMMUNENS

ALLMANNA = (Timbelopp.Kategori.SCHABLON, *KOMMUNENS)
"""The categories that are about everybody."""
ORDNING = Case(*(When(kategori=kategori, then=Value(plats)) for plats, kategori in enumerate(Timbelopp.Kategori)))


def visible_rates(user: User) -> QuerySet[Timbelopp]:
    """The rates a user may see: a contract's only for those who see providers, a person's for those who see her."""
    syns = Q(kategori__in=ALLMANNA)
    if user.may("beslut.se_anordnare"):
        syns |= Q(kategori=Timbelopp.Kategori.AVTAL)
    if user.may("beslut.se_person"):
        syns |= Q(brukare__in=Brukare.objects.open_to(user))
    return Timbelopp.objects.filter(syns).select_related("brukare", "anordnare")


def ordered_for(rates: QuerySet[Timbelopp], idag: date) -> QuerySet[Timbelopp]:
    """Category by category, what holds today first, then the newest."""
    oppen = Q(galler_tom__isnull=True) | Q(galler_tom__gte=idag)
    galler = Case(When(oppen & Q(galler_fran__lte=idag), then=True), default=False, output_field=BooleanField())
    return rates.annotate(galler=galler).order_by(ORDNING, "-galler", "-galler_fran", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rad:
    """Ett timbelopp i listan."""

    timbelopp: Timbelopp
    period: str
    galler: bool
    vem: str
    hur: str
    oense: str


def rows_of(sida: Iterable[Timbelopp], schabloner: list[Timbelopp]) -> list[Rad]:
    """The rates of a page as they are shown. `oense` says when a share no longer agrees with the schablon."""
    return [
        Rad(
            timbelopp=t,
            period=datumspann(t.galler_fran, t.galler_tom),
            galler=t.galler,
            vem=named(t),
            hur="" if t.procent is None else share_in_words(t),
            oense=disagreement(t, schabloner),
        )
        for t in sida
    ]


def named(timbelopp: Timbelopp) -> str:
    """Whom a rate is for, by referens or provider. Empty when it is for everybody."""
    if timbelopp.brukare_id:
        return timbelopp.brukare.referens
    return provider_label(timbelopp.anordnare) if timbelopp.anordnare_id else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Ett belopp ett år. `dagar` är tom när det gäller hela året."""

    timbelopp: Timbelopp
    belopp: Decimal
    dagar: str


@dataclass(frozen=True, slots=True)
class Arsrad:
    """Ett år, med beloppen per kategori i samma ordning som `ALLMANNA`."""

    ar: int
    celler: tuple[tuple[Cell, ...], ...]


def year_table(rates: Iterable[Timbelopp], i_ar: int) -> list[Arsrad]:
    """The amounts that are about everybody, year by year, this year or the last known at the top."""
    rates = [t for t in rates if t.kategori in ALLMANNA]
    if not rates:
        return []
    forsta = min(t.galler_fran.year for t in rates)
    sista = max(max(t.galler_fran.year, t.galler_tom.year if t.galler_tom else i_ar) for t in rates)
    return [
        Arsrad(ar, tuple(_cells(rates, kategori, ar) for kategori in ALLMANNA)) for ar in range(sista, forsta - 1, -1)
    ]


def _cells(rates: list[Timbelopp], kategori: str, ar: int) -> tuple[Cell, ...]:
    nyar, sylvester = date(ar, 1, 1), date(ar, 12, 31)
    celler = []
    for t in rates:
        if t.kategori == kategori and t.galler_fran <= sylvester and (t.galler_tom is None or t.galler_tom >= nyar):
            fran, tom = max(t.galler_fran, nyar), min(t.galler_tom or sylvester, sylvester)
            celler.append(Cell(t, t.belopp, "" if (fran, tom) == (nyar, sylvester) else datumspann(fran, tom)))
    return tuple(sorted(celler, key=lambda cell: cell.timbelopp.galler_fran))
