"""What the bank says has become of each payment: pain.002, camt.054 or our own table, read into the same `Besked`.

Nothing in a file is believed more than it has to be. Money that is said to have left is never said to have been
rejected because another line says so: what contradicts itself is told in `anmarkningar` and left to a person, as a
payment that is wrongly taken for rejected would be paid twice. Only ACSC, or a debit booked on the account, means
that a payment is executed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from assistans.svenska import kronor

UTFORD, AVVISAD, PAGAR = "utford", "avvisad", "pagar"
PAIN002, CAMT054, TABELL = "pain.002", "camt.054", "tabell"
TILLBAKA = "Pengarna har kommit tillbaka."
"""Why, when the bank gives no reason for a return."""
FIL, BETALNINGSGRUPP = "fil", "betalningsgrupp"


@dataclass(frozen=True, slots=True)
class Besked:
    """The fate of one payment. `id` is its EndToEndId.

    `utfall` is "utford", "avvisad" or "pagar". `belopp` is kronor and `datum` the day it was executed or booked, as
    the file states them; None when it does not. `skal_kod` is the bank's code, `skal` a sentence, both "" when
    nothing is said. A `retur` was executed first and came back, whole or in part: its money has been on both sides of
    the account. `rad` is the row of a table.
    """

    id: str
    utfall: str
    belopp: Decimal | None = None
    datum: date | None = None
    skal_kod: str = ""
    skal: str = ""
    retur: bool = False
    rad: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Gruppbesked:
    """What is said of all payments in a file (`niva` "fil") or a payment group, known by the `id` that we gave it."""

    niva: str
    id: str
    utfall: str
    skal_kod: str = ""
    skal: str = ""


@dataclass(frozen=True, slots=True)
class Beskedsfil:
    """What a file says. `slag` is "pain.002", "camt.054" or "tabell"; the ids are "" when it has none.

    `besked` has at most one per payment, and the return of a part beside it. `anmarkningar` are Swedish sentences about
    what was not understood or contradicts itself, and needs a person.
    """

    slag: str
    msg_id: str
    original_msg_id: str
    besked: tuple[Besked, ...]
    anmarkningar: tuple[str, ...] = ()
    grupper: tuple[Gruppbesked, ...] = ()
    oklara: tuple[str, ...] = ()
    """Payments that the file speaks of without making itself clear. What is said of the group does not go for them."""


class BeskedRefused(Exception):
    """The file cannot be taken in. The message is a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class Matchning:
    """What a file says of payments that we know, and sentences for a person. As in the file, at most one `Besked` each
    and the return of a part.
    """

    besked: tuple[Besked, ...]
    anmarkningar: tuple[str, ...]


def match_besked(fil: Beskedsfil, belopp: Mapping[str, Decimal], *, order_id: str = "") -> Matchning:
    """Hold a file against payments, given by their id and what each was to be, in kronor.

    With `order_id`, what is said of the whole file or group goes for each payment that nothing is said of by itself.
    Another amount than ours, or a payment that is not among these, is a sentence and no `Besked`; but a part of it can
    come back. Raises BeskedRefused when the file answers another order.
    """
    if order_id and fil.original_msg_id and fil.original_msg_id != order_id:
        raise BeskedRefused("Filen svarar på en annan betalningsorder.")
    traffar = []
    anmarkningar = list(fil.anmarkningar)
    for besked in fil.besked:
        if besked.id not in belopp:
            anmarkningar.append(f"{_row(besked)}Betalning {besked.id} finns inte bland dem som är lämnade till banken.")
        elif besked.belopp is not None and not _is_of(besked, besked.belopp, belopp[besked.id]):
            anmarkningar.append(
                f"{_row(besked)}Betalning {besked.id} skulle vara {kronor(belopp[besked.id])}, men beskedet gäller "
                f"{kronor(besked.belopp)}."
            )
        else:
            traffar.append(besked)
    sagda = {besked.id for besked in fil.besked} | set(fil.oklara)
    grupper = sorted(fil.grupper, key=lambda grupp: grupp.niva == FIL)  # the closest first
    alla = next((grupp for grupp in grupper if order_id and grupp.id == order_id), None)
    if alla is not None:
        traffar += [Besked(id, alla.utfall, skal_kod=alla.skal_kod, skal=alla.skal) for id in belopp if id not in sagda]
    return Matchning(tuple(traffar), tuple(anmarkningar))


def _is_of(besked: Besked, sagt: Decimal, belopp: Decimal) -> bool:
    """Whether the amount that is said is the payment's, or what of it can have come back."""
    return sagt == belopp or (besked.retur and sagt < belopp)


def _row(besked: Besked) -> str:
    return f"Rad {besked.rad}: " if besked.rad else ""


def settle(besked: Iterable[Besked], oklara: Iterable[str] = ()) -> tuple[tuple[Besked, ...], list[str], list[str]]:
    """One `Besked` per payment from all that a file says, the ids it leaves unclear, and a sentence about each such.

    A later step of the same payment takes the place of an earlier, but the return of a part stands beside what it is a
    part of. A payment that is both executed and rejected, or has two amounts, is unclear.
    """
    per_id: dict[str, list[Besked]] = {}
    for ett in besked:
        per_id.setdefault(ett.id, []).append(ett)
    kvar: list[Besked] = []
    oklart, anmarkningar = list(dict.fromkeys(oklara)), []
    for id, alla in per_id.items():
        if id in oklart:
            continue
        slutliga = [ett for ett in alla if ett.utfall != PAGAR] or alla
        retur = next((ett for ett in slutliga if ett.retur), None)
        utan = [ett for ett in slutliga if not ett.retur]
        helt, tillbaka = _amounts(ett for ett in alla if not ett.retur), _amounts(ett for ett in alla if ett.retur)
        en_del = retur is not None and len(helt) == len(tillbaka) == 1 and min(tillbaka) < min(helt)
        if len(helt | tillbaka) > 1 and not en_del:
            oklart.append(id)
            anmarkningar.append(f"Betalning {id} har olika belopp på olika ställen i filen.")
        elif len({ett.utfall for ett in utan}) > 1:
            oklart.append(id)
            anmarkningar.append(f"Betalning {id} är både utförd och avvisad i filen.")
        elif retur is None:
            kvar.append(slutliga[-1])
        else:
            kvar += [*utan[-1:], retur] if en_del else [retur]
    return tuple(kvar), oklart, anmarkningar


def _amounts(besked: Iterable[Besked]) -> set[Decimal]:
    return {ett.belopp for ett in besked if ett.belopp is not None}
