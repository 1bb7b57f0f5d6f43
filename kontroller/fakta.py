"""Allt som en regel får veta om en faktura: frysta dataklasser, utan Django.

Fakta bär bara pseudonyma id:n och `referens`, aldrig namn eller personnummer. Tid är hela minuter, pengar `Decimal`
i kronor. Datum är dagar i Sverige; `borjar` och `slutar` är hela minuter sedan 1970-01-01 UTC, så att överlapp och
dygn om 23 och 25 timmar blir rätt utan kalender. Perioder har båda ändarna med, `tom=None` betyder tills vidare.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal, Protocol

Tidstyp = Literal["aktiv", "vantetid", "beredskap"]
TIDSTYPER: tuple[Tidstyp, ...] = ("aktiv", "vantetid", "beredskap")
DELARE: dict[Tidstyp, int] = {"aktiv": 1, "vantetid": 4, "beredskap": 7}
"""En timme väntetid ersätts som en fjärdedel, en timme beredskap som en sjundedel."""


class Periodisk(Protocol):
    """Något som gäller mellan två dagar, båda med."""

    @property
    def fran(self) -> date: ...

    @property
    def tom(self) -> date | None: ...


def covers(period: Periodisk, dag: date) -> bool:
    """Say whether the period is in force on the day; both ends count."""
    return period.fran <= dag and (period.tom is None or dag <= period.tom)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Kommunen som kör programmet. None betyder att uppgiften inte är ställd, och då prövas den inte."""

    kommunkod: str | None = None
    orgnr: str | None = None


# --- Vem som får vad, av vem, till vilket pris ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretradare:
    """En ställföreträdare eller ett ombud för brukaren."""

    person: int
    roll: str
    fran: date
    tom: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beslutsrad:
    """En rad i ett beslut: så här mycket tid av ett slag. `timmar` är verkliga timmar, också för vänte- och
    beredskapstid.
    """

    id: int
    diarienummer: str
    rad: int
    typ: Literal["ordinarie", "tillfallig_utokning", "assistansersattning"]
    fran: date
    tom: date | None
    timmar: Decimal
    enhet: Literal["vecka", "manad"]
    omrakning: Literal["kalenderdagar", "52_12"]
    tidstyp: Tidstyp
    dubbel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Vistelse:
    """En vistelse på sjukhus eller annan plats. `slutar` och `sista_dag` är None medan den pågår."""

    id: int
    typ: Literal["sjukhus", "korttidsvistelse", "daglig_verksamhet", "skola", "barnomsorg", "annat"]
    borjar: int
    slutar: int | None
    forsta_dag: date
    sista_dag: date | None
    sarskilda_skal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Brukare:
    """Personen som besluten gäller. Alla personens beslutsrader och vistelser är med, inte bara månadens."""

    id: int
    person: int
    referens: str
    avliden: date | None
    folkbokforingskommun: str | None
    fyller_18: date
    foretradare: tuple[Foretradare, ...]
    beslutsrader: tuple[Beslutsrad, ...]
    vistelser: tuple[Vistelse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tillstand:
    """IVO:s tillstånd (anordnare) eller anmälan till IVO (egen arbetsgivare), som registret har det."""

    id: int
    typ: Literal["tillstand", "anmalan"]
    fran: date
    tom: date | None
    status: Literal["beviljat", "aterkallat", "inhiberat", "forbud", "upphort"]
    kontrollerad: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Konto:
    """Ett konto att betala till, med bara siffror i `nummer` (clearing och konto skrivs "clearing/konto")."""

    typ: Literal["bankgiro", "plusgiro", "konto", "annat"]
    nummer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistreratKonto:
    """Ett konto i registret. `verifierat` när en person har bekräftat det, eller när det kom med första inläsningen."""

    konto: Konto
    fran: date
    tom: date | None
    verifierat: bool
    andra_anordnare: int
    """Så många andra anordnare som har samma konto i registret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anordnare:
    """Den som utför assistansen. `orgnr` är tio siffror, eller pseudonymen EA… för en enskild person."""

    id: int
    orgnr: str
    form: str
    f_skatt: bool | None
    konton: tuple[RegistreratKonto, ...]
    tillstand: tuple[Tillstand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uppdrag:
    """Brukare × anordnare × period. Form A kommunens egen regi, B kommunens avtal, C egen arbetsgivare, D köp."""

    id: int
    fran: date
    tom: date | None
    avtalsform: Literal["A", "B", "C", "D"]
    avtal_datum: date | None
    informerad_om_upphort: date | None
    natt: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandat:
    """Grund för att betala till någon annan än brukaren."""

    id: int
    fran: date
    tom: date | None
    grund: Literal["begaran", "beslut_11", "avtal"]
    undertecknad: date | None
    aterkallad: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timbelopp:
    """Kronor per timme. Bara rader som kan gälla redovisningen är med: kommunens, personens och anordnarens."""

    id: int
    kategori: Literal["schablon", "kommun", "anhorig", "natt", "forhojt", "individuell", "avtal"]
    fran: date
    tom: date | None
    belopp: Decimal


# --- Vad som är utfört och intygat ------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistent:
    """Den som har utfört assistansen. `registreringar` gäller redovisningens anordnare och brukare."""

    person: int
    fyller_18: date
    registreringar: tuple[Registrering, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidrad:
    """En rad i en tidrapport, halvöppen: 12.00 möter 12.00. `start` och `slut` är minuter från midnatt, `slut` högst
    1440.

    `minuter` är förfluten tid. `oavgjord` när en ände ligger i höstnattens upprepade timme.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapport:
    """En assistents tidrapport för en brukare, anordnare och månad. Summorna är de som rapporten själv anger, i
    minuter.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnatPass:
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

    @cached_property
    def tidrader(self) -> tuple[tuple[Rapport, Tidrad], ...]:
        """All rows of the dossier, with the report they stand in."""
        return tuple((rapport, rad) for rapport in self.rapporter for rad in rapport.rader)

    @cached_property
    def arbetsdagar(self) -> tuple[date, ...]:
        """The days with at least one row, in order."""
        return tuple(sorted({rad.datum for _, rad in self.tidrader}))

    def uppdrag_on(self, dag: date) -> Uppdrag | None:
        """The assignment in force on a day, or None."""
        return next((u for u in self.uppdrag if covers(u, dag)), None)

    def former(self) -> set[str]:
        """The forms of agreement on the days with rows; without rows, on any day of the month."""
        dagar = self.arbetsdagar
        if dagar:
            return {u.avtalsform for dag in dagar if (u := self.uppdrag_on(dag))}
        return {
            u.avtalsform for u in self.uppdrag if u.fran <= self.sista_dag and (u.tom is None or u.tom >= self.manad)
        }


# --- Vad som begärs ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Fakturarad:
    """En rad på fakturan. `redovisning` är id på redovisningen som raden hör till, None när personen eller månaden
    är okänd.

    På en kreditfaktura är antal och belopp som de står i filen.
    """

    id: int
    rad: str
    referens: str | None
    redovisning: int | None
    manad: date | None
    period_fran: date | None
    period_tom: date | None
    antal: Decimal | None
    enhet: str
    pris: Decimal | None
    prisbas: Decimal
    belopp: Decimal
    avdrag: Decimal
    tillagg: Decimal
    moms_kategori: str
    moms_procent: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Momsrad:
    """Fakturans moms per kategori och procentsats."""

    kategori: str
    procent: Decimal | None
    underlag: Decimal | None
    moms: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Summor:
    """Fakturans egna summor i kronor. None när fältet inte finns på fakturan."""

    radsumma: Decimal | None
    avdrag: Decimal | None
    tillagg: Decimal | None
    utan_moms: Decimal | None
    moms: Decimal | None
    med_moms: Decimal | None
    forskott: Decimal | None
    avrundning: Decimal | None
    att_betala: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Anmarkning:
    """Vad läsningen av filen fann: en regel i EN 16931, Peppol eller vår egen, fältet, och kontrollen som visar den."""

    regel: str
    falt: str
    text: str
    kontroll: Literal["G01", "G05", "G09", "B13", "B14", "form"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Texttraff:
    """Ett personnummer eller namn i fakturans text, utan själva texten (G10)."""

    falt: str
    slag: Literal["personnummer", "namn", "olasbar_bilaga"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likhet:
    """En tidigare mottagen faktura som liknar denna (G07)."""

    faktura: int
    leverantor: str
    nummer: str
    slag: Literal["nummer", "manad"]
    manad: date | None = None
    referens: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kreditering:
    """Fakturan som en kreditfaktura pekar ut. `kvar` är det som är kvar att kreditera, före denna, i kronor."""

    nummer: str
    kand: bool
    kvar: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Faktura:
    """Fakturan eller räkningen som den kom."""

    id: int
    typ: Literal["faktura", "kreditnota", "rakning"]
    nummer: str
    leverantor: str
    kopare_orgnr: str | None
    fakturadatum: date | None
    forfallodatum: date | None
    summor: Summor
    momsrader: tuple[Momsrad, ...]
    rader: tuple[Fakturarad, ...]
    konton: tuple[Konto, ...]
    annan_mottagare: str | None
    """Orgnr eller "okänd" när fakturan ber om betalning till någon annan än leverantören (PayeeParty)."""
    anmarkningar: tuple[Anmarkning, ...] = ()
    texttraffar: tuple[Texttraff, ...] = ()
    likheter: tuple[Likhet, ...] = ()
    krediteringar: tuple[Kreditering, ...] = ()

    @property
    def ar_kredit(self) -> bool:
        """Whether the document gives money back: a credit note, or an invoice with a negative amount to pay."""
        return self.typ == "kreditnota" or self.summor.att_betala < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fakta:
    """Allt om en faktura, vid en tidpunkt."""

    faktura: Faktura
    anordnare: Anordnare | None
    redovisningar: tuple[Redovisning, ...]
    installation: Installation

    def lines_of(self, redovisning: Redovisning) -> list[Fakturarad]:
        """The invoice lines that claim this dossier."""
        return [rad for rad in self.faktura.rader if rad.redovisning == redovisning.id]

    def claimed_amount(self, redovisning: Redovisning) -> Decimal:
        """Kronor that this invoice claims for the dossier, tax excluded."""
        return sum((rad.belopp for rad in self.lines_of(redovisning)), Decimal(0))
