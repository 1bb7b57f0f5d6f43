"""Rader ur databasen, samlade efter den nyckel som de hör till."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any


def grouped(par: Iterable[tuple[Any, Any]]) -> defaultdict[Any, tuple]:
    """Pairs of (key, value) as tuples by key; a key without values gives an empty tuple."""
    listor: dict[Any, list] = defaultdict(list)
    for nyckel, varde in par:
        listor[nyckel].append(varde)
    return defaultdict(tuple, {nyckel: tuple(varden) for nyckel, varden in listor.items()})
