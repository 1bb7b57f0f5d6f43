"""Det som en text kan röja en människa med skyddade uppgifter genom, och var det står."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beslut.models import Assistent, Beslut, Brukare, Funktionar, Relation, Stallforetradare
from beslut.models.brukare import BrukareQuerySet
from beslut.models.person import PersonQuerySet

BAR_SKYDD = frozenset(Brukare.Skydd.values) - {Brukare.Skydd.INGEN}
"""What a cell says of somebody who is protected, whether she is registered yet or not."""
MED_NAMN = (Stallforetradare, Relation, Funktionar)
"""The rows beside those of assistants that tell what somebody is called who is no brukare."""
_LANGA_TAL = re.compile(r"(?<![0-9])(?:[0-9]{2})?[0-9]{6}[-+ ]?[0-9]{4}(?![0-9])")
_ORD = re.compile(r"[\w/-]+")


@dataclass(frozen=True, slots=True)
class Kannetecken:
    """Namn, nummer och beteckningar som hör till några människor: ingen annan text ska bära dem."""

    ord: frozenset[str]
    """Referenser and such, whole words, folded."""
    fraser: frozenset[str]
    """Diarienummer: more than a word each, folded."""
    nummer: frozenset[str]
    """The last ten digits of personnummer."""
    namn: tuple[tuple[str, ...], ...]
    """Names, each in its parts, folded."""

    @classmethod
    def of(cls, brukare: BrukareQuerySet, personer: PersonQuerySet, ord: Iterable[str] = ()) -> Kannetecken:
        """What gives these brukare away, and these persons who are representatives, assistants and the like.

        `ord` are more words that do. Three queries.
        """
        rader = list(brukare.values_list("referens", "person__personnummer", "fornamn", "efternamn"))
        diarienummer = Beslut.objects.filter(brukare__in=brukare).values_list("diarienummer", flat=True)
        kallade = _called(personer)
        return cls(
            frozenset(o.casefold() for o in (*ord, *(referens for referens, *_ in rader))),
            frozenset(nummer.casefold() for nummer in diarienummer),
            frozenset(nummer[-10:] for nummer in (*(rad[1] for rad in rader), *(nummer for nummer, _ in kallade))),
            (
                *((fornamn.casefold(), efternamn.casefold()) for *_, fornamn, efternamn in rader),
                *(tuple(namn.casefold().split()) for _, namn in kallade),
            ),
        )

    def stands_in(self, text: str) -> bool:
        """Whether the text has any of it: a name counts when all its parts are there."""
        if not (self.ord or self.fraser or self.nummer):
            return False
        text = text.casefold()
        ord_ = set(_ORD.findall(text))
        return (
            bool(self.ord & ord_)
            or any(fras in text for fras in self.fraser)
            or any(re.sub(r"\D", "", tal)[-10:] in self.nummer for tal in _LANGA_TAL.findall(text))
            or any(all(_has(text, del_) for del_ in namn) for namn in self.namn)
        )


@dataclass(frozen=True, slots=True)
class Radskydd:
    """Vilka rader i en tabell som någon inte får läsa."""

    stangda: Kannetecken
    """Of the persons who are closed to the reader."""
    oppna: Kannetecken | None = None
    """Of the protected persons whom the reader is named for."""

    def hides(self, celler: Sequence[str]) -> bool:
        """Whether a row is about a closed person, or says itself that it is about somebody with protected identity."""
        rad = " ".join(celler)
        if self.stangda.stands_in(rad):
            return True
        bar_skydd = not BAR_SKYDD.isdisjoint(cell.strip().casefold() for cell in celler)
        return bar_skydd and not (self.oppna and self.oppna.stands_in(rad))


def _called(personer: PersonQuerySet) -> list[tuple[str, str]]:
    """Numbers of the persons, with each name that they are known by beside that of a brukare. One query."""
    falt = ("person__personnummer", "namn")
    rader, *andra = (
        slag._base_manager.filter(person__in=personer).values_list(*falt) for slag in (Assistent, *MED_NAMN)
    )
    return [(nummer, namn) for nummer, namn in rader.union(*andra) if namn.split()]


def _has(text: str, namn: str) -> bool:
    # Most names do not stand there at all, which is told faster without a pattern.
    return namn in text and re.search(rf"(?<!\w){re.escape(namn)}s?(?!\w)", text) is not None
