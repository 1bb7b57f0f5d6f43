"""Vad som är kvar att kreditera på en faktura eller av en kreditfaktura, och vilka som hör ihop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.db.models import Exists, Func, OuterRef, Q, QuerySet

from assistans.models import User
from beslut.models import Brukare
from fakturor.flode import SLUTGILTIGA, Status
from fakturor.models import Faktura, Fakturarad, Kreditering
from fakturor.models.faktura import KRONOR

MAX_FORSLAG = 20
ORE = Decimal("0.01")
KAN_INTE_KOPPLAS = (*SLUTGILTIGA, Status.OMATCHAD)


@dataclass(frozen=True, slots=True)
class Rest:
    """En faktura eller kreditfaktura med hela sitt belopp och det som inte är kopplat än, i kronor över noll."""

    faktura: Faktura
    belopp: Decimal
    kvar: Decimal


@dataclass(frozen=True, slots=True)
class Forslag:
    """En faktura som kreditfakturan kan höra till, så mycket som får plats, och varför den föreslås."""

    faktura: Faktura
    kvar: Decimal
    belopp: Decimal
    grund: str


def credits() -> Q:
    """What gives money back: a credit note, or an invoice below zero."""
    return Q(typ=Faktura.Typ.KREDITNOTA) | Q(att_betala__lt=0)


def standing_links() -> QuerySet[Kreditering]:
    """Links that count: neither side has been rejected."""
    return Kreditering.objects.exclude(kredit__status=Status.AVVISAD).exclude(faktura__status=Status.AVVISAD)


def rests_of(fakturor: Collection[int]) -> dict[int, Rest]:
    """What is left of each, by id. One query."""
    rader = (
        Faktura.objects.filter(pk__in=fakturor)
        .with_approved_amount()
        .annotate(krediterat=Func("pk", function="krediterat_belopp", output_field=KRONOR))
        .select_related("anordnare")
    )
    return {faktura.pk: rest_of(faktura) for faktura in rader}


def rest_of(faktura: Faktura) -> Rest:
    """The same of one that has `godkant` and `krediterat` with it. Parts of an öre are not linked."""
    belopp = abs(faktura.godkant)
    kvar = min(belopp, abs(faktura.att_betala)) - faktura.krediterat
    return Rest(faktura, belopp, max(kvar, Decimal(0)).quantize(ORE, ROUND_DOWN))


def linked_with(fakturor: Collection[int]) -> tuple[set[int], list[tuple[int, int]]]:
    """Everything that hangs together with these by links, and the links as (credit, invoice).

    A query for each step away, which are few: a credit, its invoices, their other credits.
    """
    funna, nya = set(fakturor), set(fakturor)
    lankar: set[tuple[int, int]] = set()
    while nya:
        rader = standing_links().filter(Q(kredit__in=nya) | Q(faktura__in=nya))
        lankar |= set(rader.values_list("kredit_id", "faktura_id"))
        alla = {pk for lank in lankar for pk in lank}
        nya = alla - funna
        funna |= alla
    return funna, sorted(lankar)


def open_invoices_of(kredit: Faktura, user: User) -> QuerySet[Faktura]:
    """The payee's invoices that a credit may be drawn from and that the user may see."""
    stangda = Fakturarad.objects.filter(faktura=OuterRef("pk"), brukare__in=Brukare.objects.closed_to(user))
    return (
        Faktura.objects.filter(anordnare=kredit.anordnare_id, anordnare__isnull=False)
        .exclude(credits())
        .exclude(status__in=KAN_INTE_KOPPLAS)
        .exclude(Exists(stangda))
        .with_approved_amount()
        .annotate(krediterat=Func("pk", function="krediterat_belopp", output_field=KRONOR))
        .select_related("anordnare")
    )


def proposals_for(kredit: Faktura, user: User) -> list[Forslag]:
    """What the credit may be of: first by the numbers that it names, else by person and month. Three queries."""
    kvar_av_krediten = rests_of([kredit.pk])[kredit.pk].kvar
    if kredit.status in KAN_INTE_KOPPLAS or not kredit.anordnare_id or not kvar_av_krediten:
        return []
    namngivna = {fold_number(nummer) for nummer in kredit.avser}
    samma = Fakturarad.objects.filter(
        faktura=OuterRef("pk"), redovisning__in=kredit.rader.filter(redovisning__isnull=False).values("redovisning")
    )
    forslag = []
    for faktura in open_invoices_of(kredit, user).annotate(samma_sak=Exists(samma)).order_by("-pk"):
        namnd = fold_number(faktura.nummer) in namngivna
        rest = rest_of(faktura)
        if not rest.kvar or not (namnd or faktura.samma_sak):
            continue
        grund = "Kreditfakturan anger numret." if namnd else "Samma person och månad."
        forslag.append(Forslag(faktura, rest.kvar, min(rest.kvar, kvar_av_krediten), grund))
    if any(fold_number(f.faktura.nummer) in namngivna for f in forslag):
        forslag = [f for f in forslag if fold_number(f.faktura.nummer) in namngivna]
    return forslag[:MAX_FORSLAG]


def fold_number(nummer: str) -> str:
    """The number as G07 compares it: case, O for 0 and zeros at the front say nothing."""
    return nummer.strip().upper().replace("O", "0").lstrip("0")


def unlinked_credits(user: User) -> QuerySet[Faktura]:
    """Credits that nobody has linked to an invoice yet and that are not settled, of those that the user may see."""
    stangda = Fakturarad.objects.filter(faktura=OuterRef("pk"), brukare__in=Brukare.objects.closed_to(user))
    return (
        Faktura.objects.filter(credits())
        .exclude(status__in=(*KAN_INTE_KOPPLAS, Status.UTBETALD))
        .exclude(Exists(standing_links().filter(kredit=OuterRef("pk"))))
        .exclude(Exists(stangda))
        .select_related("anordnare")
        .order_by("mottagen", "pk")
    )


def unlinked_credits_of(faktura: Faktura, user: User) -> list[Faktura]:
    """The payee's credits that may be of an invoice. One query."""
    if faktura.is_credit or not faktura.anordnare_id or faktura.status in KAN_INTE_KOPPLAS:
        return []
    return list(unlinked_credits(user).filter(anordnare=faktura.anordnare_id)[:MAX_FORSLAG])


def by_side(lankar: Collection[tuple[int, int]]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """The links as (credits of each invoice, invoices of each credit)."""
    krediter: dict[int, set[int]] = defaultdict(set)
    fakturor: dict[int, set[int]] = defaultdict(set)
    for kredit, faktura in lankar:
        krediter[faktura].add(kredit)
        fakturor[kredit].add(faktura)
    return krediter, fakturor
