"""E07: tid medan assistenten är frånvarande."""

from collections.abc import Iterator

from kontroller.assistentuppgifter import judge_reports, told, who
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, OmAssistent, Rapport, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, regel, stop


@regel(
    kod="E07",
    version=1,
    rubrik="Tid under assistentens frånvaro",
    lagrum="9 § 2 LSS",
    allvar=Allvar.STOPP,
    i_bruk=False,
)
def tid_under_franvaro(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Tid på dagar då assistenten enligt en uppgift i registret är frånvarande från arbetet behöver förklaras innan den
    ersätts.

    Frånvaron gäller hos alla arbetsgivare. Kontrollen säger vilka dagar det gäller, inte varför assistenten är borta.
    """
    yield from judge_reports(
        fakta,
        _judge,
        lambda r: f"Ingen tid för {person_month(r)} ligger på dagar då assistenten enligt registret är frånvarande.",
    )


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport, om: OmAssistent) -> Iterator[Fynd]:
    if traff := told(fakta, redovisning, rapport, om, "franvaro"):
        perioder, tid, bevis = traff
        yield stop(
            f"{who(redovisning, rapport)} är enligt en uppgift i registret frånvarande från arbetet {perioder}, "
            f"men {tid}.",
            **bevis,
        )
