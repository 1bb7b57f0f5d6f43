"""Avtalen som de visas: i listan, på anordnarens sida och på sin egen.

Det som räknas på avtal i andra delar av programmet, som felaktiga uppgifter på fakturor, läggs till härifrån: den
delen säger vid uppstart vad den har att visa (docs/adr/0005).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from django.db.models import QuerySet

from assistans.models import User
from assistans.svenska import datum_text, datumspann
from beslut.avtal.uppfoljningar import time_left
from beslut.beteckning import provider_label
from beslut.models import Anordnare, Avtal, Timbelopp, Uppfoljning


class Avsnitt(NamedTuple):
    """Ett avsnitt på en sida: mallen och det som den visar."""

    mall: str
    innehall: dict[str, Any]


class Tillagg(Protocol):
    """What another part of the program has to show about some contracts, or None when it has nothing."""

    def __call__(self, *, avtal: Sequence[Avtal], user: User) -> Avsnitt | None: ...


_tillagg: list[Tillagg] = []


def show_with_contracts(tillagg: Tillagg) -> None:
    """Show this with contracts from now on. An app does it once, when it is ready."""
    if tillagg not in _tillagg:
        _tillagg.append(tillagg)


def sections_about(avtal: Sequence[Avtal], user: User) -> list[Avsnitt]:
    """What other parts of the program show about the contracts."""
    return [avsnitt for tillagg in _tillagg if (avsnitt := tillagg(avtal=avtal, user=user))]


def contracts_open_to(user: User) -> QuerySet[Avtal]:
    """The contracts whose provider is not a person whom the user may not see, with the provider."""
    return Avtal.objects.filter(anordnare__in=Anordnare.objects.open_to(user)).select_related("anordnare")


class Avtalslage(StrEnum):
    """Var ett avtal står en dag, i ord."""

    PROVAS = "Prövas"
    KOMMANDE = "Godkänt, gäller inte än"
    GALLER = "Gäller"
    UPPHORT = "Upphört"


def state_on(avtal: Avtal, dag: date) -> Avtalslage:
    """Where a contract stands on a day."""
    if avtal.godkant is None:
        return Avtalslage.PROVAS
    if avtal.galler_fran > dag:
        return Avtalslage.KOMMANDE
    har_slutat = avtal.galler_tom is not None and avtal.galler_tom < dag
    return Avtalslage.UPPHORT if har_slutat else Avtalslage.GALLER


@dataclass(frozen=True, slots=True, kw_only=True)
class Avtalsrad:
    """Ett avtal på en rad."""

    avtal: Avtal
    anordnare: str
    period: str
    lage: str
    slutet: str
    timbelopp: Timbelopp | None
    prisets_period: str
    """Said only of a price that is not in force that day."""
    nasta: Uppfoljning | None
    kvar: str
    """How long it is to the last day of the next follow-up."""


def rows_of(avtal: Iterable[Avtal], dag: date) -> list[Avtalsrad]:
    """The contracts as rows, with price and next follow-up on a day. Two queries, however many they are."""
    avtal = list(avtal)
    priser = rates_of({rad.anordnare_id for rad in avtal})
    nasta = _next_followups([rad.pk for rad in avtal])
    return [_row(rad, dag, _rate_on(priser.get(rad.anordnare_id, []), dag), nasta.get(rad.pk)) for rad in avtal]


def contracts_of(anordnare: Anordnare, dag: date) -> list[Avtalsrad]:
    """The provider's contracts, the newest first."""
    return rows_of(anordnare.avtal.select_related("anordnare").order_by("-galler_fran", "pk"), dag)


def rates_of(anordnare_ids: Iterable[int]) -> dict[int, list[Timbelopp]]:
    """The rates of contracts by provider, the newest first. One query."""
    priser: dict[int, list[Timbelopp]] = {}
    avtalade = Timbelopp.objects.filter(kategori=Timbelopp.Kategori.AVTAL, anordnare__in=anordnare_ids)
    for timbelopp in avtalade.order_by("-galler_fran"):
        priser.setdefault(timbelopp.anordnare_id, []).append(timbelopp)
    return priser


def rates_during(avtal: Avtal) -> list[Timbelopp]:
    """The rates of a contract's provider that cover some day of it, the newest first."""
    priser = Timbelopp.objects.filter(kategori=Timbelopp.Kategori.AVTAL, anordnare=avtal.anordnare_id)
    return list(priser.overlapping(avtal.galler_fran, avtal.galler_tom or date.max).order_by("-galler_fran"))


def _row(avtal: Avtal, dag: date, timbelopp: Timbelopp | None, nasta: Uppfoljning | None) -> Avtalsrad:
    slutet = f"{avtal.get_upphort_display()} den {datum_text(avtal.galler_tom)}" if avtal.upphort else ""
    return Avtalsrad(
        avtal=avtal,
        anordnare=provider_label(avtal.anordnare),
        period=datumspann(avtal.galler_fran, avtal.galler_tom),
        lage=state_on(avtal, dag),
        slutet=slutet,
        timbelopp=timbelopp,
        prisets_period=_period_if_not_on(timbelopp, dag),
        nasta=nasta,
        kvar=time_left(nasta.senast, dag) if nasta else "",
    )


def _rate_on(priser: list[Timbelopp], dag: date) -> Timbelopp | None:
    """The price that is in force on a day, else the newest."""
    return next((pris for pris in priser if _covers(pris, dag)), priser[0] if priser else None)


def _covers(pris: Timbelopp, dag: date) -> bool:
    return pris.galler_fran <= dag and (pris.galler_tom is None or pris.galler_tom >= dag)


def _period_if_not_on(pris: Timbelopp | None, dag: date) -> str:
    return "" if pris is None or _covers(pris, dag) else datumspann(pris.galler_fran, pris.galler_tom)


def _next_followups(avtal_ids: list[int]) -> dict[int, Uppfoljning]:
    oppna = Uppfoljning.objects.filter(avtal__in=avtal_ids, genomford__isnull=True).order_by("-senast", "-pk")
    return {rad.avtal_id: rad for rad in oppna}
