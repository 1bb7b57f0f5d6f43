"""G02: priset mot timbeloppet som gällde när tiden utfördes."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import kronor, upprakning
from kontroller.berakning import TIMME, exact_decimal, price_per_hour, round_half_up
from kontroller.fakta import Fakta, Fakturarad, Redovisning, Timbelopp
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, ok, regel, stop, warn
from kontroller.timpris import KATEGORIER, Pristid, time_by_rate
from kontroller.underlag import days_text


@regel(
    kod="G02",
    version=1,
    rubrik="Pris mot timbelopp",
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

    fran, tom = rad.period_fran or redovisning.manad, rad.period_tom or redovisning.sista_dag
    priser, utan = time_by_rate(redovisning, fran, tom)
    if utan:
        return not_judged(
            f"Inget timbelopp finns för {redovisning.brukare.referens} den {days_text(utan)}, så priset på fakturarad "
            f"{rad.rad} kan inte bedömas.",
            matt={"pris_kr": pris, "dagar_utan_timbelopp_antal": len(utan)},
            kronor=rad.belopp,
            **_pointed(rad),
        )
    if len({timbelopp.belopp for timbelopp, _ in priser}) == 1:
        return _one_rate(rad, rad.antal, pris, priser[0][0])
    return _several_rates(rad, rad.antal, priser)


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


def _several_rates(rad: Fakturarad, antal: Decimal, priser: list[Pristid]) -> Fynd:
    hogst = _highest_total(antal, priser)
    skillnad = rad.belopp - hogst
    timbelopp = [timbelopp for timbelopp, _ in priser]
    beloppen = upprakning([f"{kronor(t.belopp)} ({KATEGORIER[t.kategori]})" for t in timbelopp])
    utpekat = {"matt": {"belopp_kr": rad.belopp, "hogsta_kr": hogst, **_figures(timbelopp)}, **_pointed(rad)}
    text = (
        f"Fakturarad {rad.rad} är på {kronor(rad.belopp)}, och timbeloppen {beloppen} ger högst {kronor(hogst)} för "
        "timmarna"
    )
    if skillnad > 0:
        return stop(f"{text}, alltså är {kronor(skillnad)} för mycket.", kronor=skillnad, **utpekat)
    if skillnad < 0:
        return warn(f"{text}, alltså är raden {kronor(-skillnad)} lägre.", **utpekat)
    return ok(f"{text}.", **utpekat)


def _highest_total(antal: Decimal, priser: list[Pristid]) -> Decimal:
    """The most that the rates allow for so many hours: the dearest rows first, what is beyond them at the top rate."""
    kvar = Fraction(antal) * TIMME
    total = Fraction(0)
    for timbelopp, minuter in priser:
        tid = min(kvar, minuter)
        total += tid * Fraction(timbelopp.belopp)
        kvar -= tid
    hogsta, _ = priser[0]
    return round_half_up((total + kvar * Fraction(hogsta.belopp)) / TIMME, 2)


def _figures(timbelopp: list[Timbelopp]) -> dict[str, Decimal]:
    return {f"{t.kategori}_{t.fran.isoformat()}_kr": t.belopp for t in timbelopp}


def _pointed(rad: Fakturarad) -> dict[str, object]:
    return {"redovisning": rad.redovisning, "rader": (f"fakturarad {rad.rad}",)}


def _price(pris: Fraction) -> str:
    """A price without a digit rounded away; one whose decimals never end has four."""
    return kronor(exact_decimal(pris) or round_half_up(pris, 4))
