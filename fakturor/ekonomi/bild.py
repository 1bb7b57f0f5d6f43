"""Figur 2 som bild: budget och utfall bredvid varandra, slag för slag och år för år."""

from collections.abc import Sequence

from assistans.grafik.liggande import Grupp, Stapel, liggande_staplar
from assistans.grafik.svg import Svg
from assistans.svenska import heltal
from fakturor.ekonomi.jamforelse import Jamford, thousands

Kolumn = tuple[Sequence[str], Sequence[Jamford]]
"""The headings of a year, and its figures by kind."""


def picture_of(kolumner: Sequence[Kolumn], namn: Sequence[str]) -> Svg:
    """Light bars are the budget, dark ones what it came to; each has its words, so nothing is told by colour alone."""
    grupper = [
        Grupp(rubrik, tuple(stapel for kolumn in kolumner for stapel in _bars(kolumn, n)), egen=n == len(namn) - 1)
        for n, rubrik in enumerate(namn)
    ]
    ord_ = ". ".join(f"{g.namn}: {', '.join(stapel.etikett for stapel in g.staplar)}" for g in grupper)
    return liggande_staplar(
        grupper, titel="Budget och utfall, tusental kronor", beskrivning=f"{ord_}.", id_prefix="utfall"
    )


def _bars(kolumn: Kolumn, n: int):
    rubriker, delar = kolumn
    for rubrik, belopp, ljus in ((rubriker[0], delar[n].budget, True), (rubriker[1], delar[n].utfall, False)):
        siffra = "saknas" if belopp is None else heltal(int(thousands(belopp)))
        yield Stapel(belopp, f"{rubrik}: {siffra}", ljus=ljus)
