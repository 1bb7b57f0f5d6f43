"""Personens sida: det som är registrerat om henne, läst med ett fast antal frågor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Model, QuerySet

from assistans.models import User
from assistans.personnummer import birthday_18
from assistans.svenska import datumspann, decimal
from assistans.tid import first_of_month, last_of_month
from beslut.beteckning import decision_maker, provider_label
from beslut.brister.assistent import demands_on_assistants
from beslut.brister.foretradare import demands_on_representatives, extent_in_words
from beslut.brister.krav import Krav, missing_by_row
from beslut.brister.uppdrag import demands_on_assignments
from beslut.insyn import Insyn
from beslut.manadstid import KOMMUNENS, Manadsslag, kind_label, minutes_of, month_of
from beslut.models import Assistent, Beslutsrad, Betalningsmottagare, Brukare, Stallforetradare, Uppdrag, Vistelse
from beslut.narhet import Narhet


@dataclass(frozen=True, slots=True, kw_only=True)
class Beslutspost:
    """En beslutsrad i tabellen: `minuter` är vad den ger månaden, eller None när den inte räknas av kommunen."""

    rad: Beslutsrad
    slag: str
    period: str
    beslutat_av: str
    beviljat: str
    minuter: Fraction | None
    pagar: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodrad:
    """En rad med en period, med anordnarens namn om den har någon, och det som fattas för den."""

    rad: Uppdrag | Betalningsmottagare | Stallforetradare | Assistent
    period: str
    pagar: bool
    anordnare: str
    brister: list[Krav]
    omfattning: str
    tills_18: date | None
    """When the role ends by itself, while that day is to come and nobody has written an end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Personsida:
    """Allt som rör personen."""

    manad: date
    forra: date
    nasta: date
    slag: list[Manadsslag]
    beslut: list[Beslutspost]
    uppdrag: list[Periodrad]
    mandat: list[Periodrad]
    stallforetradare: list[Periodrad]
    assistenter: list[Periodrad]
    vistelser: list[Vistelse]
    narhet: Narhet
    insyn: Insyn
    ny_anmalan_vid_18: bool
    """Whether guardians have reported a child as her own employer, which she has to do anew when she turns 18."""

    @property
    def personer(self) -> list[int]:
        """Who are named on the page when all of it is shown."""
        rader = [post.rad for post in (*self.stallforetradare, *self.assistenter)]
        return [rad.person_id for rad in (*rader, *(relation.rad for relation in self.narhet.relationer))]

    @classmethod
    def load(cls, brukare: Brukare, manad: date, *, idag: date, user: User) -> "Personsida":
        """Read it all. Thirteen queries."""
        insyn = Insyn.of(user)
        rader = list(brukare.beslutsrader.select_related("beslut").order_by("-galler_fran", "rad"))
        uppdrag = list(_newest(brukare.uppdrag.select_related("anordnare")))
        foretradare = list(_newest(brukare.stallforetradare.all()))
        assistenter = list(_newest(brukare.assistenter.select_related("anordnare", "person")))
        return cls(
            manad=manad,
            forra=first_of_month(manad - timedelta(days=1)),
            nasta=last_of_month(manad) + timedelta(days=1),
            slag=month_of(rader, manad),
            beslut=[_decision_row(rad, manad, idag) for rad in rader],
            uppdrag=_rows(uppdrag, idag, demands_on_assignments(uppdrag, idag=idag)),
            mandat=_rows(_newest(brukare.mandat.select_related("anordnare")), idag, {}),
            stallforetradare=_rows(foretradare, idag, demands_on_representatives(foretradare, idag=idag)),
            assistenter=_rows(assistenter, idag, demands_on_assistants(assistenter, user, insyn=insyn)),
            vistelser=list(brukare.vistelser.order_by("-borjar")),
            narhet=Narhet.load(brukare, insyn, uppdrag=uppdrag, foretradare=foretradare),
            insyn=insyn,
            ny_anmalan_vid_18=any(_until_18(rad, idag) for rad in foretradare)
            and any(rad.avtalsform == Uppdrag.Avtalsform.C and _goes_on(rad, idag) for rad in uppdrag),
        )


def _decision_row(rad: Beslutsrad, manad: date, idag: date) -> Beslutspost:
    return Beslutspost(
        rad=rad,
        slag=kind_label(rad),
        period=datumspann(rad.galler_fran, rad.galler_tom),
        beslutat_av=decision_maker(rad.beslut, [rad]),
        beviljat=f"{decimal(rad.timmar.normalize())}\u00a0tim per {rad.get_enhet_display()}",
        minuter=minutes_of(rad, manad) if rad.typ in KOMMUNENS else None,
        pagar=_goes_on(rad, idag),
    )


def _newest(rader: QuerySet) -> QuerySet:
    return rader.order_by("-galler_fran", "pk")


def _rows(rader: Iterable[Model], idag: date, krav: Mapping[int, list[Krav]]) -> list[Periodrad]:
    """The rows, with what is missing of those that go on: what has ended is not asked for."""
    brister = missing_by_row(krav)
    return [
        Periodrad(
            rad=rad,
            period=datumspann(rad.galler_fran, rad.galler_tom),
            pagar=_goes_on(rad, idag),
            anordnare=provider_label(rad.anordnare) if hasattr(rad, "anordnare") else "",
            brister=brister.get(rad.pk, []) if _goes_on(rad, idag) else [],
            omfattning=extent_in_words(rad) if isinstance(rad, Stallforetradare) else "",
            tills_18=_until_18(rad, idag) if isinstance(rad, Stallforetradare) else None,
        )
        for rad in rader
    ]


def _goes_on(rad, idag: date) -> bool:
    """Whether the period has no end, or one that is not behind us: it can still be ended."""
    return rad.galler_tom is None or rad.galler_tom >= idag


def _until_18(rad: Stallforetradare, idag: date) -> date | None:
    """The day that the person turns 18, for a guardian who has no end and a day that is to come."""
    if rad.roll != Stallforetradare.Roll.VARDNADSHAVARE or rad.galler_tom is not None:
        return None
    dag = birthday_18(rad.brukare.person.personnummer)
    return dag if dag > idag else None
