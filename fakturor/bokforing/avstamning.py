"""Månadens betalningar mot huvudboken: summorna, och varje skillnad i en mening (H08, H09). Utan databas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistans.svenska import kronor, manad_namn, upprakning
from assistans.tid import first_of_month

UTFORD, AVVISAD = "utford", "avvisad"


@dataclass(frozen=True, slots=True)
class Betald:
    """En frisläppt betalning. `godkant` är vad attesterna säger, `besked` bankens svar ("" när det inte har kommit).

    `kontering` är de konton och ansvar som den ska bokföras på, tom när konteringen inte säger det. `returer` är dagar
    och kronor som har kommit tillbaka efter att den var utförd: egna händelser, som bokförs för sig.
    """

    kod: str
    manad: date
    belopp: Decimal
    godkant: Decimal
    fakturor: int
    besked: str
    kontering: frozenset[tuple[str, str]]
    returer: tuple[tuple[date, Decimal], ...] = ()

    def returned(self, manad: date) -> list[Decimal]:
        """What came back in a month."""
        return [belopp for dag, belopp in self.returer if month_of(dag) == manad]


@dataclass(frozen=True, slots=True)
class Bokfordrad:
    """En rad i den fil som gäller för sin månad. `kod` är betalningens, "" när raden inte hör till någon."""

    manad: date
    verifikation: str
    konto: str
    ansvar: str
    belopp: Decimal
    kod: str


@dataclass(frozen=True, slots=True)
class Skillnad:
    """Något som inte stämmer. `vad` är betalningens id eller verifikationen."""

    rubrik: str
    vad: str
    mening: str
    belopp: Decimal


@dataclass(frozen=True, slots=True)
class Summa:
    """Ett led: hur många, av vad, och kronor."""

    rubrik: str
    antal: int
    ental: str
    flertal: str
    belopp: Decimal


@dataclass(frozen=True, slots=True)
class Avstamning:
    """Månaden avstämd. Allt räknas ur raderna."""

    summor: list[Summa]
    skillnader: list[Skillnad]


def reconcile(manad: date, betalda: Iterable[Betald], rader: Iterable[Bokfordrad], *, har_fil: bool) -> Avstamning:
    """Hold the payments of a month, and those that the month's ledger has, against each other.

    `rader` are the month's, and those of other months that are of the month's payments. A payment belongs to the month
    of its day, and what comes back of it to the month when it does. Without a ledger only payments against attests are
    told.
    """
    alla = {betald.kod: betald for betald in betalda}
    egna = [betald for betald in alla.values() if betald.manad == manad]
    rader = list(rader)
    har_bokforts = [rad for rad in rader if rad.manad == manad]
    per_kod: dict[str, list[Bokfordrad]] = defaultdict(list)
    for rad in rader:
        per_kod[rad.kod].append(rad)
    skillnader = [skillnad for betald in egna for skillnad in _against_attest(betald)]
    if har_fil:
        for betald in sorted(alla.values(), key=lambda betald: betald.kod):
            ut, tillbaka = _both_ways(betald, per_kod[betald.kod])
            if betald.manad == manad or any(rad.manad == manad for rad in ut):
                skillnader += _against_ledger(betald, ut, manad)
            skillnader += _returned_against_ledger(betald, tillbaka, manad)
        skillnader += [_unknown(rad) for rad in per_kod[""] if rad.manad == manad]
    tillbaka = [belopp for betald in alla.values() for belopp in betald.returned(manad)]
    return Avstamning(_sums(egna, tillbaka, har_bokforts), skillnader)


def _sums(egna: list[Betald], tillbaka: list[Decimal], bokforda: list[Bokfordrad]) -> list[Summa]:
    utforda = [betald for betald in egna if betald.besked == UTFORD]
    verifikationer = {rad.verifikation for rad in bokforda}
    betalning = ("betalning", "betalningar")
    return [
        Summa("Godkänt", sum(b.fakturor for b in egna), "faktura", "fakturor", _sum(b.godkant for b in egna)),
        Summa("Lämnat till betalning", len(egna), *betalning, _sum(b.belopp for b in egna)),
        Summa("Utfört av banken", len(utforda), *betalning, _sum(b.belopp for b in utforda)),
        *([Summa("Kommit tillbaka", len(tillbaka), "retur", "returer", -_sum(tillbaka))] if tillbaka else []),
        Summa("Bokfört", len(verifikationer), "verifikation", "verifikationer", _sum(rad.belopp for rad in bokforda)),
    ]


def _against_attest(betald: Betald) -> Iterator[Skillnad]:
    if betald.belopp != betald.godkant:
        yield Skillnad(
            "Betalt är annat än attesterat",
            betald.kod,
            f"Betalningen är på {kronor(betald.belopp)}. Attesterat är {kronor(betald.godkant)}.",
            betald.belopp - betald.godkant,
        )


def _against_ledger(betald: Betald, rader: list[Bokfordrad], manad: date) -> Iterator[Skillnad]:
    bokfort = _sum(rad.belopp for rad in rader)
    if betald.besked == AVVISAD:
        if bokfort:
            yield Skillnad(
                "Bokfört men avvisat",
                betald.kod,
                f"Banken avvisade betalningen. Bokfört är ändå {kronor(bokfort)}.",
                bokfort,
            )
        return
    if not rader:
        if betald.besked == UTFORD:
            yield Skillnad(
                "Betalt men inte bokfört",
                betald.kod,
                f"Betalningen på {kronor(betald.belopp)} är utförd, men huvudboken har den inte.",
                -betald.belopp,
            )
        return
    if betald.besked != UTFORD:
        yield Skillnad(
            "Bokfört utan besked",
            betald.kod,
            f"{kronor(bokfort)} är bokfört, men banken har inte sagt att betalningen är utförd.",
            bokfort,
        )
    if bokfort != betald.belopp:
        mer = bokfort - betald.belopp
        yield Skillnad(
            "Annat belopp",
            betald.kod,
            f"Betalningen är på {kronor(betald.belopp)}. Bokfört är {kronor(bokfort)}, alltså {kronor(abs(mer))} för "
            f"{'mycket' if mer > 0 else 'lite'}.",
            mer,
        )
    if andra := sorted({rad.manad for rad in rader if rad.manad != betald.manad}):
        yield Skillnad(
            "Annan månad",
            betald.kod,
            f"Betalningen hör till {manad_namn(betald.manad)}, men är bokförd i "
            f"{upprakning([manad_namn(m) for m in andra])}.",
            _sum(rad.belopp for rad in rader if rad.manad in andra),
        )
    fel = [rad for rad in rader if betald.kontering and not _as_coded(rad, betald)]
    if fel:
        yield Skillnad("Annan kontering", betald.kod, _other_coding(fel, betald), _sum(rad.belopp for rad in fel))


def _both_ways(betald: Betald, rader: list[Bokfordrad]) -> tuple[list[Bokfordrad], list[Bokfordrad]]:
    """The rows of a payment, and those of the vouchers that book it back when some of it has come back."""
    if not betald.returer:
        return rader, []
    summor: dict[tuple[date, str], Decimal] = defaultdict(Decimal)
    for rad in rader:
        summor[rad.manad, rad.verifikation] += rad.belopp
    tillbaka = [rad for rad in rader if summor[rad.manad, rad.verifikation] < 0]
    return [rad for rad in rader if rad not in tillbaka], tillbaka


def _returned_against_ledger(betald: Betald, rader: list[Bokfordrad], manad: date) -> Iterator[Skillnad]:
    """What has come back by the end of the month against what has been booked back by then."""
    ater = _sum(belopp for dag, belopp in betald.returer if month_of(dag) <= manad)
    bokfort = -_sum(rad.belopp for rad in rader if rad.manad <= manad)
    if ater != bokfort:
        yield Skillnad(
            "Kommit tillbaka men inte så bokfört",
            betald.kod,
            f"{kronor(ater)} av betalningen har kommit tillbaka. Bokfört tillbaka är {kronor(bokfort)}.",
            ater - bokfort,
        )


def _as_coded(rad: Bokfordrad, betald: Betald) -> bool:
    return any(rad.konto == konto and rad.ansvar in ("", ansvar) for konto, ansvar in betald.kontering)


def _other_coding(fel: list[Bokfordrad], betald: Betald) -> str:
    bokfort = upprakning(sorted({_place(rad.konto, rad.ansvar) for rad in fel}))
    ska = upprakning(sorted(_place(*plats) for plats in betald.kontering))
    return f"Bokfört på {bokfort}. Konteringen säger {ska}."


def _unknown(rad: Bokfordrad) -> Skillnad:
    return Skillnad(
        "Bokfört men inte härifrån",
        rad.verifikation,
        f"{kronor(rad.belopp)} på {_place(rad.konto, rad.ansvar)} hör inte till någon betalning härifrån.",
        rad.belopp,
    )


def _place(konto: str, ansvar: str) -> str:
    return f"konto {konto}" + (f", ansvar {ansvar}" if ansvar else "")


def _sum(belopp: Iterable[Decimal]) -> Decimal:
    return sum(belopp, Decimal(0))


def month_of(dag: date) -> date:
    """The month that a payment belongs to."""
    return first_of_month(dag)
