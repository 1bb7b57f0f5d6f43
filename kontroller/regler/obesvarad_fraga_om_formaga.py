"""C04: frågan till arbetsgivaren om assistentens förmåga är besvarad."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import datum_text, timmar_minuter
from kontroller.assistentuppgifter import judge_reports, pairs, who
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, OmAssistent, Rapport, Redovisning, covers
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, regel, warn
from kontroller.underlag import evidence, minutes_of


@regel(
    kod="C04",
    version=1,
    rubrik="Fråga om assistentens förmåga",
    lagrum=(
        (ALLTID, "9 § 2 LSS"),
        (date(2013, 7, 1), "11 a § LSS"),
        (date(2021, 11, 1), "9 d § 3 och 11 a § 3 LSS"),
    ),
    allvar=Allvar.VARNING,
    i_bruk=False,
)
def obesvarad_fraga_om_formaga(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Har kommunen frågat arbetsgivaren om assistenten har förmåga att ge assistans, ska frågan vara besvarad.

    En fråga utan svar är en varning för tid från den dag som frågan gäller. Att kommunen har frågat säger ingenting om
    assistenten.
    """
    yield from judge_reports(
        fakta,
        _judge,
        lambda r: f"Ingen fråga till arbetsgivaren om assistenterna för {person_month(r)} väntar på svar.",
    )


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport, om: OmAssistent) -> Iterator[Fynd]:
    obesvarade = [u for u in om.uppgifter if u.slag == "formaga" and u.besvarad is None]
    gallande = [u for u in obesvarade if any(covers(u, rad.datum) for rad in rapport.rader)]
    if gallande:
        rader = pairs(rapport, (rad for rad in rapport.rader if any(covers(u, rad.datum) for u in gallande)))
        fran = min(u.fran for u in gallande)
        yield warn(
            f"{who(redovisning, rapport)} har {timmar_minuter(minutes_of(rader))} rapporterade, och kommunens fråga "
            f"till arbetsgivaren om förmågan, som gäller från den {datum_text(fran)}, är inte besvarad.",
            matt={"fragan_fran_datum": fran, "berorda_minuter": minutes_of(rader)},
            **evidence(fakta, redovisning, rader),
        )
