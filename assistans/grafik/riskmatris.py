"""The risk matrix: likelihood upwards, consequence to the right, the risks as numbered discs in their squares.

The ground darkens with the value, so that it reads in grey; value and level are written too. On a page the discs are
links and the colours come from the style sheet; on paper the drawing bears its own.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from assistans import svenska
from assistans.grafik.svg import Svg, element, joined, line, rect, text

RUTA, VANSTER, TOPP, BOTTEN = 108, 92, 6, 46
RADIE, PER_RAD, HOGST = 15, 3, 6
PAPPER = (
    "text{font-family:'Source Sans 3';font-size:12.5px;fill:#1b2226}.litet{font-size:11px}"
    ".niva-1{fill:#f7f5f0}.niva-2{fill:#e4e5e3}.niva-3{fill:#c5c9ca}.niva-4{fill:#98a1a5}.ram{stroke:#fff;stroke-width:3}"
    ".pil{stroke:#15506e;stroke-width:1.8;fill:none}.skiva{fill:#fff;stroke:#1b2226;stroke-width:1.6}.nr{font-weight:600;font-size:13px}.axel{font-weight:600}"
)
SANNOLIKHET = ("Osannolik", "Mindre sannolik", "Möjlig", "Sannolik")
KONSEKVENS = ("Försumbar", "Lindrig", "Kännbar", "Allvarlig")


class Niva(NamedTuple):
    """Vad ett värde betyder."""

    nummer: int
    ord: str
    atgardas: bool


LAG, MATTLIG, HOG, MYCKET_HOG = (
    Niva(1, "Låg", False),
    Niva(2, "Måttlig", False),
    Niva(3, "Hög", True),
    Niva(4, "Mycket hög", True),
)


class Matrispost(NamedTuple):
    """En risk i matrisen. `adress` leder till dess sida."""

    nr: int
    namn: str
    sannolikhet: int
    konsekvens: int
    adress: str = ""


def niva_of(varde: int) -> Niva:
    """What a value of 1 to 16 means: up to 3, 6, 9 and 16."""
    return LAG if varde <= 3 else MATTLIG if varde <= 6 else HOG if varde <= 9 else MYCKET_HOG


def riskmatris(poster: Sequence[Matrispost], *, papper: bool = False, id_prefix: str = "riskmatris") -> Svg:
    """The picture. More risks in a square than it has room for are counted in its last disc."""
    rutor: dict[tuple[int, int], list[Matrispost]] = defaultdict(list)
    for post in poster:
        rutor[post.sannolikhet, post.konsekvens].append(post)
    delar = [_square(s, k, rutor[s, k]) for s in range(4, 0, -1) for k in range(1, 5)]
    # Paper gives every picture the width of the text: room to the right keeps this one to half a page.
    bredd, hojd = VANSTER + 4 * RUTA + (190 if papper else 2), TOPP + 4 * RUTA + BOTTEN
    titel, om = f"{id_prefix}-titel", f"{id_prefix}-text"
    return element(
        "svg",
        element("title", "Riskmatris", id=titel),
        element("desc", matrix_in_words(poster), id=om),
        *([element("style", Svg(PAPPER))] if papper else []),
        *delar,
        _axes(),
        xmlns="http://www.w3.org/2000/svg",
        view_box=f"0 0 {bredd} {hojd}",
        class_="bild riskmatris",
        # A group is read part by part, so that the links in it are reached; a picture without links is one image.
        role="group" if any(post.adress for post in poster) else "img",
        aria_labelledby=titel,
        aria_describedby=om,
    )


def matrix_in_words(poster: Sequence[Matrispost]) -> str:
    """The same in words: each risk with its number, the gravest first."""
    if not poster:
        return "Ingen risk är bedömd."
    ordnade = sorted(poster, key=lambda post: (-post.sannolikhet * post.konsekvens, post.nr))
    delar = [
        f"{post.nr}. {post.namn}: sannolikhet {post.sannolikhet}, konsekvens {post.konsekvens}, värde "
        f"{post.sannolikhet * post.konsekvens}"
        for post in ordnade
    ]
    return f"{svenska.antal(len(poster), 'risk', 'risker')}. {'; '.join(delar)}."


def _square(sannolikhet: int, konsekvens: int, poster: Sequence[Matrispost]) -> Svg:
    x, y = VANSTER + (konsekvens - 1) * RUTA, TOPP + (4 - sannolikhet) * RUTA
    varde = sannolikhet * konsekvens
    niva = niva_of(varde)
    return joined(
        rect(x, y, RUTA, RUTA, class_=f"ram niva-{niva.nummer}"),
        text(x + 8, y + 19, str(varde), class_="litet"),
        text(x + RUTA - 8, y + 19, niva.ord, class_="litet", text_anchor="end"),
        *_discs(x, y, poster),
    )


def _discs(x: float, y: float, poster: Sequence[Matrispost]) -> list[Svg]:
    ryms = poster if len(poster) <= HOGST else poster[: HOGST - 1]
    skivor = [_disc(*_place(x, y, plats, len(poster)), str(post.nr), post) for plats, post in enumerate(ryms)]
    if rest := len(poster) - len(ryms):
        skivor.append(_disc(*_place(x, y, HOGST - 1, HOGST), f"+{rest}", None))
    return skivor


def _place(x: float, y: float, plats: int, antal: int) -> tuple[float, float]:
    rader = 1 if antal <= PER_RAD else 2
    rad, kolumn = divmod(plats, PER_RAD)
    i_raden = min(PER_RAD, antal - rad * PER_RAD)
    return (
        x + RUTA / 2 + (kolumn - (i_raden - 1) / 2) * 34,
        y + 64 + (rad - (rader - 1) / 2) * 35,
    )


def _disc(x: float, y: float, nummer: str, post: Matrispost | None) -> Svg:
    skiva = joined(
        element("circle", cx=x, cy=y, r=RADIE, class_="skiva"),
        text(x, y + 4.5, nummer, class_="nr", text_anchor="middle"),
    )
    if post is None:
        return skiva
    hel = element("title", f"{post.nr}. {post.namn}")
    if not post.adress:
        return element("g", hel, skiva)
    return element("a", hel, skiva, href=post.adress, aria_label=f"{post.nr}. {post.namn}")


def _axes() -> Svg:
    botten = TOPP + 4 * RUTA
    delar = []
    for nr in range(1, 5):
        mitt = TOPP + (4 - nr) * RUTA + RUTA / 2
        delar += _row_label(nr, mitt)
        delar.append(text(VANSTER + (nr - 0.5) * RUTA, botten + 17, f"{nr} {KONSEKVENS[nr - 1]}", text_anchor="middle"))
    delar.append(text(VANSTER, botten + 38, "Konsekvens", class_="axel"))
    delar.append(text(0, TOPP + 14, "Sannolikhet", class_="axel"))
    delar.append(line(f"M{VANSTER + 82} {botten + 34}h40m-6 -4l6 4l-6 4", class_="pil"))
    return joined(*delar)


def _row_label(nr: int, mitt: float) -> list[Svg]:
    """The number and its word, the word on a line of its own when it is long."""
    ord_ = f"{nr} {SANNOLIKHET[nr - 1]}".split(" ")
    rader = [" ".join(ord_[:2]), *ord_[2:]]
    return [
        text(VANSTER - 10, mitt + 4 + 15 * (plats - (len(rader) - 1) / 2), rad, text_anchor="end")
        for plats, rad in enumerate(rader)
    ]
