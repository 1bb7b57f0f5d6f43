"""Vad en regel är: namn, lag, version och den funktion som prövar fakta. Utan Django.

En regel ger alltid minst ett fynd, också när allt stämmer: en regel som tiger kan inte skiljas från en som inte såg
efter, så motorn låter tystnad stoppa (`ej_bedomd`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from kontroller.fakta import Fakta, Redovisning


class Allvar(StrEnum):
    """Katalogens nivåer: S stoppar, V varnar, I upplyser."""

    STOPP = "S"
    VARNING = "V"
    INFO = "I"


class Utfall(StrEnum):
    """Vad en kontroll kom fram till, i den ordning de väger."""

    AVVIKELSE = "avvikelse"
    EJ_BEDOMD = "ej_bedomd"
    VARNING = "varning"
    GODKAND = "godkand"
    EJ_TILLAMPLIG = "ej_tillamplig"

    @property
    def stops(self) -> bool:
        """Whether payment has to wait for a person."""
        return self in (Utfall.AVVIKELSE, Utfall.EJ_BEDOMD)


TYNGD = {utfall: nummer for nummer, utfall in enumerate(Utfall)}
"""Lägst nummer väger tyngst."""

Matt = Mapping[str, int | str | Decimal | Fraction | date | None]
"""De tal som jämfördes. Nyckeln slutar i enheten: `beviljade_minuter`, `pris_kr`, `antal_timmar`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fynd:
    """En sak som en regel kom fram till, i en svensk mening.

    `rader` pekar ut det som fyndet gäller: "rapport R-1 2015-04-16 14:00–16:00" eller "fakturarad 2".
    `tidrader` är id på tidrader, för månadsbilden. `kronor` är det ifrågasatta beloppet, None när det inte kan sägas.
    """

    utfall: Utfall
    text: str
    redovisning: int | None = None
    matt: Matt = field(default_factory=dict)
    rader: tuple[str, ...] = ()
    tidrader: tuple[int, ...] = ()
    kronor: Decimal | None = None


def stop(text: str, **mer: Any) -> Fynd:
    """A finding that stops payment until a person has assessed it."""
    return Fynd(utfall=Utfall.AVVIKELSE, text=text, **mer)


def warn(text: str, **mer: Any) -> Fynd:
    """A finding that needs a comment before attest."""
    return Fynd(utfall=Utfall.VARNING, text=text, **mer)


def not_judged(text: str, **mer: Any) -> Fynd:
    """Something is missing, so nothing can be said. Stops payment as a deviation does."""
    return Fynd(utfall=Utfall.EJ_BEDOMD, text=text, **mer)


def ok(text: str, **mer: Any) -> Fynd:
    """It was looked at, and it agrees."""
    return Fynd(utfall=Utfall.GODKAND, text=text, **mer)


def not_applicable(text: str, **mer: Any) -> Fynd:
    """The control does not concern this invoice."""
    return Fynd(utfall=Utfall.EJ_TILLAMPLIG, text=text, **mer)


def hint(text: str, **mer: Any) -> Fynd:
    """Something to look closer at, which says nothing of whether it is wrong. Changes no outcome (`tips`)."""
    return Fynd(utfall=Utfall.VARNING, text=text, **mer)


@dataclass(frozen=True, slots=True)
class Villkor:
    """En regels parametrar ur det antagna regelverket, och nivån den har där."""

    allvar: Allvar
    parametrar: Mapping[str, int | str | bool] = field(default_factory=dict)

    def number(self, namn: str) -> int:
        """An integer parameter. Raises KeyError when the rule set lacks it, so that a typo never passes."""
        varde = self.parametrar[namn]
        if isinstance(varde, bool) or not isinstance(varde, int):
            raise TypeError(f"{namn} ska vara ett heltal")
        return varde


AVEN_FAKTUROR = "aven_fakturor"
"""Parametern som säger att en kontroll av sjuklöneansökningar också prövar fakturor."""

Granskning = Callable[[Fakta, Villkor], Iterator[Fynd]]


@dataclass(frozen=True, slots=True)
class Regel:
    """En kontroll ur katalogen, i en version."""

    kod: str
    version: int
    rubrik: str
    lagrum: tuple[tuple[date, str], ...]
    allvar: Allvar
    forklaring: str
    granska: Granskning
    kraver_redovisning: bool
    galler_kredit: bool
    i_bruk: bool
    standard: Mapping[str, int | str | bool]
    tips: bool = False
    far_undantas: bool = True
    galler_sjuklon: bool = False
    bara_sjuklon: bool = False

    def legal_ground(self, dag: date) -> str:
        """The ground in law that held on a performance date."""
        if len(self.lagrum) == 1:
            return self.lagrum[0][1]
        return [text for fran, text in self.lagrum if fran <= dag][-1]


ALLTID = date(1994, 1, 1)
"""LSS trädde i kraft den 1 januari 1994."""

Regelnyckel = tuple[str, int]
"""En regels kod och version. En lag som ändras får en ny version bredvid den gamla."""

REGLER: dict[Regelnyckel, Regel] = {}


def regel(
    *,
    kod: str,
    version: int,
    rubrik: str,
    lagrum: str | tuple[tuple[date, str], ...],
    allvar: Allvar,
    kraver_redovisning: bool = True,
    galler_kredit: bool = False,
    i_bruk: bool = True,
    standard: Mapping[str, int | str | bool] | None = None,
    tips: bool = False,
    far_undantas: bool = True,
    galler_sjuklon: bool = False,
    bara_sjuklon: bool = False,
) -> Callable[[Granskning], Granskning]:
    """Register a version of a rule under its catalogue code.

    `lagrum` is a text, or pairs of (first day, text) in order of date. `kraver_redovisning` says that every invoice
    line must belong to a known person and month before the rule can judge: the engine answers `ej_bedomd` for the
    lines that do not. `galler_kredit` says that the rule looks at credit notes too. `i_bruk` says whether the delivered
    rule set uses it; a municipality can adopt another. `standard` holds the default parameters. `tips` says that it is
    a pattern: what it finds is a hint, whatever the level, and never changes an outcome. `far_undantas` says whether
    the delivered rule set lets two persons pay in spite of what it stops. `galler_sjuklon` says that the rule looks at
    claims of sick pay too, `bara_sjuklon` that it looks at nothing else: for other invoices it is not in use, unless
    the rule set gives its parameter `AVEN_FAKTUROR`.

    Raises ValueError when the code and version are taken.
    """

    def register(granska: Granskning) -> Granskning:
        if (kod, version) in REGLER:
            raise ValueError(f"Regeln {kod} version {version} finns redan")
        REGLER[kod, version] = Regel(
            kod=kod,
            version=version,
            rubrik=rubrik,
            lagrum=((ALLTID, lagrum),) if isinstance(lagrum, str) else lagrum,
            allvar=allvar,
            forklaring=(granska.__doc__ or "").strip(),
            granska=granska,
            kraver_redovisning=kraver_redovisning,
            galler_kredit=galler_kredit,
            i_bruk=i_bruk,
            standard=standard or {},
            tips=tips,
            far_undantas=far_undantas,
            galler_sjuklon=galler_sjuklon or bara_sjuklon,
            bara_sjuklon=bara_sjuklon,
        )
        return granska

    return register


@lru_cache(maxsize=2048)
def _clock(minut: int) -> str:
    """A minute of the day as text. The rows' names are written a hundred thousand times in a run."""
    return f"{minut // 60:02d}:{minut % 60:02d}"


def row_name(rapport_kod: str, datum: date, start: int, slut: int) -> str:
    """How a time row is pointed out in evidence: "rapport R-1 2015-04-16 14:00–16:00"."""
    return f"rapport {rapport_kod} {datum.isoformat()} {_clock(start)}–{_clock(slut)}"


def dossier_name(redovisning: Redovisning) -> str:
    """How a dossier is named in a sentence: the pseudonymous reference."""
    return redovisning.brukare.referens
