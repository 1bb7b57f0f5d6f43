"""Hur arbetstid räknas: vad som ryms i en period, vad som är över, och vilken månad som lägger till det.

Det nyaste räknas som det som är över: en månad svarar bara för det som den själv lägger till, så ingen minut
ifrågasätts i två månader. Ren, utan Django.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from kontroller.berakning import TIMME
from kontroller.fakta import Arbetat, Arbetsfonster, Arbetstid

FYRA_VECKOR = 4


def above(minuter: int, grans: Fraction) -> Fraction:
    """How much is above a limit; nothing when it is within."""
    return max(Fraction(0), minuter - grans)


def added(fore: int, manaden: int, grans: Fraction) -> Fraction:
    """How much of what is above a limit that the month adds, when the oldest time is what has room."""
    return above(fore + manaden, grans) - above(fore, grans)


def limit_of(veckor: int, veckotimmar: int | Fraction) -> Fraction:
    """Minutes that have room in so many weeks, by an average of hours a week."""
    return Fraction(veckotimmar) * veckor * TIMME


def caps_of(text: str) -> dict[str, Fraction]:
    """The agreements' hours a week, as a rule set has them: "Avtalet=48; Ett annat=38,25", by folded name.

    What is written in another way is no limit, so that the agreement is not judged.
    """
    funna = re.findall(r"([^=;]*[^=;\s])\s*=\s*(\d+(?:[.,]\d+)?)\s*(?:;|$)", text)
    return {namn.strip().casefold(): Fraction(timmar.replace(",", ".")) for namn, timmar in funna}


def total(tid: Arbetat, vantetid: bool) -> int:
    """Minutes that count, with or without waiting time."""
    return tid.aktiv + (tid.vantetid if vantetid else 0)


@dataclass(frozen=True, slots=True)
class Period:
    """En period så som en regel räknar den: minuter före månaden och i den, hos anordnaren och hos andra."""

    fore: int
    har: int
    anordnaren: int
    andra_fore: int
    andra: int

    @classmethod
    def of(cls, f: Arbetsfonster, vantetid: bool = False) -> "Period":
        """The period with or without waiting time."""
        return cls(
            fore=total(f.fore_aret, vantetid) + total(f.fore, vantetid),
            har=total(f.har, vantetid),
            anordnaren=total(f.anordnaren, vantetid),
            andra_fore=total(f.andra_fore, vantetid),
            andra=total(f.andra, vantetid),
        )

    @property
    def hos_anordnaren(self) -> int:
        """All the time with the provider, up to the end of the month."""
        return self.fore + self.har + self.anordnaren

    @property
    def hos_andra(self) -> int:
        """All the time with other employers that the municipality knows of, up to the end of the month."""
        return self.andra_fore + self.andra

    def over(self, grans: Fraction) -> Fraction:
        """What the month adds above the limit, with the provider alone."""
        return added(self.fore, self.har + self.anordnaren, grans)

    def over_with_others(self, grans: Fraction) -> Fraction:
        """What the month adds above the limit when all employers are counted."""
        return added(self.fore + self.andra_fore, self.har + self.anordnaren + self.andra, grans)


def overtime_of_year(tid: Arbetstid, fyra_veckor: Fraction, hogst: int) -> tuple[Fraction, Fraction]:
    """The year's overtime up to the end of the month, and how much the month adds above the highest allowed.

    Overtime is what is above the limit in each span of four weeks; what was worked before the year is not the year's.
    """
    fore = till = Fraction(0)
    for f in tid.fyraveckor:
        aret, manaden = f.fore_aret.aktiv, f.har.aktiv + f.anordnaren.aktiv
        fore += added(aret, f.fore.aktiv, fyra_veckor)
        till += added(aret, f.fore.aktiv + manaden, fyra_veckor)
    return till, max(Fraction(0), till - hogst) - max(Fraction(0), fore - hogst)
