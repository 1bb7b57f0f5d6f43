"""How far a referens that somebody wrote is from another."""

import re

_LOOK_ALIKE = str.maketrans("OIL", "011")


def fold_referens(referens: str) -> str:
    """A referens without what people write differently: case, hyphens, and letters taken for digits."""
    return re.sub(r"[\W_]", "", referens.upper()).translate(_LOOK_ALIKE)


def distance(one: str, other: str, *, most: int) -> int | None:
    """How many characters must be put in, taken out, changed or swapped with the next; None if more than `most`.

    The restricted Damerau-Levenshtein distance.
    """
    # Each edit takes away at most one of the characters that one of them has and the other lacks.
    if abs(len(one) - len(other)) > most or len(set(one) - set(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before_that, before = before, row
        row = [i]
        for j, b in enumerate(other, 1):
            edits = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                edits = min(edits, before_that[j - 2] + 1)
            row.append(edits)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
