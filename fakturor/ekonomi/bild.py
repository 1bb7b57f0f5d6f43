"""Figur 2 som bild: en ruta för varje år, budget och utfall bredvid varandra, slag för slag och i samma skala."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistans.grafik.liggande import Grupp, Stapel, liggande_staplar
from assistans.grafik.svg import Svg
from assistans.svenska import heltal
from fakturor.ekonomi.jamforelse import Jamford, thousands

BREDAST = 66
"""Per cent of the width for the longest bar: the words are a name and a figure in thousands."""


@dataclass(frozen=True, slots=True)
class Arsbild:
    """Ett år: vad budgeten jämförs med, och bilden."""

    rubrik: str
    bild: Svg


def pictures_of(ar: Sequence[tuple[int, str, Sequence[Jamford]]], namn: Sequence[str]) -> tuple[Arsbild, ...]:
    """A picture of each year, from (year, what the budget is held against, the figures by kind with the sum last).

    Light bars are the budget, dark ones what it came to; each has its words, so nothing is told by colour alone.
    """
    belopp = [varde for _, _, delar in ar for del_ in delar for varde in (del_.budget, del_.utfall) if varde]
    skala = max(belopp, default=None)
    return tuple(
        Arsbild(f"Budget och {art.lower()} {arets}", _picture(arets, art, list(zip(namn, delar, strict=True)), skala))
        for arets, art, delar in ar
    )


def _picture(ar: int, art: str, delar: Sequence[tuple[str, Jamford]], skala: Decimal | None) -> Svg:
    grupper = [
        Grupp(rubrik, tuple(_bars(art, del_)), egen=n == len(delar) - 1) for n, (rubrik, del_) in enumerate(delar)
    ]
    ord_ = ". ".join(f"{g.namn}: {', '.join(stapel.etikett for stapel in g.staplar)}" for g in grupper)
    return liggande_staplar(
        grupper,
        titel=f"Budget och {art.lower()} {ar}, tusental kronor",
        beskrivning=f"{ord_}.",
        skala=skala,
        full=BREDAST,
        id_prefix=f"utfall-{ar}",
    )


def _bars(art: str, jamford: Jamford) -> Iterator[Stapel]:
    for rubrik, belopp, ljus in (("Budget", jamford.budget, True), (art, jamford.utfall, False)):
        siffra = "saknas" if belopp is None else heltal(int(thousands(belopp)))
        yield Stapel(belopp, f"{rubrik} {siffra}", ljus=ljus)
