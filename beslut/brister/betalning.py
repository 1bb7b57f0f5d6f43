"""Grunden för att betala till anordnaren i stället för till personen (B07, B08)."""

from collections.abc import Iterable
from datetime import date

from assistans.svenska import datum_text
from beslut.brister.krav import Krav
from beslut.models import Betalningsmottagare

Grund = Betalningsmottagare.Grund
KRAV = "Begäran från personen, eller beslut enligt 11 § LSS, om att betala till anordnaren"
GRUND_I_ORD = {
    Grund.BEGARAN: "Begäran undertecknad {}.",
    Grund.BESLUT_11: "Beslut enligt 11 § LSS av den {}.",
}


def ground_on(mandat: Iterable[Betalningsmottagare], dag: date) -> Krav:
    """Whether somebody else than the person may be paid on a day. The newest ground that holds speaks."""
    giltiga = [rad for rad in mandat if rad.grund in GRUND_I_ORD and holds_on(rad, dag)]
    if not giltiga:
        return Krav("B07", KRAV, brist=f"Ingen grund som gäller {datum_text(dag)} är registrerad.")
    grund = max(giltiga, key=lambda rad: rad.galler_fran)
    if grund.grund == Grund.BESLUT_11 and not grund.diarienummer:
        return Krav("B08", KRAV, brist="Beslutet enligt 11 § LSS är registrerat utan diarienummer.")
    return Krav("B07", KRAV, finns=GRUND_I_ORD[grund.grund].format(datum_text(grund.undertecknad)))


def holds_on(mandat: Betalningsmottagare, dag: date) -> bool:
    """Whether the ground is signed, in force and not withdrawn on a day."""
    return (
        mandat.galler_fran <= dag <= (mandat.galler_tom or dag)
        and mandat.undertecknad is not None
        and mandat.undertecknad <= dag
        and (mandat.aterkallad is None or mandat.aterkallad > dag)
    )
