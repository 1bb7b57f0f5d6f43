"""C06: närstående och hushållsgemenskap är redovisade."""

from collections.abc import Iterable, Iterator

from kontroller.assistentuppgifter import judge_reports, pairs, who
from kontroller.bevis import Radpar, person_month
from kontroller.fakta import Fakta, OmAssistent, Rapport, Redovisning, Registrering, Tidrad, covers
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, regel, warn
from kontroller.underlag import days_of, days_text, evidence, minutes_of

EGEN_REGI = "A"
"""9 c § gäller inte den som är anställd av kommunen."""


@regel(
    kod="C06",
    version=1,
    rubrik="Närstående och hushåll är redovisade",
    lagrum="9 c och 11 a §§ LSS",
    allvar=Allvar.VARNING,
    i_bruk=False,
)
def narstaende_redovisade(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Är assistenten närstående till personen eller delar hushåll med hen ska det stå i anmälan.

    Anmälan jämförs med relationerna i registret. Personen ska också ha informerats om besök enligt 9 c §, utom när
    assistenten är anställd av kommunen.
    """
    yield from judge_reports(
        fakta,
        _judge,
        lambda r: f"Anmälningarna av assistenterna för {person_month(r)} stämmer med relationerna i registret.",
    )


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport, om: OmAssistent) -> Iterator[Fynd]:
    utan_anmalan = [rad for rad in rapport.rader if not _registered(rapport, rad)]
    if utan_anmalan:
        rader = pairs(rapport, utan_anmalan)
        yield not_judged(
            f"{who(redovisning, rapport)} är inte registrerad hos anordnaren den {days_text(days_of(rader))}, så det "
            "går inte att säga om hen är anmäld som närstående.",
            matt={"dagar_utan_registrering": len(days_of(rader))},
            **evidence(fakta, redovisning, rader),
        )
    anmalda = [rad for rad in rapport.rader if rad not in utan_anmalan]
    yield from _not_reported(fakta, redovisning, rapport, om, anmalda)
    yield from _not_informed(fakta, redovisning, rapport, om, anmalda)


def _registered(rapport: Rapport, rad: Tidrad) -> list[Registrering]:
    return [r for r in rapport.assistent.registreringar if covers(r, rad.datum)]


def _not_reported(
    fakta: Fakta, redovisning: Redovisning, rapport: Rapport, om: OmAssistent, rader: list[Tidrad]
) -> Iterator[Fynd]:
    """Days on which a relation says something that no registration in force says."""
    ord_av_dag: dict[str, list[Tidrad]] = {"närstående": [], "i samma hushåll": []}
    for rad in rader:
        nara = [n for n in om.narhet if covers(n, rad.datum)]
        anmalningar = _registered(rapport, rad)
        if any(n.narstaende for n in nara) and not any(a.narstaende for a in anmalningar):
            ord_av_dag["närstående"].append(rad)
        if any(n.hushall for n in nara) and not any(a.hushallsgemenskap for a in anmalningar):
            ord_av_dag["i samma hushåll"].append(rad)
    funna = {vad: fynd for vad, fynd in ord_av_dag.items() if fynd}
    if funna:
        traffar = _union(rapport, funna.values())
        yield warn(
            f"{who(redovisning, rapport)} är enligt registret {' och '.join(funna)} "
            f"den {days_text(days_of(traffar))}, men är inte anmäld så.",
            matt={"berorda_minuter": minutes_of(traffar)},
            **evidence(fakta, redovisning, traffar),
        )


def _not_informed(
    fakta: Fakta, redovisning: Redovisning, rapport: Rapport, om: OmAssistent, rader: list[Tidrad]
) -> Iterator[Fynd]:
    """Days on which somebody close works, and no registration says that the person was informed."""
    saknas = []
    for rad in rader:
        uppdrag = redovisning.uppdrag_on(rad.datum)
        anmalningar = _registered(rapport, rad)
        nara = any(a.narstaende or a.hushallsgemenskap for a in anmalningar) or any(
            (n.narstaende or n.hushall) and covers(n, rad.datum) for n in om.narhet
        )
        galler = uppdrag is None or uppdrag.avtalsform != EGEN_REGI
        if nara and galler and not any(a.informerad_9c for a in anmalningar):
            saknas.append(rad)
    if saknas:
        traffar = pairs(rapport, saknas)
        yield warn(
            f"{who(redovisning, rapport)} är närstående eller delar hushåll med personen, och det saknas en dag då "
            "personen informerades om besök enligt 9 c § LSS.",
            matt={"berorda_minuter": minutes_of(traffar)},
            **evidence(fakta, redovisning, traffar),
        )


def _union(rapport: Rapport, listor: Iterable[list[Tidrad]]) -> list[Radpar]:
    med = {rad.id for lista in listor for rad in lista}
    return pairs(rapport, (rad for rad in rapport.rader if rad.id in med))
