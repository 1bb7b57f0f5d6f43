"""E06: tid medan assistenten är utomlands."""

from collections.abc import Iterator
from datetime import date

from kontroller.assistentuppgifter import judge_reports, told, who
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, OmAssistent, Rapport, Redovisning
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, regel, warn


@regel(
    kod="E06",
    version=1,
    rubrik="Tid under vistelse utomlands",
    lagrum=((ALLTID, "9 § 2 LSS"), (date(2021, 11, 1), "9 d § 2 LSS")),
    allvar=Allvar.VARNING,
    i_bruk=False,
)
def assistent_utomlands(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Tid på dagar då assistenten enligt en uppgift i registret är utomlands är en varning.

    Den som följer med personen på en resa kan arbeta där. Om personen själv vistas utomlands framgår inte av
    registret och prövas inte här.
    """
    yield from judge_reports(
        fakta,
        _judge,
        lambda r: f"Ingen tid för {person_month(r)} ligger på dagar då assistenten enligt registret är utomlands.",
    )


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport, om: OmAssistent) -> Iterator[Fynd]:
    if traff := told(fakta, redovisning, rapport, om, "utomlands"):
        perioder, tid, bevis = traff
        yield warn(
            f"{who(redovisning, rapport)} är enligt en uppgift i registret utomlands {perioder}, och {tid}.", **bevis
        )
