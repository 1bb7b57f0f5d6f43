"""Standing bars from zero on paper: a place for each year or month, one or more bars in it, the figure on top.

What is not known has no bar and is never drawn as zero: its place says so in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistans.grafik.papper import BREDD, GRA, LINJE, Fyllning, bar, picture, stroke, words
from assistans.grafik.svg import Svg, element

HOJD, TOPP, FOT, TECKEN = 118.0, 34.0, 22.0, 22.0
MELLAN = 0.26
"""The part of a place that stands empty between it and the next."""


@dataclass(frozen=True, slots=True)
class Pelare:
    """A bar: how high, and the words on top of it. None is unknown."""

    varde: Decimal | int | None
    etikett: str = ""


@dataclass(frozen=True, slots=True)
class Plats:
    """A year or a month with its bars in the order of the series. `saknas` are the words where nothing is known."""

    namn: str
    pelare: tuple[Pelare, ...]
    saknas: str = ""


def standing_bars(
    serier: Sequence[tuple[str, Fyllning]], platser: Sequence[Plats], *, hojd: float = HOJD, etiketter: float = 12.0
) -> Svg:
    """The picture: a key when there is more than one series, then the bars. `etiketter` is the size of the figures."""
    storst = max((p.varde for plats in platser for p in plats.pelare if p.varde), default=1)
    topp = TOPP if len(serier) > 1 else TOPP - TECKEN + 8
    botten, plats_bredd = topp + hojd, BREDD / max(len(platser), 1)
    delar = [*_key(serier)] if len(serier) > 1 else []
    for nummer, plats in enumerate(platser):
        x = nummer * plats_bredd
        delar.extend(_place(plats, serier, x, plats_bredd, botten, hojd - etiketter, storst, etiketter))
        delar.append(words(x + plats_bredd / 2, botten + 16, plats.namn, ankare="middle", storlek=12))
    delar.append(stroke(0, botten, BREDD, botten, farg=GRA))
    return picture(botten + FOT, *delar)


def _key(serier: Sequence[tuple[str, Fyllning]]):
    x = 0.0
    for namn, fyllning in serier:
        yield bar(x, 2, 16, 12, fyllning)
        yield words(x + 22, 12, namn, storlek=12)
        x += 22 + 6.2 * len(namn) + 26


def _place(
    plats: Plats,
    serier: Sequence[tuple[str, Fyllning]],
    x: float,
    bredd: float,
    botten: float,
    hogst: float,
    storst: Decimal | int,
    storlek: float,
):
    if all(p.varde is None for p in plats.pelare):
        yield from _unknown(plats.saknas or "saknas", x + bredd / 2, botten)
        return
    inne = bredd * (1 - MELLAN)
    en = inne / len(serier)
    for nummer, (pelare, (_, fyllning)) in enumerate(zip(plats.pelare, serier, strict=True)):
        x1 = x + (bredd - inne) / 2 + nummer * en
        if pelare.varde is None:
            continue
        langd = float(Decimal(pelare.varde) / Decimal(storst)) * hogst if pelare.varde > 0 else 0.0
        langd = max(langd, 1.0) if pelare.varde > 0 else 0.0
        yield bar(x1, botten - langd, en - 2, langd, fyllning)
        if pelare.etikett:
            yield words(x1 + en / 2 - 1, botten - langd - 4, pelare.etikett, ankare="middle", storlek=storlek)


def _unknown(text: str, x: float, botten: float):
    """The words along a standing line: a place that is narrow still has room for them."""
    yield element(
        "g", words(0, 4, text, farg=GRA, storlek=11), transform=f"translate({x:.1f} {botten - 6:.1f}) rotate(-90)"
    )
    yield stroke(x - 9, botten, x + 9, botten, farg=LINJE, streck="2 2")
