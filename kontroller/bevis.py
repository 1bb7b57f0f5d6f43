"""Hur reglerna om tidrapporter och krockar pekar ut det de fann, och vad tiden är värd. Utan Django."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TypedDict

from assistans.svenska import manad_namn
from kontroller.berakning import payable_minutes
from kontroller.fakta import Fakta, Rapport, Redovisning, Tidrad, Tidstyp, Vistelse
from kontroller.regel import ALLTID, Fynd, not_judged, row_name, stop
from kontroller.underlag import price_of_time

ARBETSTID_VARJE_MANAD = ((ALLTID, "9 § 2 LSS"), (date(2013, 7, 1), "11 a § LSS"))
"""Sedan den 1 juli 2013 ska arbetsgivaren varje månad redovisa arbetstiden till kommunen."""


Radpar = tuple[Rapport, Tidrad]
"""En tidrad och rapporten den står i."""


class Utpekat(TypedDict):
    """De fält i ett fynd som pekar ut tidrader."""

    rader: tuple[str, ...]
    tidrader: tuple[int, ...]


def point_at(rader: Iterable[Radpar]) -> Utpekat:
    """The fields of a finding that point out time rows, each once, in order of time."""
    olika = {rad.id: (rapport, rad) for rapport, rad in rader}
    i_tid = sorted(olika.values(), key=lambda par: (par[1].borjar, par[1].id))
    return {
        "rader": tuple(row_name(rapport.kod, rad.datum, rad.start, rad.slut) for rapport, rad in i_tid),
        "tidrader": tuple(rad.id for _, rad in i_tid),
    }


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


def rows_within(redovisning: Redovisning, vistelse: Vistelse) -> list[tuple[Radpar, int]]:
    """The dossier's rows that share time with a stay, and how many minutes. A stay without an end goes on."""
    traffar = []
    for rapport, rad in redovisning.tidrader:
        slutar = rad.slutar if vistelse.slutar is None else min(rad.slutar, vistelse.slutar)
        minuter = slutar - max(rad.borjar, vistelse.borjar)
        if minuter > 0:
            traffar.append(((rapport, rad), minuter))
    return traffar


def worth(fakta: Fakta, redovisning: Redovisning, tid: Iterable[tuple[Tidstyp, int]]) -> Decimal | None:
    """What minutes of time are worth on the invoice, in kronor. None when its lines have no price, or several."""
    return price_of_time(fakta, redovisning, payable_minutes(tid))


def worth_of_rows(fakta: Fakta, redovisning: Redovisning, rader: Iterable[Tidrad]) -> Decimal | None:
    """What whole time rows are worth on the invoice, as `worth` counts it."""
    return worth(fakta, redovisning, ((rad.tidstyp, rad.minuter) for rad in rader))


def remarks_of(fakta: Fakta, kontroll: str) -> Iterator[Fynd]:
    """What the reading of the file found that a control shows, each a deviation that names its rule and field."""
    for anmarkning in fakta.faktura.anmarkningar:
        if anmarkning.kontroll == kontroll:
            yield stop(
                f"{anmarkning.text.rstrip('.')} ({anmarkning.regel}, fältet {anmarkning.falt}).",
                matt={"regel": anmarkning.regel, "falt": anmarkning.falt},
                rader=(f"fältet {anmarkning.falt}",),
            )
