"""Fakturor som nämner någon med skyddade uppgifter: med namn, nummer eller en referens skriven på ett annat sätt."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from assistans.models import User
from beslut.models import Brukare, Person
from beslut.models.brukare import BrukareQuerySet
from beslut.skydd import Kannetecken
from fakturor.flode import Status
from fakturor.models import Faktura
from fakturor.services.concealing import marks_of
from fakturor.services.likhet import fold_referens


def names_closed(faktura: Faktura, user: User) -> bool:
    """Whether the words of an invoice give away a person whom the user may not see."""
    personer = Person.objects.closed_to(user)
    if not personer.exists():
        return False
    tecken = marks_of(Brukare.objects.closed_to(user), personer)
    return tecken.stands_in(" ".join(words_of(faktura)))


def waiting_that_name_closed(user: User, *, among: QuerySet[Faktura] | None = None) -> set[int]:
    """Ids of the unmatched invoices that are about a person whom the user may not see, as far as their words tell.

    They have no line that says so, as nobody has paired them yet. Nothing is read when nobody is closed to the user.
    `among` are the only invoices that are asked about, when not all are.
    """
    personer = Person.objects.closed_to(user)
    if not personer.exists():
        return set()
    stangda = Brukare.objects.closed_to(user)
    fakturor = Faktura.objects.all() if among is None else among
    return waiting_about(stangda, marks_of(stangda, personer), among=fakturor)


def waiting_about(brukare: BrukareQuerySet, tecken: Kannetecken, *, among: QuerySet[Faktura]) -> set[int]:
    """Ids of the unmatched invoices among some that are about these persons, by their marks or by a like referens."""
    referenser = {fold_referens(referens) for referens in brukare.values_list("referens", flat=True)}
    waiting = among.filter(status=Status.OMATCHAD).prefetch_related("rader")
    return {faktura.pk for faktura in waiting if _is_about(faktura, tecken, referenser)}


def _is_about(faktura: Faktura, tecken: Kannetecken, referenser: set[str]) -> bool:
    skrivna = {fold_referens(rad.referens) for rad in faktura.rader.all()} | {fold_referens(faktura.er_referens)}
    return bool(skrivna & referenser) or tecken.stands_in(" ".join(words_of(faktura)))


def words_of(faktura: Faktura) -> Iterator[str]:
    """Everything on the invoice that somebody has written freely, and the text of what is attached."""
    yield from (faktura.leverantor_namn, faktura.kopare_namn, faktura.er_referens)
    yield from (text["text"] for text in faktura.texter)
    yield from (f"{bilaga['namn']} {bilaga['text'] or ''}" for bilaga in faktura.bilagor)
    yield from (f"{rad.referens} {rad.benamning}" for rad in faktura.rader.all() if rad.brukare_id is None)
    yield from (rad.benamning for rad in faktura.rader.all() if rad.brukare_id)
