"""Urval per krona: varje krona i ramen har samma chans att dras. Rent, utan Django, klocka och slump.

Fakturorna ställs i en ordning som fröet bestämmer, och läggs efter varandra så att varje krona får en plats. Den första
kronan dras ur fröet inom det första intervallet, de andra med ett intervall emellan. Intervallet är ramens kronor
delade med antalet dragna, så en faktura som är minst så stor kommer alltid med. Samma frö och ram ger samma urval.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction

METOD = "kronurval-1"
"""The name of this way to draw, kept with each sample. A way that draws otherwise gets another name."""
MINSTA_DEL = Decimal(1).scaleb(-20)
"""As exact as the interval and the start are kept."""
SIFFROR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Urval:
    """Ett urval: ramen i dragningens ordning, intervallet och den första kronan, och träffarna per faktura."""

    ram: tuple[int, ...]
    belopp: tuple[Decimal, ...]
    intervall: Decimal
    start: Decimal
    traffar: Mapping[int, int]


def draw(ram: Mapping[int, Decimal], *, antal: int, fro: str) -> Urval:
    """Draw `antal` kronor from a frame of amounts by invoice id. Raises ValueError when there is nothing to draw."""
    if antal < 1 or not ram or any(belopp <= 0 for belopp in ram.values()):
        raise ValueError("Ett urval behöver minst en krona att dra, ur belopp över noll.")
    ordning = sorted(ram, key=lambda pk: _number(f"{fro}:{pk}"))
    belopp = tuple(ram[pk] for pk in ordning)
    with localcontext(prec=SIFFROR):
        intervall = (sum(belopp, Decimal(0)) / antal).quantize(MINSTA_DEL, ROUND_CEILING)
        andel = Fraction(_number(f"{fro}:start"), 2**256)
        exakt = intervall * andel.numerator / Decimal(andel.denominator)
        start = exakt.quantize(MINSTA_DEL, ROUND_FLOOR)
        traffar = hits(belopp, intervall, start)
    return Urval(
        ram=tuple(ordning),
        belopp=belopp,
        intervall=intervall,
        start=start,
        traffar={pk: n for pk, n in zip(ordning, traffar, strict=True) if n},
    )


def hits(belopp: Sequence[Decimal], intervall: Decimal, start: Decimal) -> list[int]:
    """How many of the kronor start, start + interval, start + 2 intervals … fall in each amount, laid end to end."""
    traffar, fore = [], Decimal(0)
    with localcontext(prec=SIFFROR):
        for ett in belopp:
            efter = fore + ett
            traffar.append(_up_to(efter, intervall, start) - _up_to(fore, intervall, start))
            fore = efter
    return traffar


def _up_to(grans: Decimal, intervall: Decimal, start: Decimal) -> int:
    """How many drawn kronor lie below a limit."""
    if grans <= start:
        return 0
    return int(((grans - start) / intervall).to_integral_value(ROUND_CEILING))


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest())
