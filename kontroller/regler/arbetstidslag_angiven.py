"""C07: arbetstidslag och beräkningsperiod är angivna."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import datum_text, upprakning
from kontroller.assistentuppgifter import first_day, judge_reports, pairs, who
from kontroller.bevis import person_month
from kontroller.fakta import Arbetstid, Fakta, OmAssistent, Rapport, Redovisning, covers
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, not_judged, regel, stop
from kontroller.underlag import evidence

HUSLIGT = "HusligL"


@regel(
    kod="C07",
    version=1,
    rubrik="Arbetstidslag och beräkningsperiod",
    lagrum=(
        (ALLTID, "9 § 2 LSS"),
        (date(2013, 7, 1), "11 a § LSS"),
        (date(2021, 11, 1), "9 d § 4 LSS"),
    ),
    allvar=Allvar.STOPP,
    i_bruk=False,
)
def arbetstidslag_angiven(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Den första dagen med tid ska det vara känt vilken arbetstidslag eller vilket kollektivavtal som gäller.

    Under arbetstidslagen och kollektivavtal ska också beräkningsperioden vara registrerad. Utan dem kan arbetstiden
    inte prövas.
    """
    yield from judge_reports(
        fakta,
        _judge,
        lambda r: f"Arbetstidslag och beräkningsperiod är angivna för assistenterna för {person_month(r)}.",
    )


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport, om: OmAssistent) -> Iterator[Fynd]:
    dag = first_day(rapport)
    bevis = evidence(fakta, redovisning, pairs(rapport, rapport.rader))
    anmalningar = [t for t in redovisning.arbetstider if t.assistent == om.person and covers(t, dag)]
    if not anmalningar:
        yield not_judged(
            f"{who(redovisning, rapport)} är inte registrerad hos anordnaren den {datum_text(dag)}, så det går inte "
            "att säga vilken arbetstidslag som gäller.",
            matt={"forsta_tidrad_datum": dag},
            **bevis,
        )
        return
    saknas = min((_missing(t) for t in anmalningar), key=len)
    if saknas:
        yield stop(
            f"{who(redovisning, rapport)} har tid från den {datum_text(dag)}, men i registret saknas "
            f"{upprakning(saknas)}.",
            matt={"forsta_tidrad_datum": dag, "uppgifter_som_saknas_antal": len(saknas)},
            **bevis,
        )


def _missing(tid: Arbetstid) -> list[str]:
    if not tid.lag:
        return ["uppgift om arbetstidslag"]
    saknas = []
    if tid.lag == "kollektivavtal" and not tid.avtal:
        saknas.append("kollektivavtalets namn")
    if tid.lag != HUSLIGT and (tid.berakning_fran is None or tid.veckor is None):
        saknas.append("beräkningsperioden")
    return saknas
