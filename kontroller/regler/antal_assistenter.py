"""C11: antalet assistenter jämfört med personens tidigare månader."""

from collections.abc import Iterator
from statistics import median_low

from assistans.svenska import antal_i_ord
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, hint, not_judged, ok, regel
from kontroller.underlag import without_rows


@regel(
    kod="C11",
    version=1,
    rubrik="Antal assistenter",
    lagrum="9 a § LSS",
    allvar=Allvar.INFO,
    standard={"minst_manader": 3, "minst_fler_antal": 3, "minst_fler_procent": 50},
    tips=True,
)
def antal_assistenter(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Personlig assistans ges av ett begränsat antal personer. Fler än vanligt kan ha en enkel förklaring.

    Antalet olika assistenter under månaden, hos alla anordnare, jämförs med medianen av personens tidigare månader
    under det senaste året. Tipset ges när skillnaden är både så stor och så stor andel som regelverket anger.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.arbetsdagar:
            yield without_rows(redovisning)
        else:
            yield _judge(redovisning, villkor)


def _judge(redovisning: Redovisning, villkor: Villkor) -> Fynd:
    nu = [tal.assistenter for tal in redovisning.manadstal if tal.manad == redovisning.manad]
    fore = sorted(tal.assistenter for tal in redovisning.manadstal if tal.manad < redovisning.manad)
    if not nu or not fore or len(fore) < villkor.number("minst_manader"):
        return not_judged(
            f"Det finns för få tidigare månader att jämföra {person_month(redovisning)} med.",
            redovisning=redovisning.id,
            matt={"tidigare_manader_antal": len(fore)},
        )
    [antal], vanligt = nu, median_low(fore)
    fler = antal - vanligt
    matt = {"assistenter_antal": antal, "vanligt_antal": vanligt, "tidigare_manader_antal": len(fore)}
    if fler >= villkor.number("minst_fler_antal") and fler * 100 >= vanligt * villkor.number("minst_fler_procent"):
        return hint(
            f"{antal_i_ord(antal, 'assistent', 'assistenter', utrum=True).capitalize()} har arbetat för "
            f"{person_month(redovisning)}. Medianen för "
            f"{antal_i_ord(len(fore), 'tidigare månad', 'tidigare månader', utrum=True)} "
            f"är {antal_i_ord(vanligt, 'assistent', 'assistenter', utrum=True)}.",
            redovisning=redovisning.id,
            matt=matt,
            rader=tuple(f"rapport {rapport.kod}" for rapport in redovisning.rapporter),
        )
    return ok(
        f"Antalet assistenter för {person_month(redovisning)} är ungefär som tidigare månader.",
        redovisning=redovisning.id,
        matt=matt,
    )
