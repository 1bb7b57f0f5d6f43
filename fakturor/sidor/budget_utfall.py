"""Sidan Budget och utfall: figur 2 för två år, och den framräknade prognosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import (
    antal,
    belopp,
    datum_text,
    decimal,
    heltal,
    kronor,
    manad_namn,
    procent,
    upprakning,
)
from beslut.models import Budgetpost, Utfallspost
from beslut.services.outcomes import adopted
from fakturor.ekonomi.bild import Arsbild, pictures_of
from fakturor.ekonomi.jamforelse import Jamford, thousands, total_of
from fakturor.ekonomi.prognos import TILLRACKLIG, Framrakning
from fakturor.ekonomi.underlag import forecast_of

SAKNAS = "saknas"
TOTALT = "Totalt"
HART = "\u00a0"
Art = Utfallspost.Art
Faststallda = dict[tuple[int, str, str], Utfallspost]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arskolumn:
    """Ett år i figuren: om det är ett bokslut eller en prognos, och siffrorna slag för slag med summan sist."""

    ar: int
    art: str
    delar: tuple[Jamford, ...]

    @property
    def rubriker(self) -> tuple[str, ...]:
        return (f"Budget {self.ar}", f"{Art(self.art).label} {self.ar}", "Avvikelse", "Avvikelse, %")


@dataclass(frozen=True, slots=True, kw_only=True)
class Framraknad:
    """Ett slags framräknade år, bredvid det som är fastställt, i ord och siffror.

    `fullt` är vad året kostar om allt som är beviljat används, för det som beslut gäller: det enda som går att säga
    innan någon månad är känd.
    """

    slag: str
    namn: str
    faststalld: Utfallspost | None
    belopp: Decimal | None
    fullt: Decimal | None
    intervall: str
    skillnad: str
    metod: tuple[str, ...]
    varning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sida:
    """Allt som sidan visar."""

    ar: int
    alla_ar: tuple[int, ...]
    kolumner: tuple[Arskolumn, Arskolumn]
    rubriker: tuple[str, ...]
    rader: tuple[tuple[str, tuple[str, ...]], ...]
    meningar: tuple[str, ...]
    bilder: tuple[Arsbild, ...]
    framraknade: tuple[Framraknad, ...]
    poster: tuple[Utfallspost, ...]
    prognoser: dict[str, Framrakning]


def build_page(ar: int, *, idag: date) -> Sida:
    """The page of a year, beside the year before it."""
    budget = {(post.ar, post.slag): post.belopp for post in Budgetpost.objects.all()}
    faststallda = adopted({ar - 1, ar})
    kolumner = (_column(ar - 1, budget, faststallda), _column(ar, budget, faststallda))
    prognoser = forecast_of(ar, idag=idag)
    return Sida(
        ar=ar,
        alla_ar=tuple(sorted({ett for ett, _ in budget} | {ar})),
        kolumner=kolumner,
        rubriker=tuple(rubrik for kolumn in kolumner for rubrik in kolumn.rubriker),
        rader=tuple(_rows(kolumner)),
        meningar=tuple(mening for kolumn in kolumner if (mening := in_words(kolumn))),
        bilder=pictures_of([(k.ar, Art(k.art).label, k.delar) for k in kolumner], names()),
        framraknade=tuple(
            _reckoned(slag, prognoser[slag], faststallda.get((ar, slag, Art.PROGNOS))) for slag in Budgetpost.Slag
        ),
        poster=tuple(
            Utfallspost.objects.filter(ar__in=(ar - 1, ar)).select_related("upprattad_av").order_by("-dag", "-pk")
        ),
        prognoser=prognoser,
    )


def default_year(idag: date) -> int:
    """The newest year with a budget that has begun; else the newest there is, else this year."""
    aren = sorted(set(Budgetpost.objects.values_list("ar", flat=True)))
    borjade = [ar for ar in aren if ar <= idag.year]
    return max(borjade or aren or [idag.year])


def names() -> tuple[str, ...]:
    """The kinds as figure 2 calls them, and their sum."""
    return (*Budgetpost.Slag.labels, TOTALT)


def cells(jamford: Jamford) -> tuple[str, ...]:
    """Budget, outcome and deviation in tkr, and the deviation in per cent, as they are written."""
    tkr = (_tkr(jamford.budget), _tkr(jamford.utfall), _tkr(jamford.avvikelse))
    return (*tkr, SAKNAS if jamford.procent is None else decimal(jamford.procent))


def in_words(kolumn: Arskolumn) -> str:
    """What the year came to against its budget, all kinds together."""
    totalt = kolumn.delar[-1]
    if totalt.avvikelse is None or totalt.procent is None:
        return ""
    miljoner = decimal(abs(totalt.avvikelse) / 1_000_000, 1)
    hur = "mer" if totalt.avvikelse < 0 else "mindre"
    blev = "blev kostnaden" if kolumn.art == Art.BOKSLUT else "väntas kostnaden bli"
    return f"{kolumn.ar} {blev} {miljoner}{HART}mnkr {hur} än budgeten ({decimal(totalt.procent)}{HART}%)."


def _column(ar: int, budget: dict[tuple[int, str], Decimal], faststallda: Faststallda) -> Arskolumn:
    art = next(
        (art for art in (Art.BOKSLUT, Art.PROGNOS) if any(k[0] == ar and k[2] == art for k in faststallda)), None
    )
    art = art or (Art.BOKSLUT if any(k[0] > ar for k in faststallda) else Art.PROGNOS)
    delar = [
        Jamford(budget.get((ar, slag)), post.belopp if (post := faststallda.get((ar, slag, art))) else None)
        for slag in Budgetpost.Slag
    ]
    return Arskolumn(ar=ar, art=art, delar=(*delar, total_of(delar)))


def _rows(kolumner: Sequence[Arskolumn]):
    for n, namn in enumerate(names()):
        yield namn, tuple(cell for kolumn in kolumner for cell in cells(kolumn.delar[n]))


def _reckoned(slag: str, prognos: Framrakning, faststalld: Utfallspost | None) -> Framraknad:
    skillnad = ""
    if prognos.belopp is not None and faststalld:
        mer = prognos.belopp - faststalld.belopp
        ord_ = "över" if mer > 0 else "under"
        skillnad = f"{kronor(abs(mer), oren=False)} {ord_} den fastställda" if mer else "lika med den fastställda"
    intervall = ""
    if prognos.lagst is not None and prognos.hogst is not None:
        intervall = f"{belopp(prognos.lagst, oren=False)}–{belopp(prognos.hogst, oren=False)}"
    return Framraknad(
        slag=slag,
        namn=Budgetpost.Slag(slag).label,
        faststalld=faststalld,
        belopp=prognos.belopp,
        fullt=_in_full(prognos),
        intervall=intervall,
        skillnad=skillnad,
        metod=tuple(_method(slag, prognos)),
        varning=_warning(slag, prognos),
    )


def _method(slag: str, prognos: Framrakning):
    """How the amount came about, with its figures."""
    yield f"Godkänt hittills i år: {kronor(prognos.hittills)}."
    if (fullt := _in_full(prognos)) is not None:
        personer = antal(prognos.personer or 0, "person", "personer")
        yield (
            f"Om alla timmar som är beviljade i år används kostar de {kronor(fullt, oren=False)}. "
            f"Besluten i registret gäller {personer}."
        )
    if not prognos.historik:
        return
    spann = upprakning([manad_namn(manad) for manad in prognos.historik])
    if slag == Budgetpost.Slag.SJUKLON:
        snitt = prognos.historik_utfall / len(prognos.historik)
        yield (
            f"För {spann} godkändes {kronor(prognos.historik_utfall)}, i snitt {kronor(snitt, oren=False)} i månaden. "
            "De månader som inte är kända räknas till medeltalet."
        )
        return
    da = "den månaden" if len(prognos.historik) == 1 else "de månaderna"
    timmar = "de första 20 timmarna i veckan" if slag == Budgetpost.Slag.SFB else "timmarna"
    yield (
        f"För {spann} godkändes {kronor(prognos.historik_utfall)}. Fullt ut kostar {timmar} i besluten "
        f"{_whole(prognos.historik_fullt)} {da}, så {procent(prognos.utnyttjande)} används."
    )
    yield "De månader som inte är kända räknas som besluten som gäller × timbeloppet som gäller × den andelen."


def _in_full(prognos: Framrakning) -> Decimal | None:
    """What the year costs if all that is decided is used; None where no decision is registered."""
    if not prognos.personer or prognos.fullt_aret is None:
        return None
    return Decimal(prognos.fullt_aret.numerator) / prognos.fullt_aret.denominator


INGET_KANT = {
    Budgetpost.Slag.LSS: "Ingen månad är känd än: den ska vara slut, och nio tiondelar av det begärda godkänt.",
    Budgetpost.Slag.SFB: "Ingen månad är känd än: Försäkringskassans faktura för den ska vara godtagen.",
    Budgetpost.Slag.SJUKLON: "Ingen sjuklön är godkänd än.",
}
"""Why a kind cannot be reckoned."""


def _warning(slag: str, prognos: Framrakning) -> str:
    if prognos.utan_sats:
        return f"Inget timbelopp gäller hela {upprakning([manad_namn(manad) for manad in prognos.utan_sats])}."
    if not prognos.historik:
        return INGET_KANT[slag]
    if prognos.is_uncertain:
        return (
            f"Prognosen vilar på {antal(len(prognos.historik), 'månad', 'månader')}. "
            f"Med färre än {TILLRACKLIG} går det inte att säga hur säker den är."
        )
    return ""


def _whole(exakt: Fraction) -> str:
    return kronor(Decimal(exakt.numerator) / exakt.denominator, oren=False)


def _tkr(kronor_: Decimal | None) -> str:
    return SAKNAS if kronor_ is None else heltal(int(thousands(kronor_)))


def adopted_in_words(post: Utfallspost) -> str:
    """30 april 2015, § 118."""
    return f"{datum_text(post.dag)}, {post.grund}"
