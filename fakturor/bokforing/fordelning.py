"""Ett belopp delat på flera efter vikt, så att delarna blir beloppet på öret. Utan Django."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

ORE = 100


def share(belopp: Decimal, vikter: Sequence[Decimal]) -> list[Decimal]:
    """The amount, in kronor with whole öre, shared in proportion to the weights. The parts sum to it exactly.

    The öre that do not divide go to the parts that lose most by being cut, of equals to the first. Weights may be
    negative (a line that takes back), but when they cancel out there is no proportion, and the parts are alike.
    Raises ValueError when there is nothing to share among, or the amount has parts of an öre.
    """
    oren = Fraction(belopp) * ORE
    if not vikter or oren.denominator != 1:
        raise ValueError("Det finns inget att dela på, eller ett belopp med delar av ett öre.")
    exakta = [Fraction(vikt) for vikt in vikter]
    hela = sum(exakta, Fraction(0))
    if not hela:
        exakta, hela = [Fraction(1)] * len(vikter), Fraction(len(vikter))
    andelar = [oren * vikt / hela for vikt in exakta]
    golv = [andel.numerator // andel.denominator for andel in andelar]
    kvar = oren.numerator - sum(golv)
    storst_rest = sorted(range(len(golv)), key=lambda plats: (golv[plats] - andelar[plats], plats))
    for plats in storst_rest[:kvar]:
        golv[plats] += 1
    return [Decimal(antal) / ORE for antal in golv]
