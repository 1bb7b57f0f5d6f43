"""När två namn på anordnare är samma namn, hur de än är skrivna, och när de liknar varandra."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import ceil

BOLAGSFORMER = re.compile(
    r"\b(?:aktiebolag(?:et)?|ab|ek\.? ?för\.?|ekonomisk förening|handelsbolag|hb|kommanditbolag|kb)\b"
)
LIKNAR = Fraction(3, 5)
"""The share of common pieces of three letters from which two folded names are told to be like each other."""


def fold_name(namn: str) -> str:
    """A name without case, legal form and punctuation: two that fold alike are the same name."""
    return re.sub(r"[\W_]+", "", BOLAGSFORMER.sub(" ", namn.lower()))


def same_name(ett: str, annat: str) -> bool:
    """Whether two names are the same name, written differently."""
    return fold_name(ett) == fold_name(annat)


def like_each_other(namn: dict[int, str], till: dict[int, str] | None = None) -> dict[tuple[int, int], bool]:
    """The pairs of ids whose names are the same (True) or like each other (False).

    With `till` the names are held against those; else against each other, each pair once, the lower id first.
    """
    vikta = {pk: fold_name(ett) for pk, ett in namn.items()}
    mot = vikta if till is None else {pk: fold_name(ett) for pk, ett in till.items()}
    bitar = {ett: _pieces(ett) for ett in {*vikta.values(), *mot.values()}}
    return {
        (ena, andra): vikta[ena] == mot[andra]
        for ena, andra in _possible_pairs(vikta, mot, bitar)
        if (till is not None or ena < andra) and _alike(bitar[vikta[ena]], bitar[mot[andra]])
    }


def _pieces(vikt: str) -> frozenset[str]:
    """The pieces of three letters of a folded name, its beginning and its end among them; none of an empty one."""
    text = f"  {vikt} "
    return frozenset(text[plats : plats + 3] for plats in range(len(text) - 2)) if vikt else frozenset()


def _alike(ena: frozenset[str], andra: frozenset[str]) -> bool:
    return len(ena & andra) >= LIKNAR * len(ena | andra)


def _possible_pairs(
    namn: dict[int, str], mot: dict[int, str], bitar: dict[str, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """The pairs that can be alike, so that not every name has to be held against every other.

    Two names that are alike lack few of each other's pieces. So they have one in common even among the few rarest of
    each, as many as one of them can lack and one more.
    """
    hur_vanlig = Counter(bit for vikt in bitar.values() for bit in vikt)

    def rarest(vikt: str) -> list[str]:
        ordnade = sorted(bitar[vikt], key=lambda bit: (hur_vanlig[bit], bit))
        return ordnade[: len(ordnade) - ceil(LIKNAR * len(ordnade)) + 1]

    med_biten: dict[str, set[int]] = defaultdict(set)
    for pk, vikt in mot.items():
        for bit in rarest(vikt):
            med_biten[bit].add(pk)
    for pk, vikt in namn.items():
        yield from ((pk, annan) for annan in set().union(*(med_biten[bit] for bit in rarest(vikt))) - {pk})
