"""The timeline: months across, one group of lanes per kind of thing, a bar from its first day to its last.

Bars of one group that meet lie below each other. A bar that goes on beyond the picture has no end drawn there. As in
the month picture nothing has a colour here: the classes do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from assistans import svenska
from assistans.grafik.monster import stay_pattern
from assistans.grafik.svg import Svg, element, joined, line, rect, shortened, text
from assistans.tid import last_of_month

WIDTH, LEFT, RIGHT = 1120.0, 150.0, 1112.0
NAME_WIDTH = 140.0
HEAD, LANE, STEP, GAP = 40.0, 20.0, 24.0, 14.0
LEAST = 5.0
"""The width of the shortest bar, so that a single day is seen."""


@dataclass(frozen=True, slots=True)
class Stracka:
    """Något som gäller från en dag till en annan, båda med; `tom` None är tills vidare.

    `ord` skrivs i stapeln när det får plats, och hela `text` är vad den som pekar på den får läsa. `slag` är en av
    streckets klasser: band, tunn, vistelse, krav eller klar.
    """

    fran: date
    tom: date | None
    ord: str
    text: str
    slag: str = "band"


@dataclass(frozen=True, slots=True)
class Spar:
    """En grupp: sin rubrik och sina sträckor."""

    rubrik: str
    strackor: tuple[Stracka, ...]


@dataclass(frozen=True, slots=True)
class Tidslinje:
    """Det som ritas, mellan två dagar som båda är med."""

    fran: date
    tom: date
    spar: tuple[Spar, ...]
    idag: date
    vem: str


def tidslinje(bild: Tidslinje, *, id_prefix: str = "linje") -> Svg:
    """The picture as SVG. `id_prefix` keeps its ids apart from those of another picture on the same page."""
    grupper = [(spar, _lanes(bild, spar.strackor)) for spar in bild.spar]
    hojd = HEAD + sum(_height(rader) for _, rader in grupper)
    id_stay = f"{id_prefix}-vistelse"
    ritat, y = [], HEAD
    for spar, rader in grupper:
        ritat.append(_group(bild, spar, rader, y, id_stay))
        y += _height(rader)
    return element(
        "svg",
        element("title", f"Tidslinje för {bild.vem}", id=f"{id_prefix}-t"),
        element("desc", _told(bild), id=f"{id_prefix}-d"),
        element("defs", stay_pattern(id_stay)),
        _months(bild, hojd),
        *ritat,
        _today(bild, hojd),
        class_="manadsbild tidslinje",
        view_box=f"0 0 {WIDTH:.0f} {hojd + 6:.0f}",
        role="img",
        aria_labelledby=f"{id_prefix}-t {id_prefix}-d",
    )


def _x(bild: Tidslinje, dag: date) -> float:
    """Where a day begins, kept within the picture."""
    dagar = (bild.tom - bild.fran).days + 1
    andel = (dag - bild.fran).days / dagar
    return LEFT + (RIGHT - LEFT) * min(max(andel, 0.0), 1.0)


def _box(bild: Tidslinje, stracka: Stracka) -> tuple[float, float]:
    """Left edge and width of a bar."""
    x1 = _x(bild, stracka.fran)
    x2 = _x(bild, stracka.tom + timedelta(days=1)) if stracka.tom else RIGHT
    bredd = max(x2 - x1 - 1.5, LEAST)
    return min(x1, RIGHT - bredd), bredd


def _lanes(bild: Tidslinje, strackor: Sequence[Stracka]) -> list[list[Stracka]]:
    """The bars that are seen, each in the first lane that is free where it lies."""
    rader: list[list[Stracka]] = []
    slutar: list[float] = []
    for stracka in sorted(strackor, key=lambda s: s.fran):
        if stracka.fran > bild.tom or (stracka.tom and stracka.tom < bild.fran):
            continue
        x, bredd = _box(bild, stracka)
        rad = next((nr for nr, slut in enumerate(slutar) if slut <= x), len(rader))
        if rad == len(rader):
            rader.append([])
            slutar.append(0.0)
        rader[rad].append(stracka)
        slutar[rad] = x + bredd
    return rader


def _height(rader: list[list[Stracka]]) -> float:
    return STEP * max(len(rader), 1) + GAP


def _months(bild: Tidslinje, hojd: float) -> Svg:
    """A line where each month begins, its short name, and the year above the first of its months."""
    ritat = []
    for manad in _each_month(bild):
        x, nasta = _x(bild, manad), _x(bild, last_of_month(manad) + timedelta(days=1))
        ritat.append(line(f"M{x:.1f} {HEAD - 6}V{hojd}", class_="mitt"))
        namn = svenska.manad_namn(manad)[:3]
        ritat.append(text((x + nasta) / 2, 30, namn, class_="namn litet", text_anchor="middle"))
    for ar, manader in groupby(_each_month(bild), key=lambda manad: manad.year):
        ritat.append(text(_x(bild, next(manader)) + 3, 13, str(ar), class_="litet"))
    return joined(*ritat)


def _each_month(bild: Tidslinje) -> Iterator[date]:
    manad = bild.fran.replace(day=1)
    while manad <= bild.tom:
        yield manad
        manad = last_of_month(manad) + timedelta(days=1)


def _group(bild: Tidslinje, spar: Spar, rader: list[list[Stracka]], y: float, id_stay: str) -> Svg:
    rubrik = element("text", shortened(spar.rubrik, NAME_WIDTH), x=0, y=y + 14.5, class_="namn")
    ritat = [rubrik, line(f"M0 {y - GAP / 2}H{RIGHT:.0f}", class_="rutnat")]
    if not rader:
        ritat.append(text(LEFT + 8, y + 14.5, "Inget under tiden"))
    for nr, strackor in enumerate(rader):
        ritat += [_bar(bild, stracka, y + nr * STEP, id_stay) for stracka in strackor]
    return joined(*ritat)


def _bar(bild: Tidslinje, stracka: Stracka, y: float, id_stay: str) -> Svg:
    x, bredd = _box(bild, stracka)
    hel = element("title", stracka.text)
    form = element("rect", hel, x=x, y=y, width=bredd, height=LANE, rx=3, class_=stracka.slag)
    delar = [form]
    if stracka.slag == "vistelse":
        delar.append(rect(x, y, bredd, LANE, fill=f"url(#{id_stay})", pointer_events="none"))
    if len(ord_ := shortened(stracka.ord, bredd - 10)) > 1:
        delar.append(text(x + 6, y + 14.5, ord_, class_="namn", pointer_events="none"))
    return joined(*delar)


def _today(bild: Tidslinje, hojd: float) -> Svg:
    if not bild.fran <= bild.idag <= bild.tom:
        return Svg()
    x = _x(bild, bild.idag)
    return joined(
        line(f"M{x:.1f} {HEAD - 6}V{hojd}", class_="snitt"),
        text(x, hojd + 4, "i dag", class_="litet", text_anchor="middle"),
    )


def _told(bild: Tidslinje) -> str:
    """What the picture holds, in words and figures."""
    antal = [
        f"{spar.rubrik.lower()}: {svenska.antal(sum(map(len, _lanes(bild, spar.strackor))), 'sträcka', 'sträckor')}"
        for spar in bild.spar
    ]
    told = svenska.upprakning(antal)
    return f"{svenska.datumspann(bild.fran, bild.tom)}. {told[:1].upper()}{told[1:]}."
