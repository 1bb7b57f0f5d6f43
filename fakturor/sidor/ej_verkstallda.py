"""Beslut som inte har verkställts inom tre månader, eller som inte längre verkställs (28 f § LSS)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Max, Min, OuterRef, QuerySet

from assistans.models import Handelse, User
from assistans.tid import first_of_month, last_of_month, months_after
from beslut.manadstid import KOMMUNENS
from beslut.models import Beslut, Beslutsrad, Brukare
from fakturor.models import Redovisning, Tidrad

FRIST = 3
"""Months from the day of the decision, or from the last time that anybody worked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EjVerkstallt:
    """Ett beslut som gäller och som ingen tid finns för. `senast_utfort` är None när ingen tid någonsin har funnits.

    `fran` är dagen som de tre månaderna räknas från. `rapporterat` är kvartalet, när beslutet har rapporterats för det.
    """

    beslut: Beslut
    senast_utfort: date | None
    fran: date
    rapporterat: bool

    @property
    def sedan(self) -> date:
        """The first day on which three months have gone."""
        return day_after_months(self.fran, FRIST)


def quarter_of(dag: date) -> str:
    """2015-kv2: the quarter that a day lies in."""
    return f"{dag.year}-kv{(dag.month - 1) // 3 + 1}"


def last_day_of_quarter(dag: date) -> date:
    """The day that the report of the quarter is about."""
    return last_of_month(date(dag.year, (dag.month - 1) // 3 * 3 + 3, 1))


def day_after_months(dag: date, manader: int) -> date:
    """The same day of the month so many months later; the last one when the month is shorter."""
    manad = months_after(first_of_month(dag), manader)
    return manad.replace(day=min(dag.day, last_of_month(manad).day))


def unexecuted(user: User, dag: date) -> list[EjVerkstallt]:
    """The decisions in force on a day that have not been carried out for three months. Five queries.

    Time counts for the person's decisions together: a report does not say which of them it is for.
    """
    beslut = list(_idle(user, dag))
    senast = _last_worked({b.brukare_id for b in beslut}, dag)
    rapporterade = _reported(quarter_of(dag))
    funna = [_told(ett, senast.get(ett.brukare_id), rapporterat=ett.pk in rapporterade) for ett in beslut]
    return sorted(funna, key=lambda f: (f.fran, f.beslut.pk))


def count_unreported(user: User, dag: date) -> int:
    """How many of them have not been reported for the quarter. Two queries."""
    return _idle(user, dag).exclude(pk__in=_reported(quarter_of(dag))).count()


def latest_beginning(dag: date) -> date:
    """The latest day from which three months have gone on a day."""
    grans = day_after_months(dag, -FRIST) + timedelta(days=3)  # no month is more than three days shorter than another
    while day_after_months(grans, FRIST) > dag:
        grans -= timedelta(days=1)
    return grans


def _told(beslut: Beslut, utfort: date | None, *, rapporterat: bool) -> EjVerkstallt:
    # Work before the decision was made says nothing of whether this one is carried out.
    har_utforts = utfort is not None and utfort >= min(beslut.beslutsdatum, beslut.borjade)
    return EjVerkstallt(
        beslut=beslut,
        senast_utfort=utfort if har_utforts else None,
        fran=utfort if har_utforts else max(beslut.beslutsdatum, beslut.borjade),
        rapporterat=rapporterat,
    )


def _idle(user: User, dag: date) -> QuerySet[Beslut]:
    """The municipality's decisions in force that day, made and begun three months ago, of persons for whom nobody has
    worked since then; with the first day that they grant.
    """
    grans = latest_beginning(dag)
    synliga = Brukare.objects.open_to(user).filter(avliden__isnull=True)
    rader = Beslutsrad.objects.in_force(dag).filter(typ__in=KOMMUNENS, brukare__in=synliga)
    utfort = Tidrad.objects.current().filter(
        rapport__redovisning__brukare=OuterRef("brukare"),
        rapport__redovisning__manad__gte=first_of_month(grans),
        datum__gt=grans,
        datum__lte=dag,
    )
    return (
        Beslut.objects.filter(pk__in=rader.values("beslut"), beslutsdatum__lte=grans)
        .exclude(Exists(utfort))
        .annotate(borjade=Min("rader__galler_fran"))
        .filter(borjade__lte=grans)
        .select_related("brukare")
    )


def _last_worked(brukare: set[int], dag: date) -> dict[int, date]:
    """The last day with a time row of each person, up to a day.

    Only the rows of each person's newest month with a report are read; where all of them are withdrawn, all hers are.
    """
    akter = Redovisning.objects.filter(brukare__in=brukare, manad__lte=dag, tidrapporter__isnull=False)
    nyaste = akter.order_by("brukare", "-manad", "pk").distinct("brukare")
    # Two providers may report for one person and month: both dossiers of the month are read.
    manader = nyaste.values_list("brukare", "manad")
    senaste = Redovisning.objects.filter(manad__in={manad for _, manad in manader}, brukare__in=brukare)
    funna = _newest_row(dag, rapport__redovisning__in=senaste.values("pk"))
    kvar = {person for person, _ in manader} - funna.keys()
    return funna | (_newest_row(dag, rapport__redovisning__brukare__in=kvar) if kvar else {})


def _newest_row(dag: date, **villkor: object) -> dict[int, date]:
    rader = Tidrad.objects.current().filter(datum__lte=dag, **villkor)
    return dict(rader.values_list("rapport__redovisning__brukare").annotate(Max("datum")))


def _reported(kvartal: str) -> set[int]:
    """The decisions that have been reported for a quarter."""
    handelser = Handelse.objects.filter(typ="beslut.rapporterat_ej_verkstallt", uppgifter__kvartal=kvartal)
    return set(handelser.values_list("objekt_id", flat=True))
