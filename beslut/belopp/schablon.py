"""Statens timbelopp för assistansersättning, och det som räknas ur ett sådant.

Regeringen bestämmer beloppet för ett år i taget, genom en ändring i förordningen (1993:1091). Här står bara de år
där beloppet är läst i en källa. De andra åren skriver den in som har föreskriften framför sig.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from beslut.belopp.avrundning import KRONA, ORE, TIO_ORE, rounded


class Schablonar(NamedTuple):
    """Ett års belopp i kronor per timme, och numret i svensk författningssamling på ändringen som ger det."""

    ar: int
    belopp: Decimal
    sfs: str

    @property
    def grund(self) -> str:
        return f"SFS {self.sfs}"

    @property
    def forsta(self) -> date:
        return date(self.ar, 1, 1)

    @property
    def sista(self) -> date:
        return date(self.ar, 12, 31)


KANDA = {
    ar: Schablonar(ar, Decimal(belopp), sfs)
    for ar, belopp, sfs in (
        (2008, "237.00", "2007:689"),
        (2012, "267.00", "2011:790"),
        (2013, "275.00", "2012:531"),
        (2014, "280.00", "2013:723"),
        (2015, "284.00", "2014:1311"),
        (2017, "291.00", "2016:870"),
        (2018, "295.40", "2017:891"),
        (2019, "299.80", "2018:1750"),
        (2020, "304.30", "2019:576"),
        (2021, "315.00", "2020:791"),
        (2022, "319.70", "2021:880"),
        (2023, "324.50", "2022:1541"),
        (2024, "332.60", "2023:578"),
    )
}
OKANDA = {
    2009: "Föreskriften SFS 2008:479 har inte kunnat läsas.",
    2010: "Föreskriften SFS 2009:931 har inte kunnat läsas.",
    2011: "Föreskriften SFS 2010:812 är inte läst. Beloppet är bara känt som en uträkning ur nästa års.",
    2016: "Föreskriften SFS 2015:556 är inte läst. Beloppet är bara känt som en uträkning ur föregående års.",
    2025: "Föreskriften SFS 2024:999 finns, men beloppet i den är inte läst.",
    2026: "Ingen källa till beloppet har hittats.",
}
"""Why the amount of a year is not among the known ones."""
SENARE = "Beloppet är inte känt för programmet."
"""What is said of a year that nobody has looked for."""

HOGST_OVER = Fraction(12, 100)
"""How much higher than the schablon a raised amount may be, as a share of it (51 kap. 11 § SFB)."""
SISTA_HELA_KRONOR = date(2018, 9, 30)
"""Through this day a raised amount was rounded to whole kronor (SFS 2017:891; repealed by SFS 2018:557)."""

STEG = {"ore": ORE, "tio_ore": TIO_ORE, "krona": KRONA}
"""How a share is rounded, by what is stored in `Timbelopp.avrundning`."""


def highest_raised(schablon: Decimal, dag: date) -> Decimal:
    """The highest raised amount on a day, in kronor an hour: 12 per cent above the schablon."""
    steg = KRONA if dag <= SISTA_HELA_KRONOR else ORE
    return rounded(Fraction(schablon) * (1 + HOGST_OVER), steg)


def share_of(schablon: Decimal, procent: Decimal, avrundning: str) -> Decimal:
    """A percentage (95 is 95 %) of the schablon, in kronor an hour, rounded half up to the step of `avrundning`."""
    return rounded(Fraction(schablon) * Fraction(procent) / 100, STEG[avrundning])
