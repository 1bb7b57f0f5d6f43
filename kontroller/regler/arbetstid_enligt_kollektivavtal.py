"""F04: kollektivavtalets gräns för arbetstiden."""

from collections.abc import Iterator
from fractions import Fraction

from kontroller.arbetstid import Period, caps_of, limit_of
from kontroller.arbetstidsprov import Assistenttid, ground, hours, judge_each, period_text, pointing, too_long
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, regel, warn


@regel(
    kod="F04",
    version=1,
    rubrik="Arbetstid enligt kollektivavtal",
    lagrum=ground(),
    allvar=Allvar.VARNING,
    i_bruk=False,
    standard={"veckotimmar": "", "hogst_veckor": 52, "vantetid_raknas": False},
)
def arbetstid_enligt_kollektivavtal(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Ett kollektivavtal ersätter arbetstidslagarna när det är namngivet och styrkt; då gäller dess egen gräns.

    Avtalets namn ska vara registrerat och en handling om det inlagd på anmälan. Perioden får vara högst tolv månader.
    Programmet har ingen tabell över avtalens gränser: kommunen skriver in dem i regelverket som
    "Avtalet=48; Ett annat avtal=38,25" (timmar i veckan i genomsnitt). Utan en gräns kan arbetstiden inte bedömas. Om
    väntetiden räknas in säger avtalet.
    """
    granser = caps_of(str(villkor.parametrar["veckotimmar"]))
    yield from judge_each(fakta, ["kollektivavtal"], lambda a: _judge(fakta, villkor, granser, a), _agrees)


def _judge(fakta: Fakta, villkor: Villkor, granser: dict[str, Fraction], a: Assistenttid) -> Iterator[Fynd]:
    if not a.tid.avtal:
        yield not_judged(
            f"{a.vem} arbetar enligt ett kollektivavtal, men dess namn är inte registrerat.",
            redovisning=a.redovisning.id,
        )
        return
    if not a.tid.styrkt:
        yield warn(
            f"{a.vem} arbetar enligt kollektivavtalet {a.tid.avtal}, men ingen handling om avtalet är inlagd.",
            redovisning=a.redovisning.id,
        )
    if for_lang := too_long(a, villkor.number("hogst_veckor")):
        yield for_lang
        return
    veckotimmar = granser.get(a.tid.avtal.casefold())
    if veckotimmar is None:
        yield not_judged(
            f"{a.vem} arbetar enligt kollektivavtalet {a.tid.avtal}, och regelverket har ingen gräns för det.",
            redovisning=a.redovisning.id,
        )
        return
    yield from _average(fakta, a, limit_of(a.veckor, veckotimmar), villkor.parametrar["vantetid_raknas"] is True)


def _average(fakta: Fakta, a: Assistenttid, grans: Fraction, vantetid: bool) -> Iterator[Fynd]:
    for f in a.perioder:
        period = Period.of(f, vantetid)
        if over := period.over(grans):
            yield warn(
                f"{a.vem} har arbetat {hours(period.hos_anordnaren)} hos anordnaren {period_text(f, a)}. "
                f"Enligt kollektivavtalet {a.tid.avtal} ryms {hours(grans)}, och månaden lägger till {hours(over)} "
                "utöver det.",
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


def _agrees(redovisning: Redovisning, provas: list[Assistenttid]) -> str:
    return f"Arbetstiden för {person_month(redovisning)} ryms i kollektivavtalens gränser."
