"""F03: arbetstid, övertid och jour enligt arbetstidslagen."""

from collections.abc import Iterator
from fractions import Fraction

from kontroller.arbetstid import FYRA_VECKOR, Period, above, limit_of, overtime_of_year
from kontroller.arbetstidsprov import (
    Assistenttid,
    ground,
    hours,
    judge_each,
    period_text,
    pointing,
    pointing_in_month,
    too_long,
)
from kontroller.berakning import TIMME
from kontroller.bevis import person_month
from kontroller.fakta import Arbetsfonster, Fakta, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, regel, warn

ORD = {"overtid": "övertid", "jour": "jour (väntetid)"}


@regel(
    kod="F03",
    version=1,
    rubrik="Arbetstid enligt arbetstidslagen",
    lagrum=ground("5–10 b §§ arbetstidslagen (1982:673)"),
    allvar=Allvar.VARNING,
    i_bruk=False,
    standard={
        "veckotimmar": 48,
        "hogst_veckor": 17,
        "vantetid_raknas": True,
        "ordinarie_veckotimmar": 40,
        "overtid_aret_timmar": 200,
        "overtid_fyra_veckor_timmar": 48,
        "overtid_manad_timmar": 50,
        "jour_fyra_veckor_timmar": 48,
        "jour_manad_timmar": 50,
    },
)
def arbetstid_enligt_arbetstidslagen(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Arbetstiden får vara högst 48 timmar i veckan i genomsnitt, över en period om högst fyra månader.

    Källa: Försäkringskassans tillämpning 2018. År 2014 räknade den med upp till tolv månader: ett regelverk för äldre
    tid kan ha det. Övertiden, det som är över 40 timmar i veckan på fyra veckor, får vara högst 200 timmar under ett
    kalenderår och högst 48 timmar på fyra veckor eller 50 timmar i månaden. Väntetid är jour: den räknas in i de 48
    timmarna, och får själv vara högst 48 timmar på fyra veckor eller 50 timmar i månaden. Där lagen ger två gränser
    varnar regeln när båda är passerade. Beredskap hemma är inte arbetstid.

    Kommunen ser bara den tid som redovisas till den, och vet inte vad som är schemalagt. Därför varnar regeln.
    """
    yield from judge_each(fakta, ["ATL"], lambda a: _judge(fakta, villkor, a), _agrees)


def _judge(fakta: Fakta, villkor: Villkor, a: Assistenttid) -> Iterator[Fynd]:
    if for_lang := too_long(a, villkor.number("hogst_veckor")):
        yield for_lang
    else:
        yield from _average(fakta, villkor, a)
    yield from _overtime_of_year(fakta, villkor, a)
    yield from _overtime(villkor, a)
    yield from _on_call(villkor, a)


def _average(fakta: Fakta, villkor: Villkor, a: Assistenttid) -> Iterator[Fynd]:
    veckotimmar = villkor.number("veckotimmar")
    grans = limit_of(a.veckor, veckotimmar)
    for f in a.perioder:
        period = Period.of(f, villkor.parametrar["vantetid_raknas"] is True)
        if over := period.over(grans):
            yield warn(
                f"{a.vem} har arbetat {hours(period.hos_anordnaren)} hos anordnaren {period_text(f, a)}. Med "
                f"{veckotimmar} timmar i veckan i genomsnitt ryms {hours(grans)}, och månaden lägger till "
                f"{hours(over)} utöver det.",
                matt={
                    "arbetade_minuter": period.hos_anordnaren,
                    "fore_manaden_minuter": period.fore,
                    "har_minuter": period.har,
                    "andra_redovisningar_minuter": period.anordnaren,
                    "tillatna_minuter": grans,
                    "over_minuter": over,
                },
                **pointing(fakta, a, f, over),
            )


def _overtime_of_year(fakta: Fakta, villkor: Villkor, a: Assistenttid) -> Iterator[Fynd]:
    hogst = villkor.number("overtid_aret_timmar") * TIMME
    ordinarie = limit_of(FYRA_VECKOR, villkor.number("ordinarie_veckotimmar"))
    overtid, over = overtime_of_year(a.tid, ordinarie, hogst)
    if over:
        yield warn(
            f"{a.vem} har till och med månaden {hours(overtid)} övertid hos anordnaren år {a.redovisning.manad.year}. "
            f"Högst {hours(hogst)} får tas ut, och månaden lägger till {hours(over)} utöver det.",
            matt={"overtid_minuter": overtid, "tillatna_minuter": hogst, "over_minuter": over},
            **pointing_in_month(fakta, a, over),
        )


def _overtime(villkor: Villkor, a: Assistenttid) -> Iterator[Fynd]:
    """Overtime on four weeks or in the month: the employer may keep either limit, so both have to be passed."""
    vecka = villkor.number("ordinarie_veckotimmar")
    dagar = (a.redovisning.sista_dag - a.redovisning.manad).days + 1
    manadens = above(
        sum(f.har.aktiv + f.anordnaren.aktiv for f in a.tid.fyraveckor), Fraction(vecka * TIMME * dagar, 7)
    )
    perioder = [(f, above(Period.of(f).hos_anordnaren, limit_of(FYRA_VECKOR, vecka))) for f in a.fyraveckor]
    yield from _both_passed(villkor, a, "overtid", perioder, manadens)


def _on_call(villkor: Villkor, a: Assistenttid) -> Iterator[Fynd]:
    """Time on call has the same two limits as overtime."""
    manadens = Fraction(sum(f.har.vantetid + f.anordnaren.vantetid for f in a.tid.fyraveckor))
    perioder = [
        (f, Fraction(f.fore_aret.vantetid + f.fore.vantetid + f.har.vantetid + f.anordnaren.vantetid))
        for f in a.fyraveckor
    ]
    yield from _both_passed(villkor, a, "jour", perioder, manadens)


def _both_passed(
    villkor: Villkor, a: Assistenttid, slag: str, perioder: list[tuple[Arbetsfonster, Fraction]], manadens: Fraction
) -> Iterator[Fynd]:
    hogst, hogst_manad = (villkor.number(f"{slag}_{n}_timmar") * TIMME for n in ("fyra_veckor", "manad"))
    for f, tid in perioder:
        if tid > hogst and manadens > hogst_manad:
            yield warn(
                f"{a.vem} har {hours(tid)} {ORD[slag]} hos anordnaren {period_text(f, a)} och "
                f"{hours(manadens)} i månaden. Högst {hours(hogst)} på fyra veckor eller {hours(hogst_manad)} i "
                "månaden får tas ut.",
                redovisning=a.redovisning.id,
                matt={
                    f"{slag}_minuter": tid,
                    "tillatna_minuter": hogst,
                    f"{slag}_i_manaden_minuter": manadens,
                    "tillatna_i_manaden_minuter": hogst_manad,
                },
            )


def _agrees(redovisning: Redovisning, provas: list[Assistenttid]) -> str:
    return f"Den arbetstid som kommunen ser för {person_month(redovisning)} ryms i arbetstidslagens gränser."
