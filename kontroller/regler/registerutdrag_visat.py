"""C09: registerutdrag innan arbete hos ett barn."""

from collections.abc import Iterator

from assistans.svenska import datum_text
from kontroller.assistentuppgifter import judge_dossier, pairs, who
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, OmAssistent, Rapport, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, not_applicable, regel, warn
from kontroller.underlag import evidence, minutes_of


@regel(
    kod="C09",
    version=1,
    rubrik="Registerutdrag vid arbete hos barn",
    lagrum="lagen (2010:479) om registerkontroll",
    allvar=Allvar.VARNING,
    i_bruk=False,
)
def registerutdrag_visat(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Den som arbetar hos en person under 18 år ska ha visat ett utdrag ur belastningsregistret före sin första dag.

    Dagen då utdraget visades ska stå i anmälan och vara senast den första dagen med tid.
    """
    for redovisning in fakta.redovisningar:
        if redovisning.arbetsdagar and redovisning.arbetsdagar[0] >= redovisning.brukare.fyller_18:
            yield not_applicable(
                f"Personen hade fyllt 18 år när tiden för {person_month(redovisning)} började.",
                redovisning=redovisning.id,
            )
        else:
            yield from judge_dossier(fakta, redovisning, _judge, _clean)


def _clean(redovisning: Redovisning) -> str:
    return f"Registerutdrag är visade före den första dagen för assistenterna för {person_month(redovisning)}."


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport, om: OmAssistent) -> Iterator[Fynd]:
    barn = [rad for rad in rapport.rader if rad.datum < redovisning.brukare.fyller_18]
    if not barn:
        return
    forsta = min(rad.datum for rad in barn)
    visade = [r.registerutdrag for r in rapport.assistent.registreringar if r.registerutdrag is not None]
    if visade and min(visade) <= forsta:
        return
    rader = pairs(rapport, barn)
    yield warn(
        f"{who(redovisning, rapport)} har tid hos ett barn från den {datum_text(forsta)}, "
        + (
            f"men registerutdraget visades den {datum_text(min(visade))}."
            if visade
            else "men inget registerutdrag är antecknat."
        ),
        matt={
            "forsta_tidrad_datum": forsta,
            "registerutdrag_datum": min(visade, default=None),
            "berorda_minuter": minutes_of(rader),
        },
        **evidence(fakta, redovisning, rader),
    )
