"""Budget, utfall och prognos per slag av kostnad (revisionsrapport 2015:3, figur 2), och årets framräknade kostnad."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistans.grafik.liggande import Grupp, Stapel
from assistans.grafik.liggande_papper import lying_bars
from assistans.svenska import HARD_SPACE, antal, decimal, heltal, kronor
from beslut.models import Budgetpost, Utfallspost
from fakturor.ekonomi.jamforelse import Jamford, thousands
from fakturor.ekonomi.prognos import Framrakning
from fakturor.sidor.budget_utfall import Arskolumn, Framraknad, build_page, in_words, names
from kontroller.rapport.avsnitt import Avsnitt, Bild, Kolumn, Slag, Tabell
from kontroller.rapport.period import Period

SAKNAS = "saknas"


def section(period: Period) -> Avsnitt | None:
    """The year that the period lies in, beside the year before it."""
    sida = build_page(period.fran.year, idag=period.dag)
    kolumner = [k for k in sida.kolumner if any(d.budget is not None or d.utfall is not None for d in k.delar)]
    if not kolumner:
        return None
    return Avsnitt(
        kod="ekonomi",
        rubrik="Budget, utfall och prognos",
        stycken=(
            *_years_in_words(kolumner),
            *(_missing(kolumner)),
            *_reckoned_in_words(sida.framraknade, sida.prognoser, period),
        ),
        bilder=(_picture(kolumner),),
        tabeller=(_figure_2(kolumner), _forecasts(sida.framraknade, sida.prognoser, period.fran.year)),
    )


def _years_in_words(kolumner: Sequence[Arskolumn]) -> Iterator[str]:
    for kolumn in kolumner:
        if mening := in_words(kolumn):
            yield f"{mening} {_kinds(kolumn)}".strip()


def _kinds(kolumn: Arskolumn) -> str:
    """Where the money went: each kind that differs from its budget."""
    delar = []
    for namn, jamford in zip(names(), kolumn.delar[:-1], strict=False):
        if jamford.avvikelse is None or not jamford.avvikelse:
            continue
        hur = "över" if jamford.avvikelse < 0 else "under"
        procent = "" if jamford.procent is None else f" ({decimal(jamford.procent)}{HARD_SPACE}%)"
        delar.append(f"{namn} {_tkr(abs(jamford.avvikelse))}{HARD_SPACE}tkr {hur} budgeten{procent}")
    return f"{'; '.join(delar)}." if delar else ""


def _missing(kolumner: Sequence[Arskolumn]) -> Iterator[str]:
    for kolumn in kolumner:
        saknas = [n for n, d in zip(names(), kolumn.delar[:-1], strict=False) if d.budget is None or d.utfall is None]
        if saknas:
            vad = Utfallspost.Art(kolumn.art).label.lower()
            yield f"För {kolumn.ar} saknas budget eller {vad} för {', '.join(saknas)}. Då finns heller ingen summa."


def _reckoned_in_words(
    framraknade: Sequence[Framraknad], prognoser: dict[str, Framrakning], period: Period
) -> Iterator[str]:
    lss = next(f for f in framraknade if f.slag == Budgetpost.Slag.LSS)
    prognos = prognoser[Budgetpost.Slag.LSS]
    ar = period.fran.year
    if lss.belopp is not None:
        spann = (
            f" Med de senaste månadernas högsta och lägsta utnyttjande blir det {lss.intervall} kr."
            if lss.intervall
            else ""
        )
        yield (
            f"Ur besluten och {antal(len(prognos.historik), 'känd månad', 'kända månader')} räknar programmet fram "
            f"{_kr(lss.belopp)} för personlig assistans enligt LSS {ar}.{spann} Det är ett underlag, inte nämndens "
            "prognos."
        )
    elif lss.fullt is not None:
        yield (
            f"Om allt som är beviljat enligt LSS för {ar} används kostar det {_kr(lss.fullt)}. {lss.varning}".strip()
        )
    elif lss.varning:
        yield f"Kostnaden för {ar} går inte att räkna fram ur besluten. {lss.varning}"


def _picture(kolumner: Sequence[Arskolumn]) -> Bild:
    grupper = [
        Grupp(namn, tuple(stapel for k in kolumner for stapel in _bars(k, n)), egen=n == len(names()) - 1)
        for n, namn in enumerate(names())
    ]
    ord_ = ". ".join(f"{grupp.namn}: {', '.join(s.etikett for s in grupp.staplar)}" for grupp in grupper)
    return Bild(
        kod="ekonomi",
        svg=lying_bars(grupper),
        text=f"Budget som ram och utfall som fylld stapel, tusental kronor. {ord_}.",
    )


def _bars(kolumn: Arskolumn, n: int) -> Iterator[Stapel]:
    jamford: Jamford = kolumn.delar[n]
    budget, utfall = kolumn.rubriker[:2]
    yield Stapel(jamford.budget, f"{budget}: {_tkr(jamford.budget)}", ljus=True)
    yield Stapel(jamford.utfall, f"{utfall}: {_tkr(jamford.utfall)}")


def _figure_2(kolumner: Sequence[Arskolumn]) -> Tabell:
    rubriker = [r for k in kolumner for r in (*k.rubriker[:2], f"Avvikelse {k.ar}")]
    return Tabell(
        kod="figur-2",
        rubrik="Budget och utfall, tusental kronor",
        kolumner=(Kolumn("Slag"), *(Kolumn(rubrik, Slag.HELTAL) for rubrik in rubriker)),
        rader=tuple(
            (
                namn,
                *(_int(tal) for k in kolumner for tal in (k.delar[n].budget, k.delar[n].utfall, k.delar[n].avvikelse)),
            )
            for n, namn in enumerate(names())
        ),
        not_under="Avvikelsen är det som är kvar av budgeten; ett minus är det som inte räcker. Ett streck är okänt.",
        summa=True,
    )


def _forecasts(framraknade: Sequence[Framraknad], prognoser: dict[str, Framrakning], ar: int) -> Tabell:
    return Tabell(
        kod="prognos",
        rubrik=f"Prognosen för {ar}",
        kolumner=(
            *(Kolumn("Slag"), Kolumn("Fastställd, kr", Slag.KRONOR), Kolumn("Per den", Slag.DATUM)),
            *(Kolumn("Godkänt hittills, kr", Slag.KRONOR), Kolumn("Framräknad, kr", Slag.KRONOR)),
            *(Kolumn("Lägst, kr", Slag.KRONOR), Kolumn("Högst, kr", Slag.KRONOR)),
        ),
        rader=tuple(
            (
                f.namn,
                *((f.faststalld.belopp, f.faststalld.dag) if f.faststalld else (None, None)),
                *(prognoser[f.slag].hittills, f.belopp, prognoser[f.slag].lagst, prognoser[f.slag].hogst),
            )
            for f in framraknade
        ),
        not_under=(
            "Den fastställda prognosen är nämndens. Den framräknade är programmets underlag, ur det som är godkänt och "
            "det som besluten ger; lägst och högst kräver tre kända månader."
        ),
    )


def _int(belopp: Decimal | None) -> int | None:
    return None if belopp is None else int(thousands(belopp) or 0)


def _tkr(belopp: Decimal | None) -> str:
    return SAKNAS if belopp is None else heltal(int(thousands(belopp) or 0))


def _kr(belopp: Decimal) -> str:
    return kronor(belopp, oren=False)
