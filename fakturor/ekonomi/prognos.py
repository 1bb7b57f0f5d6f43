"""Årets kostnad framräknad ur det som är känt och det som besluten ger. Ren räkning, utan Django.

En månads *fulla kostnad* är timmarna som besluten ger gånger timbeloppet som gäller. *Utnyttjandet* är kronorna som
blev, delade med den fulla kostnaden, för de senaste kända månaderna tillsammans. En månad som inte är känd räknas till
full kostnad gånger utnyttjandet, dock aldrig till mindre än det som redan är godkänt för den.

För sjuklöner finns inga beslut att räkna från. Där är den fulla kostnaden en krona, och utnyttjandet blir ett medeltal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

HISTORIK = 6
"""So many of the latest known months at most does the use rest on."""
TILLRACKLIG = 3
"""With fewer known months there is no interval, and a warning instead."""
KLAR = Fraction(9, 10)
"""A month that is over is known when at least this part of what is claimed for it is approved."""
ORE = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manad:
    """En månad: full kostnad (None när timbelopp saknas), det godkända, och det som begärs men inte är avgjort."""

    manad: date
    fullt: Fraction | None
    utfall: Decimal = Decimal(0)
    vantar: Decimal = Decimal(0)
    kand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Raknad:
    """En månad med det belopp som den räknas till. None när det inte går."""

    manad: Manad
    belopp: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Framrakning:
    """Ett års kostnad, framräknad. `belopp` är None när något som behövs saknas; `utan_sats` säger vilka månader."""

    manader: tuple[Raknad, ...]
    historik: tuple[date, ...]
    historik_utfall: Decimal
    historik_fullt: Fraction
    belopp: Decimal | None
    lagst: Decimal | None
    hogst: Decimal | None
    utan_sats: tuple[date, ...]
    personer: int | None = None
    """How many persons the year's decisions are about; None where there are no decisions to reckon from."""

    @property
    def utnyttjande(self) -> Fraction | None:
        """What was paid, as a part of what it would have cost in full."""
        return Fraction(self.historik_utfall) / self.historik_fullt if self.historik_fullt else None

    @property
    def hittills(self) -> Decimal:
        """What is approved for the year so far."""
        return sum((rad.manad.utfall for rad in self.manader), Decimal(0))

    @property
    def fullt_aret(self) -> Fraction | None:
        """What the year costs if all that is decided is used. None when a month cannot be reckoned."""
        fulla = [rad.manad.fullt for rad in self.manader]
        return None if None in fulla else sum((fullt for fullt in fulla if fullt), Fraction(0))

    @property
    def is_uncertain(self) -> bool:
        """Whether the history is too short to say how much the months differ."""
        return len(self.historik) < TILLRACKLIG


def is_settled(*, over: bool, utfall: Decimal, vantar: Decimal) -> bool:
    """Whether a month is known: it is over, something is approved for it, and little of it is still to be decided."""
    begart = utfall + vantar
    return over and utfall > 0 and Fraction(utfall) >= KLAR * Fraction(begart)


def forecast(aret: Sequence[Manad], fore: Sequence[Manad] = ()) -> Framrakning:
    """The year from its twelve months, and those before it that the use may rest on as well."""
    historik = [m for m in (*fore, *aret) if m.kand and m.fullt][-HISTORIK:]
    fullt = sum((m.fullt for m in historik if m.fullt), Fraction(0))
    utfall = sum((m.utfall for m in historik), Decimal(0))
    andelar = [Fraction(m.utfall) / m.fullt for m in historik if m.fullt]
    andel = Fraction(utfall) / fullt if fullt else None
    med_intervall = len(historik) >= TILLRACKLIG
    return Framrakning(
        manader=tuple(Raknad(manad=m, belopp=_amount(m, andel)) for m in aret),
        historik=tuple(m.manad for m in historik),
        historik_utfall=utfall,
        historik_fullt=fullt,
        belopp=_year(aret, andel),
        lagst=_year(aret, min(andelar)) if med_intervall else None,
        hogst=_year(aret, max(andelar)) if med_intervall else None,
        utan_sats=tuple(m.manad for m in aret if m.fullt is None and not m.kand),
    )


def _year(aret: Sequence[Manad], andel: Fraction | None) -> Decimal | None:
    summa = Decimal(0)
    for manad in aret:
        belopp = _amount(manad, andel)
        if belopp is None:
            return None
        summa += belopp
    return summa


def _amount(manad: Manad, andel: Fraction | None) -> Decimal | None:
    if manad.kand:
        return manad.utfall
    if manad.fullt is None or andel is None:
        return None
    raknat = manad.fullt * andel
    return max(manad.utfall, (Decimal(raknat.numerator) / raknat.denominator).quantize(ORE, ROUND_HALF_UP))
