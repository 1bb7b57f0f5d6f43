"""Vilka slag av ord en text på en fakturarad bär, så att fakta kan säga slaget utan texten. Rent, utan Django."""

import re
from collections.abc import Iterable
from functools import lru_cache

from kontroller.fakta import Ordslag, Ordtraff

_SLAG: dict[Ordslag, str] = {
    "paminnelse": r"påminnelse|\binkasso",
    "ranta": r"\bränt[ae]|sränt[ae]|dröjsmål",
    "omkostnad": r"omkostnad",
    "administration": r"\badmin(?:istra\w*)?\b|\badm\b|fakturaavgift|faktureringsavgift|expeditionsavgift",
    "resa": r"\bres(?:a|an|or|orna|tid|tiden)\b|\brese(?:kostnad|ersättning|utlägg)|milersättning|biljett|parkering",
    "material": r"material\b|\bmaterial|förbrukningsvar|skyddshandsk",
    "mote": r"möte(?:t|n|na|s)?\b|\bapt\b|arbetsplatsträff",
    "utbildning": r"utbildning|\bkurs(?:en|er)?\b|\bintroduktion",
}
_MONSTER = {slag: re.compile(monster) for slag, monster in _SLAG.items()}
_INGAR = re.compile(r"\b(?:inkl\b|inklusive\b|ingår\b|exkl\b|exklusive\b|utan\b)")


def word_hits(rader: Iterable[tuple[int, str]]) -> tuple[Ordtraff, ...]:
    """The kinds of words in the texts of invoice lines, given as (id, text)."""
    return tuple(Ordtraff(rad=rad, slag=slag) for rad, text in rader for slag in kinds_of_words(text))


@lru_cache(maxsize=4096)
def kinds_of_words(text: str) -> tuple[Ordslag, ...]:
    """The kinds of words in a text, each once and in a fixed order.

    What is said to be included, or left out, is no matter of its own: only what stands before such a word counts. So
    "Personlig assistans inkl. omkostnader" has none.
    """
    forst = _INGAR.split(" ".join(text.casefold().split()), maxsplit=1)[0]
    return tuple(slag for slag, monster in _MONSTER.items() if monster.search(forst))
