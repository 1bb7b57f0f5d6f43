"""Vad som begärs: fakturan eller räkningen som den kom."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from kontroller.fakta.register import Konto


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


Ordslag = Literal["paminnelse", "ranta", "omkostnad", "administration", "resa", "material", "mote", "utbildning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordtraff:
    """Ett slag av ord i en fakturarads text, utan själva texten (D11, G08, G13). `rad` är fakturaradens id."""

    rad: int
    slag: Ordslag


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
    typ: Literal["faktura", "kreditnota", "rakning", "sjuklon"]
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
    ordtraffar: tuple[Ordtraff, ...] = ()

    @property
    def ar_sjuklon(self) -> bool:
        """Whether it is a claim of sick pay."""
        return self.typ == "sjuklon"

    @property
    def ar_kredit(self) -> bool:
        """Whether the document gives money back: a credit note, or an invoice with a negative amount to pay."""
        return self.typ == "kreditnota" or self.summor.att_betala < 0
