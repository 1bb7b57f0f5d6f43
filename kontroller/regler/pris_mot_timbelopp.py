"""G02: priset mot timbeloppet som gällde när tiden utfördes."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import kronor, upprakning
from kontroller.berakning import TIMME, days_between, exact_decimal, price_per_hour, round_half_up
from kontroller.fakta import DELARE, Assistent, Fakta, Fakturarad, Redovisning, Timbelopp, covers
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, ok, regel, stop, warn
from kontroller.underlag import days_text

KATEGORIER = {
    "individuell": "individuellt beslut",
    "forhojt": "förhöjt belopp",
    "avtal": "avtal",
    "anhorig": "anhörig",
    "natt": "natt",
    "kommun": "kommunens belopp",
    "schablon": "statens schablon",
}


@regel(
    kod="G02",
    version=1,
    rubrik="Priset följer inte timbeloppet",
    lagrum="9 § 2 LSS; RÅ 2005 ref. 85",
    allvar=Allvar.STOPP,
)
def pris_mot_timbelopp(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Priset hålls mot det timbelopp som gällde de dagar arbetet utfördes, inte när fakturan skrevs.

    Först gäller ett individuellt beslut, sedan förhöjt belopp, avtal, anhörig, natt, kommunens belopp och sist statens
    schablon: det första som finns för dagen. Gäller flera belopp för en rad hålls den mot den högsta summa de ger.
    Ett högre pris stoppar, ett lägre är en varning, och utan timbelopp kan raden inte bedömas.
    """
    for redovisning in fakta.redovisningar:
        for rad in fakta.lines_of(redovisning):
            yield _judge(redovisning, rad)


def _judge(redovisning: Redovisning, rad: Fakturarad) -> Fynd:
    pris = price_per_hour(rad)
    if pris is None or rad.antal is None or rad.enhet != "HUR":
        return not_judged(
            f"Fakturarad {rad.rad} saknar antal timmar eller pris, så priset kan inte jämföras med timbeloppet.",
            kronor=rad.belopp,
            **_pointed(rad),
        )

    minuter, utan = _minutes_by_rate(redovisning, rad)
    if utan:
        return not_judged(
            f"Inget timbelopp finns för {redovisning.brukare.referens} den {days_text(utan)}, så priset på fakturarad "
            f"{rad.rad} kan inte bedömas.",
            matt={"pris_kr": pris, "dagar_utan_timbelopp_antal": len(utan)},
            kronor=rad.belopp,
            **_pointed(rad),
        )
    if len({belopp.belopp for belopp in minuter}) == 1:
        return _one_rate(rad, rad.antal, pris, next(iter(minuter)))
    return _several_rates(rad, rad.antal, minuter)


# --- Vilket belopp som gäller -----------------------------------------------------------------------------------


def _minutes_by_rate(redovisning: Redovisning, rad: Fakturarad) -> tuple[dict[Timbelopp, Fraction], list[date]]:
    """Payable minutes of the line's days by the rate that holds for them, and the days without a rate.

    Without rows each day of the line's period is looked at, with no minutes.
    """
    fran, tom = rad.period_fran or redovisning.manad, rad.period_tom or redovisning.sista_dag
    minuter: dict[Timbelopp, Fraction] = {}
    utan: set[date] = set()
    kanda: dict[tuple[date, bool], Timbelopp | None] = {}

    def count(dag: date, anhorig: bool, tid: Fraction) -> None:
        if (dag, anhorig) not in kanda:
            kanda[dag, anhorig] = _rate_on(redovisning, dag, anhorig)
        belopp = kanda[dag, anhorig]
        if belopp is None:
            utan.add(dag)
        else:
            minuter[belopp] = minuter.get(belopp, Fraction(0)) + tid

    for (dag, anhorig), tid in _days_with_rows(redovisning, fran, tom).items():
        count(dag, anhorig, tid)
    if not minuter and not utan:
        for dag in days_between(fran, tom):
            count(dag, False, Fraction(0))
    return minuter, sorted(utan)


def _days_with_rows(redovisning: Redovisning, fran: date, tom: date) -> dict[tuple[date, bool], Fraction]:
    """Payable minutes by day and by whether the assistant was next of kin or of the household that day."""
    dagar: dict[tuple[date, bool], Fraction] = {}
    for rapport in redovisning.rapporter:
        anhorig: dict[date, bool] = {}
        for rad in rapport.rader:
            if fran <= rad.datum <= tom:
                if rad.datum not in anhorig:
                    anhorig[rad.datum] = _is_next_of_kin(rapport.assistent, rad.datum)
                nyckel = rad.datum, anhorig[rad.datum]
                dagar[nyckel] = dagar.get(nyckel, Fraction(0)) + Fraction(rad.minuter, DELARE[rad.tidstyp])
    return dagar


def _is_next_of_kin(assistent: Assistent, dag: date) -> bool:
    return any((r.narstaende or r.hushallsgemenskap) and covers(r, dag) for r in assistent.registreringar)


def _rate_on(redovisning: Redovisning, dag: date, anhorig: bool) -> Timbelopp | None:
    """The first category that has a rate in force on the day, among those that can concern it."""
    uppdrag = redovisning.uppdrag_on(dag)
    kan_galla = {
        "avtal": uppdrag is not None and uppdrag.avtalsform == "B",
        "anhorig": anhorig,
        "natt": uppdrag is not None and uppdrag.natt,
    }
    for kategori in KATEGORIER:
        if kan_galla.get(kategori, True):
            for belopp in redovisning.timbelopp:
                if belopp.kategori == kategori and covers(belopp, dag):
                    return belopp
    return None


# --- Raden mot beloppet -----------------------------------------------------------------------------------------


def _one_rate(rad: Fakturarad, antal: Decimal, pris: Fraction, timbelopp: Timbelopp) -> Fynd:
    skillnad = pris - Fraction(timbelopp.belopp)
    utpekat = {"matt": {"pris_kr": pris, **_figures([timbelopp])}, **_pointed(rad)}
    begart = f"Fakturarad {rad.rad} tar upp {_price(pris)} i timmen"
    galler = f"{kronor(timbelopp.belopp)} ({KATEGORIER[timbelopp.kategori]})"
    if skillnad > 0:
        text = f"{begart}, men timbeloppet är {galler}, alltså {_price(skillnad)} för mycket i timmen."
        return stop(text, kronor=round_half_up(skillnad * Fraction(antal), 2), **utpekat)
    if skillnad < 0:
        return warn(f"{begart}, {_price(-skillnad)} mindre än timbeloppet {galler}.", **utpekat)
    return ok(f"{begart}, och det är timbeloppet ({KATEGORIER[timbelopp.kategori]}).", **utpekat)


def _several_rates(rad: Fakturarad, antal: Decimal, minuter: Mapping[Timbelopp, Fraction]) -> Fynd:
    hogst = _highest_total(antal, minuter)
    skillnad = rad.belopp - hogst
    beloppen = [f"{kronor(b.belopp)} ({KATEGORIER[b.kategori]})" for b in _falling(minuter)]
    utpekat = {"matt": {"belopp_kr": rad.belopp, "hogsta_kr": hogst, **_figures(minuter)}, **_pointed(rad)}
    text = (
        f"Fakturarad {rad.rad} är på {kronor(rad.belopp)}, och timbeloppen {upprakning(beloppen)} ger högst "
        f"{kronor(hogst)} för timmarna"
    )
    if skillnad > 0:
        return stop(f"{text}, alltså är {kronor(skillnad)} för mycket.", kronor=skillnad, **utpekat)
    if skillnad < 0:
        return warn(f"{text}, alltså är raden {kronor(-skillnad)} lägre.", **utpekat)
    return ok(f"{text}.", **utpekat)


def _highest_total(antal: Decimal, minuter: Mapping[Timbelopp, Fraction]) -> Decimal:
    """The most that the rates allow for so many hours: the dearest rows first, what is beyond them at the top rate."""
    kvar = Fraction(antal) * TIMME
    fallande = _falling(minuter)
    total = Fraction(0)
    for timbelopp in fallande:
        tid = min(kvar, minuter[timbelopp])
        total += tid * Fraction(timbelopp.belopp) / TIMME
        kvar -= tid
    return round_half_up(total + kvar * Fraction(fallande[0].belopp) / TIMME, 2)


def _falling(minuter: Mapping[Timbelopp, Fraction]) -> list[Timbelopp]:
    return sorted(minuter, key=lambda timbelopp: (-timbelopp.belopp, timbelopp.fran, timbelopp.kategori))


def _figures(timbelopp: Mapping[Timbelopp, Fraction] | list[Timbelopp]) -> dict[str, Decimal]:
    return {f"{b.kategori}_{b.fran.isoformat()}_kr": b.belopp for b in timbelopp}


def _pointed(rad: Fakturarad) -> dict[str, object]:
    return {"redovisning": rad.redovisning, "rader": (f"fakturarad {rad.rad}",)}


def _price(pris: Fraction) -> str:
    """A price without a digit rounded away; one whose decimals never end has four."""
    return kronor(exact_decimal(pris) or round_half_up(pris, 4))
