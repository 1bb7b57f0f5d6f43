"""Vem som får vad, av vem, till vilket pris: det som registren säger."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from kontroller.fakta.period import Tidstyp
from kontroller.fakta.prov_av_anordnare import (
    Beslut,
    Bolagskontroll,
    FelaktigaUppgifter,
    Funktionar,
    Relation,
    Tillstandsblick,
)


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
    beslut: tuple[Beslut, ...] = ()
    relationer: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tillstand:
    """IVO:s tillstånd (anordnare) eller anmälan till IVO (egen arbetsgivare), som registret har det."""

    id: int
    typ: Literal["tillstand", "anmalan"]
    fran: date
    tom: date | None
    status: Literal["beviljat", "aterkallat", "inhiberat", "forbud", "upphort"]
    kontrollerad: date | None
    senast_sedd: Tillstandsblick | None = None


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
    metod: str = ""
    """Hur kontot bekräftades, tomt när det inte är antecknat."""
    innehavare: Literal["", "samma", "annan"] = ""
    """Om innehavaren enligt giroregistret eller banken heter som anordnaren, tomt när det inte är antecknat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anordnare:
    """Den som utför assistansen. `orgnr` är tio siffror, eller pseudonymen EA… för en enskild person."""

    id: int
    orgnr: str
    form: str
    f_skatt: bool | None
    konton: tuple[RegistreratKonto, ...]
    tillstand: tuple[Tillstand, ...]
    bolagskontroller: tuple[Bolagskontroll, ...] = ()
    funktionarer: tuple[Funktionar, ...] = ()
    felaktiga: tuple[FelaktigaUppgifter, ...] = ()


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
    diarienummer: str = ""
    beslutshandling: bool = False
    """Om det finns en handling av slaget beslut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timbelopp:
    """Kronor per timme. Bara rader som kan gälla redovisningen är med: kommunens, personens och anordnarens."""

    id: int
    kategori: Literal["schablon", "kommun", "anhorig", "natt", "forhojt", "individuell", "avtal"]
    fran: date
    tom: date | None
    belopp: Decimal
