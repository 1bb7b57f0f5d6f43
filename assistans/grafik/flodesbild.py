"""The road of an invoice as boxes from top to bottom, with what may happen beside it.

The steps of the road stand one under the other, joined by arrows; beside them the steps that an invoice may be in for a
while, or end in. Whence it may come is written in them. On paper the drawing bears its own colours.
"""

from collections.abc import Sequence
from typing import NamedTuple

from assistans.grafik.svg import Svg, element, joined, line, rect, shortened, text

BREDD, LADA, HOJD, MELLAN = 620, 262, 62, 30
SIDA = 348
PAPPER = (
    "text{font-family:'Source Sans 3';font-size:12.5px;fill:#1b2226}.litet{font-size:11.5px;fill:#545c60}"
    ".namn{font-weight:600;font-size:14px}.lada{fill:#fff;stroke:#15506e;stroke-width:1.6}"
    ".vid-sidan{fill:#f7f5f0;stroke:#545c60;stroke-width:1.2;stroke-dasharray:5 3}.slut{fill:#f7f5f0;stroke:#545c60;"
    "stroke-width:1.2}.pil{stroke:#15506e;stroke-width:1.8;fill:none}.tunn-pil{stroke:#545c60;stroke-width:1.3;fill:none}"
    ".nummer{fill:#15506e}.siffra{fill:#fff;font-weight:600;font-size:12px}"
)


class Ruta(NamedTuple):
    """En ruta: stegets namn, en rad under det, och vilken rad den står vid. `klass` är lada, vid-sidan eller slut."""

    namn: str
    under: str
    rad: float
    klass: str = "lada"


def flodesbild(vag: Sequence[Ruta], bredvid: Sequence[Ruta], *, told: str, papper: bool = False) -> Svg:
    """The picture. `told` is the same in words."""
    hojd = len(vag) * (HOJD + MELLAN) - MELLAN + 4
    delar = [_main(nr, ruta) for nr, ruta in enumerate(vag, start=1)]
    delar += [_arrow_down(nr) for nr in range(len(vag) - 1)]
    delar += [_beside(ruta) for ruta in bredvid]
    return element(
        "svg",
        element("title", "Fakturans väg", id="flodesbild-titel"),
        element("desc", told, id="flodesbild-text"),
        *([element("style", Svg(PAPPER))] if papper else []),
        *delar,
        xmlns="http://www.w3.org/2000/svg",
        view_box=f"0 0 {BREDD} {hojd}",
        class_="bild flodesbild",
        role="img",
        aria_labelledby="flodesbild-titel",
        aria_describedby="flodesbild-text",
    )


def _top(rad: float) -> float:
    return 2 + rad * (HOJD + MELLAN)


def _main(nr: int, ruta: Ruta) -> Svg:
    y = _top(ruta.rad)
    return joined(
        rect(2, y, LADA, HOJD, rx=8, class_=ruta.klass),
        element("circle", cx=26, cy=y + HOJD / 2, r=12, class_="nummer"),
        text(26, y + HOJD / 2 + 4.5, str(nr), class_="siffra", text_anchor="middle"),
        *_words(48, y, LADA - 54, ruta),
    )


def _beside(ruta: Ruta) -> Svg:
    y, bredd = _top(ruta.rad), BREDD - SIDA - 2
    mitt = y + HOJD / 2
    return joined(
        rect(SIDA, y, bredd, HOJD, rx=8, class_=ruta.klass),
        *_words(SIDA + 14, y, bredd - 24, ruta),
        line(f"M{LADA + 8} {mitt}H{SIDA - 6}m-7 -4.5l7 4.5l-7 4.5", class_="tunn-pil"),
        *([line(f"M{LADA + 15} {mitt - 4.5}l-7 4.5l7 4.5", class_="tunn-pil")] if ruta.klass == "vid-sidan" else []),
    )


def _words(x: float, y: float, bredd: float, ruta: Ruta) -> list[Svg]:
    """The name and what stands under it, on one line or two."""
    rader = _wrapped(ruta.under, bredd)
    forsta = y + (HOJD / 2 + 5 if not rader else 27 if len(rader) == 1 else 20)
    return [
        text(x, forsta, ruta.namn, class_="namn"),
        *(text(x, forsta + 16 * nr, rad, class_="litet") for nr, rad in enumerate(rader, start=1)),
    ]


def _wrapped(ord_: str, bredd: float) -> list[str]:
    """The words on at most two lines, the second cut when they are too many."""
    rader: list[str] = [""]
    for ett in ord_.split():
        nasta = f"{rader[-1]} {ett}".strip()
        if shortened(nasta, bredd, size=12) != nasta and rader[-1]:
            rader.append(ett)
        else:
            rader[-1] = nasta
    if len(rader) > 2:
        rader = [rader[0], shortened(" ".join(rader[1:]), bredd, size=12)]
    return [rad for rad in rader if rad]


def _arrow_down(nr: int) -> Svg:
    y = _top(nr) + HOJD
    return line(f"M26 {y + 4}V{y + MELLAN - 4}m-5 -7l5 7l5 -7", class_="pil")
