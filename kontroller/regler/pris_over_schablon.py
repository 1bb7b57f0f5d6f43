"""G03: ett pris över statens schablon kräver ett beslut."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import kronor
from kontroller.berakning import TIMME, days_between, exact_decimal, payable_minutes, price_per_hour, round_half_up
from kontroller.fakta import Fakta, Fakturarad, Redovisning, Timbelopp, covers
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, not_judged, ok, regel, stop
from kontroller.underlag import days_text


@regel(
    kod="G03",
    version=1,
    rubrik="Pris över schablonen",
    lagrum="51 kap. 11 § socialförsäkringsbalken; RÅ 2005 ref. 85",
    allvar=Allvar.STOPP,
    i_bruk=False,
    standard={"forhojning_procent": 12},
)
def pris_over_schablon(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Ett timpris över statens schablon för dagen kräver ett beslut för personen: ett individuellt belopp eller ett
    förhöjt.

    Ett förhöjt belopp är högst schablonen och tolv procent, i hela kronor. Ett individuellt belopp grundas på faktiska
    kostnader och har inget sådant tak. Med avtalsform B är avtalets pris kommunens eget. Att priset är rätt belopp
    prövas i G02.
    """
    for redovisning in fakta.redovisningar:
        for rad in fakta.lines_of(redovisning):
            yield _judge(redovisning, rad, villkor.number("forhojning_procent"))


def _judge(redovisning: Redovisning, rad: Fakturarad, procent: int) -> Fynd:
    pris, utpekat = price_per_hour(rad), {"redovisning": rad.redovisning, "rader": (f"fakturarad {rad.rad}",)}
    if pris is None or rad.antal is None or rad.enhet != "HUR":
        return not_judged(
            f"Fakturarad {rad.rad} saknar antal timmar eller pris, så priset kan inte jämföras med schablonen.",
            kronor=rad.belopp,
            **utpekat,
        )
    schabloner = {dag: _rate(redovisning, "schablon", dag) for dag in _days(redovisning, rad)}
    utan = [dag for dag, schablon in schabloner.items() if schablon is None]
    if utan:
        return not_judged(
            f"Ingen schablon är registrerad för den {days_text(utan)}, så priset på fakturarad {rad.rad} kan inte "
            "jämföras med den.",
            kronor=rad.belopp,
            **utpekat,
        )
    granser = {dag: _limit(redovisning, dag, s.belopp, procent) for dag, s in schabloner.items() if s}
    over = [dag for dag, (grans, _) in granser.items() if pris > Fraction(grans)]
    if over:
        grans, varfor = min(granser[dag] for dag in over)
        return stop(
            f"Fakturarad {rad.rad} tar upp {_price(pris)} i timmen, {_price(pris - Fraction(grans))} mer än {varfor} "
            f"{kronor(grans)} den {days_text(over)}. Inget beslut om ett högre belopp för {dossier_name(redovisning)} "
            "är registrerat.",
            matt={"pris_kr": pris, "hogst_kr": grans, "dagar_over_antal": len(over)},
            kronor=_amount(
                redovisning, rad, pris, {dag: granser[dag][0] for dag in over}, hela=len(over) == len(granser)
            ),
            **utpekat,
        )
    grans, varfor = min(granser.values())
    return ok(
        f"Fakturarad {rad.rad} tar upp {_price(pris)} i timmen, inte mer än {varfor} {kronor(grans)}.",
        matt={"pris_kr": pris, "hogst_kr": grans},
        **utpekat,
    )


def _days(redovisning: Redovisning, rad: Fakturarad) -> list[date]:
    """The line's days with rows; without rows, all days of its period."""
    fran, tom = rad.period_fran or redovisning.manad, rad.period_tom or redovisning.sista_dag
    return [dag for dag in redovisning.arbetsdagar if fran <= dag <= tom] or days_between(fran, tom)


def _rate(redovisning: Redovisning, kategori: str, dag: date) -> Timbelopp | None:
    return next((t for t in redovisning.timbelopp if t.kategori == kategori and covers(t, dag)), None)


def _limit(redovisning: Redovisning, dag: date, schablon: Decimal, procent: int) -> tuple[Decimal, str]:
    """The highest price that the day allows, and what gives it, as the middle of a sentence."""
    granser = [(schablon, "statens schablon på")]
    if individuell := _rate(redovisning, "individuell", dag):
        granser.append((individuell.belopp, "det individuella beloppet på"))
    if forhojt := _rate(redovisning, "forhojt", dag):
        tak = round_half_up(Fraction(schablon) * (100 + procent) / 100, 0)
        granser.append((min(forhojt.belopp, tak), "det förhöjda beloppet, som kan vara högst"))
    uppdrag = redovisning.uppdrag_on(dag)
    if uppdrag is not None and uppdrag.avtalsform == "B" and (avtal := _rate(redovisning, "avtal", dag)):
        granser.append((avtal.belopp, "avtalets pris på"))
    return max(granser)


def _amount(
    redovisning: Redovisning, rad: Fakturarad, pris: Fraction, granser: dict[date, Decimal], *, hela: bool
) -> Decimal:
    """What the line asks for above the limits, never more than the line itself."""
    if hela and len(set(granser.values())) == 1:
        over = (pris - Fraction(next(iter(granser.values())))) * Fraction(rad.antal or 0)
        return round_half_up(over, 2)
    summa = Fraction(0)
    for dag, grans in granser.items():
        tider = [(r.tidstyp, r.minuter) for _, r in redovisning.tidrader if r.datum == dag]
        summa += payable_minutes(tider) / TIMME * (pris - Fraction(grans))
    return min(round_half_up(summa, 2), rad.belopp)


def _price(pris: Fraction) -> str:
    """A price without a digit rounded away; one whose decimals never end has four."""
    return kronor(exact_decimal(pris) or round_half_up(pris, 4))
