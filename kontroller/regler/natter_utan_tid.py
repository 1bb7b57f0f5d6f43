"""E12: nätter utan tid när besluten gäller hela dygnet."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import antal_i_ord
from assistans.tid import DYGN, days_of_month, instant, minutes_of_day
from kontroller.berakning import KOMMUNENS_BESLUT, TIMME, granted_by
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, hint, not_applicable, ok, regel
from kontroller.underlag import days_text, without_rows

KLOCKAN_STALLS_OM = 2 * TIMME
"""Efter det klockslaget har en natt då klockan ställs om en timme mindre eller mer bakom sig."""


@regel(
    kod="E12",
    version=1,
    rubrik="Nätter utan tid",
    lagrum="6 § LSS",
    allvar=Allvar.INFO,
    standard={"dygnet_runt_procent": 95, "natten_slutar_timme": 5, "minst_natter": 1},
    tips=True,
)
def natter_utan_tid(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Ger besluten tid hela dygnet ska det finnas tid också på natten. En natt utan tid kan betyda att stöd uteblev.

    En natt räknas från midnatt till den timme som regelverket anger, och tid hos alla anordnare räknas. Nätter då
    personen enligt registret vistas på annan plats räknas inte.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.arbetsdagar:
            yield without_rows(redovisning)
        elif not _around_the_clock(redovisning, villkor.number("dygnet_runt_procent")):
            yield not_applicable(
                f"Besluten för {person_month(redovisning)} gäller inte hela dygnet.", redovisning=redovisning.id
            )
        else:
            yield _judge(redovisning, villkor)


def _around_the_clock(redovisning: Redovisning, procent: int) -> bool:
    """Whether the municipality's decisions for one assistant at a time reach a share of the month's hours."""
    beviljat = sum(
        granted_by(rad, redovisning.manad)
        for rad in redovisning.brukare.beslutsrader
        if rad.typ in KOMMUNENS_BESLUT and not rad.dubbel
    )
    return beviljat * 100 >= procent * redovisning.sista_dag.day * DYGN


def _judge(redovisning: Redovisning, villkor: Villkor) -> Fynd:
    slutar = villkor.number("natten_slutar_timme") * TIMME
    tomma = [dag for dag in days_of_month(redovisning.manad) if _is_empty(redovisning, dag, slutar)]
    matt = {"natter_utan_tid_antal": len(tomma)}
    if not tomma or len(tomma) < villkor.number("minst_natter"):
        return ok(f"Det finns tid varje natt för {person_month(redovisning)}.", redovisning=redovisning.id, matt=matt)
    return hint(
        f"Besluten för {dossier_name(redovisning)} gäller hela dygnet, men ingen tid är redovisad mellan midnatt och "
        f"klockan {slutar // TIMME} {antal_i_ord(len(tomma), 'natt', 'nätter', utrum=True)}: den {days_text(tomma)}.",
        redovisning=redovisning.id,
        matt=matt,
    )


def _is_empty(redovisning: Redovisning, dag: date, slutar: int) -> bool:
    """Whether nobody has time in the night, and the person is not known to be elsewhere."""
    har = any(rad.datum == dag and rad.start < slutar for _, rad in redovisning.tidrader)
    hos_andra = any(rad.datum == dag and rad.start < slutar for rad in redovisning.brukarens_andra_pass)
    natt = int(instant(dag, 0).timestamp()) // TIMME
    morgon = natt + slutar + (minutes_of_day(dag) - DYGN if slutar > KLOCKAN_STALLS_OM else 0)
    borta = any(v.borjar < morgon and (v.slutar is None or v.slutar > natt) for v in redovisning.brukare.vistelser)
    return not har and not hos_andra and not borta
