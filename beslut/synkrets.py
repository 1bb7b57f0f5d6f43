"""Vilka filer får känna igen. Annars alla; i ett förhandsprov bara dem som anordnaren redan har att göra med.

Den som lägger upp en fil får veta om en referens, ett organisationsnummer eller en rapport finns. Det är rätt för den
som läser in kommunens filer, men en anordnare ska inte kunna fråga sig fram till vilka andra som finns. Utanför kretsen
är alla okända, och läsningen kan inte skilja dem från dem som inte finns.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from beslut.models import Anordnare, Brukare


@dataclass(frozen=True, slots=True)
class Synkrets:
    """The provider (id) whose files are read, or None for one who is not known to the municipality.

    With `bara_egen` other providers are unknown as well.
    """

    anordnare: int | None
    bara_egen: bool


_kretsen: ContextVar[Synkrets | None] = ContextVar("synkrets", default=None)


@contextmanager
def only_known_to(krets: Synkrets) -> Iterator[None]:
    """Let files name only those within the circle, until the block ends."""
    token = _kretsen.set(krets)
    try:
        yield
    finally:
        _kretsen.reset(token)


def circle() -> Synkrets | None:
    """The circle that files are read within; None when everybody is known."""
    return _kretsen.get()


def known_brukare() -> QuerySet[Brukare]:
    """The persons that a file may name: within a circle those who have, or have had, the provider."""
    krets = circle()
    if krets is None:
        return Brukare.objects.all()
    return Brukare.objects.filter(uppdrag__anordnare=krets.anordnare).distinct()


def known_anordnare() -> QuerySet[Anordnare]:
    """The providers that a file may name."""
    krets = circle()
    utanfor = Q() if krets is None or not krets.bara_egen else Q(pk=krets.anordnare)
    return Anordnare.objects.filter(utanfor)
