"""Vad ett beslut skulle betyda, medan det skrivs: månaden, det som slutar, det som hindrar och vem som beslutar."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from assistans.tid import first_of_month
from beslut.manadstid import Manadsslag, month_of
from beslut.models import Beslut, Beslutsrad, Brukare
from beslut.services.decisions import draft_rows
from beslut.services.delegations import standing_in_words
from beslut.services.preceding import Beviljat, Foregaende, ending_in_words, find_preceding, obstacle_in_words
from beslut.services.redeciding import Nackdel, find_detriment


@dataclass(frozen=True, slots=True, kw_only=True)
class Prognos:
    """Vad personens beslut ger i en månad om det som är ifyllt sparas, vad som slutar då, och vad som hindrar.

    `nackdelar` är det som personen får mindre av, `beslutar` om den som beslutar får göra det.
    """

    manad: date
    slag: list[Manadsslag]
    slutar: str = ""
    hinder: str = ""
    nackdelar: list[Nackdel] = field(default_factory=list)
    beslutar: str = ""


def build_forecast(brukare: Brukare, givet: Mapping[str, Any], beviljat: Sequence[Beviljat], *, idag: date) -> Prognos:
    """Count the month in which the decision begins, with what can be read of it; else this month as it stands.

    `givet` is what has been typed and could be read, by the names of the form's fields.
    """
    fran, tom, typ = givet.get("galler_fran"), givet.get("galler_tom"), givet.get("typ")
    manad, beslutar = first_of_month(fran or idag), who_decides(givet)
    rader = list(brukare.beslutsrader.select_related("beslut"))
    if fran is None or typ is None or (tom is not None and tom < fran):
        return Prognos(manad=manad, slag=month_of(rader, manad), beslutar=beslutar)

    period = {"galler_fran": fran, "galler_tom": tom, "beviljat": beviljat}
    foregaende = find_preceding(brukare=brukare, typ=typ, **period)
    if hinder := obstacle_in_words(foregaende):
        return Prognos(manad=manad, slag=month_of(rader, manad), hinder=hinder, beslutar=beslutar)

    utkast = Beslut(diarienummer=givet.get("diarienummer") or "Det nya beslutet", brukare=brukare)
    return Prognos(
        manad=manad,
        slag=month_of([*_as_they_end(rader, foregaende, fran), *draft_rows(utkast, typ=typ, **period)], manad),
        slutar=ending_in_words(foregaende, fran) if foregaende.slutar else "",
        nackdelar=find_detriment(foregaende, **period),
        beslutar=beslutar,
    )


def who_decides(givet: Mapping[str, Any]) -> str:
    """Whether the one who decides may, as a sentence; empty until there is something to say."""
    if givet.get("typ") == Beslutsrad.Typ.ASSISTANSERSATTNING:
        return "Försäkringskassan har beslutat. Tiden räknas inte som kommunens."
    if givet.get("organ", Beslut.Organ.DELEGAT) != Beslut.Organ.DELEGAT:
        return ""
    return standing_in_words(givet.get("beslutsfattare"), givet.get("typ"), givet.get("beslutsdatum"))


def _as_they_end(rader: list[Beslutsrad], foregaende: Foregaende, fran: date) -> list[Beslutsrad]:
    """The rows as they would be if those that give way ended the day before."""
    slutar = {rad.pk for rad in foregaende.slutar}
    return [_ended(rad, fran - timedelta(days=1)) if rad.pk in slutar else rad for rad in rader]


def _ended(rad: Beslutsrad, sista_dag: date) -> Beslutsrad:
    slutad = copy(rad)
    slutad.galler_tom = sista_dag
    return slutad
