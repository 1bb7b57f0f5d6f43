"""What the rows of a file point at, looked up for the whole file at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistans.tabeller import Rad
from beslut.importing.resultat import RadRefused
from beslut.models import Person
from beslut.synkrets import known_anordnare, known_brukare


@dataclass(frozen=True, slots=True)
class Uppslag:
    """Ids by the keys that files use."""

    brukare: dict[str, int]
    anordnare: dict[str, int]
    personer: dict[str, int]

    @classmethod
    def load(cls, rader: Iterable[Rad], *, personkolumn: str = "", refererar: Sequence[str] = ()) -> Uppslag:
        """Look up every person and provider, and the people named in one column, who are created if need be.

        Nobody is created for a row that will be refused, because what it refers to in other columns is unknown.
        """
        brukare = dict(known_brukare().values_list("referens", "pk"))
        anordnare = dict(known_anordnare().values_list("orgnr", "pk"))
        known = brukare.keys() | anordnare.keys() | {""}
        numbers = (
            {rad[personkolumn] for rad in rader if all(rad[kolumn] in known for kolumn in refererar)} - {""}
            if personkolumn
            else set()
        )
        return cls(brukare, anordnare, Person.objects.ids_by_number(numbers) if numbers else {})

    def brukare_of(self, rad: Rad, kolumn: str = "referens") -> int:
        """The id of the person that a row is about. Raises RadRefused if there is none."""
        found = self.brukare.get(rad[kolumn])
        if found is None:
            raise RadRefused(kolumn, "Ingen brukare har den referensen.")
        return found

    def anordnare_of(self, rad: Rad, kolumn: str = "orgnr") -> int:
        """The id of the provider that a row is about. Raises RadRefused if there is none."""
        found = self.anordnare.get(rad[kolumn])
        if found is None:
            raise RadRefused(kolumn, "Ingen anordnare har det organisationsnumret.")
        return found


def refuse_backwards(rad: Rad, fran: str = "from", tom: str = "tom") -> None:
    """Raise RadRefused if a row's period ends before it begins."""
    if rad[tom] is not None and rad[tom] < rad[fran]:
        raise RadRefused(tom, "Slutet ligger före början.")
