"""Vad som är utfört och intygat, och redovisningen där det möter besluten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from kontroller.fakta.arbetstid import Arbetstid
from kontroller.fakta.assistenter import Manadstal, OmAssistent
from kontroller.fakta.kostnader import Kostnadsredovisning
from kontroller.fakta.period import Tidstyp, covers
from kontroller.fakta.register import Brukare, Mandat, Timbelopp, Uppdrag
from kontroller.overlapp import are_apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrering:
    """Anordnarens anmälan av en assistent enligt 11 a § LSS, för den här brukaren eller för alla (None i registret)."""

    fran: date
    tom: date | None
    anmald_11a: date | None
    narstaende: bool
    hushallsgemenskap: bool
    ees_bosatt: bool
    anstalld_fran: date | None
    registerutdrag: date | None = None
    informerad_9c: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistent:
    """Den som har utfört assistansen. `registreringar` gäller redovisningens anordnare och brukare."""

    person: int
    fyller_18: date
    registreringar: tuple[Registrering, ...]


class Tidrad(NamedTuple):
    """En rad i en tidrapport, halvöppen: 12.00 möter 12.00. `start` och `slut` är minuter från midnatt, `slut` högst
    1440.

    `minuter` är förfluten tid. `oavgjord` när en ände ligger i höstnattens upprepade timme. En tupel, eftersom de är så
    många: den görs sju gånger fortare än en dataklass.
    """

    id: int
    datum: date
    start: int
    slut: int
    borjar: int
    slutar: int
    minuter: int
    tidstyp: Tidstyp
    dubbel: bool
    ersatter_sjuk: bool
    oavgjord: bool
    betald: str | None = None
    """Fakturan (leverantör och nummer) som tiden redan är godkänd eller betald på, om det är en annan än denna."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intyg:
    """Ett intyg om att raderna i en version av rapporten stämmer. Bara det senaste per part är med."""

    part: Literal["assistent", "anordnare", "brukare"]
    person: int
    roll: str
    datum: date
    satt: Literal["underskrift", "e_legitimation"]
    version: int


@dataclass(frozen=True, kw_only=True)
class Rapport:
    """En assistents tidrapport för en brukare, anordnare och månad. Summorna är de som rapporten själv anger, i
    minuter.

    Utan `slots`, liksom `Redovisning`.
    """

    id: int
    kod: str
    version: int
    inkommen: date
    summa_aktiv: int
    summa_vantetid: int
    summa_beredskap: int
    assistent: Assistent
    rader: tuple[Tidrad, ...]
    intyg: tuple[Intyg, ...]

    @cached_property
    def tid_per_dag(self) -> dict[date, dict[Tidstyp, int]]:
        """Elapsed minutes by day and kind, as the rows come."""
        dagar: dict[date, dict[Tidstyp, int]] = {}
        for rad in self.rader:
            dagens = dagar.setdefault(rad.datum, {})
            dagens[rad.tidstyp] = dagens.get(rad.tidstyp, 0) + rad.minuter
        return dagar

    @cached_property
    def dagar(self) -> tuple[date, ...]:
        """The days with at least one row, in order."""
        return tuple(sorted(self.tid_per_dag))

    @cached_property
    def tid(self) -> dict[Tidstyp, int]:
        """Elapsed minutes by kind, of the kinds that there are rows of."""
        return summed(self.tid_per_dag.values())


class AnnatPass(NamedTuple):
    """En tidrad i en annan redovisning som en regel behöver jämföra med: samma assistent, eller samma brukare."""

    rad: int
    brukare: int
    assistent: int
    datum: date
    start: int
    slut: int
    borjar: int
    slutar: int
    tidstyp: Tidstyp
    dubbel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IntygadTid:
    """Personens rapporterade minuter av ett slag i en månad, över alla anordnare."""

    tidstyp: Tidstyp
    dubbel: bool
    minuter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Personmanad:
    """Personens hela månad, över alla anordnare och fakturor (kreditfakturor dras av, avvisade räknas inte)."""

    intygat: tuple[IntygadTid, ...]
    fakturerade_timmar: Decimal
    """Summan av antal timmar på alla fakturarader för personen och månaden, med fakturornas egna decimaler."""
    decimaler: int
    """Flest decimaler i något av antalen, minst 2."""
    fakturor: int


@dataclass(frozen=True, kw_only=True)
class Redovisning:
    """En brukare, en anordnare och en månad: här möts beviljat, intygat och fakturerat.

    Utan `slots`, så att det som nästan varje regel frågar efter räknas en gång.
    """

    id: int
    manad: date
    """Månadens första dag."""
    sista_dag: date
    brukare: Brukare
    uppdrag: tuple[Uppdrag, ...]
    mandat: tuple[Mandat, ...]
    timbelopp: tuple[Timbelopp, ...]
    rapporter: tuple[Rapport, ...]
    personmanad: Personmanad
    assistenternas_andra_pass: tuple[AnnatPass, ...]
    """Andra redovisningars rader som överlappar en rad här och har samma assistent."""
    brukarens_andra_pass: tuple[AnnatPass, ...]
    """Personens rader hos andra anordnare samma månad."""
    om_assistenter: tuple[OmAssistent, ...] = ()
    """Det som registren säger om var och en av rapporternas assistenter."""
    manadstal: tuple[Manadstal, ...] = ()
    """Personens månader med rapporter det senaste året, den här sist."""
    arbetstider: tuple[Arbetstid, ...] = ()
    """Assistenternas arbetstid, en post per anmälan som gäller någon dag i månaden."""
    kostnadsredovisningar: tuple[Kostnadsredovisning, ...] = ()
    """Kostnadsredovisningarna för brukarens uppdrag hos anordnaren, i den ordning som de kom."""

    @cached_property
    def tidrader(self) -> tuple[tuple[Rapport, Tidrad], ...]:
        """All rows of the dossier, with the report they stand in."""
        return tuple((rapport, rad) for rapport in self.rapporter for rad in rapport.rader)

    @cached_property
    def arbetsdagar(self) -> tuple[date, ...]:
        """The days with at least one row, in order."""
        return tuple(sorted({dag for rapport in self.rapporter for dag in rapport.tid_per_dag}))

    @cached_property
    def rader_skilda(self) -> bool:
        """Whether no two rows share a minute, as nearly always."""
        return are_apart((rad.borjar, rad.slutar) for rapport in self.rapporter for rad in rapport.rader)

    @cached_property
    def tid(self) -> dict[Tidstyp, int]:
        """Elapsed minutes by kind, of the kinds that there are rows of."""
        return summed(rapport.tid for rapport in self.rapporter)

    @cached_property
    def dagar_per_form(self) -> dict[str | None, list[date]]:
        """The days with rows by the form of agreement of the assignment in force; None when there is no assignment."""
        former: dict[str | None, list[date]] = {}
        for dag in self.arbetsdagar:
            uppdrag = self.uppdrag_on(dag)
            former.setdefault(uppdrag.avtalsform if uppdrag else None, []).append(dag)
        return former

    @cached_property
    def _uppdrag_per_dag(self) -> dict[date, Uppdrag | None]:
        return {}

    def uppdrag_on(self, dag: date) -> Uppdrag | None:
        """The assignment in force on a day, or None."""
        kanda = self._uppdrag_per_dag
        if dag not in kanda:
            kanda[dag] = next((u for u in self.uppdrag if covers(u, dag)), None)
        return kanda[dag]

    def former(self) -> set[str]:
        """The forms of agreement on the days with rows; without rows, on any day of the month."""
        if self.arbetsdagar:
            return {form for form in self.dagar_per_form if form is not None}
        return {
            u.avtalsform for u in self.uppdrag if u.fran <= self.sista_dag and (u.tom is None or u.tom >= self.manad)
        }


def summed(tider: Iterable[Mapping[Tidstyp, int]]) -> dict[Tidstyp, int]:
    """Minutes by kind, added together."""
    summor: dict[Tidstyp, int] = {}
    for tid in tider:
        for tidstyp, minuter in tid.items():
            summor[tidstyp] = summor.get(tidstyp, 0) + minuter
    return summor
