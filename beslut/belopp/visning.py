"""Ett timbelopp med det som det ska hållas mot: schablonen, taket för ett förhöjt belopp, och kostnaderna."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import kronor, procent
from beslut.belopp.andel import SchablonUnclear, schablon_over
from beslut.belopp.schablon import highest_raised
from beslut.models import Kostnadspost, Timbelopp
from beslut.services.rates import PERSONENS

RIKTMARKE = (Fraction(5, 100), Fraction(8, 100))
"""The share of the cost that administration may be by the yardstick that the court of appeal has accepted."""
RIKTMARKE_I_ORD = "Kammarrätten i Göteborg har godtagit 5–8\u00a0% som riktmärke (mål 934-17 och 156-19)."


@dataclass(frozen=True, slots=True)
class Mening:
    """En jämförelse i en mening, och om den säger något att se efter."""

    text: str
    se_efter: bool = False


def against_the_schablon(timbelopp: Timbelopp, schabloner: list[Timbelopp]) -> list[Mening]:
    """How the amount stands to the state's of the same days, and to the highest raised amount."""
    if timbelopp.kategori == Timbelopp.Kategori.SCHABLON:
        return []
    try:
        schablon = schablon_over(schabloner, timbelopp.galler_fran, timbelopp.galler_tom)
    except SchablonUnclear as oklart:
        return [Mening(f"Jämförelsen med schablonen kan inte göras. {oklart}")]

    meningar = [Mening(f"Statens schablon är {kronor(schablon)}. {_difference(timbelopp.belopp, schablon)}")]
    if timbelopp.kategori in PERSONENS:
        meningar.append(_against_the_ceiling(timbelopp, schablon))
    return meningar


def _difference(belopp: Decimal, schablon: Decimal) -> str:
    if belopp == schablon:
        return "Beloppet är detsamma."
    mer = belopp - schablon
    andel = procent(Fraction(abs(mer)) / Fraction(schablon))
    return f"Beloppet är {kronor(abs(mer))} {'högre' if mer > 0 else 'lägre'}, {andel}."


def _against_the_ceiling(timbelopp: Timbelopp, schablon: Decimal) -> Mening:
    tak = highest_raised(schablon, timbelopp.galler_fran)
    regel = f"Ett förhöjt belopp är högst 12\u00a0% över schablonen, {kronor(tak)} (51 kap. 11 § SFB)."
    if timbelopp.belopp <= tak:
        return Mening(f"{regel} Beloppet ryms.")
    return Mening(f"{regel} Beloppet är {kronor(timbelopp.belopp - tak)} högre.", se_efter=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kostnadsunderlag:
    """De redovisade kostnaderna per timme, i den ordning de står i förordningen, och vad summan säger."""

    poster: tuple[tuple[str, Decimal], ...]
    summa: Decimal
    meningar: tuple[Mening, ...]


def cost_evidence(kostnader: dict[str, Decimal], belopp: Decimal | None) -> Kostnadsunderlag | None:
    """The evidence as it is shown, for the parts that are given; None without any. `belopp` is the decided amount."""
    if not kostnader:
        return None
    summa = sum(kostnader.values(), Decimal(0))
    meningar = [_against_the_amount(summa, belopp)] if belopp is not None else []
    administration = kostnader.get(Kostnadspost.Slag.ADMINISTRATION)
    if administration is not None and summa:
        meningar.append(_against_the_yardstick(Fraction(administration) / Fraction(summa)))
    poster = tuple((slag.label, kostnader[slag]) for slag in Kostnadspost.Slag if slag in kostnader)
    return Kostnadsunderlag(poster=poster, summa=summa, meningar=tuple(meningar))


def _against_the_amount(summa: Decimal, belopp: Decimal) -> Mening:
    if summa == belopp:
        return Mening("Kostnaderna är lika stora som beloppet.")
    if summa > belopp:
        return Mening(f"Kostnaderna är {kronor(summa - belopp)} högre än beloppet.")
    return Mening(f"Kostnaderna är {kronor(belopp - summa)} lägre än beloppet.", se_efter=True)


def _against_the_yardstick(andel: Fraction) -> Mening:
    lagst, hogst = RIKTMARKE
    lage = "över riktmärket" if andel > hogst else "under riktmärket" if andel < lagst else "inom riktmärket"
    return Mening(
        f"Administrationen är {procent(andel)} av kostnaderna, {lage}. {RIKTMARKE_I_ORD}", se_efter=andel > hogst
    )
