"""Personens närhet: släkt och hushåll, och de samband som är att pröva, lästa med ett fast antal frågor."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from assistans.svenska import datum_text, datumspann
from beslut.beteckning import provider_label
from beslut.insyn import Insyn
from beslut.jav import Rad, Samband, Underlag, find_ties
from beslut.models import Assistent, Brukare, Funktionar, Relation, Stallforetradare, Uppdrag


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationsrad:
    """En relation i tabellen. `dold` när den andra har skyddade uppgifter som användaren inte får se."""

    rad: Relation
    period: str
    dold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kalla:
    """Raden som ett samband kommer från, och var den står; ingenstans när sidan är stängd för användaren."""

    text: str
    lank: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prova:
    """Ett samband i listan."""

    samband: Samband
    kallor: list[Kalla]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narhet:
    """Vilka som står personen nära, och vad det ger att pröva."""

    relationer: list[Relationsrad]
    att_prova: list[Prova]

    @classmethod
    def load(
        cls, brukare: Brukare, insyn: Insyn, *, uppdrag: Sequence[Uppdrag], foretradare: Sequence[Stallforetradare]
    ) -> "Narhet":
        """Read it all. Three queries, of which one when the person has no provider."""
        relationer = list(brukare.relationer.order_by("slag", "-galler_fran", "pk"))
        hos = {rad.anordnare_id for rad in uppdrag}
        kan_arbeta = Q(brukare=brukare) | Q(brukare__isnull=True, anordnare__in=hos)
        assistenter = Assistent.objects.filter(kan_arbeta, _of_interest(brukare, relationer, foretradare))
        underlag = Underlag(
            brukare=brukare,
            relationer=[rad for rad in relationer if rad.person_id not in insyn.stangda],
            foretradare=foretradare,
            assistenter=_with_provider(assistenter),
            funktionarer=_with_provider(Funktionar.objects.filter(anordnare__in=hos, person__isnull=False)),
            uppdrag=uppdrag,
        )
        return cls(
            relationer=[
                Relationsrad(rad=rad, period=_period(rad), dold=rad.person_id in insyn.stangda) for rad in relationer
            ],
            att_prova=[
                Prova(samband=tie, kallor=[_source(rad, insyn) for rad in tie.kallor]) for tie in find_ties(underlag)
            ],
        )


def _of_interest(brukare: Brukare, relationer: Sequence[Relation], foretradare: Sequence[Stallforetradare]) -> Q:
    """The assistants who can be a tie: people known around the person, and those reported for her."""
    kanda = {brukare.person_id, *(rad.person_id for rad in relationer), *(rad.person_id for rad in foretradare)}
    return Q(person__in=kanda) | Q(brukare=brukare)


def _period(rad: Relation) -> str:
    if rad.galler_fran is not None:
        return datumspann(rad.galler_fran, rad.galler_tom)
    return f"till {datum_text(rad.galler_tom)}" if rad.galler_tom else "tills vidare"


def _source(rad: Rad, insyn: Insyn) -> Kalla:
    """What a row is called where it stands: on the person's page, or on a page of its own."""
    slag = rad._meta.model_name
    if isinstance(rad, Assistent):
        stangd = rad.person_id in insyn.stangda
        sida = "" if stangd else reverse("beslut:assistent_visa", args=[rad.pk])
        return Kalla(text="Anmälan av assistenten", lank=sida)
    if isinstance(rad, Funktionar):
        namn = f"Funktionär hos {provider_label(rad.anordnare)}"
        return Kalla(text=namn, lank=reverse("beslut:anordnare_visa", args=[rad.anordnare_id]))
    namn = {Relation: "Relationen", Stallforetradare: "Ställföreträdaren", Uppdrag: "Uppdraget"}[type(rad)]
    return Kalla(text=namn, lank=f"#{slag}-{rad.pk}")


def _with_provider(rader: QuerySet) -> list:
    return list(rader.select_related("anordnare").order_by("pk"))
