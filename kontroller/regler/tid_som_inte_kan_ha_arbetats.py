"""C10: tid på dagar då assistenten enligt registret inte kunde arbeta."""

from collections.abc import Iterator

from kontroller.assistentuppgifter import judge_reports, told, who
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, OmAssistent, Rapport, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, regel, stop


@regel(
    kod="C10",
    version=1,
    rubrik="Tid då assistenten inte kunde arbeta",
    lagrum="9 § 2 LSS",
    allvar=Allvar.STOPP,
    i_bruk=False,
)
def tid_som_inte_kan_ha_arbetats(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Tid på dagar då assistenten enligt en uppgift i registret inte kunde arbeta behöver förklaras innan den ersätts.

    Det som kommunen har fått veta står i registret med var det kommer ifrån. Kontrollen säger vilka dagar det gäller,
    inte vad det är.
    """
    yield from judge_reports(
        fakta,
        _judge,
        lambda r: f"Ingen tid för {person_month(r)} ligger på dagar då assistenten enligt registret inte kunde arbeta.",
    )


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport, om: OmAssistent) -> Iterator[Fynd]:
    if traff := told(fakta, redovisning, rapport, om, "hinder"):
        perioder, tid, bevis = traff
        yield stop(
            f"{who(redovisning, rapport)} kunde enligt en uppgift i registret inte arbeta {perioder}, men {tid}.",
            **bevis,
        )
