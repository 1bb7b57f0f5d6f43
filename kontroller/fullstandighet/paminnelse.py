"""Vem som påminns om vad: det som är sent, samlat till ett brev per anordnare och ett per person."""

from collections.abc import Iterable
from typing import NamedTuple

from kontroller.fullstandighet.oversikt import Ofullstandig
from kontroller.fullstandighet.saknas import Part, Saknad

MOTTAGARE = {Part.ANORDNARE: "a", Part.PERSON: "p"}
"""Those who are written to, by the letter that their key begins with. What the municipality lacks it sees to itself."""


class Mottagare(NamedTuple):
    """Den som ett brev går till, med sitt id."""

    part: Part
    id: int

    @property
    def nyckel(self) -> str:
        """a12, p34: what the receiver is called in a form."""
        return f"{MOTTAGARE[self.part]}{self.id}"


class Rad(NamedTuple):
    """En person hos en anordnare, och det som mottagaren inte har lämnat."""

    brukare: int
    anordnare: int
    saknade: tuple[Saknad, ...]


def letters_for(ofullstandiga: Iterable[Ofullstandig]) -> dict[Mottagare, list[Rad]]:
    """What each receiver is to be reminded of: everything that is late, in one letter."""
    breven: dict[Mottagare, list[Rad]] = {}
    for rad in ofullstandiga:
        for part, mottagare in _receivers(rad):
            if saknade := tuple(brist for brist in rad.sena if brist.part == part):
                breven.setdefault(mottagare, []).append(Rad(rad.vantat.brukare, rad.vantat.anordnare, saknade))
    return breven


def _receivers(rad: Ofullstandig) -> Iterable[tuple[Part, Mottagare]]:
    yield Part.ANORDNARE, Mottagare(Part.ANORDNARE, rad.vantat.anordnare)
    yield Part.PERSON, Mottagare(Part.PERSON, rad.vantat.brukare)
