"""En månad i den påhittade kommunen: passen, tidrapporterna, intygen och fakturorna som följer av dem."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from assistans.tid import DYGN
from demodata import anordnare, personer
from demodata.arenden import ARENDEN, DUBBEL, Arende
from demodata.kommun import APRIL, MAJ, TIMBELOPP
from demodata.schema import KORTAST, Plats, days_of, plan

DELARE = {"aktiv": 1, "vantetid": 4, "beredskap": 7}
RAKNINGENS_DAG = 6
DAGAR_ATT_BETALA = 30

PERSONER = {rad.referens: rad for rad in personer.BRUKARE}
FORETRADARE = {rad.referens: rad for rad in personer.FORETRADARE}

UTAN_ASSISTANS = {
    ("LSS-XGF9", APRIL): [date(2015, 4, dag) for dag in (14, 15, 16, 17)],
    ("LSS-9F3C", MAJ): [date(2015, 5, dag) for dag in (21, 23, 24)],
    ("LSS-9ZG9", MAJ): [date(2015, 5, dag) for dag in range(24, 32)],
}
"""Dagar då en person inte har någon assistent: på sjukhus, eller efter ett dödsfall."""


@dataclass(slots=True)
class Pass:
    """En tid som en assistent har arbetat. Minuter efter midnatt; efter 24:00 räknas vidare på nästa dag."""

    assistent: personer.Person
    dag: date
    borjar: int
    slutar: int
    tidstyp: str = "aktiv"
    dubbel: bool = False

    @property
    def minuter(self) -> int:
        return self.slutar - self.borjar

    @property
    def sista_dag(self) -> date:
        return self.dag + timedelta(days=1) if self.slutar > DYGN else self.dag

    def overlaps(self, annat: "Pass") -> bool:
        """Whether the two share time."""
        forskjutning = (annat.dag - self.dag).days * DYGN
        return self.borjar < annat.slutar + forskjutning and annat.borjar + forskjutning < self.slutar


@dataclass(slots=True)
class Intyg:
    """En parts intyg om en rapport."""

    part: str
    namn: str
    personnummer: str
    roll: str
    datum: date
    satt: str


@dataclass(slots=True)
class Rapport:
    """En assistents tidrapport. `summor` är vad rapporten själv anger, i minuter per tidstyp."""

    kod: str
    assistent: personer.Person
    passen: list[Pass]
    inkommen: date
    summor: dict[str, int]
    intyg: list[Intyg] = field(default_factory=list)


@dataclass(slots=True)
class Redovisning:
    """Ett ärende en månad."""

    arende: Arende
    manad: date
    lag: tuple[personer.Person, ...]
    passen: list[Pass]
    rapporter: list[Rapport] = field(default_factory=list)

    @property
    def timmar(self) -> Decimal:
        """The certified hours as they are paid. Every dossier here comes out in hundredths of an hour."""
        minuter = sum(Fraction(p.minuter, DELARE[p.tidstyp]) for p in self.passen)
        hundradelar = minuter * 100 / 60
        if hundradelar.denominator != 1:
            raise ValueError(f"{self.arende.referens} har tid som inte går att skriva med två decimaler.")
        return Decimal(hundradelar.numerator).scaleb(-2)


@dataclass(slots=True)
class Fakturarad:
    """En rad för en person. `belopp` är det som står där, rätt eller fel."""

    referens: str
    antal: Decimal
    pris: Decimal
    belopp: Decimal
    notering: str = ""


@dataclass(slots=True)
class Underlag:
    """En faktura, eller egen arbetsgivares räkning."""

    orgnr: str
    nummer: str
    manad: date
    datum: date
    bankgiro: str
    rader: list[Fakturarad]
    momsprocent: int = 0

    @property
    def forfaller(self) -> date:
        return self.datum + timedelta(days=DAGAR_ATT_BETALA)

    @property
    def netto(self) -> Decimal:
        return sum((rad.belopp for rad in self.rader), Decimal(0))

    @property
    def moms(self) -> Decimal:
        return (self.netto * self.momsprocent / 100).quantize(Decimal("0.01"))


def plan_dossiers(manad: date) -> list[Redovisning]:
    """Every dossier with its shifts, in the order of ARENDEN."""
    assistenter = iter(personer.ASSISTENTER)
    redovisningar = []
    for arende in ARENDEN:
        lag = tuple(next(assistenter) for _ in range(arende.assistenter))
        redovisningar.append(Redovisning(arende, manad, lag, list(_shifts(arende, manad, lag))))
    return redovisningar


def _shifts(arende: Arende, manad: date, lag: tuple[personer.Person, ...]) -> Iterator[Pass]:
    dubbel = DUBBEL.get(arende.referens)
    utom = UTAN_ASSISTANS.get((arende.referens, manad), ())
    minuter = 60 * (arende.i_april if manad == APRIL else arende.i_maj)
    if dubbel:
        minuter -= dubbel.minuter * (len(days_of(manad)) - len(utom))
    for plats in plan(
        referens=arende.referens,
        monster=arende.veckomonster,
        manad=manad,
        minuter=minuter,
        utom=utom,
        minst_forsta=dubbel.minuter if dubbel else KORTAST,
    ):
        yield Pass(_on_duty(plats, lag), plats.dag, plats.borjar, plats.slutar)
        if dubbel and plats.fonster == 0:
            hjalp = _on_duty(plats, lag, efter=1)
            yield Pass(hjalp, plats.dag, plats.borjar, plats.borjar + dubbel.minuter, dubbel=True)


def _on_duty(plats: Plats, lag: tuple[personer.Person, ...], efter: int = 0) -> personer.Person:
    """Each of the team has a window for four days, and then the next."""
    return lag[(plats.dag.toordinal() // 4 + plats.fonster + efter) % len(lag)]


# --- Rapporter och intyg ------------------------------------------------------------------------------------------


def write_reports(redovisningar: list[Redovisning]) -> None:
    """One report for every assistant with time in a dossier, certified by all three."""
    nummer = 0
    for redovisning in redovisningar:
        for assistent in dict.fromkeys(p.assistent for p in redovisning.passen):
            nummer += 1
            passen = [p for p in redovisning.passen if p.assistent == assistent]
            redovisning.rapporter.append(write_report(redovisning, f"R-{redovisning.manad:%y%m}-{nummer:03}", passen))


def write_report(redovisning: Redovisning, kod: str, passen: list[Pass]) -> Rapport:
    """The report of one assistant's shifts, received when the invoice is dated."""
    sista = days_of(redovisning.manad)[-1]
    rapport = Rapport(
        kod=kod,
        assistent=passen[0].assistent,
        passen=passen,
        inkommen=_invoice_day(redovisning.arende.orgnr, redovisning.manad),
        summor={typ: sum(p.minuter for p in passen if p.tidstyp == typ) for typ in DELARE},
    )
    rapport.intyg = list(_certificates(redovisning.arende, rapport.assistent, sista))
    return rapport


def _certificates(arende: Arende, assistent: personer.Person, sista: date) -> Iterator[Intyg]:
    brukare = PERSONER[arende.referens]
    yield Intyg("assistent", assistent.namn, assistent.personnummer, "sjalv", sista, "e_legitimation")

    if foretradare := FORETRADARE.get(arende.referens):
        vem = (foretradare.namn, foretradare.personnummer, foretradare.roll)
    else:
        vem = (brukare.namn, brukare.personnummer, "sjalv")
    yield Intyg("brukare", *vem, sista + timedelta(days=1), "underskrift")

    if arende.orgnr == anordnare.EGEN:
        arbetsgivare = personer.Person(brukare.personnummer, brukare.namn)
    else:
        arbetsgivare = anordnare.INTYGAR[arende.orgnr]
    namn, nummer = arbetsgivare.namn, arbetsgivare.personnummer
    yield Intyg("anordnare", namn, nummer, "arbetsgivare", sista + timedelta(days=2), "e_legitimation")


# --- Fakturor -----------------------------------------------------------------------------------------------------


def write_invoices(redovisningar: list[Redovisning]) -> list[Underlag]:
    """One invoice for every dossier, but one for both persons of the provider with a samlingsfaktura."""
    underlag: list[Underlag] = []
    nasta = {rad.orgnr: rad.i_april if redovisningar[0].manad == APRIL else rad.i_maj for rad in anordnare.ANORDNARE}
    for redovisning in redovisningar:
        orgnr, manad = redovisning.arende.orgnr, redovisning.manad
        pris = Decimal(TIMBELOPP)
        rad = Fakturarad(redovisning.arende.referens, redovisning.timmar, pris, redovisning.timmar * pris)
        if orgnr == anordnare.SAMLINGSFAKTURA and underlag[-1].orgnr == orgnr:
            underlag[-1].rader.append(rad)
        elif orgnr == anordnare.EGEN:
            underlag.append(Underlag(orgnr, f"R-{manad:%m%y}", manad, _invoice_day(orgnr, manad), "", [rad]))
        else:
            giro = anordnare.PER_ORGNR[orgnr].bankgiro
            underlag.append(Underlag(orgnr, str(nasta[orgnr]), manad, _invoice_day(orgnr, manad), giro, [rad]))
            nasta[orgnr] += 1
    return underlag


def _invoice_day(orgnr: str, manad: date) -> date:
    dag = RAKNINGENS_DAG if orgnr == anordnare.EGEN else anordnare.PER_ORGNR[orgnr].fakturadag
    return days_of(manad)[-1] + timedelta(days=dag)
