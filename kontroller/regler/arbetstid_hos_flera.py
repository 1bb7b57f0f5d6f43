"""F05: arbetstiden hos alla arbetsgivare som kommunen känner till."""

from collections.abc import Iterator
from fractions import Fraction

from kontroller.arbetstid import Period, caps_of, limit_of
from kontroller.arbetstidsprov import Assistenttid, ground, hours, judge_each, period_text, pointing
from kontroller.bevis import person_month
from kontroller.fakta import Arbetsfonster, Fakta, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, regel, stop, warn


@regel(
    kod="F05",
    version=1,
    rubrik="Arbetstid hos flera arbetsgivare",
    lagrum=ground("lagen (1970:943) om arbetstid m.m. i husligt arbete", "arbetstidslagen (1982:673)"),
    allvar=Allvar.STOPP,
    i_bruk=False,
    standard={
        "husligt_veckotimmar": 52,
        "husligt_vantetid_raknas": False,
        "arbetstidslagen_veckotimmar": 48,
        "arbetstidslagen_vantetid_raknas": True,
        "avtalens_veckotimmar": "",
        "avtalens_vantetid_raknas": False,
    },
)
def arbetstid_hos_flera(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Assistentens arbetstid räknas ihop över alla brukare och arbetsgivare som redovisar till kommunen.

    Gränsen är den som gäller hos den här anordnaren (F01, F03 och F04), och bara det som de andra arbetsgivarna för
    över den tas upp här. Husligt arbete stoppar, arbetstidslagen och kollektivavtal varnar. Hur lagarna räknar när det
    finns flera arbetsgivare avgör kommunen när den tar kontrollen i bruk och bestämmer nivån. Arbete hos någon som inte
    redovisar till kommunen syns inte.
    """
    yield from judge_each(fakta, ["HusligL", "ATL", "kollektivavtal"], lambda a: _judge(fakta, villkor, a), _agrees)


def _judge(fakta: Fakta, villkor: Villkor, a: Assistenttid) -> Iterator[Fynd]:
    hos_flera = [f for f in a.perioder if Period.of(f, vantetid=True).hos_andra]
    if not hos_flera:
        return
    prefix = {"HusligL": "husligt", "ATL": "arbetstidslagen"}.get(a.tid.lag, "avtalens")
    veckotimmar = (
        caps_of(str(villkor.parametrar["avtalens_veckotimmar"])).get(a.tid.avtal.casefold())
        if a.tid.lag == "kollektivavtal"
        else Fraction(villkor.number(f"{prefix}_veckotimmar"))
    )
    if veckotimmar is None:
        yield not_judged(
            f"{a.vem} arbetar hos flera arbetsgivare, enligt ett kollektivavtal som regelverket inte har någon gräns "
            "för.",
            redovisning=a.redovisning.id,
        )
        return
    raknas = villkor.parametrar[f"{prefix}_vantetid_raknas"] is True
    for f in hos_flera:
        period, grans = Period.of(f, raknas), limit_of(a.veckor, veckotimmar)
        if over := period.over_with_others(grans) - period.over(grans):
            yield _too_much(fakta, a, f, period, grans, over)


def _too_much(fakta: Fakta, a: Assistenttid, f: Arbetsfonster, period: Period, grans: Fraction, over: Fraction) -> Fynd:
    answer = stop if a.tid.lag == "HusligL" else warn
    return answer(
        f"{a.vem} har arbetat {hours(period.hos_anordnaren)} hos anordnaren och {hours(period.hos_andra)} hos andra "
        f"arbetsgivare {period_text(f, a)}. Sammanlagt ryms {hours(grans)}, och tiden hos de andra gör att "
        f"månaden lägger till {hours(over)} utöver det.",
        matt={
            "hos_anordnaren_minuter": period.hos_anordnaren,
            "hos_andra_minuter": period.hos_andra,
            "tillatna_minuter": grans,
            "over_minuter": over,
        },
        **pointing(fakta, a, f, over),
    )


def _agrees(redovisning: Redovisning, provas: list[Assistenttid]) -> str:
    if any(Period.of(f, vantetid=True).hos_andra for a in provas for f in a.perioder):
        return f"Arbetstiden hos alla kända arbetsgivare ryms för {person_month(redovisning)}."
    return f"Ingen annan arbetsgivare för assistenterna är känd av kommunen för {person_month(redovisning)}."
