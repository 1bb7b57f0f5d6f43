"""D06: assistenten intygar inte sin egen tid för anordnaren."""

from collections.abc import Iterator

from assistans.svenska import antal_i_ord
from kontroller.bevis import missing_report, person_month, worth_of_rows
from kontroller.fakta import Fakta, Rapport, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, not_applicable, not_judged, ok, regel, stop


@regel(
    kod="D06",
    version=1,
    rubrik="Skilda intyg",
    lagrum="Revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.STOPP,
)
def skilda_intyg(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Den som har arbetat ska inte själv intyga tiden för anordnaren.

    Två intyg av samma person säger inte mer än ett. Kontrollen gäller inte den som själv anställer sina assistenter.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
        elif _has_form_c(redovisning) and redovisning.former() == {"C"}:
            yield not_applicable(
                f"{person_month(redovisning)}: kontrollen gäller inte egna arbetsgivare.", redovisning=redovisning.id
            )
        else:
            brister = [fynd for rapport in redovisning.rapporter if (fynd := _judge(fakta, redovisning, rapport))]
            yield from brister or [_clean(redovisning)]


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport) -> Fynd | None:
    intygare = {intyg.person for intyg in rapport.intyg if intyg.part == "anordnare"}
    if intygare and (rapport.assistent.person not in intygare or _is_own_employer(redovisning, rapport)):
        return None

    utpekat = {
        "redovisning": redovisning.id,
        "matt": {"anordnarens_intyg_antal": len(intygare)},
        "rader": (f"rapport {rapport.kod}",),
        "kronor": worth_of_rows(fakta, redovisning, rapport.rader),
    }
    if intygare:
        return stop(f"Samma person har intygat rapport {rapport.kod} som assistent och för anordnaren.", **utpekat)
    return not_judged(
        f"Anordnaren har inte intygat rapport {rapport.kod}, så det kan inte sägas om två personer står bakom den.",
        **utpekat,
    )


def _has_form_c(redovisning: Redovisning) -> bool:
    """Whether form C can hold at all, before each day with rows is looked at."""
    return any(uppdrag.avtalsform == "C" for uppdrag in redovisning.uppdrag)


def _is_own_employer(redovisning: Redovisning, rapport: Rapport) -> bool:
    """Whether form C holds on every day of the report's rows."""
    uppdrag = [redovisning.uppdrag_on(dag) for dag in {rad.datum for rad in rapport.rader}]
    return bool(uppdrag) and all(u is not None and u.avtalsform == "C" for u in uppdrag)


def _clean(redovisning: Redovisning) -> Fynd:
    rapporter = len(redovisning.rapporter)
    return ok(
        "Någon annan än assistenten har intygat för anordnaren i "
        f"{antal_i_ord(rapporter, 'tidrapport', 'tidrapporter', utrum=True)} för {person_month(redovisning)}.",
        redovisning=redovisning.id,
        matt={"tidrapporter_antal": rapporter},
    )
