"""E09: tid medan assistenten har annat arbete."""

from collections.abc import Iterator

from kontroller.assistentuppgifter import judge_reports, told, who
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, OmAssistent, Rapport, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, regel, warn


@regel(
    kod="E09",
    version=1,
    rubrik="Tid vid annat arbete",
    lagrum="9 § 2 LSS",
    allvar=Allvar.VARNING,
    i_bruk=False,
)
def assistent_med_annat_arbete(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Tid på dagar då assistenten enligt en uppgift i registret också har ett annat arbete är en varning.

    Båda arbetena kan rymmas samma dag. Kontrollen ber någon se efter att tiderna går ihop.
    """
    yield from judge_reports(
        fakta,
        _judge,
        lambda r: (
            f"Ingen tid för {person_month(r)} ligger på dagar då assistenten enligt registret har ett annat arbete."
        ),
    )


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport, om: OmAssistent) -> Iterator[Fynd]:
    if traff := told(fakta, redovisning, rapport, om, "annat_arbete"):
        perioder, tid, bevis = traff
        yield warn(
            f"{who(redovisning, rapport)} har enligt en uppgift i registret också ett annat arbete {perioder}, "
            f"och {tid}.",
            **bevis,
        )
