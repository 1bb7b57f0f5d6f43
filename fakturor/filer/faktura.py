"""What was read from an e-invoice, exactly as it was written: no sign is changed, nothing is rounded or filled in.

Amounts are `Decimal` in the currency of the document, times are in the unit the invoice states, dates are plain dates.
A value that is None was not stated, or could not be read as what it should be; the latter always has an `Anmarkning`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class FakturaAvvisad(Exception):
    """The file is not taken in at all. The message is a Swedish sentence for the person who handed it in.

    `falt` names the field as in `Anmarkning`, `regel` the official rule that was broken, where there is one.
    """

    def __init__(self, orsak: str, falt: str | None = None, regel: str | None = None):
        super().__init__(orsak)
        self.orsak = orsak
        self.falt = falt
        self.regel = regel


@dataclass(frozen=True, slots=True)
class Anmarkning:
    """A fault in an invoice that is taken in all the same.

    `kontroll` is the control that shows it: G01, G05, G09, B13 or B14, or "form" for a fault in the form alone,
    which is shown on the invoice but belongs to no control.
    """

    regel: str
    falt: str
    text: str
    kontroll: str


class LastPeriod(NamedTuple):
    """Both ends included. One of them may be missing on the invoice, never both."""

    fran: date | None
    tom: date | None


@dataclass(frozen=True, slots=True)
class LastMomskategori:
    """A code of UNCL5305 (E exempt, S standard rate, …) and the rate in per cent."""

    kategori: str
    procent: Decimal | None


@dataclass(frozen=True, slots=True)
class LastJustering:
    """An allowance (avdrag) or a charge (tillägg) on the invoice or on a line, with the sign it was written with."""

    ar_tillagg: bool
    belopp: Decimal
    bas: Decimal | None
    procent: Decimal | None
    moms: LastMomskategori | None
    falt: str


@dataclass(frozen=True, slots=True)
class LastKonto:
    """An account to pay to. `scheme` is the branch as written (SE:BANKGIRO, a BIC, …), `ocr` the payment reference.

    The number of a bankgiro or plusgiro is without hyphens and spaces; any other number is as written.
    """

    typ: str  # bankgiro, plusgiro or annat
    nummer: str
    nummer_skrivet: str
    scheme: str
    ocr: str
    payment_means_code: str


@dataclass(frozen=True, slots=True)
class LastMottagare:
    """Who asks to be paid instead of the supplier, for instance a factoring company."""

    namn: str
    id: str


@dataclass(frozen=True, slots=True)
class LastMomsrad:
    """One row of the VAT breakdown: `underlag` is the taxable base, `skal` the reason for an exemption."""

    kategori: str
    procent: Decimal | None
    underlag: Decimal
    moms: Decimal
    skal: str


@dataclass(frozen=True, slots=True)
class LastRad:
    """One line. `pris` is kronor for `prisbas` units; `ordning` counts from 1 in the order of the file."""

    id: str
    ordning: int
    antal: Decimal | None
    enhet: str
    belopp: Decimal
    pris: Decimal | None
    prisbas: Decimal
    prisbas_enhet: str
    bruttopris: Decimal | None
    prisavdrag: Decimal | None
    justeringar: tuple[LastJustering, ...]
    benamning: str
    noteringar: tuple[str, ...]
    accounting_cost: str
    orderradsreferenser: tuple[str, ...]
    egenskaper: tuple[tuple[str, str], ...]
    period: LastPeriod | None
    moms: LastMomskategori | None
    falt: str

    @property
    def rad_avdrag(self) -> Decimal:
        return sum((j.belopp for j in self.justeringar if not j.ar_tillagg), Decimal())

    @property
    def rad_tillagg(self) -> Decimal:
        return sum((j.belopp for j in self.justeringar if j.ar_tillagg), Decimal())

    @property
    def momskategori(self) -> str:
        return self.moms.kategori if self.moms else ""

    @property
    def momsprocent(self) -> Decimal | None:
        return self.moms.procent if self.moms else None

    @property
    def referenskandidater(self) -> tuple[str, ...]:
        """Where the referens of the person may stand on a line, in the order it is looked for."""
        egna = (varde for namn, varde in self.egenskaper if namn.casefold() == "referens")
        return _stated(self.accounting_cost, *self.orderradsreferenser, *egna, *self.noteringar)


@dataclass(frozen=True, slots=True)
class LastBilaga:
    """An embedded document. `text` is None when its text cannot be read.

    `sha256` is of its bytes, and empty when they cannot be decoded.
    """

    namn: str
    mime: str
    sha256: str
    text: str | None


@dataclass(frozen=True, slots=True)
class LastText:
    """A free text, and the field it stands in."""

    falt: str
    text: str


@dataclass(frozen=True, slots=True)
class LastFaktura:
    """One invoice or credit note, in the terms of the standard. A sum that is None was not stated."""

    typ: str  # faktura or kreditnota
    nummer: str
    leverantor_id: str
    leverantor_namn: str
    leverantor_f_skatt: bool
    kopare_id: str
    kopare_namn: str
    fakturadatum: date | None
    forfallodatum: date | None
    valuta: str
    kontraktsreferenser: tuple[str, ...]
    orderreferens: str
    accounting_cost: str
    buyer_reference: str
    avser_faktura: tuple[str, ...]
    period: LastPeriod | None
    konton: tuple[LastKonto, ...]
    payee: LastMottagare | None
    radsumma: Decimal
    avdrag: Decimal | None
    tillagg: Decimal | None
    utan_moms: Decimal
    moms: Decimal | None
    med_moms: Decimal
    forskott: Decimal | None
    avrundning: Decimal | None
    att_betala: Decimal
    momsrader: tuple[LastMomsrad, ...]
    justeringar: tuple[LastJustering, ...]
    rader: tuple[LastRad, ...]
    texter: tuple[LastText, ...]
    bilagor: tuple[LastBilaga, ...]
    anmarkningar: tuple[Anmarkning, ...] = ()
    format: str = "peppol"  # or svefaktura

    @property
    def referenskandidater(self) -> tuple[str, ...]:
        """Where the referens of the person may stand for the whole invoice, in the order it is looked for."""
        return _stated(*self.kontraktsreferenser, self.orderreferens, self.accounting_cost, self.buyer_reference)

    @property
    def begarda_konton(self) -> tuple[LastKonto, ...]:
        """The accounts that differ: the same number asked for twice, with different references, is one."""
        return tuple({(konto.typ, konto.nummer): konto for konto in reversed(self.konton)}.values())[::-1]


def _stated(*texter: str) -> tuple[str, ...]:
    return tuple(text for text in texter if text)
