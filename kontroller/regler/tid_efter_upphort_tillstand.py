"""B02: tid kort efter att anordnarens tillstånd har upphört."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import antal, datum_text, timmar_minuter
from kontroller.bevis import person_month
from kontroller.fakta import Anordnare, Fakta, Redovisning
from kontroller.ivo import BESKED_GALLER_FRAN, Lage, is_within_notice, permits, status_on
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, dossier_name, not_applicable, ok, regel, warn
from kontroller.underlag import days_of_form, days_text, evidence, minutes_of, outside_forms, rows_on, unknown_provider


@regel(
    kod="B02",
    version=1,
    rubrik="Tid efter upphört tillstånd",
    lagrum=((ALLTID, "23 § LSS"), (BESKED_GALLER_FRAN, "9 d § LSS")),
    allvar=Allvar.VARNING,
    # B01 has the same parameter, see there.
    standard={"dagar_efter_besked": 14},
    galler_sjuklon=True,
)
def tid_efter_upphort_tillstand(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """När ett tillstånd har upphört kan tid ersättas till och med två veckor efter att brukaren fick veta det.

    Sådan tid ger en varning. Senare tid, eller tid när det inte är känt när brukaren fick veta det, stoppas av B01.
    Kontrollen gäller tid från den 1 november 2021.
    """
    if fakta.anordnare is None:
        yield unknown_provider()
        return
    for redovisning in fakta.redovisningar:
        if redovisning.sista_dag < BESKED_GALLER_FRAN:
            yield not_applicable(
                f"Kontrollen gäller tid från den {datum_text(BESKED_GALLER_FRAN)}.", redovisning=redovisning.id
            )
            continue
        yield from outside_forms(redovisning, "BD")
        if dagar := days_of_form(redovisning, "BD"):
            yield _judge(fakta, fakta.anordnare, redovisning, dagar, villkor.number("dagar_efter_besked"))


def _judge(
    fakta: Fakta, anordnare: Anordnare, redovisning: Redovisning, dagar: list[date], dagar_efter_besked: int
) -> Fynd:
    vem = dossier_name(redovisning)
    lagen = {dag: status_on(permits(anordnare), dag) for dag in dagar}
    efter = [dag for dag in dagar if lagen[dag] is Lage.UPPHORT]
    inom = [dag for dag in efter if is_within_notice(redovisning.uppdrag_on(dag), dag, dagar_efter_besked)]
    if inom:
        rader = rows_on(redovisning, inom)
        return warn(
            f"{vem} har {timmar_minuter(minutes_of(rader))} rapporterade den {days_text(inom)}, efter att anordnarens "
            f"tillstånd upphört men inom {antal(dagar_efter_besked, 'dag', 'dagar')} från att brukaren fick veta det.",
            matt={"dagar_efter_upphort": len(inom), "dagar_efter_besked": dagar_efter_besked},
            **evidence(fakta, redovisning, rader),
        )
    if any(lage is not Lage.I_KRAFT for lage in lagen.values()):
        return not_applicable(
            f"Tiden utan tillstånd för {person_month(redovisning)} prövas i B01.",
            redovisning=redovisning.id,
        )
    return ok(
        f"Anordnarens tillstånd har inte upphört före någon dag med tidrader för {person_month(redovisning)}.",
        redovisning=redovisning.id,
        matt={"dagar_efter_upphort": 0},
    )
