"""Volymerna: personer, anordnare, timmar och kronor, och månad för månad när det är flera."""

from decimal import ROUND_HALF_UP, Decimal

from kontroller.rapport.avsnitt import Avsnitt, Cell, Kolumn, Slag, Tabell
from kontroller.rapport.ord import months_in_words, upper_first
from kontroller.rapport.period import Period
from kontroller.rapport.summor import MINST_PERSONER, Periodvolymer, volumes_of

MATT = "Mått"


def section(period: Period) -> Avsnitt:
    """The measures of the period, one a row, and each month on a row of its own."""
    volymer = volumes_of(period)
    return Avsnitt(
        kod="volymer",
        rubrik="Volymer",
        tabeller=(_measures(volymer, period), *([] if period.is_month else [_months(period)])),
    )


def _measures(v: Periodvolymer, period: Period) -> Tabell:
    i_manaden = "" if period.is_month else " i en månad"
    rader: list[tuple[str, Cell]] = [
        ("Personer med assistans", v.personer),
        ("Redovisningar (en person hos en anordnare, en månad)", v.redovisningar),
        ("Underlag (fakturor och räkningar)", v.underlag),
        ("Anordnare", v.anordnare),
        ("Egna arbetsgivare", v.egna_arbetsgivare),
        ("Fakturerad tid, timmar", v.timmar),
        ("Fakturerat belopp, kr", v.belopp.quantize(Decimal(1), ROUND_HALF_UP)),
        ("I genomsnitt per redovisning, timmar", v.per_redovisning),
        (f"I genomsnitt per person{i_manaden}, timmar", v.per_person),
        ("I genomsnitt per redovisning, kr", v.kronor_per_redovisning),
        (f"I genomsnitt per person{i_manaden}, kr", v.kronor_per_person),
    ]
    if v.personer >= MINST_PERSONER:
        rader += [
            (f"Mest för en person{i_manaden}, timmar", v.mest),
            (f"Minst för en person{i_manaden}, timmar", v.minst),
        ]
    return Tabell(
        kod="volymer",
        rubrik="Volymer" if period.is_month else "Hela perioden",
        kolumner=(Kolumn(MATT), Kolumn(upper_first(period.namn), Slag.TAL)),
        rader=tuple(rader),
    )


def _months(period: Period) -> Tabell:
    rader = []
    for manad in period.per_month():
        v = volumes_of(manad)
        rader.append((manad.fran, v.personer, v.redovisningar, v.underlag, v.timmar, v.belopp))
    saknade = months_in_words(period.saknade)
    return Tabell(
        kod="volymer-per-manad",
        rubrik="Månad för månad",
        kolumner=(
            *(Kolumn("Månad", Slag.MANAD), Kolumn("Personer", Slag.HELTAL), Kolumn("Redovisningar", Slag.HELTAL)),
            *(Kolumn("Underlag", Slag.HELTAL), Kolumn("Timmar", Slag.TIMMAR), Kolumn("Fakturerat, kr", Slag.KRONOR)),
        ),
        rader=tuple(rader),
        not_under=f"Inte kontrollerade och därför inte med: {saknade}." if saknade else "",
    )
