"""Pictures for paper: a fixed width, fixed colours, and textures drawn line by line, so that they read in grey.

Paper has no dark mode, and an SVG pattern shows seams in a PDF. A fill says itself apart by its texture as well as by
its colour: the full bar is dark, the hatched has white diagonals, the light one is an outline.
"""

from collections.abc import Iterator
from enum import StrEnum

from assistans.grafik.svg import Svg, element, joined

BREDD = 564
"""The width of the type area, in the unit of the drawing."""
BLACK, GRA, LINJE, SVAG = "#1b2226", "#545c60", "#8b9296", "#dedacf"
TYPSNITT = "Source Sans 3"


class Fyllning(StrEnum):
    """How a bar is filled."""

    FULL = "full"
    MORK = "mork"
    STRECKAD = "streckad"
    LJUS = "ljus"


FARG = {Fyllning.FULL: "#15506e", Fyllning.MORK: "#545c60", Fyllning.STRECKAD: "#c63b30", Fyllning.LJUS: "#ffffff"}


def picture(hojd: float, *delar: Svg, bredd: float = BREDD) -> Svg:
    """The whole drawing."""
    return element("svg", *delar, xmlns="http://www.w3.org/2000/svg", view_box=f"0 0 {bredd:g} {hojd:g}")


def words(
    x: float,
    y: float,
    text: str,
    *,
    ankare: str = "start",
    farg: str = BLACK,
    storlek: float = 12.5,
    vikt: int = 400,
) -> Svg:
    """A line of text; `y` is its base line."""
    return element(
        "text",
        text,
        x=float(x),
        y=float(y),
        font_family=TYPSNITT,
        font_size=storlek,
        font_weight=vikt,
        fill=farg,
        text_anchor=ankare,
    )


def stroke(x1: float, y1: float, x2: float, y2: float, *, farg: str = LINJE, tjock: float = 1, streck: str = "") -> Svg:
    """A straight line."""
    return element(
        "path",
        d=f"M{_tal(x1)} {_tal(y1)}L{_tal(x2)} {_tal(y2)}",
        stroke=farg,
        stroke_width=tjock,
        stroke_dasharray=streck or None,
        fill="none",
    )


def bar(x: float, y: float, bredd: float, hojd: float, fyllning: Fyllning = Fyllning.FULL) -> Svg:
    """A bar with its texture. Nothing is drawn of a bar without width or height."""
    if bredd <= 0 or hojd <= 0:
        return Svg()
    if fyllning == Fyllning.LJUS:
        inne = {"x": x + 0.6, "y": y + 0.6, "width": max(bredd - 1.2, 0.2), "height": max(hojd - 1.2, 0.2)}
        return element("rect", **inne, fill=FARG[fyllning], stroke=FARG[Fyllning.FULL], stroke_width=1.2)
    botten = element("rect", x=float(x), y=float(y), width=float(bredd), height=float(hojd), fill=FARG[fyllning])
    if fyllning != Fyllning.STRECKAD:
        return botten
    return joined(botten, *_diagonals(x, y, bredd, hojd))


def _diagonals(x: float, y: float, bredd: float, hojd: float) -> Iterator[Svg]:
    """Lines of 45 degrees, six apart, each cut at the bar's edges."""
    start = 6.0
    while start < bredd + hojd:
        x1, x2 = max(0.0, start - hojd), min(start, bredd)
        if x2 > x1:
            yield element(
                "path",
                d=f"M{_tal(x + x1)} {_tal(y + start - x1)}L{_tal(x + x2)} {_tal(y + start - x2)}",
                stroke="#fff",
                stroke_opacity=0.7,
                stroke_width=1.5,
            )
        start += 6


def _tal(tal: float) -> str:
    return f"{tal:.2f}".rstrip("0").rstrip(".")
