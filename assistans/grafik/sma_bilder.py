"""Small multiples on paper: the same months for each thing, in a picture of its own, so that the shapes are compared.

Each picture has its own height, and says so by writing its highest and its latest figure. A month that is not known
is a dot below the line, never a bar of nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistans.grafik.papper import BREDD, GRA, LINJE, Fyllning, bar, picture, stroke, words
from assistans.grafik.svg import Svg, element, shortened

PER_RAD, MELLAN, RADHOJD, STAPELHOJD = 3, 24.0, 102.0, 40.0
OVANFOR = 10.0
"""Air above the first row: the names are headings."""


@dataclass(frozen=True, slots=True)
class Liten:
    """One of the pictures: its name, a value for each month (None when unknown), and the words under it."""

    namn: str
    varden: tuple[Decimal | None, ...]
    under: str


def small_multiples(bilder: Sequence[Liten], *, forst: str, sist: str) -> Svg:
    """All of them, three in a row. `forst` and `sist` name the first and the last month."""
    rader = -(-len(bilder) // PER_RAD)
    bredd = (BREDD - MELLAN * (PER_RAD - 1)) / PER_RAD
    delar = [
        del_
        for nummer, bild in enumerate(bilder)
        for del_ in _one(
            bild,
            nummer % PER_RAD * (bredd + MELLAN),
            OVANFOR + nummer // PER_RAD * RADHOJD,
            bredd,
            forst=forst,
            sist=sist,
        )
    ]
    return picture(OVANFOR + max(rader, 1) * RADHOJD, *delar)


def _one(bild: Liten, x: float, y: float, bredd: float, *, forst: str, sist: str):
    storst = max((v for v in bild.varden if v), default=Decimal(1))
    botten = y + 20 + STAPELHOJD
    steg = bredd / max(len(bild.varden), 1)
    yield words(x, y + 12, shortened(bild.namn, bredd, 13), vikt=600, storlek=12)
    for nummer, varde in enumerate(bild.varden):
        mitt = x + nummer * steg
        if varde is None:
            yield element("circle", cx=mitt + steg / 2, cy=botten + 3.5, r=1.2, fill=GRA)
        elif varde > 0:
            langd = max(float(varde / storst) * STAPELHOJD, 1.0)
            sista = nummer == len(bild.varden) - 1
            yield bar(mitt + 1, botten - langd, steg - 2, langd, Fyllning.FULL if sista else Fyllning.MORK)
    yield stroke(x, botten, x + bredd, botten, farg=LINJE)
    yield words(x, botten + 17, forst, farg=GRA, storlek=10)
    yield words(x + bredd, botten + 17, sist, farg=GRA, storlek=10, ankare="end")
    yield words(x, botten + 30, bild.under, storlek=11)
