"""Små byggare av arbetstid: en assistent med 40 timmar i april, i en period om fyra veckor från den 29 mars 2015."""

from datetime import date, timedelta
from typing import Any

from kontroller.fakta import Arbetat, Arbetsfonster, Arbetstid, Fakta
from kontroller.regel import REGLER, Allvar, Villkor
from kontroller.tests.bygg import ASSISTENT, TIM, build_rapport, with_dossier

FRAN = date(2015, 3, 29)
DEL = ("fore_aret", "fore", "har", "anordnaren", "andra_fore", "andra")


def build_fonster(fran: date = FRAN, dagar: int = 28, *, vantetid: dict[str, int] | None = None, **timmar: int):
    """A span of days with so many hours of active time in each part; 40 here when nothing is said."""
    timmar = {"har": 40} | timmar
    vantetid = vantetid or {}
    delar = {namn: Arbetat(aktiv=timmar.get(namn, 0) * TIM, vantetid=vantetid.get(namn, 0) * TIM) for namn in DEL}
    return Arbetsfonster(fran=fran, tom=fran + timedelta(days=dagar - 1), **delar)


def add_minutes(fonster: Arbetsfonster, minuter: int) -> Arbetsfonster:
    """The span with so many more minutes of active time here."""
    har = Arbetat(aktiv=fonster.har.aktiv + minuter, vantetid=fonster.har.vantetid)
    varden = {namn: getattr(fonster, namn) for namn in ("fran", "tom", *DEL)}
    return Arbetsfonster(**{**varden, "har": har})


def build_arbetstid(*perioder: Arbetsfonster, **mer: Any) -> Arbetstid:
    """The working time of the assistant in the clean case, by the law on domestic work unless told otherwise."""
    perioder = perioder or (build_fonster(),)
    varden: dict[str, Any] = {
        "assistent": ASSISTENT,
        "lag": "HusligL",
        "galler_fran": date(2014, 1, 1),
        "galler_tom": None,
        "berakning_fran": FRAN,
        "veckor": 4,
        "perioder": perioder,
        "fyraveckor": perioder,
    }
    return Arbetstid(**{**varden, **mer})


def with_working_time(*tider: Arbetstid, **mer: Any) -> Fakta:
    """The clean case with working time."""
    return with_dossier(rapporter=(build_rapport(),), arbetstider=tider, **mer)


def conditions(allvar: Allvar, granska: Any, **andrade: Any) -> Villkor:
    """The conditions as a rule is delivered with them, some of them changed."""
    [regel] = [regel for regel in REGLER.values() if regel.granska is granska]
    return Villkor(allvar, {**regel.standard, **andrade})
