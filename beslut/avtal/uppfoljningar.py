"""När ett avtal följs upp: fristerna, arbetslistan, och hur lång tid det är kvar.

Kvalitetssäkringssamtalet hålls 6–9 månader efter avtalets start (revisionsrapport 2015:3, avsnitt 3.3.1). Rapporten ger
ingen tid för de andra: introduktionen inom en månad och avslutet den sista månaden är programmets egna förslag.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from assistans.svenska import antal
from assistans.tid import months_after
from beslut.models import Avtal, Uppfoljning

INTRODUKTION_INOM = 1
KVALITET_TIDIGAST, KVALITET_SENAST = 6, 9
AVSLUT_FORE = 1
"""Months, counted from the first or the last day of the contract."""
GRANSER = (30, 60, 90)
"""Days ahead that the work list tells apart."""


class Frist(NamedTuple):
    """The first and the last day to hold a follow-up."""

    tidigast: date
    senast: date


def first_deadlines(avtal: Avtal) -> dict[Uppfoljning.Slag, Frist]:
    """The meetings that follow from the contract's first day; one that would come after its end is not held."""
    start = avtal.galler_fran
    frister = {
        Uppfoljning.Slag.INTRODUKTION: Frist(start, months_after(start, INTRODUKTION_INOM)),
        Uppfoljning.Slag.KVALITET: Frist(months_after(start, KVALITET_TIDIGAST), months_after(start, KVALITET_SENAST)),
    }
    return {
        slag: frist for slag, frist in frister.items() if avtal.galler_tom is None or frist.tidigast <= avtal.galler_tom
    }


def closing_deadline(avtal: Avtal) -> Frist | None:
    """When the closing meeting is held: during the contract's last month, if its end is known."""
    if avtal.galler_tom is None:
        return None
    return Frist(max(avtal.galler_fran, months_after(avtal.galler_tom, -AVSLUT_FORE)), avtal.galler_tom)


class Lage(StrEnum):
    """How pressing a follow-up is."""

    FORSENAD = "forsenad"
    INOM_30 = "inom_30"
    INOM_60 = "inom_60"
    INOM_90 = "inom_90"
    SENARE = "senare"


LAGESORD = {
    Lage.FORSENAD: "Försenade",
    Lage.INOM_30: "Inom 30 dagar",
    Lage.INOM_60: "Inom 31–60 dagar",
    Lage.INOM_90: "Inom 61–90 dagar",
    Lage.SENARE: "Senare",
}


def open_followups() -> QuerySet[Uppfoljning]:
    """Follow-ups that are planned and not held, the most pressing first, with contract and provider. One query."""
    oppna = Uppfoljning.objects.filter(genomford__isnull=True, avtal__godkant__isnull=False)
    return oppna.select_related("avtal__anordnare").order_by("senast", "pk")


def followups_due(idag: date, *, inom: int = 90) -> QuerySet[Uppfoljning]:
    """Open follow-ups whose last day is past, or comes within so many days."""
    return open_followups().filter(senast__lte=idag + timedelta(days=inom))


def reviews_to_report() -> QuerySet[Uppfoljning]:
    """Reviews of a contract that are done, but not yet reported to the nämnd or not published."""
    gjorda = Uppfoljning.objects.filter(slag=Uppfoljning.Slag.KONTRAKT, genomford__isnull=False)
    vantar = gjorda.filter(Q(till_namnden__isnull=True) | Q(publicerad__isnull=True))
    return vantar.select_related("avtal__anordnare").order_by("genomford", "pk")


def in_state(oppna: QuerySet[Uppfoljning], lage: Lage, idag: date) -> QuerySet[Uppfoljning]:
    """Those of the open follow-ups that are in one state on a day."""
    fran, tom = _bounds(lage, idag)
    return oppna.filter(
        *([Q(senast__gte=fran)] if fran else []),
        *([Q(senast__lte=tom)] if tom else []),
    )


def state_of(senast: date, idag: date) -> Lage:
    """How pressing a last day is."""
    kvar = (senast - idag).days
    if kvar < 0:
        return Lage.FORSENAD
    steg = zip(GRANSER, (Lage.INOM_30, Lage.INOM_60, Lage.INOM_90), strict=True)
    return next((lage for grans, lage in steg if kvar <= grans), Lage.SENARE)


def time_left(senast: date, idag: date) -> str:
    """12 dagar försenad, i dag, or 12 dagar kvar."""
    kvar = (senast - idag).days
    if kvar == 0:
        return "Sista dagen är i dag"
    ar = abs(kvar) // 365
    langd = antal(ar, "år", "år") if ar else antal(abs(kvar), "dag", "dagar")
    return f"{langd} kvar" if kvar > 0 else f"{langd} försenad"


def never_held(avtal: Avtal) -> QuerySet[Uppfoljning]:
    """Follow-ups of a contract that nobody has begun, and that would come after its last day."""
    return avtal.uppfoljningar.filter(
        genomford__isnull=True,
        sjalvskattning_begard__isnull=True,
        besok__isnull=True,
        iakttagelser="",
        tidigast__gt=F("avtal__galler_tom"),
    ).exclude(slag=Uppfoljning.Slag.AVSLUT)


def _bounds(lage: Lage, idag: date) -> tuple[date | None, date | None]:
    dag = [idag + timedelta(days=n) for n in (0, *GRANSER)]
    return {
        Lage.FORSENAD: (None, idag - timedelta(days=1)),
        Lage.INOM_30: (dag[0], dag[1]),
        Lage.INOM_60: (dag[1] + timedelta(days=1), dag[2]),
        Lage.INOM_90: (dag[2] + timedelta(days=1), dag[3]),
        Lage.SENARE: (dag[3] + timedelta(days=1), None),
    }[lage]
