"""A11: personen fyller 18 år i månaden eller snart därefter."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import manad_namn
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, hint, ok, regel


@regel(
    kod="A11",
    version=1,
    rubrik="Fyller 18 år",
    lagrum="8 § LSS; 23 § LSS",
    allvar=Allvar.INFO,
    tips=True,
    standard={"manader_fram": 3},
)
def fyller_18_snart(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Fyller personen 18 år i månaden eller under de närmaste månaderna finns det skäl att se över ärendet.

    Vårdnadshavaren företräder inte längre personen, och den som själv är arbetsgivare gör en ny anmälan till IVO.
    Månaden sägs, inte födelsedagen. Tipset ändrar inget utfall.
    """
    for redovisning in fakta.redovisningar:
        yield _judge(redovisning, villkor.number("manader_fram"))


def _judge(redovisning: Redovisning, manader_fram: int) -> Fynd:
    fyller = redovisning.brukare.fyller_18.replace(day=1)
    om = _months_between(redovisning.manad, fyller)
    if 0 <= om <= manader_fram:
        ny_anmalan = " Den som själv är arbetsgivare anmäler sig då på nytt till IVO." if _employs(redovisning) else ""
        return hint(
            f"{dossier_name(redovisning)} fyller 18 år i {manad_namn(fyller)}. Vårdnadshavaren företräder då inte "
            f"längre personen, och beslutet kan behöva ses över.{ny_anmalan}",
            redovisning=redovisning.id,
            matt={"manad_datum": fyller, "om_manader": om},
        )
    return ok(
        f"18-årsdagen ligger inte i eller nära {person_month(redovisning)}.",
        redovisning=redovisning.id,
    )


def _employs(redovisning: Redovisning) -> bool:
    return "C" in redovisning.former()


def _months_between(fran: date, till: date) -> int:
    return (till.year - fran.year) * 12 + till.month - fran.month
