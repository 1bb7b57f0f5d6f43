"""Vad kontrollerna i dag säger om en betald faktura, som poster i ett återkrav: tid, kronor och dagar per person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection
from django.db.models import Q

from assistans.tid import first_of_month, last_of_month
from beslut.models import Brukare, Uppdrag
from fakturor.models import Aterkrav, Aterkravspost, Faktura, Fakturarad, Redovisning, Tidrad
from kontroller.motor import Verdikt
from kontroller.regel import Fynd
from kontroller.services.recalculating import verdicts_today

ORE = Decimal("0.01")
LANGST = Aterkravspost._meta.get_field("text").max_length
Slag = Aterkrav.Slag
SLAG_FOR = {"B": Slag.AVTALSKRAV, "C": Slag.ATERBETALNING, "D": Slag.ATERBETALNING}
"""What is asked for by the form of agreement. The municipality's own personnel (A) sends no invoices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """En person på fakturan, slaget av återkrav som hennes avtalsform ger, och fakturans månader för henne."""

    brukare: Brukare
    slag: str
    fran: date
    tom: date
    begart: Decimal

    @property
    def nyckel(self) -> str:
        """How a form names it."""
        return f"{self.brukare.pk}-{self.slag}"

    def __str__(self) -> str:
        return f"{self.brukare.referens}: {Slag(self.slag).label.lower()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forslag:
    """Något en kontroll i dag ifrågasätter för en person: kronor, högst vad raderna begär, minuter och dagarna."""

    regel: str
    brukare: int
    text: str
    minuter: int | None
    kronor: Decimal
    fran: date
    tom: date

    @property
    def nyckel(self) -> str:
        """How a form names it."""
        return f"{self.regel}-{self.brukare}"


def parties_of(faktura: Faktura) -> list[Part]:
    """The persons of an invoice with the kind of claim that their form of agreement gives. Two queries."""
    rader = list(
        Fakturarad.objects.filter(faktura=faktura, brukare__isnull=False, manad__isnull=False).select_related("brukare")
    )
    if not rader:
        return []
    fran, tom = min(rad.manad for rad in rader), last_of_month(max(rad.manad for rad in rader))
    uppdrag = Uppdrag.objects.overlapping(fran, tom).filter(
        anordnare=faktura.anordnare_id, brukare__in={rad.brukare_id for rad in rader}
    )
    former = defaultdict(set)
    for ett in uppdrag:
        former[ett.brukare_id] |= {SLAG_FOR[ett.avtalsform]} if ett.avtalsform in SLAG_FOR else set()
    per: dict[int, list[Fakturarad]] = defaultdict(list)
    for rad in rader:
        per[rad.brukare_id].append(rad)
    return [
        Part(
            brukare=deras[0].brukare,
            slag=slag,
            fran=min(rad.manad for rad in deras),
            tom=last_of_month(max(rad.manad for rad in deras)),
            begart=sum((rad.belopp for rad in deras), Decimal(0)),
        )
        for pk, deras in per.items()
        for slag in sorted(former[pk])
    ]


def proposals_for(faktura: Faktura) -> list[Forslag]:
    """What the controls question today and did not when the invoice was approved, the most kronor first.

    Two of them can be about the same time, so a person chooses. Findings without kronor are no proposals.
    """
    andrat, verdikt = verdicts_today(faktura)
    traffar = [
        (verdikt[ett.regel], fynd)
        for ett in andrat
        if Decimal(ett.kronor) > 0
        for fynd in verdikt[ett.regel].fynd
        if fynd.utfall == verdikt[ett.regel].utfall and fynd.kronor and fynd.redovisning
    ]
    redovisningar = Redovisning.objects.in_bulk({fynd.redovisning for _, fynd in traffar})
    tidrader = Tidrad.objects.in_bulk({pk for _, fynd in traffar for pk in fynd.tidrader})
    begart = {part.brukare.pk: part.begart for part in parties_of(faktura)}
    grupper: dict[tuple[str, int], list[tuple[Verdikt, Fynd]]] = defaultdict(list)
    for ett, fynd in traffar:
        grupper[ett.regel, redovisningar[fynd.redovisning].brukare_id].append((ett, fynd))
    forslag = [
        _proposal(regel, brukare, [fynd for _, fynd in delar], redovisningar, tidrader, begart.get(brukare, Decimal(0)))
        for (regel, brukare), delar in grupper.items()
    ]
    return sorted((f for f in forslag if f.kronor > 0), key=lambda f: (-f.kronor, f.regel))


def left_to_demand(faktura: Faktura) -> Decimal:
    """What was paid for the invoice and neither credited nor demanded back already."""
    fraga = "SELECT round(utbetalt_belopp(%s) - aterkravt_belopp(%s), 2)"
    with connection.cursor() as cursor:
        cursor.execute(fraga, [faktura.pk, faktura.pk])
        return cursor.fetchone()[0]


def representatives_in(brukare: Iterable[int], fran: date, tom: date) -> Q:
    """Representatives of these persons with a day in a period."""
    return (
        Q(brukare__in=brukare)
        & (Q(galler_fran__isnull=True) | Q(galler_fran__lte=tom))
        & (Q(galler_tom__isnull=True) | Q(galler_tom__gte=fran))
    )


def _proposal(
    regel: str,
    brukare: int,
    fynden: list[Fynd],
    redovisningar: dict[int, Redovisning],
    tidrader: dict[int, Tidrad],
    hogst: Decimal,
) -> Forslag:
    rader = {pk: tidrader[pk] for fynd in fynden for pk in fynd.tidrader if pk in tidrader}
    dagar = [rad.datum for rad in rader.values()]
    manader = [redovisningar[fynd.redovisning].manad for fynd in fynden if fynd.redovisning]
    text = " ".join(fynd.text for fynd in fynden)
    kronor = sum((fynd.kronor for fynd in fynden if fynd.kronor), Decimal(0))
    return Forslag(
        regel=regel,
        brukare=brukare,
        text=text if len(text) <= LANGST else f"{text[: LANGST - 1]}…",
        minuter=sum(rad.minuter for rad in rader.values()) or None,
        kronor=min(kronor, hogst).quantize(ORE, ROUND_HALF_UP),
        fran=min(dagar, default=first_of_month(min(manader))),
        tom=max(dagar, default=last_of_month(max(manader))),
    )
