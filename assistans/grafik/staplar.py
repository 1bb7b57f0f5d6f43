"""The two bars: the outcome of a month in kronor, and the measure of one side against what is granted."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from assistans import svenska
from assistans.grafik.monster import TEXTURED, pattern
from assistans.grafik.svg import Svg, element

GAP = 0.3  # per cent of the width between two parts of the outcome bar
LEAST = 0.6  # per cent: what exists is seen


def utfallsstapel(
    summor: Mapping[str, Decimal], *, id_prefix: str = "stapel", titel: str = "Fakturerat belopp efter utfall"
) -> Svg:
    """The outcome bar: one part per verdict, as wide as its share of the kronor.

    `summor` gives kronor per verdict; `ej_tillamplig` is never a part of a bar, and a verdict without kronor
    is left out. Nothing at all gives an empty bar that says so.
    """
    delar = [(utfall, summor[utfall]) for utfall in svenska.UTFALLSORD if summor.get(utfall, 0) > 0]
    delar = [(utfall, summa) for utfall, summa in delar if utfall != "ej_tillamplig"]
    totalt = sum((summa for _, summa in delar), Decimal(0))

    return _bar(delar, told=_told(delar, totalt), id_prefix=id_prefix, titel=titel)


def tackningsstapel(
    delar: Sequence[tuple[str, str, Decimal]], *, id_prefix: str = "tackning", titel: str = "Täckning i kronor"
) -> Svg:
    """The coverage bar: one part for each of (verdict whose colour it has, words, kronor), in the order given."""
    totalt = sum((summa for *_, summa in delar), Decimal(0))
    poster = [f"{ord_.lower()} {svenska.kronor(summa, oren=False)}" for _, ord_, summa in delar]
    return _bar(
        [(utfall, summa) for utfall, _, summa in delar if summa > 0],
        told=f"Av {svenska.kronor(totalt, oren=False)} är {svenska.upprakning(poster)}.",
        id_prefix=id_prefix,
        titel=titel,
    )


def matt(beviljat: int | Fraction, varde: int | Fraction, skala: int | Fraction, *, id_prefix: str) -> Svg:
    """The measure of one side: `varde` minutes on a scale of `skala`, with a line at what is granted.

    What goes beyond the granted time is hatched and never too thin to see. The figures stand in words beside it,
    so a reader is told nothing twice. For the granted side itself, `varde` is `beviljat`.
    """
    full = max(skala, varde, beviljat, 1)
    inom, over = min(varde, beviljat), max(varde - beviljat, 0)
    grans, inom_bredd = _percent(beviljat, full), _percent(inom, full)
    over_bredd = max(_percent(over, full), 1.0) if over else 0.0
    # A surplus at the very end of the scale keeps its least width by starting earlier.
    over_x = min(inom_bredd, 100 - over_bredd)

    delar = [element("rect", class_="f-botten", y=2, width="100%", height=10)]
    delar.append(element("rect", class_="f-tid", y=2, width=_pc(inom_bredd), height=10))
    if over:
        delar.append(
            element("rect", fill=f"url(#{id_prefix}-over)", x=_pc(over_x), y=2, width=_pc(over_bredd), height=10)
        )
        delar.insert(0, element("defs", pattern("avvikelse", f"{id_prefix}-over")))
    strecket = element("line", class_="grans", x1=_pc(grans), x2=_pc(grans), y1=0, y2=14)
    return element("svg", *delar, strecket, class_="matt", aria_hidden="true")


def matt_beviljat(beviljat: int | Fraction, skala: int | Fraction) -> Svg:
    """The measure of the granted side: ink instead of time, as nobody has worked it."""
    grans = _pc(_percent(beviljat, max(skala, beviljat, 1)))
    return element(
        "svg",
        element("rect", class_="f-botten", y=2, width="100%", height=10),
        element("rect", class_="f-beviljat", y=2, width=grans, height=10),
        element("line", class_="grans", x1=grans, x2=grans, y1=0, y2=14),
        class_="matt",
        aria_hidden="true",
    )


def _bar(delar: list[tuple[str, Decimal]], *, told: str, id_prefix: str, titel: str) -> Svg:
    totalt = sum((summa for _, summa in delar), Decimal(0))
    bredder = _widths([summa / totalt for _, summa in delar]) if delar else []
    ritat, x = [], 0.0
    for (utfall, _), bredd in zip(delar, bredder, strict=True):
        ritat.append(_part(utfall, x, bredd, id_prefix))
        x += bredd + GAP
    monster = [pattern(utfall, f"{id_prefix}-m-{utfall}") for utfall, _ in delar if utfall in TEXTURED]

    return element(
        "svg",
        element("title", titel, id=f"{id_prefix}-t"),
        element("desc", told, id=f"{id_prefix}-d"),
        element("defs", *monster) if monster else Svg(),
        *(ritat or [element("rect", class_="f-botten", width="100%", height=28)]),
        class_="stapel",
        role="img",
        aria_labelledby=f"{id_prefix}-t {id_prefix}-d",
    )


def _part(utfall: str, x: float, bredd: float, id_prefix: str) -> Svg:
    if utfall in TEXTURED:
        return element("rect", fill=f"url(#{id_prefix}-m-{utfall})", x=_pc(x), width=_pc(bredd), height=28)
    return element("rect", class_=f"f-{utfall}", x=_pc(x), width=_pc(bredd), height=28)


def _widths(andelar: list[Decimal]) -> list[float]:
    """Shares of one as widths in per cent that, with the gaps, fill the bar; the thin ones widened."""
    rum = 100 - GAP * (len(andelar) - 1)
    bredder = [max(float(andel) * rum, LEAST) for andel in andelar]
    storst = bredder.index(max(bredder))
    bredder[storst] -= sum(bredder) - rum
    return bredder


def _told(delar: list[tuple[str, Decimal]], totalt: Decimal) -> str:
    if not delar:
        return "Inget belopp är fakturerat."
    poster = [f"{svenska.UTFALLSORD[utfall].lower()} {svenska.kronor(summa, oren=False)}" for utfall, summa in delar]
    return f"Av {svenska.kronor(totalt, oren=False)} är {svenska.upprakning(poster)}."


def _percent(del_: int | Fraction, hela: int | Fraction) -> float:
    return float(Fraction(del_) / Fraction(hela) * 100)


def _pc(tal: float) -> str:
    return f"{tal:.2f}".rstrip("0").rstrip(".") + "%"
