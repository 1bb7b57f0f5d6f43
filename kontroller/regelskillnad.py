"""Skillnaden mellan två regelverk, i ord: "Dag ändras från 5 till 10. Varnar i stället för stoppar. Tas i bruk." """

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from kontroller.regel import Allvar
from kontroller.regler import load_rules
from kontroller.sidor.siffror import parameters_of

NIVAER = {Allvar.STOPP: "Stoppar", Allvar.VARNING: "Varnar", Allvar.INFO: "Upplyser"}


class Rad(Protocol):
    """Det som jämförs: en lagrad regelverksrad, eller en som någon just skriver."""

    kod: str
    regelversion: int
    allvar: str
    i_bruk: bool
    far_undantas: bool
    parametrar: Mapping[str, int | str | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelskillnad:
    """En kontroll som inte är densamma i de två regelverken, med en mening för varje sak som skiljer."""

    kod: str
    rubrik: str
    meningar: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it as running text."""
        return " ".join(self.meningar)


def differences(fore: Iterable[Rad], efter: Iterable[Rad]) -> list[Regelskillnad]:
    """What becomes different for each control, in order of code. Controls that stay as they are are left out."""
    forra, nya = ({rad.kod: rad for rad in rader} for rader in (fore, efter))
    alla = (
        Regelskillnad(kod=kod, rubrik=title_of(kod), meningar=tuple(_sentences(forra.get(kod), nya.get(kod))))
        for kod in sorted(forra.keys() | nya.keys())
    )
    return [skillnad for skillnad in alla if skillnad.meningar]


def title_of(kod: str) -> str:
    """What a control is called; its code, when the program has it no longer."""
    regel = load_rules().get(kod)
    return regel.rubrik if regel else kod


def _sentences(fore: Rad | None, efter: Rad | None) -> Iterator[str]:
    if efter is None:
        yield "Finns inte i regelverket."
    elif fore is None:
        bruk = "i bruk" if efter.i_bruk else "ej i bruk"
        yield f"Ny kontroll, {bruk}. {NIVAER[Allvar(efter.allvar)]}."
    else:
        yield from _changes(fore, efter)


def _changes(fore: Rad, efter: Rad) -> Iterator[str]:
    if fore.regelversion != efter.regelversion:
        yield f"Version {efter.regelversion} i stället för version {fore.regelversion}."
    if fore.i_bruk != efter.i_bruk:
        yield "Tas i bruk." if efter.i_bruk else "Tas ur bruk."
    if fore.allvar != efter.allvar:
        yield f"{NIVAER[Allvar(efter.allvar)]} i stället för {NIVAER[Allvar(fore.allvar)].lower()}."
    if fore.far_undantas != efter.far_undantas:
        yield "Stopp får godtas." if efter.far_undantas else "Stopp får inte godtas."
    forra, nya = dict(parameters_of(fore.parametrar)), dict(parameters_of(efter.parametrar))
    for namn in [*forra, *(nytt for nytt in nya if nytt not in forra)]:
        if namn not in forra:
            yield f"{namn} är {nya[namn]}."
        elif namn not in nya:
            yield f"{namn} används inte längre."
        elif forra[namn] != nya[namn]:
            yield f"{namn} ändras från {forra[namn]} till {nya[namn]}."
