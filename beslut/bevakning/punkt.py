"""En punkt på arbetslistan, slagen av punkter, och listan över dem alla."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from assistans.models import User
from beslut.avtal.uppfoljningar import LAGESORD, state_of

SAKNAS = "Saknas"
ALLA_ANDRA = "assistans.se_logg"
"""The right that shows every kind to those who read everything and do nothing: the auditors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Punkt:
    """Något att göra: hos vem, vad, var och senast när. `dag` är None när något saknas redan nu.

    `sida` är sidans namn och `nummer` id:t eller månaden i dess adress, om den har något.
    """

    vem: str
    vad: str
    sida: str
    nummer: int | date | None = None
    dag: date | None = None

    @property
    def adress(self) -> str:
        """Where it is done."""
        return reverse(self.sida, args=[self.nummer] if self.nummer else [])


class Fraga(NamedTuple):
    """Vem som frågar, vilken dag det är, och hur långt fram listan ser."""

    user: User
    idag: date
    till: date


class Bevakning(NamedTuple):
    """Ett slags punkter: vad de heter, rättigheterna som var för sig räcker för att se dem, och hur de hittas."""

    slug: str
    rubrik: str
    kraver: frozenset[str]
    find: Callable[[Fraga], Iterable[Punkt]]

    def shown_to(self, user: User) -> bool:
        """Whether it is the user's to do, or to read."""
        return any(user.may(rattighet) for rattighet in (*self.kraver, ALLA_ANDRA))


class Funnen(NamedTuple):
    """En punkt och dess slag."""

    bevakning: Bevakning
    punkt: Punkt

    def group(self, idag: date) -> str:
        """The group that it stands in: how pressing it is, in words."""
        return LAGESORD[state_of(self.punkt.dag, idag)] if self.punkt.dag else SAKNAS


_bevakningar: list[Bevakning] = []


def bevaka(slug: str, rubrik: str, *kraver: str) -> Callable:
    """Put a function that finds points on the list. An app to the right does it too, once, when it is ready."""

    def add(find: Callable[[Fraga], Iterable[Punkt]]) -> Callable[[Fraga], Iterable[Punkt]]:
        if slug in {bevakning.slug for bevakning in _bevakningar}:
            raise ValueError(f"Två slag heter {slug}.")
        _bevakningar.append(Bevakning(slug, rubrik, frozenset(kraver), find))
        return find

    return add


def kinds_for(user: User) -> list[Bevakning]:
    """The kinds of points that a user sees."""
    return [bevakning for bevakning in _bevakningar if bevakning.shown_to(user)]


def find_points(fraga: Fraga, slug: str = "") -> list[Funnen]:
    """What there is to do, the most pressing first and what is missing last. As many queries as there are kinds."""
    funna = [
        Funnen(bevakning, punkt)
        for bevakning in kinds_for(fraga.user)
        if slug in {"", bevakning.slug}
        for punkt in bevakning.find(fraga)
        if punkt.dag is None or punkt.dag <= fraga.till
    ]
    return sorted(funna, key=lambda f: (f.punkt.dag or date.max, f.bevakning.rubrik, f.punkt.vem, f.punkt.vad))


def count_groups(funna: Iterable[Funnen], idag: date) -> list[tuple[str, int]]:
    """How many points each group has, the most pressing first; the empty groups are left out."""
    antal = Counter(funnen.group(idag) for funnen in funna)
    return [(namn, antal[namn]) for namn in (*LAGESORD.values(), SAKNAS) if antal[namn]]
