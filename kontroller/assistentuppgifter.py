"""Hur reglerna om assistenter går igenom en faktura: rapport för rapport, med det registren säger. Utan Django."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from assistans.svenska import datumspann, timmar_minuter, upprakning
from kontroller.bevis import Radpar
from kontroller.fakta import Fakta, OmAssistent, Rapport, Redovisning, Tidrad, Uppgiftsslag, covers
from kontroller.regel import Fynd, dossier_name, not_judged, ok
from kontroller.underlag import days_text, evidence, minutes_of, without_rows

Provning = Callable[[Fakta, Redovisning, Rapport, OmAssistent], Iterator[Fynd]]


def judge_reports(fakta: Fakta, provning: Provning, ren: Callable[[Redovisning], str]) -> Iterator[Fynd]:
    """Every report with rows in turn; `ren` is what to say of a dossier in which nothing was found."""
    for redovisning in fakta.redovisningar:
        yield from judge_dossier(fakta, redovisning, provning, ren)


def judge_dossier(
    fakta: Fakta, redovisning: Redovisning, provning: Provning, ren: Callable[[Redovisning], str]
) -> Iterator[Fynd]:
    """The reports of one dossier, as `judge_reports` has it."""
    if not redovisning.arbetsdagar:
        yield without_rows(redovisning)
        return
    med_rader = [rapport for rapport in redovisning.rapporter if rapport.rader]
    fynd = [f for rapport in med_rader for f in _judge(fakta, redovisning, rapport, provning)]
    yield from fynd or [
        ok(ren(redovisning), redovisning=redovisning.id, matt={"rapporter_antal": len(redovisning.rapporter)})
    ]


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport, provning: Provning) -> Iterator[Fynd]:
    om = about(redovisning, rapport.assistent.person)
    if om is None:
        return iter([_unknown(fakta, redovisning, rapport)])
    return provning(fakta, redovisning, rapport, om)


def about(redovisning: Redovisning, person: int) -> OmAssistent | None:
    """What the registers say of an assistant; None for facts that were stored before it was asked."""
    return next((om for om in redovisning.om_assistenter if om.person == person), None)


def _unknown(fakta: Fakta, redovisning: Redovisning, rapport: Rapport) -> Fynd:
    return not_judged(
        f"Det som registren säger om assistenten i rapport {rapport.kod} är inte hämtat, så kontrollen kan inte göras.",
        **evidence(fakta, redovisning, pairs(rapport, rapport.rader)),
    )


def who(redovisning: Redovisning, rapport: Rapport) -> str:
    """En assistent för LSS-9F3C (rapport R-1), as a sentence begins."""
    return f"En assistent för {dossier_name(redovisning)} (rapport {rapport.kod})"


def pairs(rapport: Rapport, rader: Iterable[Tidrad]) -> list[Radpar]:
    """Rows with the report that they stand in."""
    return [(rapport, rad) for rad in rader]


def first_day(rapport: Rapport) -> date:
    """The first day with a row."""
    return min(rad.datum for rad in rapport.rader)


def told(
    fakta: Fakta, redovisning: Redovisning, rapport: Rapport, om: OmAssistent, slag: Uppgiftsslag
) -> tuple[str, str, dict[str, Any]] | None:
    """What the register says of the days of some rows: its periods and the time in words, and what to point at.

    None when it says nothing of them. The words are the days and never what it is that the municipality has been told.
    """
    uppgifter = [u for u in om.uppgifter if u.slag == slag and any(covers(u, rad.datum) for rad in rapport.rader)]
    if not uppgifter:
        return None
    rader = pairs(rapport, (rad for rad in rapport.rader if any(covers(u, rad.datum) for u in uppgifter)))
    perioder = upprakning(list(dict.fromkeys(datumspann(u.fran, u.tom) for u in uppgifter)))
    matt = {"uppgiften_fran_datum": min(u.fran for u in uppgifter), "berorda_minuter": minutes_of(rader)}
    return perioder, reported(rader), {"matt": matt, **evidence(fakta, redovisning, rader)}


def reported(rader: list[Radpar]) -> str:
    """8 tim är rapporterade den 3 april 2015, inside a sentence."""
    return f"{timmar_minuter(minutes_of(rader))} är rapporterade den {days_text(rad.datum for _, rad in rader)}"
