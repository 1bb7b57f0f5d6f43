"""Timbeloppet mot andra kommuners (figur 3), och vad en annan ersättning betyder för årets budget (figur 4)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.conf import settings

from assistans.grafik.liggande import Grupp, Stapel
from assistans.grafik.liggande_papper import lying_bars
from assistans.svenska import HARD_SPACE, MINUS, belopp, decimal, heltal
from beslut.belopp.andel import SchablonUnclear, schablon_over
from beslut.belopp.avrundning import KRONA, rounded
from beslut.belopp.bild import KORT, described
from beslut.belopp.budget import Budgeteffekt, amount_of_year, effect_on_budget
from beslut.belopp.budgeteffekt import hours_paid
from beslut.belopp.jamforelse import Jamforelse, Kommunrad, compare, short
from beslut.models import Budgetpost, Kommunbelopp, Timbelopp
from kontroller.rapport.avsnitt import Avsnitt, Bild, Kolumn, Slag, Tabell
from kontroller.rapport.period import Period

ALLMANNA = (Timbelopp.Kategori.SCHABLON, Timbelopp.Kategori.KOMMUN)


def section(period: Period) -> Avsnitt | None:
    """The comparison and the sensitivity for the year that the period lies in. Three queries."""
    ar = period.fran.year
    satser = list(Timbelopp.objects.filter(kategori__in=ALLMANNA).overlapping(date(ar, 1, 1), date(ar, 12, 31)))
    delar = tuple(del_ for del_ in (_comparison(ar, satser), _sensitivity(ar, satser)) if del_)
    if not delar:
        return None
    return Avsnitt(kod="timbelopp", rubrik="Timbeloppet", stycken=_own_amount(ar, satser), delar=delar)


def _own_amount(ar: int, satser: Sequence[Timbelopp]) -> tuple[str, ...]:
    gallande = amount_of_year(satser, ar)
    if gallande is None:
        return (f"Inget timbelopp är registrerat för hela {ar}.",)
    sats, kallas = gallande
    return (f"{ar} ersätter kommunen med {short(sats)} per timme ({kallas}), om inget annat är beslutat.",)


def _comparison(ar: int, satser: Sequence[Timbelopp]) -> Avsnitt | None:
    jamforelse = compare(Kommunbelopp.objects.all(), ar=ar, schablon=_whole_year(satser, ar), egen=settings.KOMMUN_NAMN)
    if not jamforelse.rader:
        return None
    kommunens = _whole_year(satser, ar, Timbelopp.Kategori.KOMMUN)
    meningar = (jamforelse.in_words(jamforelse.schablon, "statens"), jamforelse.in_words(kommunens, "kommunens"))
    return Avsnitt(
        kod="figur-3",
        rubrik="Andra kommuners timbelopp",
        stycken=tuple(mening for mening in meningar if mening),
        bilder=(_picture(jamforelse),),
        tabeller=(_municipalities(jamforelse),),
    )


def _picture(jamforelse: Jamforelse) -> Bild:
    sats = jamforelse.schablon
    niva = Stapel(sats, f"Statens schablon {short(sats)}") if sats is not None else None
    grupper = [Grupp(rad.kommun, tuple(_bars(rad, jamforelse)), rad.egen) for rad in jamforelse.rader]
    return Bild(kod="figur-3", svg=lying_bars(grupper, niva=niva), text=described(jamforelse))


def _bars(rad: Kommunrad, jamforelse: Jamforelse):
    if rad.belopp is None:
        yield Stapel(None, rad.ersattning)
        return
    foljer = any(u.foljer_schablon for u in rad.uppgifter)
    yield Stapel(rad.belopp, f"{short(rad.belopp)}{', schablonen' if foljer else ''}{_year(rad, jamforelse)}")
    for nar, tillagg in rad.tillagg:
        yield Stapel(tillagg, f"{short(tillagg)}, {KORT[nar]}", ljus=True)


def _year(rad: Kommunrad, jamforelse: Jamforelse) -> str:
    return "" if rad.ar == jamforelse.ar else f" ({rad.ar})"


def _municipalities(jamforelse: Jamforelse) -> Tabell:
    return Tabell(
        kod="figur-3",
        rubrik=f"Ersättning per timme för personlig assistans enligt LSS, {jamforelse.ar}",
        kolumner=(Kolumn("Kommun"), Kolumn("Ersättning"), Kolumn("Kronor per timme", Slag.BELOPP), Kolumn("Källa")),
        rader=tuple((rad.kommun, rad.ersattning, rad.belopp, rad.kallor) for rad in jamforelse.rader),
        not_under="Kronor per timme är beloppet för alla timmar. Ett streck är ett belopp som inte är känt det året.",
    )


def _sensitivity(ar: int, satser: Sequence[Timbelopp]) -> Avsnitt | None:
    budget = Budgetpost.objects.filter(ar=ar, slag=Budgetpost.Slag.LSS).first()
    gallande = amount_of_year(satser, ar)
    if budget is None or gallande is None or not budget.belopp:
        return None
    effekt = effect_on_budget(budget, gallande[0])
    return Avsnitt(
        kod="figur-4",
        rubrik="Vad en annan ersättning betyder för budgeten",
        stycken=(_how_reckoned(effekt), _how_read(effekt)),
        tabeller=(_effects(effekt),),
    )


def _how_reckoned(effekt: Budgeteffekt) -> str:
    timmar = heltal(int(rounded(hours_paid(effekt.budget, effekt.timbelopp), KRONA)))
    budget = decimal((effekt.budget / 1_000_000).quantize(Decimal("0.1")), 1)
    return (
        f"Budgeten för {effekt.ar}, {belopp(effekt.budget, oren=False)}{HARD_SPACE}kr ({budget}{HARD_SPACE}mnkr), "
        f"delad med {short(effekt.timbelopp)} räcker till ca {timmar} timmar. Effekten är budgeten × ändringen / "
        "timbeloppet, räknad utan att timmarna avrundas först, och sedan avrundad till närmaste krona."
    )


def _how_read(effekt: Budgeteffekt) -> str:
    forst = effekt.effekter[0]
    hur, vad = ("lägre", "minskar") if forst.andring < 0 else ("högre", "ökar")
    miljoner = decimal(abs(forst.kronor) / 1_000_000, 1)
    return (
        f"Om ersättningen i genomsnitt var {_plain(abs(forst.andring))}{HARD_SPACE}kr {hur} {vad} kostnaden med "
        f"{miljoner}{HARD_SPACE}mnkr. Den som har rätt till assistans kan alltid begära ett högre belopp, och ett "
        "beslut om beloppet går att överklaga."
    )


def _effects(effekt: Budgeteffekt) -> Tabell:
    return Tabell(
        kod="figur-4",
        rubrik="Hur ändrad timersättning påverkar årets kostnad",
        kolumner=(
            Kolumn("Ändring per timme, kr"),
            Kolumn("Timbelopp efter, kr", Slag.BELOPP),
            Kolumn("Effekt på kostnaden, kr", Slag.KRONOR),
        ),
        rader=tuple((_signed(rad.andring), rad.efter, rad.kronor) for rad in effekt.effekter),
    )


def _signed(tal: Decimal) -> str:
    return f"{MINUS if tal < 0 else '+'}{_plain(abs(tal))}"


def _plain(tal: Decimal) -> str:
    return decimal(tal if tal % 1 else tal.to_integral_value())


def _whole_year(satser: Sequence[Timbelopp], ar: int, kategori: str = Timbelopp.Kategori.SCHABLON) -> Decimal | None:
    try:
        return schablon_over([t for t in satser if t.kategori == kategori], date(ar, 1, 1), date(ar, 12, 31))
    except SchablonUnclear:
        return None
