"""Motorn: fakta × antaget regelverk → verdikt. Ren, utan Django, klocka och inställningar."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Literal

from kontroller.fakta import Fakta
from kontroller.regel import (
    ALLTID,
    AVEN_FAKTUROR,
    TYNGD,
    Allvar,
    Fynd,
    Regel,
    Regelnyckel,
    Utfall,
    Villkor,
    not_applicable,
    not_judged,
)

Resultat = Literal["ren", "varning", "stoppad"]

EJ_I_BRUK = "Kontrollen är ej i bruk."
UTAN_VIKARIE = "Ingen vikaries tid hos anordnaren möter passen"
FLEST_MENINGAR = 3
KOD = attrgetter("kod")


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelverksrad:
    """En regel så som kommunen har antagit den: version, nivå, parametrar, och om den är i bruk."""

    kod: str
    version: int
    allvar: Allvar
    i_bruk: bool = True
    far_undantas: bool = True
    parametrar: Mapping[str, int | str | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelverk:
    """Ett antaget regelverk. `version` är den som står i verdiktfilen och i rapporten."""

    version: str
    rader: tuple[Regelverksrad, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdikt:
    """En regels svar om en faktura, med allt som låg till grund."""

    regel: str
    version: int
    utfall: Utfall
    text: str
    lagrum: str
    fynd: tuple[Fynd, ...]
    i_bruk: bool = True

    @property
    def rader(self) -> list[str]:
        """What the weighing findings point at, without repetition."""
        return list(dict.fromkeys(rad for fynd in self.fynd for rad in fynd.rader if fynd.utfall == self.utfall))

    @property
    def kronor(self) -> Decimal | None:
        """The questioned amount in kronor, or None when none can be told."""
        belopp = [fynd.kronor for fynd in self.fynd if fynd.kronor is not None and fynd.utfall == self.utfall]
        return sum(belopp, Decimal(0)) if belopp else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dom:
    """Alla reglers verdikt om en faktura, och de tips som fann något."""

    resultat: Resultat
    verdikt: tuple[Verdikt, ...]
    tips: tuple[Verdikt, ...] = ()


class OkandRegel(Exception):
    """The rule set names a rule or a version that the program does not have, or no rule at all."""


def judge(fakta: Fakta, regelverk: Regelverk, regler: Mapping[Regelnyckel, Regel]) -> Dom:
    """Judge one invoice by every rule of the adopted rule set, in order of code.

    Raises OkandRegel when the rule set asks for a rule or version that does not exist here, and when it is empty: what
    nothing has looked at is never clean.
    """
    if not regelverk.rader:
        raise OkandRegel(f"Regelverket {regelverk.version} har inga regler.")
    verdikt, tips = [], []
    dag = performance_day(fakta)
    for rad in sorted(regelverk.rader, key=KOD):
        regel = regler.get((rad.kod, rad.version))
        if regel is None:
            raise OkandRegel(f"Regelverket anger {rad.kod} version {rad.version}, som programmet inte har.")
        if not rad.i_bruk or (not fakta.faktura.ar_sjuklon and is_for_sick_pay_alone(regel, rad.parametrar)):
            verdikt.append(out_of_use(regel, dag))
            continue
        ett = _judge_one(fakta, rad, regel, dag)
        if not is_hint(regel, rad.allvar):
            verdikt.append(ett)
        elif found := tuple(replace(f, utfall=Utfall.GODKAND) for f in ett.fynd if f.utfall in TRAFF):
            tips.append(replace(ett, utfall=Utfall.GODKAND, text=_sentence([f.text for f in found]), fynd=found))
    return Dom(resultat=result_of(v.utfall for v in verdikt), verdikt=tuple(verdikt), tips=tuple(tips))


def out_of_use(regel: Regel, dag: date = ALLTID) -> Verdikt:
    """What is answered for a control that the rule set does not use, whatever the facts are."""
    return _out_of_use(regel.kod, regel.version, regel.legal_ground(dag))


@cache
def _out_of_use(kod: str, version: int, lagrum: str) -> Verdikt:
    fynd = (not_applicable(EJ_I_BRUK),)
    return Verdikt(
        regel=kod,
        version=version,
        utfall=Utfall.EJ_TILLAMPLIG,
        text=EJ_I_BRUK,
        lagrum=lagrum,
        fynd=fynd,
        i_bruk=False,
    )


def is_for_sick_pay_alone(regel: Regel, parametrar: Mapping[str, int | str | bool]) -> bool:
    """Whether a rule that the rule set uses is out of use for everything but claims of sick pay."""
    return regel.bara_sjuklon and not parametrar.get(AVEN_FAKTUROR)


def is_hint(regel: Regel, allvar: Allvar) -> bool:
    """Whether what a rule finds is only told: it looks for patterns, or the rule set has it on level I."""
    return regel.tips or allvar == Allvar.INFO


def result_of(utfall: Iterator[Utfall]) -> Resultat:
    """The result of an invoice: stopped by any deviation or anything not judged, else the worst."""
    alla = set(utfall)
    if any(u.stops for u in alla):
        return "stoppad"
    return "varning" if Utfall.VARNING in alla else "ren"


def performance_day(fakta: Fakta) -> date:
    """The day that decides which legal ground is shown: the first day of the first month claimed, else the
    invoice's.
    """
    manader = [r.manad for r in fakta.redovisningar] + [rad.manad for rad in fakta.faktura.rader if rad.manad]
    if manader:
        return min(manader)
    return fakta.faktura.fakturadatum or date.max


TRAFF = (Utfall.AVVIKELSE, Utfall.VARNING)
"""Utfall som betyder att en regel fann något. Ett tips som inte fann något, eller inte kunde se, nämns inte."""


def _weigh(fynd: Fynd, regel: Regel, allvar: Allvar) -> Fynd:
    """The finding on the level that the rule set has given the rule, when that is another than the rule's own.

    A control that is made to warn never gives a deviation, and one that is made to stop gives nothing less. What could
    not be judged stays so: a level cannot turn missing data into a pass.
    """
    if allvar == Allvar.VARNING and regel.allvar == Allvar.STOPP and fynd.utfall == Utfall.AVVIKELSE:
        return replace(fynd, utfall=Utfall.VARNING)
    if allvar == Allvar.STOPP and regel.allvar != Allvar.STOPP and fynd.utfall == Utfall.VARNING:
        return replace(fynd, utfall=Utfall.AVVIKELSE)
    return fynd


def _judge_one(fakta: Fakta, rad: Regelverksrad, regel: Regel, dag: date) -> Verdikt:
    fynd = tuple(_findings(fakta, rad, regel))
    if rad.allvar != regel.allvar:
        fynd = tuple(_weigh(ett, regel, rad.allvar) for ett in fynd)
    utfall, text = fynd[0].utfall, fynd[0].text
    if len(fynd) > 1:
        utfall = min((f.utfall for f in fynd), key=TYNGD.__getitem__)
        text = _sentence([f.text for f in fynd if f.utfall == utfall])
    return Verdikt(
        regel=rad.kod,
        version=rad.version,
        utfall=utfall,
        text=text,
        lagrum=regel.legal_ground(dag),
        fynd=fynd,
    )


def _findings(fakta: Fakta, rad: Regelverksrad, regel: Regel) -> list[Fynd]:
    if fakta.faktura.ar_kredit and not regel.galler_kredit:
        return [not_applicable("Kontrollen gäller inte kreditfakturor.")]
    if fakta.faktura.ar_sjuklon and not regel.galler_sjuklon:
        return [not_applicable("Kontrollen gäller inte sjuklöneansökningar.")]

    fynd: list[Fynd] = []
    if regel.kraver_redovisning:
        fynd += _unmatched_lines(fakta)
        if not fakta.redovisningar:
            return fynd or [not_judged("Fakturan har inga rader, så kontrollen kan inte göras.")]

    fynd += regel.granska(fakta, Villkor(rad.allvar, {**regel.standard, **rad.parametrar}))
    return fynd or [not_judged("Kontrollen gav inget svar.")]


def _unmatched_lines(fakta: Fakta) -> list[Fynd]:
    okanda = [rad for rad in fakta.faktura.rader if rad.redovisning is None]
    varfor = UTAN_VIKARIE if fakta.faktura.ar_sjuklon else "Fakturarad {} hör inte till någon känd person och månad"
    return [
        not_judged(
            f"{varfor.format(rad.rad)}, så kontrollen kan inte göras{'' if fakta.faktura.ar_sjuklon else ' för den'}.",
            rader=(f"fakturarad {rad.rad}",),
            kronor=rad.belopp,
        )
        for rad in okanda
    ]


def _sentence(texter: list[str]) -> str:
    olika = list(dict.fromkeys(texter))
    if len(olika) <= FLEST_MENINGAR:
        return " ".join(olika)
    return " ".join([*olika[:FLEST_MENINGAR], f"Samma sak gäller {len(olika) - FLEST_MENINGAR} till."])
