"""Vilka godkända fakturor som kan betalas, vilka betalningar det blir, och varför de andra inte kan.

One answer for the page that shows what would be paid, for the round when it is made, and for its release. The number
of queries does not depend on how many the invoices are. The database's own gates refuse the same things once more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from assistans.models import User
from assistans.svenska import STOCKHOLM, sortnyckel
from beslut.beteckning import provider_label
from beslut.models import Anordnare, Konto
from fakturor.betalfiler.order import Avsandare, Betalningsorder, Uppdrag, problem_with
from fakturor.models import Faktura
from fakturor.utbetalning.hinder import Laget, account_fault, obstacle
from fakturor.utbetalning.kvittning import Post, Samlad, net
from fakturor.utbetalning.referens import message_of, ocr_of

KREDITEN_VANTAR = (
    "Kreditfakturan är större än någon betalning till mottagaren. Den dras av när mottagaren har mer att få."
)
ETT_ID = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provad:
    """En godkänd faktura och hur det står till med att betala den. `hinder` är en mening, tom när den kan betalas.

    `belopp` är kronor, negativt för en kredit. `sluten` säger att läsaren inte får veta vem den rör.
    """

    faktura: Faktura
    belopp: Decimal
    konto: Konto | None = None
    hinder: str = ""
    sluten: bool = False

    @property
    def konto_fel(self) -> bool:
        """Whether it is held back as the bank has said that the account is wrong."""
        fel = self.konto.fel if self.konto is not None else None
        return bool(fel) and self.hinder == account_fault(fel)


@dataclass(frozen=True, slots=True, kw_only=True)
class TanktBetalning:
    """En betalning som det skulle bli: en faktura, krediterna som dras av, och vart pengarna går."""

    faktura: Provad
    krediter: tuple[Provad, ...]
    konto: Konto
    mottagare_namn: str
    ocr: str
    meddelande: str

    @property
    def belopp(self) -> Decimal:
        """Kronor, mer än noll."""
        return self.faktura.belopp + sum((kredit.belopp for kredit in self.krediter), Decimal(0))

    @property
    def poster(self) -> tuple[Provad, ...]:
        """The invoice first, then its credits."""
        return (self.faktura, *self.krediter)

    def uppdrag(self, id: str) -> Uppdrag:
        """The payment as a file has it."""
        return Uppdrag(
            id=id,
            mottagare_namn=self.mottagare_namn,
            konto_typ=self.konto.typ,
            konto=self.konto.nummer,
            belopp=self.belopp,
            ocr=self.ocr,
            meddelande="" if self.ocr else self.meddelande,
        )


@dataclass(frozen=True, slots=True)
class Underlag:
    """Vad som kan betalas nu, och vad som hålls tillbaka."""

    betalningar: list[TanktBetalning]
    hallna: list[Provad]

    @property
    def antal(self) -> int:
        """Betalningar."""
        return len(self.betalningar)

    @property
    def summa(self) -> Decimal:
        """Kronor."""
        return sum((betalning.belopp for betalning in self.betalningar), Decimal(0))

    @property
    def fakturor(self) -> set[int]:
        """Ids of the invoices and credits that are in a payment."""
        return {post.faktura.pk for betalning in self.betalningar for post in betalning.poster}


def payable(*, by: User, at: datetime, among: Collection[int] | None = None) -> Underlag:
    """What can be paid now, by this user, of all approved invoices or of some. A constant number of queries."""
    laget = Laget.load(by=by, among=among)
    provade = [_tried(faktura, laget) for faktura in laget.fakturor]
    fria = {provad.faktura.pk: provad for provad in provade if not provad.hinder}
    samlade, vantar = net(
        Post(pk, provad.faktura.anordnare_id, provad.belopp, laget.original.get(pk, frozenset()))
        for pk, provad in fria.items()
    )
    hallna = [provad for provad in provade if provad.hinder]
    hallna += [replace(fria[post.faktura], hinder=KREDITEN_VANTAR) for post in vantar]
    betalningar = []
    for samlad in samlade:
        tankt = _payment(samlad, fria, laget)
        if problem := _problem_of(tankt, at):
            hallna += [replace(post, hinder=problem) for post in tankt.poster]
        else:
            betalningar.append(tankt)
    return Underlag(sorted(betalningar, key=_order), sorted(hallna, key=lambda provad: provad.faktura.pk))


def assess(*, by: User, among: Collection[int], omgang: int) -> dict[int, Provad]:
    """How it stands with each invoice of a prepared round, by its id. A constant number of queries."""
    laget = Laget.load(by=by, among=among, omgang=omgang)
    return {faktura.pk: _tried(faktura, laget) for faktura in laget.fakturor}


def _tried(faktura: Faktura, laget: Laget) -> Provad:
    return Provad(
        faktura=faktura,
        belopp=laget.amount_of(faktura),
        konto=laget.account_of(faktura),
        hinder=obstacle(faktura, laget),
        sluten=laget.is_closed(faktura),
    )


def _payment(samlad: Samlad, fria: dict[int, Provad], laget: Laget) -> TanktBetalning:
    forst = fria[samlad.faktura.faktura]
    krediter = tuple(fria[kredit.faktura] for kredit in samlad.krediter)
    konto = forst.konto
    if konto is None:  # obstacle() has asked for one
        raise AssertionError("a payment needs an account")
    return TanktBetalning(
        faktura=forst,
        krediter=krediter,
        konto=konto,
        mottagare_namn=payee_name(forst.faktura.anordnare, laget.skyddade_personer),
        ocr=ocr_of(forst.faktura.ocr, konto.typ, kvittad=bool(krediter)),
        meddelande=message_of(forst.faktura.nummer, [kredit.faktura.nummer for kredit in krediter]),
    )


def payee_name(anordnare: Anordnare | None, skyddade: Collection[int]) -> str:
    """The name that the bank gets. Somebody protected is called by her pseudonym: the account is what is paid to."""
    if anordnare is None:
        return ""
    return provider_label(anordnare) if anordnare.person_id in skyddade else anordnare.namn


def _order(betalning: TanktBetalning) -> tuple[str, int]:
    faktura = betalning.faktura.faktura
    return sortnyckel(provider_label(faktura.anordnare)), faktura.pk


def _problem_of(betalning: TanktBetalning, at: datetime) -> str:
    """What would make a bank send the payment back, in sentences, or ""."""
    dag = at.astimezone(STOCKHOLM).date()
    order = Betalningsorder(ETT_ID, at, dag, Avsandare("", "", "", "", ""), (betalning.uppdrag(ETT_ID),))
    return " ".join(_about_payment(problem_with(order, till_bank=False)))


def _about_payment(problem: Iterable[str]) -> list[str]:
    """The sentences about the payment itself, without its id. Those about the sender are told when a round is made."""
    inledning = f"Betalning {ETT_ID}: "
    return [text.removeprefix(inledning) for text in problem if text.startswith(inledning)]
