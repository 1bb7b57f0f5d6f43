"""Vad besluten ger en månad i ersatta timmar, och vad det kostar fullt ut. Ren räkning, utan Django."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistans.tid import last_of_month
from beslut.omrakning import days_in_force, month_share

TIMME, VECKA = 60, 7
KOMMUNENS_TIMMAR = 20
"""Hours a week that the municipality pays for a person with assistansersättning (51 kap. 22 § SFB)."""
DELARE = {"aktiv": 1, "vantetid": 4, "beredskap": 7}
"""An hour of väntetid is paid as a quarter, one of beredskap as a seventh (9 a § LSS)."""


@dataclass(frozen=True, slots=True)
class Beslutad:
    """En beslutsrad: för vem, hur många timmar av vilket slag, och när."""

    brukare_id: int
    timmar: Decimal
    enhet: str
    omrakning: str
    tidstyp: str
    fran: date
    tom: date | None


@dataclass(frozen=True, slots=True)
class Sats:
    """Ett timbelopp som gäller alla, under en period."""

    belopp: Decimal
    fran: date
    tom: date | None


def payable_hours(rader: Iterable[Beslutad], manad: date) -> Fraction:
    """The hours of the month as they are paid: väntetid a quarter, beredskap a seventh."""
    return sum((_hours(rad, manad) for rad in rader), Fraction(0))


def first_twenty(rader: Iterable[Beslutad], manad: date) -> Fraction:
    """The hours of the month that the municipality pays Försäkringskassan: at most 20 a week for each person."""
    timmar: dict[int, Fraction] = defaultdict(Fraction)
    dagar: dict[int, int] = defaultdict(int)
    for rad in rader:
        timmar[rad.brukare_id] += _hours(rad, manad)
        dagar[rad.brukare_id] = max(
            dagar[rad.brukare_id], days_in_force(rad.fran, rad.tom, manad, last_of_month(manad))
        )
    return sum(
        (min(antal, Fraction(KOMMUNENS_TIMMAR * dagar[person], VECKA)) for person, antal in timmar.items()), Fraction(0)
    )


def rate_of(satser: Iterable[Sats], manad: date) -> Fraction | None:
    """The rate of a month; the mean over its days when it changes within it. None when a day has none."""
    sista = last_of_month(manad)
    summa, dagar = Fraction(0), 0
    for sats in satser:
        antal = days_in_force(sats.fran, sats.tom, manad, sista)
        summa += antal * Fraction(sats.belopp)
        dagar += antal
    return summa / dagar if dagar == sista.day else None


def _hours(rad: Beslutad, manad: date) -> Fraction:
    return month_share(rad.timmar, rad.enhet, rad.omrakning, rad.fran, rad.tom, manad) / (TIMME * DELARE[rad.tidstyp])
