"""F01: arbetstiden per period enligt lagen om arbetstid i husligt arbete."""

from collections.abc import Iterator
from fractions import Fraction

from assistans.svenska import antal_i_ord
from kontroller.arbetstid import Period, limit_of
from kontroller.arbetstidsprov import Assistenttid, ground, hours, judge_each, period_text, pointing, too_long
from kontroller.bevis import person_month
from kontroller.fakta import Arbetsfonster, Fakta, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, regel, stop, warn


@regel(
    kod="F01",
    version=1,
    rubrik="Arbetstid i husligt arbete",
    lagrum=ground("2 och 3 §§ lagen (1970:943) om arbetstid m.m. i husligt arbete"),
    allvar=Allvar.STOPP,
    i_bruk=False,
    standard={"veckotimmar": 52, "hogst_veckor": 4, "overtid_timmar": 48, "vantetid_raknas": False},
)
def arbetstid_i_husligt_arbete(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Den som är anställd av personen själv får i genomsnitt arbeta 52 timmar i veckan, räknat över 28 dagar i följd.

    Källa: Försäkringskassans tillämpning 2018 (40 timmar och 12 timmars förlängning, perioder om exakt 28 dagar som
    följer på varandra). År 2014 räknade Försäkringskassan först med 40 timmar: ett regelverk för äldre tid kan ha det.
    Perioderna räknas från den dag som står i anmälan och går över månader och år. Tid hos anordnaren för andra brukare
    räknas med. Det nyaste är det som är över, och en månad svarar bara för det som den själv lägger till. Övertid,
    högst 48 timmar på fyra veckor, kräver särskilda skäl: det bedömer en handläggare.

    Väntetid räknas inte in om regelverket inte säger det: Försäkringskassan skiljer den från jour. Ryms tiden bara
    utan väntetiden blir det en varning. Beredskap är inte arbetstid.
    """
    yield from judge_each(fakta, ["HusligL"], lambda a: _judge(fakta, villkor, a), _agrees)


def _judge(fakta: Fakta, villkor: Villkor, a: Assistenttid) -> Iterator[Fynd]:
    if for_lang := too_long(a, villkor.number("hogst_veckor")):
        yield for_lang
        return
    grans = limit_of(a.veckor, villkor.number("veckotimmar"))
    raknas = villkor.parametrar["vantetid_raknas"] is True
    for f in a.perioder:
        period = Period.of(f, raknas)
        med_vantetid = Period.of(f, vantetid=True)
        if over := period.over(grans):
            yield _too_much(fakta, villkor, a, f, period, grans, over)
        elif over := med_vantetid.over(grans):
            yield warn(
                f"{a.vem} har {hours(med_vantetid.hos_anordnaren)} hos anordnaren {period_text(f, a)} om "
                f"väntetiden räknas in, {hours(over)} mer än de {hours(grans)} som ryms.",
                matt=_figures(med_vantetid, grans, over),
                redovisning=a.redovisning.id,
            )


def _too_much(
    fakta: Fakta, villkor: Villkor, a: Assistenttid, f: Arbetsfonster, period: Period, grans: Fraction, over: Fraction
) -> Fynd:
    overtid = villkor.number("overtid_timmar")
    veckor = antal_i_ord(a.veckor, "vecka", "veckor", utrum=True)
    return stop(
        f"{a.vem} har arbetat {hours(period.hos_anordnaren)} hos anordnaren {period_text(f, a)}. På {veckor} "
        f"ryms {hours(grans)}, och månaden lägger till {hours(over)} utöver det. Övertid, högst {overtid} timmar på "
        "fyra veckor, kräver särskilda skäl.",
        matt=_figures(period, grans, over),
        **pointing(fakta, a, f, over),
    )


def _figures(period: Period, grans: Fraction, over: Fraction) -> dict[str, int | Fraction]:
    return {
        "arbetade_minuter": period.hos_anordnaren,
        "fore_manaden_minuter": period.fore,
        "har_minuter": period.har,
        "andra_redovisningar_minuter": period.anordnaren,
        "tillatna_minuter": grans,
        "over_minuter": over,
    }


def _agrees(redovisning: Redovisning, provas: list[Assistenttid]) -> str:
    return f"Arbetstiden i husligt arbete för {person_month(redovisning)} ryms i varje beräkningsperiod."
