"""Räkningar som flera regler och sidor delar: beviljad tid, ersättningsgrundande tid och avrundning. Exakta bråk,
utan Django.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

from beslut.omrakning import days_in_force as days_in_force
from beslut.omrakning import month_share
from kontroller.fakta import DELARE, Beslutsrad, Fakturarad, Redovisning, Tidstyp

TIMME = 60
DELAR_PER_MINUT = lcm(*DELARE.values())
DELAR = {typ: DELAR_PER_MINUT // delare for typ, delare in DELARE.items()}
KOMMUNENS_BESLUT = ("ordinarie", "tillfallig_utokning")


def granted_by(rad: Beslutsrad, manad: date) -> Fraction:
    """Minutes that a decision row grants for a month, exact (see `month_share`)."""
    return _month_share(rad.timmar, rad.enhet, rad.omrakning, rad.fran, rad.tom, manad)


_month_share = lru_cache(maxsize=4096)(month_share)


def granted_minutes(
    redovisning: Redovisning, tidstyp: Tidstyp, dubbel: bool, typer: Iterable[str] = KOMMUNENS_BESLUT
) -> Fraction:
    """Minutes of a time kind that the person's municipal decisions grant for the dossier's month, exact."""
    return sum(
        (
            granted_by(rad, redovisning.manad)
            for rad in redovisning.brukare.beslutsrader
            if rad.typ in typer and rad.tidstyp == tidstyp and rad.dubbel == dubbel
        ),
        Fraction(0),
    )


def granted_payable_minutes(redovisning: Redovisning) -> Fraction:
    """Granted minutes of every kind, as they are paid: aktiv + väntetid/4 + beredskap/7."""
    return granted_payable(redovisning.brukare.beslutsrader, redovisning.manad)


def granted_payable(rader: Iterable[Beslutsrad], manad: date) -> Fraction:
    """What rows of decisions grant for a month, of every kind, as it is paid."""
    return sum(
        (granted_by(rad, manad) / DELARE[rad.tidstyp] for rad in rader if rad.typ in KOMMUNENS_BESLUT), Fraction(0)
    )


def payable_minutes(minuter: Iterable[tuple[Tidstyp, int]]) -> Fraction:
    """Minutes as they are paid: aktiv + väntetid/4 + beredskap/7, exact."""
    # Counted in parts of a minute that every kind of time is a whole number of: one fraction instead of one a row.
    return Fraction(sum(antal * DELAR[typ] for typ, antal in minuter), DELAR_PER_MINUT)


def certified_payable_minutes(redovisning: Redovisning) -> Fraction:
    """The dossier's reported rows as they are paid, exact."""
    return payable_minutes(redovisning.tid.items())


def decimals_of(tal: Decimal) -> int:
    """How many decimals a number is written with, at least two."""
    exponent = tal.as_tuple().exponent
    return max(2, -exponent) if isinstance(exponent, int) else 2


def rounded_hours(minuter: Fraction, decimaler: int) -> Decimal:
    """Exact minutes as hours, rounded half up once to the given number of decimals."""
    return round_half_up(minuter / TIMME, decimaler)


def round_half_up(tal: Fraction, decimaler: int) -> Decimal:
    """A fraction as a decimal number, rounded half up (away from zero) once."""
    skala = 10**decimaler
    hela = (2 * abs(tal.numerator) * skala + tal.denominator) // (2 * tal.denominator)
    avrundat = Decimal(hela).scaleb(-decimaler)
    return (-avrundat if tal < 0 else avrundat).quantize(Decimal(1).scaleb(-decimaler), rounding=ROUND_HALF_UP)


def price_per_hour(rad: Fakturarad) -> Fraction | None:
    """Kronor an hour on an invoice line, by its price and base quantity; None when the line has no price."""
    if rad.pris is None or not rad.prisbas:
        return None
    return _quotient(rad.pris, rad.prisbas)


@lru_cache(maxsize=1024)
def _quotient(pris: Decimal, prisbas: Decimal) -> Fraction:
    return Fraction(pris) / Fraction(prisbas)


def days_between(fran: date, tom: date) -> list[date]:
    """Every day from one to another, both included."""
    return [fran + timedelta(days=n) for n in range((tom - fran).days + 1)]


def exact_decimal(tal: Fraction) -> Decimal | None:
    """A fraction as the decimal number that it is, or None when its decimals never end."""
    # Decimals that end are fewer than the binary digits of the denominator.
    for decimaler in range(tal.denominator.bit_length()):
        heltal = tal * 10**decimaler
        if heltal.denominator == 1:
            return Decimal(heltal.numerator).scaleb(-decimaler)
    return None
