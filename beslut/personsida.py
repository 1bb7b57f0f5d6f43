"""Personens sida: det som är registrerat om henne, läst med ett fast antal frågor."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from assistans.svenska import datumspann, decimal
from assistans.tid import first_of_month, last_of_month
from beslut.beteckning import provider_label
from beslut.manadstid import KOMMUNENS, Manadsslag, kind_label, minutes_of, month_of
from beslut.models import Assistent, Beslutsrad, Betalningsmottagare, Brukare, Stallforetradare, Uppdrag, Vistelse


@dataclass(frozen=True, slots=True, kw_only=True)
class Beslutspost:
    """En beslutsrad i tabellen: `minuter` är vad den ger månaden, eller None när den inte räknas av kommunen."""

    rad: Beslutsrad
    slag: str
    period: str
    beviljat: str
    minuter: Fraction | None
    pagar: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodrad:
    """En rad med en period, med anordnarens namn om den har någon."""

    rad: Uppdrag | Betalningsmottagare | Stallforetradare | Assistent
    period: str
    pagar: bool
    anordnare: str = ""


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

    @classmethod
    def load(cls, brukare: Brukare, manad: date, *, idag: date) -> "Personsida":
        """Read it all. Six queries."""
        rader = list(brukare.beslutsrader.select_related("beslut").order_by("-galler_fran", "rad"))
        return cls(
            manad=manad,
            forra=first_of_month(manad - timedelta(days=1)),
            nasta=last_of_month(manad) + timedelta(days=1),
            slag=month_of(rader, manad),
            beslut=[_decision_row(rad, manad, idag) for rad in rader],
            uppdrag=_rows(brukare.uppdrag.select_related("anordnare"), idag),
            mandat=_rows(brukare.mandat.select_related("anordnare"), idag),
            stallforetradare=_rows(brukare.stallforetradare.all(), idag),
            assistenter=_rows(brukare.assistenter.select_related("anordnare"), idag),
            vistelser=list(brukare.vistelser.order_by("-borjar")),
        )


def _decision_row(rad: Beslutsrad, manad: date, idag: date) -> Beslutspost:
    return Beslutspost(
        rad=rad,
        slag=kind_label(rad),
        period=datumspann(rad.galler_fran, rad.galler_tom),
        beviljat=f"{decimal(rad.timmar.normalize())}\u00a0tim per {rad.get_enhet_display()}",
        minuter=minutes_of(rad, manad) if rad.typ in KOMMUNENS else None,
        pagar=_goes_on(rad, idag),
    )


def _rows(rader, idag: date) -> list[Periodrad]:
    return [
        Periodrad(
            rad=rad,
            period=datumspann(rad.galler_fran, rad.galler_tom),
            pagar=_goes_on(rad, idag),
            anordnare=provider_label(rad.anordnare) if hasattr(rad, "anordnare") else "",
        )
        for rad in rader.order_by("-galler_fran", "pk")
    ]


def _goes_on(rad, idag: date) -> bool:
    """Whether the period has no end, or one that is not behind us: it can still be ended."""
    return rad.galler_tom is None or rad.galler_tom >= idag
