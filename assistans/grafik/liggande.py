"""Lying bars from zero, one group for each name: amounts held beside each other, the figure written at each bar.

Lengths are shares of the picture's width and heights are pixels, so that the words keep their size on a phone. The
figures stand in a column to the right of the longest bar, where no level crosses them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistans.grafik.svg import Svg, element, joined, text

FULL = 52
"""Per cent of the width that the longest bar takes; the figures need the rest."""
TOP, NAME, BAR, STEP, GROUP = 28.0, 18.0, 16.0, 20.0, 10.0
"""Pixels. What is on top is for the words of a level."""
GAP = 8


@dataclass(frozen=True, slots=True)
class Stapel:
    """One bar: an amount, and the words written beside it. Without an amount there are only the words."""

    varde: Decimal | None
    etikett: str
    ljus: bool = False


@dataclass(frozen=True, slots=True)
class Grupp:
    """A name with its bars. `egen` sets it apart from the others, by ink and weight."""

    namn: str
    staplar: tuple[Stapel, ...]
    egen: bool = False


def liggande_staplar(
    grupper: Sequence[Grupp],
    *,
    titel: str,
    beskrivning: str,
    niva: Stapel | None = None,
    skala: Decimal | None = None,
    full: int = FULL,
    id_prefix: str = "belopp",
) -> Svg:
    """The chart. `niva` is a level drawn across all bars, with its words on top. `skala` is the amount of the longest
    bar there could be, for charts that stand beside each other; `full` its share of the width, where words are short.
    """
    varden = [stapel.varde for grupp in grupper for stapel in grupp.staplar if stapel.varde]
    storst = max([*varden, *([niva.varde] if niva and niva.varde else []), skala or Decimal(1)])
    top = TOP if niva else 0.0
    hojd = top + sum(NAME + STEP * len(grupp.staplar) + GROUP for grupp in grupper)
    return element(
        "svg",
        element("title", titel, id=f"{id_prefix}-t"),
        element("desc", beskrivning, id=f"{id_prefix}-d"),
        *_groups(grupper, storst, top, full),
        _level(niva, storst, hojd, full) if niva and niva.varde else Svg(),
        class_="liggande",
        height=hojd,
        role="img",
        aria_labelledby=f"{id_prefix}-t {id_prefix}-d",
    )


def _groups(grupper: Sequence[Grupp], storst: Decimal, y: float, full: int) -> Iterator[Svg]:
    for grupp in grupper:
        yield text(0, y + 13, grupp.namn, class_="namn egen" if grupp.egen else "namn")
        y += NAME
        for stapel in grupp.staplar:
            yield _bar(stapel, y, storst, full, egen=grupp.egen)
            y += STEP
        y += GROUP


def _bar(stapel: Stapel, y: float, storst: Decimal, full: int, *, egen: bool) -> Svg:
    etikett = element("text", stapel.etikett, x=f"{full}%", y=y + 12.5, dx=GAP)
    if not stapel.varde:
        return etikett
    klass = "f-ljus" if stapel.ljus else "f-egen" if egen else "f-tid"
    return joined(element("rect", y=y, width=_share(stapel.varde, storst, full), height=BAR, class_=klass), etikett)


def _level(niva: Stapel, storst: Decimal, hojd: float, full: int) -> Svg:
    x = _share(niva.varde, storst, full)
    return joined(
        element("line", x1=x, x2=x, y1=TOP - 8, y2=hojd - GROUP, class_="grans"),
        element("text", niva.etikett, x=x, y=TOP - 14, class_="namn", text_anchor="middle"),
    )


def _share(varde: Decimal, storst: Decimal, full: int) -> str:
    """A length from zero, as per cent of the picture's width."""
    return f"{float(varde / storst) * full:.2f}%"
