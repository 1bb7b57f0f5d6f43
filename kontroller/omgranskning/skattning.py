"""Skattningen av felet i ramen ur det som omgranskningen fann. Ren, utan Django; exakt decimalräkning.

Felet i en dragen faktura som är mindre än intervallet är en andel av dess belopp. Andelen gäller för hela intervallet
(projicering). En faktura som är minst så stor som intervallet är med för sin egen skull: dess fel räknas i kronor och
projiceras inte. Summan är det uppskattade felet.

Den övre gränsen är Stringers: intervallet gånger Poissonfaktorn för noll fel, och för varje funnen andel, störst först,
ökningen av faktorn gånger andelen. Med noll fel är den alltså intervallet gånger 3,00 vid 95 procent. Den är aldrig mer
än det som de fakturor som är mindre än intervallet uppgår till, och det kända felet i de andra.

Källor: K. W. Stringer, Practical aspects of statistical sampling in auditing, Proceedings of the Business and Economic
Statistics Section, American Statistical Association, 1963, s. 405–411; D. A. Leslie, A. D. Teitlebaum och
R. J. Anderson, Dollar-unit sampling, 1979.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, localcontext
from functools import cache

ORE = Decimal("0.01")
SIFFROR = 40
NOG = Decimal(1).scaleb(-20)
NOLL = Decimal(0)
SLUT = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Granskad:
    """En slumpvis dragen faktura: vad som betalades och vad som borde ha betalats, i kronor."""

    belopp: Decimal
    ratt_belopp: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Skattning:
    """Felet i ramen, i kronor: för mycket betalt och för lite betalt var för sig.

    `funnet` är felet i de granskade fakturorna själva, `uppskattat` det projicerade, och `hogst` den övre gränsen vid
    konfidensgraden. Felet är minst `funnet`, eftersom det är sett.
    """

    funnet: Decimal
    uppskattat: Decimal
    hogst: Decimal
    for_lite_funnet: Decimal
    for_lite_uppskattat: Decimal
    ram: Decimal
    intervall: Decimal
    konfidens: int
    faktor: Decimal


def estimate(poster: Iterable[Granskad], *, ram: Sequence[Decimal], intervall: Decimal, konfidens: int) -> Skattning:
    """Estimate the error of the frame from every invoice that was drawn at random.

    `ram` are all amounts of the frame; `konfidens` is in per cent.
    """
    poster = list(poster)
    with localcontext(prec=SIFFROR):
        sma = sum((belopp for belopp in ram if belopp < intervall), NOLL)
        for_mycket = [(p, p.belopp - p.ratt_belopp) for p in poster if p.ratt_belopp < p.belopp]
        for_lite = [(p, p.ratt_belopp - p.belopp) for p in poster if p.ratt_belopp > p.belopp]
        andelar = sorted((fel / p.belopp for p, fel in for_mycket if p.belopp < intervall), reverse=True)
        sakert = sum((fel for p, fel in for_mycket if p.belopp >= intervall), NOLL)
        lite_andelar = [fel / p.belopp for p, fel in for_lite if p.belopp < intervall]
        lite_sakert = sum((fel for p, fel in for_lite if p.belopp >= intervall), NOLL)
        funnet = sum((fel for _, fel in for_mycket), NOLL)

        uppskattat = sakert + min(intervall * sum(andelar, NOLL), sma)
        hogst = sakert + min(intervall * _stringer(andelar, konfidens), sma)
        return Skattning(
            funnet=funnet.quantize(ORE),
            uppskattat=uppskattat.quantize(ORE),
            # Rounded upwards, so that the limit never says less than it is.
            hogst=hogst.quantize(ORE, ROUND_CEILING),
            for_lite_funnet=sum((fel for _, fel in for_lite), SLUT).quantize(ORE),
            for_lite_uppskattat=(lite_sakert + intervall * sum(lite_andelar, NOLL)).quantize(ORE),
            ram=sum(ram, SLUT).quantize(ORE),
            intervall=intervall,
            konfidens=konfidens,
            faktor=poisson_factor(0, konfidens),
        )


def _stringer(andelar: Sequence[Decimal], konfidens: int) -> Decimal:
    """The bound in intervals: the factor for no error, and its growth for each taint, the greatest first."""
    okningar = (
        (poisson_factor(nummer, konfidens) - poisson_factor(nummer - 1, konfidens)) * andel
        for nummer, andel in enumerate(andelar, start=1)
    )
    return poisson_factor(0, konfidens) + sum(okningar, NOLL)


@cache
def poisson_factor(fel: int, konfidens: int) -> Decimal:
    """The mean at which so few errors or fewer are found with the probability 1 - confidence. By bisection."""
    if not 50 <= konfidens <= 99:
        raise ValueError("Konfidensgraden är 50 till 99 procent.")
    with localcontext(prec=SIFFROR):
        risk = 1 - Decimal(konfidens) / 100
        lagst, hogst = NOLL, Decimal(2 * fel + 10)
        while hogst - lagst > NOG:
            mitt = (lagst + hogst) / 2
            if _at_most(fel, mitt) > risk:
                lagst = mitt
            else:
                hogst = mitt
        return hogst


def _at_most(fel: int, medel: Decimal) -> Decimal:
    """The probability that a Poisson variable is at most so many."""
    term = summa = Decimal(1)
    for nummer in range(1, fel + 1):
        term = term * medel / nummer
        summa += term
    return summa * (-medel).exp()
