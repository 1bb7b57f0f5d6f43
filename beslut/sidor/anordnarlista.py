"""Listan över anordnare: vilka som visas, i vilken ordning, och vad som sägs om var och en."""

from datetime import date

from django.db.models import (
    BooleanField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce

from assistans.models import User
from beslut.models import Anordnare, Konto, Tillstand, Uppdrag
from beslut.services.permits import TILL_NASTA_KONTROLL
from beslut.sortering import swedish
from beslut.upphort import I_KRAFT

URVAL = {"alla": "Alla", "kontrollera": "Tillstånd att kontrollera", "utan": "Utan tillstånd i dag"}
ORDNING = {"namn": "Namn", "kontroll": "Nästa kontroll", "personer": "Personer i dag"}


def listed_providers(user: User, idag: date, *, urval: str = "alla", ordning: str = "namn") -> QuerySet[Anordnare]:
    """The providers that the user may see with what the list tells: permits, persons today, and accounts that wait.

    Two queries. A selection or an order that is not known is the first one. Private persons stand last.
    """
    pagar = Uppdrag.objects.in_force(idag).values("anordnare").annotate(n=Count("brukare", distinct=True))
    vantar = Konto.objects.current().filter(verifierat__isnull=True).values("anordnare").annotate(n=Count("pk"))
    anordnare = Anordnare.objects.open_to(user).annotate(
        antal_brukare=_number_of(pagar), antal_vantar=_number_of(vantar), **_permits_today(idag)
    )
    return (
        anordnare.filter(_chosen(urval, idag))
        .prefetch_related(Prefetch("tillstand", Tillstand.objects.order_by("-galler_fran")))
        .order_by(*_order(ordning))
    )


def _number_of(per_anordnare: QuerySet) -> Coalesce:
    """The provider's number in a count by provider, asked for each: a join would multiply every other column."""
    antal = per_anordnare.order_by().filter(anordnare=OuterRef("pk")).values("n")
    return Coalesce(Subquery(antal, output_field=IntegerField()), 0)


def _permits_today(idag: date) -> dict[str, Exists | Subquery]:
    """Whether a permit or a notification is in force, and the first day on which one shall be looked at again."""
    i_kraft = Tillstand.objects.in_force(idag).filter(anordnare=OuterRef("pk"), status__in=I_KRAFT)
    nar = Coalesce("nasta_kontroll", Cast(F("kontrollerad") + TILL_NASTA_KONTROLL, DateField()))
    nasta = i_kraft.annotate(nar=nar).order_by(F("nar").asc(nulls_first=True)).values("nar")
    return {"har_tillstand": Exists(i_kraft), "nasta_kontroll": Subquery(nasta[:1])}


def _chosen(urval: str, idag: date) -> Q:
    if urval == "kontrollera":
        return Q(har_tillstand=True) & (Q(nasta_kontroll__isnull=True) | Q(nasta_kontroll__lte=idag))
    if urval == "utan":
        return Q(har_tillstand=False) & ~Q(form=Anordnare.Form.KOMMUN)
    return Q()


def _order(ordning: str) -> tuple:
    privat = ExpressionWrapper(Q(form=Anordnare.Form.EGEN_ARBETSGIVARE), BooleanField())
    efter_namn = (privat, swedish("namn"), "pk")
    if ordning == "kontroll":
        return ("-har_tillstand", F("nasta_kontroll").asc(nulls_first=True), *efter_namn)
    return ("-antal_brukare", *efter_namn) if ordning == "personer" else efter_namn
