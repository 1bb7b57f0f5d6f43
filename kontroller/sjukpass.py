"""Det som reglerna om sjuklön räknar och pekar ut på samma sätt: pass, täckt tid och passens del av kronorna. Utan
Django.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from assistans.tid import clock
from kontroller.berakning import round_half_up
from kontroller.fakta import Fakta, Sjukloneansokan, Sjukpass
from kontroller.fakta.sjuklon import AnnatSjukpass, Sjukrad
from kontroller.regel import Fynd, not_judged

Spann = tuple[int, int]


def shift_name(pass_: Sjukpass) -> str:
    """How a shift is pointed out in evidence: "sjukpass 2015-04-16 14:00–16:00"."""
    return f"sjukpass {pass_.datum.isoformat()} {clock(pass_.start)}–{clock(pass_.slut)}"


def shared(pass_: Sjukpass, andra: Iterable[Sjukrad | AnnatSjukpass]) -> int:
    """The minutes of a shift that some other time shares, each minute once."""
    return sum(slut - start for start, slut in _merged(_within(pass_, andra)))


def share_of(fakta: Fakta, ansokan: Sjukloneansokan, minuter: int) -> Decimal:
    """So many of the shifts' minutes in kronor of the claim, to the öre."""
    belopp = fakta.faktura.summor.att_betala
    return round_half_up(Fraction(belopp) * minuter / ansokan.minuter, 2) if ansokan.minuter else belopp


def claim_of(fakta: Fakta) -> tuple[Sjukloneansokan | None, Iterator[Fynd]]:
    """What the claim rests on, and what to answer when it has nothing."""
    ansokan = fakta.sjuklon
    if ansokan is not None and ansokan.sjukpass:
        return ansokan, iter(())
    return None, iter([not_judged("Ansökan anger inga pass, så kontrollen kan inte göras.")])


def _within(pass_: Sjukpass, andra: Iterable[Sjukrad | AnnatSjukpass]) -> list[Spann]:
    delade = ((max(rad.borjar, pass_.borjar), min(rad.slutar, pass_.slutar)) for rad in andra)
    return sorted((start, slut) for start, slut in delade if start < slut)


def _merged(spann: list[Spann]) -> Iterator[Spann]:
    """Spans in order, those that meet joined."""
    pagar: Spann | None = None
    for start, slut in spann:
        if pagar is not None and start <= pagar[1]:
            pagar = (pagar[0], max(pagar[1], slut))
            continue
        if pagar is not None:
            yield pagar
        pagar = (start, slut)
    if pagar is not None:
        yield pagar
