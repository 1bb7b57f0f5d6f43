"""Redovisningarna i en månad, och en redovisning med sina rapporter, intyg och fakturarader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, DecimalField, Exists, IntegerField, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from assistans.models import User
from beslut.insyn import Insyn
from beslut.models import Assistent
from beslut.models.beslut import Tidstyp
from fakturor.models import Fakturarad, Intyg, Redovisning, Tidrad, Tidrapport
from fakturor.sidor.beteckning import closed_to


def dossiers(to: User) -> QuerySet[Redovisning]:
    """Redovisningar of persons whom the user may see."""
    return Redovisning.objects.select_related("brukare", "anordnare").exclude(brukare__in=closed_to(to))


def dossiers_of_month(manad: date, to: User) -> QuerySet[Redovisning]:
    """The month's redovisningar, with the count of reports and lines, certified minutes and claimed kronor."""
    return (
        dossiers(to)
        .filter(manad=manad)
        .annotate(
            antal_rapporter=_count(Tidrapport.objects.all(), "redovisning"),
            minuter=Coalesce(_sum(Tidrad.objects.current(), "rapport__redovisning", "minuter", IntegerField()), 0),
            antal_rader=_count(Fakturarad.objects.all(), "redovisning"),
            belopp=Coalesce(
                _sum(Fakturarad.objects.all(), "redovisning", "belopp", DecimalField()),
                Decimal(0),
                output_field=DecimalField(),
            ),
        )
        .order_by("brukare__referens", "anordnare__orgnr")
    )


def months_with_dossiers(to: User) -> list[date]:
    """The months that have any, the latest first."""
    return list(dossiers(to).order_by("-manad").values_list("manad", flat=True).distinct())


def lines_of(redovisning: Redovisning, to: User) -> list[Fakturarad]:
    """The invoice lines of the redovisning; `is_closed` on those of an invoice that is about somebody else too, whom
    the user may not see.
    """
    delade = Fakturarad.objects.filter(faktura=OuterRef("faktura"), brukare__in=closed_to(to))
    rader = Fakturarad.objects.filter(redovisning=redovisning).select_related("faktura")
    return list(rader.annotate(is_closed=Exists(delade)).order_by("faktura__mottagen", "faktura", "ordning"))


@dataclass(frozen=True, slots=True)
class Summa:
    """A kind of time: what the report states against what its rows give, in minutes."""

    tidstyp: str
    angiven: int
    rader: int

    @property
    def skillnad(self) -> int:
        return self.rader - self.angiven


@dataclass(frozen=True, slots=True)
class Rapportpost:
    """A report with the name its assistant is registered under, and how it stands with rows and certificates.

    The name is what the reader may know of who it is.
    """

    rapport: Tidrapport
    assistent: str
    summor: list[Summa]
    galler: list[Intyg]
    """Certificates for the version that now stands."""
    galler_inte: list[Intyg]
    """Certificates for rows that have been changed since."""

    @property
    def personer(self) -> list[int]:
        """Who are named: the assistant, and those who have certified."""
        return [self.rapport.assistent_id, *(intyg.person_id for intyg in (*self.galler, *self.galler_inte))]

    @property
    def minuter(self) -> int:
        return sum(summa.rader for summa in self.summor)

    @property
    def missing(self) -> list[str]:
        """The parties who have not certified the rows as they stand."""
        given = {intyg.part for intyg in self.galler}
        return [str(part.label).lower() for part in Intyg.Part if part not in given]


def reports_of(redovisning: Redovisning, insyn: Insyn) -> list[Rapportpost]:
    """The redovisning's reports, in the order of their codes. The number of queries does not depend on how many."""
    rapporter = _with_names(_reports().filter(redovisning=redovisning), insyn)
    return [describe(rapport, namn) for rapport, namn in rapporter]


def one_report(rapport_id: int, to: User) -> Tidrapport | None:
    """A report, unless it is about a person whom the user may not see."""
    found = _reports().select_related("redovisning__brukare__person", "redovisning__anordnare")
    return found.exclude(redovisning__brukare__in=closed_to(to)).filter(pk=rapport_id).first()


def name_of_assistant(rapport: Tidrapport, insyn: Insyn) -> str:
    [(_, namn)] = _with_names([rapport], insyn)
    return namn


def describe(rapport: Tidrapport, assistent: str) -> Rapportpost:
    """A report that has its rows and certificates at hand."""
    rader = [rad for rad in rapport.rader.all() if rad.dragen_version is None]
    intyg = list(rapport.intyg.all())
    return Rapportpost(
        rapport=rapport,
        assistent=assistent,
        summor=[
            Summa(slag.label, getattr(rapport, f"summa_{slag}"), sum(r.minuter for r in rader if r.tidstyp == slag))
            for slag in Tidstyp
        ],
        galler=[i for i in intyg if i.version == rapport.version],
        galler_inte=[i for i in intyg if i.version != rapport.version],
    )


def _reports() -> QuerySet[Tidrapport]:
    intyg = Intyg.objects.select_related("person", "registrerat_av").order_by("part", "datum", "pk")
    return (
        Tidrapport.objects.select_related("assistent", "redovisning")
        .prefetch_related("rader", Prefetch("intyg", intyg))
        .order_by("kod")
    )


def _with_names(rapporter: Sequence[Tidrapport] | QuerySet[Tidrapport], insyn: Insyn) -> list[tuple[Tidrapport, str]]:
    """Reports with the name that the provider has registered the assistant under; empty for one not registered."""
    rapporter = list(rapporter)
    registered = Assistent.objects.filter(
        person__in={r.assistent_id for r in rapporter}, anordnare__in={r.redovisning.anordnare_id for r in rapporter}
    ).order_by("galler_fran")
    names = {(a, p): namn for a, p, namn in registered.values_list("anordnare_id", "person_id", "namn")}
    return [
        (r, insyn.name(names.get((r.redovisning.anordnare_id, r.assistent_id), ""), r.assistent_id, "assistent"))
        for r in rapporter
    ]


def _count(rows: QuerySet, path: str) -> Coalesce:
    counts = rows.order_by().filter(**{path: OuterRef("pk")}).values(path).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def _sum(rows: QuerySet, path: str, field: str, output) -> Subquery:
    sums = rows.order_by().filter(**{path: OuterRef("pk")}).values(path).annotate(n=Sum(field)).values("n")
    return Subquery(sums, output_field=output)
