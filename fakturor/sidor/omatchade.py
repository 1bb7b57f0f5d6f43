"""Kön av fakturor som inte har hittat sin redovisning, och varför."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from assistans.models import User
from assistans.svenska import datumspann, upprakning
from fakturor.flode import Status
from fakturor.importing.rakningar import TIMMAR
from fakturor.models import Faktura, Fakturarad
from fakturor.sidor.beteckning import closed_to
from fakturor.sidor.skydd import waiting_that_name_closed


def unmatched(to: User, *, among: QuerySet[Faktura] | None = None) -> QuerySet[Faktura]:
    """The queue, the oldest first, without invoices about persons whom the user may not see.

    `among` are the only invoices that are asked about, when not all are: the words of each have to be read.
    """
    fakturor = Faktura.objects.all() if among is None else among
    waiting = fakturor.filter(status=Status.OMATCHAD).select_related("anordnare").prefetch_related("rader__brukare")
    stangda = waiting_that_name_closed(to, among=among)
    synliga = waiting.exclude(rader__brukare__in=closed_to(to)).exclude(pk__in=stangda)
    return synliga.order_by("mottagen", "pk")


def reasons(faktura: Faktura) -> list[str]:
    """Why an invoice is unmatched, a sentence for each thing that is missing."""
    return [*_about_provider(faktura), *_about_persons(faktura), *_about_months(faktura)]


def unit_in_words(rad: Fakturarad) -> str:
    """The unit of a line's quantity: hours, or whatever it says."""
    return "timmar" if rad.enhet == TIMMAR else rad.enhet


def _about_provider(faktura: Faktura) -> Iterator[str]:
    if faktura.anordnare_id is None:
        private = faktura.leverantor.startswith("EA")
        yield f"Leverantören är {'en privatperson som inte är' if private else 'inte'} registrerad som anordnare."


def _about_persons(faktura: Faktura) -> Iterator[str]:
    rader = [rad for rad in faktura.rader.all() if rad.brukare_id is None]
    unknown = list(dict.fromkeys(rad.referens for rad in rader if rad.referens))
    if unknown:
        word = "Referensen" if len(unknown) == 1 else "Referenserna"
        yield f"{word} {upprakning(unknown)} känns inte igen."
    if empty := [rad for rad in rader if not rad.referens]:
        yield f"{_which(empty)} saknar referens."


def _about_months(faktura: Faktura) -> Iterator[str]:
    rader = [rad for rad in faktura.rader.all() if rad.manad is None]
    if without := [rad for rad in rader if rad.period_fran is None and rad.period_tom is None]:
        yield f"{_which(without)} saknar månad."
    for period in dict.fromkeys((rad.period_fran, rad.period_tom) for rad in rader if rad not in without):
        yield f"Perioden {_period(*period)} ligger inte i en enda månad."


def _period(fran, tom) -> str:
    if fran is None:
        return f"till {datumspann(tom, tom)}"
    return datumspann(fran, tom)


def _which(rader: list[Fakturarad]) -> str:
    return f"{'Rad' if len(rader) == 1 else 'Raderna'}\u00a0{upprakning([rad.rad for rad in rader])}"
