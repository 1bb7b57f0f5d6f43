"""F02: övertiden under ett kalenderår enligt lagen om arbetstid i husligt arbete."""

from collections.abc import Iterator

from kontroller.arbetstid import FYRA_VECKOR, limit_of, overtime_of_year
from kontroller.arbetstidsprov import Assistenttid, ground, hours, judge_each, pointing_in_month
from kontroller.berakning import TIMME
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, regel, stop


@regel(
    kod="F02",
    version=1,
    rubrik="Övertid i husligt arbete under året",
    lagrum=ground("3 § lagen (1970:943) om arbetstid m.m. i husligt arbete"),
    allvar=Allvar.STOPP,
    i_bruk=False,
    standard={"veckotimmar": 52, "overtid_timmar": 300},
)
def overtid_i_husligt_arbete(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Övertiden får vara högst 300 timmar under ett kalenderår.

    Övertid är det som är över 52 timmar i veckan i var och en av årets perioder om 28 dagar (se F01). En period som
    går över nyår delas: det nyaste är det som är över. Bara det som månaden lägger till ifrågasätts.
    """
    yield from judge_each(fakta, ["HusligL"], lambda a: _judge(fakta, villkor, a), _agrees)


def _judge(fakta: Fakta, villkor: Villkor, a: Assistenttid) -> Iterator[Fynd]:
    hogst = villkor.number("overtid_timmar") * TIMME
    overtid, over = overtime_of_year(a.tid, limit_of(FYRA_VECKOR, villkor.number("veckotimmar")), hogst)
    if over:
        yield stop(
            f"{a.vem} har till och med månaden {hours(overtid)} övertid hos anordnaren år {a.redovisning.manad.year}. "
            f"Högst {hours(hogst)} får tas ut, och månaden lägger till {hours(over)} utöver det.",
            matt={"overtid_minuter": overtid, "tillatna_minuter": hogst, "over_minuter": over},
            **pointing_in_month(fakta, a, over),
        )


def _agrees(redovisning: Redovisning, provas: list[Assistenttid]) -> str:
    return f"Övertiden i husligt arbete till och med månaden ryms för {person_month(redovisning)}."
