"""Var tider möts. Halvöppna spann i minuter: 12.00 möter 12.00 utan att dela någon minut. Rent, utan Django.

Spannen sveps i tidsordning med dem som pågår i handen, så kostnaden följer antalet spann och antalet möten,
inte kvadraten.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import le

Spann = tuple[int, int]
"""Första minuten, och minuten efter den sista."""


def overlapping_pairs(spann: Sequence[Spann]) -> Iterator[tuple[int, int]]:
    """Index pairs of the spans that share at least a minute, lower index first. An empty span shares nothing."""
    if are_apart(spann):
        return
    pagar: list[int] = []
    for nummer in sorted(range(len(spann)), key=spann.__getitem__):
        borjar, slutar = spann[nummer]
        if borjar >= slutar:
            continue
        pagar = [annat for annat in pagar if spann[annat][1] > borjar]
        for annat in pagar:
            yield min(annat, nummer), max(annat, nummer)
        pagar.append(nummer)


def shared_stretches(spann: Sequence[Spann]) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Each stretch of time that the same two or more spans share, in order: first minute, end, and their indexes."""
    if are_apart(spann):
        return
    langa = [(nummer, spannet) for nummer, spannet in enumerate(spann) if spannet[0] < spannet[1]]
    granser = sorted(grans for n, (borjar, slutar) in langa for grans in ((borjar, n, True), (slutar, n, False)))
    pagar: set[int] = set()
    for (minut, nummer, oppnar), (nasta, _, _) in pairwise(granser):
        if oppnar:
            pagar.add(nummer)
        else:
            pagar.discard(nummer)
        if nasta != minut and len(pagar) > 1:
            yield minut, nasta, frozenset(pagar)


def are_apart(spann: Iterable[Spann]) -> bool:
    """Whether each span ends before the next one begins, as nearly always: then nothing meets."""
    i_ordning = sorted(spann)
    return all(map(le, (slutar for _, slutar in i_ordning), (borjar for borjar, _ in i_ordning[1:])))
