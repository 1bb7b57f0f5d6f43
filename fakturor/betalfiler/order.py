"""A payment order: who pays, when, whom and how much, and everything that would make a bank send it back.

Amounts are `Decimal` in kronor with at most two decimals. Numbers of accounts are digits alone; a bank account is
"clearing/konto", as in the register. A sentence names a payment by its id, never by payee or account: an account of
a person can be her personnummer.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from assistans.personnummer import check_digit_ok
from assistans.svenska import STOCKHOLM, kronor, upprakning
from fakturor.betalfiler.tecken import SVENSKA, foreign, shown

IBAN, BANKGIRO, PLUSGIRO, KONTO = "iban", "bankgiro", "plusgiro", "konto"
LANGSTA_ID = 35
LANGSTA_MEDDELANDE = 140
STORSTA_BELOPP = Decimal("9999999999.99")
"""Twelve digits in öre: as much as fits in any Swedish payment format."""
STORSTA_SUMMA = Decimal("9999999999999999.99")
"""Eighteen digits: as much as the control sum of pain.001 holds."""

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.:+-]*[A-Za-z0-9])?")
_BIC = re.compile(r"[A-Z]{6}[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_OCR = re.compile(r"[0-9]{2,25}")
_BANKKONTO = re.compile(r"(?:[0-9]{4}|8[0-9]{4})/[0-9]{2,10}")
_BANKKONTO_UTAN_CLEARING = re.compile(r"/?[0-9]+")
_SIFFROR = {BANKGIRO: range(7, 9), PLUSGIRO: range(2, 9)}
_ORD = {BANKGIRO: "Bankgironumret", PLUSGIRO: "Plusgironumret"}


@dataclass(frozen=True, slots=True)
class Avsandare:
    """The one who pays. `bank_bic` and the account are needed in files to a bank alone.

    `orgnr` is ten digits. `konto_typ` may also be "iban". `avtal` is what the bank calls its agreement with the
    sender, where it wants to see it.
    """

    namn: str
    orgnr: str
    konto_typ: str
    konto: str
    bank_bic: str
    avtal: str = ""


@dataclass(frozen=True, slots=True)
class Uppdrag:
    """One payment. `id` is the EndToEndId that the bank gives back; `ocr` is "" when there is none.

    `konto_typ` is "bankgiro", "plusgiro" or "konto". A payment with an OCR carries no message: the banks take one.
    """

    id: str
    mottagare_namn: str
    konto_typ: str
    konto: str
    belopp: Decimal
    ocr: str = ""
    meddelande: str = ""


@dataclass(frozen=True, slots=True)
class Betalningsorder:
    """Payments of one day from one account. `skapad` is an aware instant; nothing in a file is younger than it."""

    id: str
    skapad: datetime
    betaldag: date
    avsandare: Avsandare
    uppdrag: tuple[Uppdrag, ...]

    @property
    def antal(self) -> int:
        return len(self.uppdrag)

    @property
    def summa(self) -> Decimal:
        """Kronor, exact."""
        return sum((uppdrag.belopp for uppdrag in self.uppdrag), Decimal(0))


class OrderRefused(Exception):
    """No file is written. `problem` has a Swedish sentence for each thing that is wrong; the message is all of them."""

    def __init__(self, problem: Iterable[str]):
        self.problem = tuple(problem)
        super().__init__(" ".join(self.problem))


def problem_with(order: Betalningsorder, *, till_bank: bool = True) -> list[str]:
    """What is wrong with the order, in Swedish sentences. Empty when a file can be written.

    Without `till_bank` the sender's account and BIC may be missing: the finance system knows them.
    """
    problem = [*_order_problems(order), *_sender_problems(order.avsandare, till_bank=till_bank)]
    for uppdrag in order.uppdrag:
        problem += [f"Betalning {_named(uppdrag.id)}: {text}" for text in _payment_problems(uppdrag)]
    return problem


def _order_problems(order: Betalningsorder) -> Iterator[str]:
    if not _is_id(order.id):
        yield f"Betalningsorderns id {_ID_I_ORD}."
    if order.skapad.tzinfo is None:
        yield "Tidpunkten då ordern skapades saknar tidszon."
    elif order.betaldag < order.skapad.astimezone(STOCKHOLM).date():
        yield "Betaldagen ligger före den dag då ordern skapades."
    if not order.uppdrag:
        yield "Ordern har inga betalningar."
    dubbla = [id for id, ganger in Counter(uppdrag.id for uppdrag in order.uppdrag).items() if ganger > 1]
    if dubbla:
        yield f"Flera betalningar har samma id: {upprakning([_named(id) for id in dubbla])}."
    if all(uppdrag.belopp.is_finite() for uppdrag in order.uppdrag) and order.summa > STORSTA_SUMMA:
        yield f"Betalningarna är tillsammans mer än {kronor(STORSTA_SUMMA)}, och så mycket får inte plats i en fil."


def _sender_problems(avsandare: Avsandare, *, till_bank: bool) -> Iterator[str]:
    yield from _name_problems(avsandare.namn, "Avsändaren", "avsändarens namn")
    if not re.fullmatch(r"[0-9]{10}", avsandare.orgnr):
        yield "Avsändarens organisationsnummer ska ha tio siffror."
    elif not check_digit_ok(avsandare.orgnr):
        yield "Kontrollsiffran i avsändarens organisationsnummer stämmer inte."
    if not till_bank:
        return
    for text in _account_problems(avsandare.konto_typ, avsandare.konto, can_be_iban=True):
        yield f"Avsändarens konto: {text}"
    if not _BIC.fullmatch(avsandare.bank_bic):
        yield "Avsändarens bank saknar BIC, eller så är den felskriven: den har 8 eller 11 tecken, som ABCDSESS."
    if avsandare.avtal and not _is_id(avsandare.avtal):
        yield f"Avtalet med banken {_ID_I_ORD}."


def _payment_problems(uppdrag: Uppdrag) -> Iterator[str]:
    if not _is_id(uppdrag.id):
        yield f"Id {_ID_I_ORD}."
    yield from _name_problems(uppdrag.mottagare_namn, "Mottagaren", "mottagarens namn")
    yield from _account_problems(uppdrag.konto_typ, uppdrag.konto)
    yield from _amount_problems(uppdrag.belopp)
    if uppdrag.ocr and not _OCR.fullmatch(uppdrag.ocr):
        yield "OCR-numret ska ha 2 till 25 siffror och inget annat."
    elif uppdrag.ocr and not check_digit_ok(uppdrag.ocr):
        yield "Kontrollsiffran i OCR-numret stämmer inte."
    if len(uppdrag.meddelande) > LANGSTA_MEDDELANDE:
        yield f"Meddelandet är längre än {LANGSTA_MEDDELANDE} tecken."
    yield from _character_problems(uppdrag.meddelande, "meddelandet")


def _amount_problems(belopp: Decimal) -> Iterator[str]:
    if not belopp.is_finite():
        yield "Beloppet är inget tal."
    elif belopp <= 0:
        yield "Beloppet ska vara mer än noll."
    elif belopp > STORSTA_BELOPP:
        yield f"Beloppet är mer än {kronor(STORSTA_BELOPP)}, och så mycket får inte plats i en betalfil."
    elif belopp != round(belopp, 2):
        yield "Beloppet har delar av ett öre."


def _account_problems(typ: str, konto: str, *, can_be_iban: bool = False) -> Iterator[str]:
    if not konto:
        yield "Konto saknas."
    elif typ in _SIFFROR:
        if not re.fullmatch(r"[0-9]+", konto) or len(konto) not in _SIFFROR[typ]:
            yield f"{_ORD[typ]} ska ha {_SIFFROR[typ][0]} till {_SIFFROR[typ][-1]} siffror och inget annat."
        elif not check_digit_ok(konto):
            yield f"Kontrollsiffran i {_ORD[typ].lower()} stämmer inte."
    elif typ == KONTO:
        if _BANKKONTO_UTAN_CLEARING.fullmatch(konto):
            yield "Bankkontot saknar clearingnummer."
        elif not _BANKKONTO.fullmatch(konto):
            yield "Bankkontot ska skrivas clearing/konto: 4 siffror (5 om den första är 8), / och 2 till 10 siffror."
    elif typ == IBAN and can_be_iban:
        if not _is_iban(konto):
            yield "IBAN är felskrivet: kontrollsiffrorna stämmer inte."
    else:
        yield "Kontots slag är okänt."


def _name_problems(namn: str, vem: str, falt: str) -> Iterator[str]:
    if not any(char.isalnum() for char in namn):
        yield f"{vem} saknar namn."
    yield from _character_problems(namn, falt)


def _character_problems(text: str, falt: str) -> Iterator[str]:
    if okanda := foreign(text, SVENSKA):
        tecken = upprakning([shown(char) for char in okanda[:5]])
        yield f"I {falt} står tecken som bankerna inte tar emot: {tecken}."


_ID_I_ORD = (
    f"ska ha 1 till {LANGSTA_ID} tecken: bokstäver a–z, siffror, punkt, kolon, plus och bindestreck, "
    "med bokstav eller siffra först och sist"
)


def _is_id(text: str) -> bool:
    return len(text) <= LANGSTA_ID and _ID.fullmatch(text) is not None


def _is_iban(text: str) -> bool:
    """ISO 13616: the country and its check digits moved last, letters as numbers, leave one when divided by 97."""
    return _IBAN.fullmatch(text) is not None and int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97 == 1


def _named(id: str) -> str:
    """An id in a sentence, short and in characters that can be seen."""
    return "".join(shown(char) for char in id[:LANGSTA_ID]) or "utan id"
