"""Hur en regel pekar ut det den fann: rader, dagar, och vad det är värt på fakturan. Utan Django."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypedDict

from assistans.svenska import HARD_SPACE, datum_kort, manad_namn, upprakning
from kontroller.berakning import TIMME, price_per_hour, round_half_up
from kontroller.fakta import DELARE, Fakta, Rapport, Redovisning, Tidrad, Tidstyp
from kontroller.regel import ALLTID, Fynd, not_judged, row_name

ARBETSTID_VARJE_MANAD = ((ALLTID, "9 § 2 LSS"), (date(2013, 7, 1), "11 a § LSS"))
"""Sedan den 1 juli 2013 ska arbetsgivaren varje månad redovisa arbetstiden till kommunen."""


class Utpekat(TypedDict):
    """De fält i ett fynd som pekar ut tidrader."""

    rader: tuple[str, ...]
    tidrader: tuple[int, ...]


def point_at(rader: Iterable[tuple[Rapport, Tidrad]]) -> Utpekat:
    """The fields of a finding that point out time rows, each once, in order of time."""
    olika = {rad.id: (rapport, rad) for rapport, rad in rader}
    i_tid = sorted(olika.values(), key=lambda par: (par[1].borjar, par[1].id))
    return {
        "rader": tuple(row_name(rapport.kod, rad.datum, rad.start, rad.slut) for rapport, rad in i_tid),
        "tidrader": tuple(rad.id for _, rad in i_tid),
    }


def days_text(dagar: Iterable[date]) -> str:
    """Days as a sentence has them: "3–9 april", "3–9, 12 och 20 april", "30 april och 1 maj"."""
    spann: list[tuple[date, date]] = []
    for dag in sorted(set(dagar)):
        if spann and dag == spann[-1][1] + timedelta(days=1) and dag.month == spann[-1][0].month:
            spann[-1] = (spann[-1][0], dag)
        else:
            spann.append((dag, dag))
    if len({(fran.year, fran.month) for fran, _ in spann}) == 1:
        return f"{upprakning([_days(*s) for s in spann])}{HARD_SPACE}{manad_namn(spann[0][0], ar=False)}"
    return upprakning([datum_kort(fran) if fran == tom else f"{fran.day}–{datum_kort(tom)}" for fran, tom in spann])


def _days(fran: date, tom: date) -> str:
    return str(fran.day) if fran == tom else f"{fran.day}–{tom.day}"


def person_month(redovisning: Redovisning) -> str:
    """The dossier in a sentence: "LSS-9F3C i april 2015"."""
    return f"{redovisning.brukare.referens} i {manad_namn(redovisning.manad)}"


def missing_report(fakta: Fakta, redovisning: Redovisning) -> Fynd:
    """The answer of every control of time reports when there is none: missing data is never a pass."""
    return not_judged(
        f"Ingen tidrapport har kommit för {person_month(redovisning)}.",
        redovisning=redovisning.id,
        matt={"tidrapporter_antal": 0},
        kronor=fakta.claimed_amount(redovisning),
    )


def price_on(fakta: Fakta, redovisning: Redovisning, dag: date) -> Fraction | None:
    """Kronor an hour that the invoice asks for the dossier on a day; None when no line has a price.

    Of several lines those whose period has the day count, and of them the dearest, so that no amount is told too low.
    """
    rader = fakta.lines_of(redovisning)
    traffar = [
        rad
        for rad in rader
        if (rad.period_fran is None or rad.period_fran <= dag) and (rad.period_tom is None or dag <= rad.period_tom)
    ]
    return max((pris for rad in traffar or rader if (pris := price_per_hour(rad)) is not None), default=None)


def worth(fakta: Fakta, redovisning: Redovisning, tid: Iterable[tuple[date, Tidstyp, int]]) -> Decimal | None:
    """What minutes of time are worth on the invoice, in kronor and öre: at most what it claims for the dossier.

    None when a day has no price.
    """
    kronor, priser = Fraction(0), dict[date, Fraction | None]()
    for dag, tidstyp, minuter in tid:
        if dag not in priser:
            priser[dag] = price_on(fakta, redovisning, dag)
        pris = priser[dag]
        if pris is None:
            return None
        kronor += Fraction(minuter, DELARE[tidstyp]) * pris / TIMME
    return min(round_half_up(kronor, 2), fakta.claimed_amount(redovisning))


def worth_of_rows(fakta: Fakta, redovisning: Redovisning, rader: Iterable[Tidrad]) -> Decimal | None:
    """What whole time rows are worth on the invoice, as `worth` counts it."""
    return worth(fakta, redovisning, ((rad.datum, rad.tidstyp, rad.minuter) for rad in rader))
