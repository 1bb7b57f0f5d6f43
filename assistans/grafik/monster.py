"""The textures that tell the verdicts apart without colour (design: avvikelse diagonal, ej bedömd dots, varning lines).

A pattern belongs to the drawing that uses it, as an id is unique on its page; the colours come from the style sheet.
"""

from assistans.grafik.svg import Svg, element, line, rect


def pattern(utfall: str, id_: str) -> Svg:
    """The pattern for a verdict that has a texture."""
    return _PATTERNS[utfall](id_)


def _avvikelse(id_: str) -> Svg:
    return _tile(
        id_,
        6,
        rect(0, 0, 6, 6, class_="f-avvikelse"),
        line("M0 0v6", class_="s-yta", stroke_width=2),
        pattern_transform="rotate(45)",
    )


def _ej_bedomd(id_: str) -> Svg:
    prick = element("circle", cx=3, cy=3, r=1.3, class_="p-yta")
    return _tile(id_, 6, rect(0, 0, 6, 6, class_="f-ej_bedomd"), prick)


def _varning(id_: str) -> Svg:
    return _tile(id_, 6, rect(0, 0, 6, 6, class_="f-varning"), line("M0 3h6", class_="s-yta", stroke_width=1.5))


def stay_pattern(id_: str) -> Svg:
    """Thin diagonals without ground, for the hours of a stay: what lies under them still shows."""
    return _tile(id_, 7, line("M0 0v7", class_="s-vistelse"), pattern_transform="rotate(45)")


def _tile(id_: str, side: int, *content: Svg, pattern_transform: str | None = None) -> Svg:
    return element(
        "pattern",
        *content,
        id=id_,
        width=side,
        height=side,
        pattern_units="userSpaceOnUse",
        pattern_transform=pattern_transform,
    )


_PATTERNS = {"avvikelse": _avvikelse, "ej_bedomd": _ej_bedomd, "varning": _varning}
TEXTURED = frozenset(_PATTERNS)
