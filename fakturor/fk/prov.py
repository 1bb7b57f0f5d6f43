"""Provet av en FK-faktura mot personer, beslut och veckor (51 kap. 22–23 §§ SFB, I07). Ren räkning, utan Django."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from assistans.svenska import antal, datumspann, kronor, manad_namn, timmar_exakt, timmar_minuter, upprakning
from assistans.tid import first_of_month, last_of_month, months_after
from beslut.omrakning import month_share
from fakturor.fk.fakta import Annanrad, Beviljat, Fakturan, Fynd, Grad, Rad

TIMMAR_I_VECKAN = 20
"""The hours a week that the municipality pays for (51 kap. 22 § SFB)."""
TIMME, VECKA = 60, 7
ORE = Decimal("0.02")
"""A row's amount may differ so much from hours × price, as an invoice's line may (G01)."""


def examine(faktura: Fakturan) -> list[Fynd]:
    """All that is found, the rows in order, then what is about the whole invoice."""
    flera = Counter(rad.brukare_id for rad in faktura.rader if rad.brukare_id)
    funna: list[Fynd] = []
    for rad in faktura.rader:
        funna += _of_row(rad, faktura)
        if rad.brukare_id and flera[rad.brukare_id] > 1:
            funna += _twice(rad, faktura)
    funna += _of_sum(faktura)
    if not faktura.slutavrakning:
        funna += _missing(faktura)
    return funna


def most_minutes(rad: Rad) -> Fraction:
    """Twenty hours a week for the row's days, exactly: the days divided by seven are the weeks.

    Days without a decision give no hours. Where none is registered that is another finding, and all days count.
    """
    return Fraction(TIMMAR_I_VECKAN * TIMME * (_days_granted(rad) or _days(rad)), VECKA)


def granted_minutes(rad: Rad) -> Fraction:
    """The payable minutes that Försäkringskassan's decisions give the row's period, exactly."""
    return sum((_granted(beslut, rad) for beslut in rad.beviljat), Fraction(0))


def invoiced(rad: Rad) -> list[Annanrad]:
    """The monthly rows that a settlement's row settles: those of the same person within its period."""
    return [a for a in rad.andra if not a.slutavrakning and a.fran >= rad.fran and a.tom and a.tom <= rad.tom]


def settled_minutes(rad: Rad) -> int:
    """What the row's period comes to when its difference is added to what was invoiced."""
    return rad.minuter + sum(a.minuter for a in invoiced(rad))


def priced(minuter: int, timbelopp: Decimal) -> Decimal:
    """Hours times price, to the öre."""
    exakt = Fraction(minuter, TIMME) * Fraction(timbelopp)
    return (Decimal(exakt.numerator) / exakt.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _of_row(rad: Rad, faktura: Fakturan) -> Iterator[Fynd]:
    yield from _of_period(rad, faktura)
    yield from _of_amount(rad)
    yield from _of_price(rad, faktura)
    if rad.brukare_id is None:
        yield _found(rad, "okand_person", "Referensen är inte någon persons. Timmarna kan inte prövas mot ett beslut.")
        return
    yield from _of_decision(rad)
    yield from _of_settlement(rad) if faktura.slutavrakning else _already(rad)
    minuter = settled_minutes(rad) if faktura.slutavrakning else rad.minuter
    yield from _of_hours(rad, minuter)
    if rad.lss_minuter:
        yield _found(
            rad,
            "lss_tid",
            f"Kommunen har också godkänt {timmar_minuter(rad.lss_minuter)} enligt LSS under de dagarna.",
            Grad.UPPLYSER,
        )


def _of_period(rad: Rad, faktura: Fakturan) -> Iterator[Fynd]:
    if not faktura.slutavrakning and (first_of_month(rad.fran), first_of_month(rad.tom)) != (faktura.manad,) * 2:
        yield _found(
            rad,
            "utanfor_manad",
            f"Raden gäller {datumspann(rad.fran, rad.tom)}. Fakturan är för {manad_namn(faktura.manad)}.",
        )


def _of_amount(rad: Rad) -> Iterator[Fynd]:
    if not rad.minuter:
        if rad.belopp:
            yield _found(
                rad, "utan_timmar", f"Raden har {kronor(rad.belopp)} men inga timmar att räkna på.", Grad.EJ_PROVAT
            )
        return
    ger = priced(rad.minuter, rad.timbelopp)
    if abs(ger - rad.belopp) > ORE:
        yield _found(
            rad,
            "rakning",
            f"{timmar_minuter(rad.minuter)} à {kronor(rad.timbelopp)} är {kronor(ger)}. På raden står "
            f"{kronor(rad.belopp)}, skillnaden är {kronor(rad.belopp - ger)}.",
        )


def _of_price(rad: Rad, faktura: Fakturan) -> Iterator[Fynd]:
    satser = [sats for sats in faktura.satser if sats.days_within(rad.fran, rad.tom)]
    if sum(sats.days_within(rad.fran, rad.tom) for sats in satser) < _days(rad):
        yield _found(
            rad,
            "pris_saknas",
            "Statens timbelopp är inte registrerat för alla dagar i perioden. Priset är inte prövat.",
            Grad.EJ_PROVAT,
        )
    elif len({sats.belopp for sats in satser}) > 1:
        yield _found(
            rad,
            "pris_andras",
            "Statens timbelopp ändras under perioden. Priset är inte prövat: dela raden vid ändringen.",
            Grad.EJ_PROVAT,
        )
    elif rad.minuter and rad.timbelopp != satser[0].belopp:
        yield _found(
            rad,
            "pris",
            f"Priset är {kronor(rad.timbelopp)} per timme. Statens timbelopp är {kronor(satser[0].belopp)}.",
        )


def _of_decision(rad: Rad) -> Iterator[Fynd]:
    galler = _days_granted(rad)
    if not galler:
        yield _found(rad, "inget_beslut", "Personen har inget registrerat beslut om assistansersättning den tiden.")
    elif galler < _days(rad):
        yield _found(
            rad,
            "del_av_period",
            f"Besluten om assistansersättning gäller {galler} av radens {antal(_days(rad), 'dag', 'dagar')}.",
        )


def _of_hours(rad: Rad, minuter: int) -> Iterator[Fynd]:
    hogst = most_minutes(rad)
    if minuter > hogst:
        yield _found(
            rad,
            "over_tjugo",
            f"{timmar_minuter(minuter)} för {_days_in_words(rad)}. {TIMMAR_I_VECKAN} timmar i veckan är "
            f"{timmar_exakt(hogst)}, alltså är {timmar_minuter(minuter - hogst)} mer.",
        )
    beviljat = granted_minutes(rad)
    if _days_granted(rad) and minuter > beviljat:
        yield _found(
            rad,
            "over_beviljat",
            f"{timmar_minuter(minuter)}. Besluten om assistansersättning ger {timmar_exakt(beviljat)} den tiden.",
        )


def _of_settlement(rad: Rad) -> Iterator[Fynd]:
    """The months that a row of a settlement settles: all of them there, settled once, and not below nought."""
    manader = invoiced(rad)
    delvis = [a for a in rad.andra if not a.slutavrakning and a not in manader and a.days_within(rad.fran, rad.tom)]
    if delvis:
        yield _found(
            rad,
            "delvis",
            f"Faktura {upprakning(sorted({a.nummer for a in delvis}))} gäller också dagar utanför perioden. "
            "Den är inte med i jämförelsen.",
            Grad.EJ_PROVAT,
        )
    saknas = [m for m in _months(rad) if not any(first_of_month(a.fran) == m for a in manader)]
    if saknas:
        yield _found(
            rad,
            "inte_fakturerat",
            f"Ingen inläst månadsfaktura för personen i {upprakning([manad_namn(m) for m in saknas])}.",
        )
    for annan in rad.andra:
        if annan.slutavrakning and annan.days_within(rad.fran, rad.tom):
            yield _found(
                rad,
                "redan_avraknad",
                f"Slutavräkning {annan.nummer} gäller {datumspann(annan.fran, annan.tom)}, alltså delvis samma dagar.",
            )
    if settled_minutes(rad) < 0:
        yield _found(
            rad,
            "under_noll",
            f"{timmar_minuter(-rad.minuter)} dras av. Fakturerat för tiden är "
            f"{timmar_minuter(sum(a.minuter for a in manader))}.",
        )


def _already(rad: Rad) -> Iterator[Fynd]:
    for annan in rad.andra:
        if not annan.slutavrakning and annan.days_within(rad.fran, rad.tom):
            yield _found(
                rad,
                "redan_fakturerad",
                f"Faktura {annan.nummer} gäller {datumspann(annan.fran, annan.tom)} för samma person.",
            )


def _twice(rad: Rad, faktura: Fakturan) -> Iterator[Fynd]:
    for annan in faktura.rader:
        samma = annan.brukare_id == rad.brukare_id and annan.rad < rad.rad
        if samma and annan.fran <= rad.tom and rad.fran <= annan.tom:
            yield _found(rad, "dubbel", f"Rad {annan.rad} gäller samma person och delvis samma dagar.")


def _of_sum(faktura: Fakturan) -> Iterator[Fynd]:
    summa = sum((rad.belopp for rad in faktura.rader), Decimal(0))
    if summa != faktura.belopp:
        yield Fynd(
            kod="summa",
            grad=Grad.AVVIKER,
            text=f"Raderna är {kronor(summa)} tillsammans. Fakturan är på {kronor(faktura.belopp)}, skillnaden är "
            f"{kronor(faktura.belopp - summa)}.",
        )


def _missing(faktura: Fakturan) -> Iterator[Fynd]:
    for saknad in faktura.saknade:
        yield Fynd(
            kod="saknas",
            grad=Grad.AVVIKER,
            text=f"{saknad.referens} har beslut om assistansersättning {datumspann(saknad.fran, saknad.tom)} och står "
            "inte på fakturan.",
            brukare_id=saknad.brukare_id,
        )


def _found(rad: Rad, kod: str, text: str, grad: Grad = Grad.AVVIKER) -> Fynd:
    return Fynd(kod=kod, grad=grad, text=text, rad=rad.rad, brukare_id=rad.brukare_id)


def _days(rad: Rad) -> int:
    return (rad.tom - rad.fran).days + 1


def _days_in_words(rad: Rad) -> str:
    """31 dagar, or with a decision for some of them: 7 dagar med beslut."""
    galler = _days_granted(rad)
    med_beslut = " med beslut" if 0 < galler < _days(rad) else ""
    return f"{antal(galler or _days(rad), 'dag', 'dagar')}{med_beslut}"


def _days_granted(rad: Rad) -> int:
    """The days of the row on which at least one decision is in force."""
    forsta = rad.fran.toordinal()
    dagar: set[int] = set()
    for beslut in rad.beviljat:
        if antal_dagar := beslut.days_within(rad.fran, rad.tom):
            borjan = max(beslut.fran.toordinal(), forsta)
            dagar.update(range(borjan, borjan + antal_dagar))
    return len(dagar)


def _granted(beslut: Beviljat, rad: Rad) -> Fraction:
    if not beslut.days_within(rad.fran, rad.tom):
        return Fraction(0)
    fran, tom = max(beslut.fran, rad.fran), min(beslut.tom or rad.tom, rad.tom)
    hela = (month_share(beslut.timmar, beslut.enhet, beslut.omrakning, fran, tom, manad) for manad in _months(rad))
    return sum(hela, Fraction(0)) / beslut.delare


def _months(rad: Rad) -> list[date]:
    manader, manad = [], first_of_month(rad.fran)
    while manad <= last_of_month(rad.tom):
        manader.append(manad)
        manad = months_after(manad, 1)
    return manader
