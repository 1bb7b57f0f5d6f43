"""Perioderna som en assistents arbetstid räknas över (9 d § första stycket 4 LSS). Utan frågor till databasen."""

from datetime import date, timedelta
from typing import NamedTuple

from beslut.models import Assistent

Lag = Assistent.Arbetstidslag

HUSLIGA_VECKOR = 4
"""Lagen (1970:943) om arbetstid i husligt arbete: genomsnittet räknas över perioder om exakt 28 dagar i följd."""
HOGST_VECKOR = {Lag.HUSLIGL: HUSLIGA_VECKOR, Lag.ATL: 17, Lag.KOLLEKTIVAVTAL: 52}
"""The longest period in whole weeks: four months (119 days are never more) and, by collective agreement, a year."""
VISADE = 6

FORKLARING = {
    Lag.HUSLIGL: "Arbetstiden räknas i genomsnitt över perioder om fyra veckor, 28 dagar, som följer på varandra.",
    Lag.ATL: "Arbetstiden räknas i genomsnitt över en period om högst fyra månader.",
    Lag.KOLLEKTIVAVTAL: "Arbetstiden räknas över den period som avtalet säger, högst tolv månader.",
}
"""What each law says of the period, in a sentence."""


class Berakningsperiod(NamedTuple):
    """En period som arbetstiden räknas över; båda dagarna räknas med. `pagar` den dag som sidan läses."""

    fran: date
    tom: date
    pagar: bool


def coming_periods(assistent: Assistent, *, idag: date, antal: int = VISADE) -> list[Berakningsperiod]:
    """The period that the day falls in, and those that follow on it, back to back.

    From the first one if the day is before it, none past the end of the registration, and none without a beginning.
    """
    if assistent.berakning_fran is None or assistent.berakning_veckor is None:
        return []
    langd = timedelta(weeks=assistent.berakning_veckor)
    hela = max(0, (idag - assistent.berakning_fran) // langd)
    borjar = [assistent.berakning_fran + (hela + nummer) * langd for nummer in range(antal)]
    perioder = [(fran, fran + langd - timedelta(days=1)) for fran in borjar]
    sista = assistent.galler_tom or date.max
    return [Berakningsperiod(fran, tom, fran <= idag <= tom) for fran, tom in perioder if fran <= sista]
