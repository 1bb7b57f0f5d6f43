"""Konteringstabellen en dag, och det som begärs men inte går att bokföra. Det senare säger den som har fakturorna."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistans.svenska import datumspann
from assistans.tid import first_of_month, months_after
from beslut.models import Kontering

MANADER_BAKAT = 6


@dataclass(frozen=True, slots=True)
class Okonterad:
    """Något som har begärts och som ingen rad säger var det bokförs: vad, och för vilka månader.

    `avtalsform` är tom när det inte är konteringen utan uppdraget som saknas.
    """

    slag: str
    avtalsform: str
    mottagare: str
    vad: str
    manader: str
    fran: date


@dataclass(frozen=True, slots=True)
class Konteringsvy:
    """En rad i tabellen och var den är: gäller, börjar eller är avslutad den valda dagen."""

    rad: Kontering
    period: str
    lage: str
    over: bool


Fraga = Callable[[date, date], list[Okonterad]]
_fragor: list[Fraga] = []


def tell_of_uncoded(fraga: Fraga) -> None:
    """Ask this which of what is claimed between two months has no row. An app to the right does it once, when ready."""
    if fraga not in _fragor:
        _fragor.append(fraga)


def uncoded(idag: date) -> list[Okonterad]:
    """What the last months' invoices claim and that no row covers."""
    tom = first_of_month(idag)
    fran = months_after(tom, -MANADER_BAKAT)
    return [okonterad for fraga in _fragor for okonterad in fraga(fran, tom)]


def table_on(dag: date, *, alla: bool) -> list[Konteringsvy]:
    """The rows in force on a day, or all that there have ever been. One query."""
    rader = Kontering.objects.all() if alla else Kontering.objects.in_force(dag)
    return [
        Konteringsvy(
            rad,
            datumspann(rad.galler_fran, rad.galler_tom),
            _standing(rad, dag),
            rad.galler_tom is not None and rad.galler_tom < dag,
        )
        for rad in rader
    ]


def _standing(rad: Kontering, dag: date) -> str:
    if rad.galler_tom is not None and rad.galler_tom < dag:
        return "Avslutad"
    return "Gäller" if rad.galler_fran <= dag else "Börjar gälla"
