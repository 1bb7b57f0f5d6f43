"""Databasen → det som väntas en månad, och det som har kommit: lika många frågor hur många personerna än är."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils import timezone

from assistans.models import User
from assistans.tid import first_of_month, last_of_month
from beslut.manadstid import KOMMUNENS
from beslut.models import Beslutsrad, Betalningsmottagare, Brukare, Timbelopp
from beslut.models import Konto as KontoModell
from beslut.models import Tillstand as TillstandModell
from beslut.models import Uppdrag as UppdragModell
from fakturor.flode import FORE_BETALNING, SLUTGILTIGA, Status
from fakturor.models import Faktura, Fakturarad, Kostnadsredovisning, Redovisning, Tidrapport
from kontroller.fullstandighet.oversikt import Oversikt, look_at
from kontroller.fullstandighet.vantat import (
    Begart,
    Konto,
    Mandat,
    Period,
    Rapporter,
    Tillstand,
    Uppdrag,
    Vantat,
    Villkor,
)
from kontroller.models import Regelverk, Regelverksrad
from kontroller.regelverk import in_force

Par = tuple[int, int]
"""Ids of a person and a provider."""
BETALNING = (Betalningsmottagare.Grund.BEGARAN, Betalningsmottagare.Grund.BESLUT_11)
EGNA_BELOPP = (Timbelopp.Kategori.INDIVIDUELL, Timbelopp.Kategori.FORHOJT)
DAR_PARAMETERN_STAR = {
    "rapport_dag": ("D07", "dag"),
    "rapport_manader": ("D07", "manader"),
    "tillstand_dagar": ("B03", "dagar"),
    "kostnader_manader": ("G14", "manader"),
}
"""Where the adopted rule set has a parameter that a day is counted from."""
RAPPORTER = """
SELECT x.brukare_id, x.anordnare_id, count(*), count(*) FILTER (WHERE NOT x.assistent),
       count(*) FILTER (WHERE NOT x.anordnare), count(*) FILTER (WHERE NOT x.brukare)
FROM (
    SELECT d.brukare_id, d.anordnare_id, coalesce(bool_or(i.part = 'assistent'), false) AS assistent,
           coalesce(bool_or(i.part = 'anordnare'), false) AS anordnare,
           coalesce(bool_or(i.part = 'brukare'), false) AS brukare
    FROM fakturor_redovisning d
    JOIN fakturor_tidrapport t ON t.redovisning_id = d.id
    LEFT JOIN fakturor_intyg i ON i.rapport_id = t.id AND i.version = t.version
    WHERE d.manad = %(manad)s
    GROUP BY t.id, d.brukare_id, d.anordnare_id
) x
GROUP BY x.brukare_id, x.anordnare_id
"""
"""The reports of a month by person and provider, and how many lack each party's certificate of what stands in them."""
BEGART = """
SELECT x.brukare_id, x.anordnare_id, count(*) FILTER (WHERE x.star AND NOT x.kredit),
       count(*) FILTER (WHERE NOT x.star AND NOT x.kredit),
       coalesce(sum(CASE WHEN x.kredit THEN -x.belopp ELSE x.belopp END) FILTER (WHERE x.star), 0),
       coalesce(sum(CASE WHEN x.kredit THEN -x.belopp ELSE x.belopp END) FILTER (WHERE x.vantar), 0)
FROM (
    SELECT d.brukare_id, d.anordnare_id, f.typ = %(kredit)s AS kredit, f.status <> ALL(%(slutgiltiga)s) AS star,
           f.status = ANY(%(fore)s) AS vantar, sum(r.belopp) AS belopp
    FROM fakturor_fakturarad r
    JOIN fakturor_faktura f ON f.id = r.faktura_id
    JOIN fakturor_redovisning d ON d.id = r.redovisning_id
    WHERE r.manad = %(manad)s
    GROUP BY f.id, d.brukare_id, d.anordnare_id
) x
GROUP BY x.brukare_id, x.anordnare_id
"""
"""What is claimed for a month by person and provider: invoices that stand, others, kronor that stand and that wait."""


def load_overview(manad: date, *, dag: date, to: User | None = None) -> Oversikt:
    """How complete a month is on a day, to a user or as a whole. A constant number of queries."""
    vantade = load_expected(manad, to=to)
    tysta = [vantat for vantat in vantade if vantat.is_silent]
    forsta, senaste = first_months(tysta), latest_signs(tysta)
    return look_at(manad, vantade, conditions_for(manad), dag=dag, forsta=forsta, senaste=senaste)


def conditions_for(manad: date) -> Villkor:
    """The parameters of the rule set in force on the month's last day. Two queries."""
    try:
        regelverk = in_force(last_of_month(manad))
    except Regelverk.DoesNotExist:
        return Villkor()
    koder = {kod for kod, _ in DAR_PARAMETERN_STAR.values()}
    rader = Regelverksrad.objects.filter(regelverk=regelverk, kod__in=koder)
    parametrar = dict(rader.values_list("kod", "parametrar"))
    antagna = {
        namn: parametrar[kod][parameter]
        for namn, (kod, parameter) in DAR_PARAMETERN_STAR.items()
        if parameter in parametrar.get(kod, {})
    }
    return Villkor(**antagna)


def load_expected(manad: date, *, to: User | None = None) -> list[Vantat]:
    """What is expected for a month, of those whom a user may see, or of everybody. Nine queries."""
    sista = last_of_month(manad)
    par = _assignments(manad, sista, to)
    rapporter, begart = _reports(manad), _claims(manad)
    tillstand, konton, mandat = _permits(sista), _accounts(), _mandates(sista)
    egna, kostnader, omatchade = _with_own_rate(manad, sista), _costs(manad, sista), _unmatched(manad)
    return [
        Vantat(
            brukare=brukare,
            anordnare=anordnare,
            manad=manad,
            forsta=max(manad, uppdrag[0].fran),
            sista=min(sista, *(dag for dag in (max(u.tom or date.max for u in uppdrag), avliden) if dag)),
            uppdrag=tuple(uppdrag),
            rapporter=rapporter.get((brukare, anordnare)),
            begart=begart.get((brukare, anordnare)),
            tillstand=tillstand.get(anordnare, ()),
            mandat=mandat.get((brukare, anordnare), ()),
            konto=konton.get(anordnare),
            verklig_kostnad=brukare in egna,
            kostnader=kostnader.get((brukare, anordnare), ()),
            omatchade=omatchade.get(anordnare, 0),
        )
        for (brukare, anordnare), (uppdrag, avliden) in par.items()
    ]


def without_report(manad: date, *, to: User) -> dict[int, int]:
    """How many persons of each provider have no report for a month, of those whom a user may see. One query."""
    rapporter = Tidrapport.objects.filter(
        redovisning__manad=manad,
        redovisning__brukare=OuterRef("brukare"),
        redovisning__anordnare=OuterRef("anordnare"),
    )
    utan = _expected(manad, last_of_month(manad), to).exclude(Exists(rapporter)).order_by()
    return dict(utan.values_list("anordnare").annotate(Count("brukare", distinct=True)))


def latest_signs(tysta: Iterable[Vantat]) -> dict[Par, date]:
    """The last month before with a report or an invoice, of pairs with neither in theirs. One query."""
    tysta = list(tysta)
    if not tysta:
        return {}
    tidigare = Redovisning.objects.filter(
        brukare__in={v.brukare for v in tysta}, anordnare__in={v.anordnare for v in tysta}, manad__lt=tysta[0].manad
    )
    nagot = Exists(Tidrapport.objects.filter(redovisning=OuterRef("pk"))) | Exists(
        Fakturarad.objects.filter(redovisning=OuterRef("pk"))
    )
    funna = tidigare.filter(nagot).values_list("brukare", "anordnare").annotate(Max("manad"))
    return {(brukare, anordnare): manad for brukare, anordnare, manad in funna}


def first_months(tysta: Iterable[Vantat]) -> dict[Par, date]:
    """The first month of each pair's assignments in the decisions that grant time. One query."""
    tysta = list(tysta)
    if not tysta:
        return {}
    manad = tysta[0].manad
    rader = _granting(manad, last_of_month(manad)).filter(brukare__in={v.brukare for v in tysta})
    beviljat = dict(rader.values_list("brukare").annotate(Min("galler_fran")).order_by())
    return {
        (v.brukare, v.anordnare): first_of_month(max(v.uppdrag[0].fran, beviljat.get(v.brukare, manad))) for v in tysta
    }


def _expected(manad: date, sista: date, to: User | None) -> QuerySet[UppdragModell]:
    """The assignments that decisions grant time to on some of their days in the month, but those of form A."""
    fran, tom = Greatest(F("galler_fran"), Value(manad)), Least(Coalesce("galler_tom", Value(sista)), Value(sista))
    rader = (
        UppdragModell.objects.overlapping(manad, sista)
        .exclude(avtalsform=UppdragModell.Avtalsform.A)
        .annotate(forsta=fran, sista=tom)
        .filter(
            Q(brukare__avliden__isnull=True) | Q(brukare__avliden__gte=F("forsta")),
            Exists(_granting(OuterRef("forsta"), OuterRef("sista")).filter(brukare=OuterRef("brukare"))),
        )
    )
    return rader if to is None else rader.exclude(brukare__in=Brukare.objects.closed_to(to))


def _assignments(manad: date, sista: date, to: User | None) -> dict[Par, tuple[list[Uppdrag], date | None]]:
    """The assignments that something is expected of, by person and provider, and the day that she died."""
    rader = _expected(manad, sista, to).order_by("galler_fran", "pk")
    par: dict[Par, tuple[list[Uppdrag], date | None]] = {}
    falt = ("brukare", "anordnare", "brukare__avliden", "pk", "galler_fran", "galler_tom", "avtalsform", "avtal_datum")
    for brukare, anordnare, avliden, *uppdrag in rader.values_list(*falt):
        par.setdefault((brukare, anordnare), ([], avliden))[0].append(Uppdrag._make(uppdrag))
    return par


def _granting(fran: object, tom: object) -> QuerySet[Beslutsrad]:
    """The municipality's rows of decisions that grant time on some day between two days."""
    return Beslutsrad.objects.overlapping(fran, tom).filter(typ__in=KOMMUNENS, timmar__gt=0)


def _reports(manad: date) -> dict[Par, Rapporter]:
    return {(brukare, anordnare): Rapporter(*tal) for brukare, anordnare, *tal in _fetch(RAPPORTER, {"manad": manad})}


def _claims(manad: date) -> dict[Par, Begart]:
    varden = {
        "manad": manad,
        "kredit": Faktura.Typ.KREDITNOTA.value,
        "slutgiltiga": [str(status) for status in SLUTGILTIGA],
        "fore": [str(status) for status in FORE_BETALNING],
    }
    return {(brukare, anordnare): Begart(*tal) for brukare, anordnare, *tal in _fetch(BEGART, varden)}


def _fetch(sql: str, varden: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, varden)
        return cursor.fetchall()


def _permits(sista: date) -> dict[int, tuple[Tillstand, ...]]:
    rader = TillstandModell.objects.filter(galler_fran__lte=sista).exclude(status=TillstandModell.Status.FORBUD)
    funna: dict[int, list[Tillstand]] = defaultdict(list)
    falt = ("anordnare", "typ", "galler_fran", "galler_tom", "kontrollerad")
    for anordnare, *rad in rader.values_list(*falt):
        funna[anordnare].append(Tillstand._make(rad))
    return {anordnare: tuple(egna) for anordnare, egna in funna.items()}


def _accounts() -> dict[int, Konto]:
    rader = KontoModell.objects.current().values_list("anordnare").annotate(Count("verifierat"), Min("inlagt"))
    return {a: Konto(bool(bekraftade), timezone.localdate(inlagt)) for a, bekraftade, inlagt in rader.order_by()}


def _mandates(sista: date) -> dict[Par, tuple[Mandat, ...]]:
    rader = Betalningsmottagare.objects.filter(galler_fran__lte=sista, grund__in=BETALNING).order_by()
    funna: dict[Par, list[Mandat]] = defaultdict(list)
    falt = ("brukare", "anordnare", "galler_fran", "galler_tom", "undertecknad", "aterkallad")
    for brukare, anordnare, *rad in rader.values_list(*falt):
        funna[brukare, anordnare].append(Mandat._make(rad))
    return {par: tuple(egna) for par, egna in funna.items()}


def _with_own_rate(manad: date, sista: date) -> set[int]:
    egna = Timbelopp.objects.overlapping(manad, sista).filter(kategori__in=EGNA_BELOPP)
    return set(egna.order_by().values_list("brukare", flat=True))


def _costs(manad: date, sista: date) -> dict[Par, tuple[Period, ...]]:
    rader = Kostnadsredovisning.objects.filter(period_fran__lte=sista, period_tom__gte=manad).order_by()
    funna: dict[Par, list[Period]] = defaultdict(list)
    falt = ("uppdrag__brukare", "uppdrag__anordnare", "period_fran", "period_tom")
    for brukare, anordnare, *period in rader.values_list(*falt):
        funna[brukare, anordnare].append(Period._make(period))
    return {par: tuple(egna) for par, egna in funna.items()}


def _unmatched(manad: date) -> dict[int, int]:
    """How many invoices of each provider, of the month or of no known month, wait to be paired with somebody."""
    oparade = Q(rader__redovisning__isnull=True) & (Q(rader__manad=manad) | Q(rader__manad__isnull=True))
    vantar = Faktura.objects.filter(oparade, status=Status.OMATCHAD, anordnare__isnull=False)
    return dict(vantar.values_list("anordnare").annotate(Count("pk", distinct=True)).order_by())
