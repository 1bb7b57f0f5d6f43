"""B01: tillstånd från IVO varje dag, eller anmälan när brukaren är arbetsgivare."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import antal, timmar_minuter
from kontroller.bevis import person_month
from kontroller.fakta import Anordnare, Fakta, Redovisning
from kontroller.ivo import (
    Lage,
    days_not_in_force,
    is_in_force,
    is_within_notice,
    notifications,
    permits,
    status_on,
)
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, dossier_name, not_judged, ok, regel, stop, warn
from kontroller.underlag import (
    days_of_form,
    days_text,
    evidence,
    minutes_of,
    outside_forms,
    rows_on,
    unknown_provider,
)


@regel(
    kod="B01",
    version=1,
    rubrik="Tillstånd eller anmälan till IVO",
    lagrum=(
        (ALLTID, "23 § LSS; revisionsrapport 2015:3, Västerås stad"),
        (date(2021, 11, 1), "9 d § LSS; 23 § LSS"),
    ),
    allvar=Allvar.STOPP,
    # B02 has the same parameter: what B02 warns of is what B01 leaves to it, so a rule set has to change both.
    standard={"dagar_efter_besked": 14},
    galler_sjuklon=True,
)
def tillstand_fran_ivo(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Anordnaren ska ha tillstånd från IVO varje dag med tidrader, första och sista dagen inräknade.

    Är brukaren själv arbetsgivare ska det i stället finnas en anmälan till IVO från senast första dagen, och den ska ha
    kontrollerats. Ett tillstånd som domstol har inhiberat återkallelsen av gäller. Ett återkallat eller upphört gäller
    till och med sin sista dag; dagarna närmast efter beskedet till brukaren prövas i B02.
    """
    if fakta.anordnare is None:
        yield unknown_provider()
        return
    for redovisning in fakta.redovisningar:
        yield from outside_forms(redovisning, "BCD")
        if dagar := days_of_form(redovisning, "BD"):
            yield from _judge_permit(fakta, fakta.anordnare, redovisning, dagar, villkor.number("dagar_efter_besked"))
        if dagar := days_of_form(redovisning, "C"):
            yield from _judge_notification(fakta, fakta.anordnare, redovisning, dagar)


def _judge_permit(
    fakta: Fakta, anordnare: Anordnare, redovisning: Redovisning, dagar: list[date], dagar_efter_besked: int
) -> Iterator[Fynd]:
    tillstand = permits(anordnare)
    lagen = {dag: status_on(tillstand, dag) for dag in days_not_in_force(tillstand, dagar)}
    oklara = [dag for dag, lage in lagen.items() if lage is Lage.OKLART]
    fynd = list(_unclear(fakta, redovisning, oklara, "det återkallade eller upphörda tillståndet från IVO"))
    utan = [
        dag
        for dag, lage in lagen.items()
        if lage is Lage.SAKNAS
        or (lage is Lage.UPPHORT and not is_within_notice(redovisning.uppdrag_on(dag), dag, dagar_efter_besked))
    ]
    if utan:
        fynd.append(_without(fakta, redovisning, utan, "Anordnaren har inget gällande tillstånd från IVO"))
    i_kraft = len(dagar) - len(lagen)
    yield from fynd or [
        ok(
            f"Anordnaren har tillstånd från IVO på {i_kraft} av {antal(len(dagar), 'dag', 'dagar')} med tidrader för "
            f"{person_month(redovisning)}"
            f"{'.' if i_kraft == len(dagar) else ', och övriga dagar prövas i B02.'}",
            redovisning=redovisning.id,
            matt={"dagar_med_tidrader": len(dagar), "dagar_med_tillstand": i_kraft},
        )
    ]


def _judge_notification(
    fakta: Fakta, anordnare: Anordnare, redovisning: Redovisning, dagar: list[date]
) -> Iterator[Fynd]:
    anmalda = notifications(anordnare)
    lagen = {dag: status_on(anmalda, dag) for dag in dagar}
    oklara = [dag for dag in dagar if lagen[dag] is Lage.OKLART]
    fynd = list(_unclear(fakta, redovisning, oklara, "den återkallade eller upphörda anmälan till IVO"))
    if utan := [dag for dag in dagar if lagen[dag] in (Lage.SAKNAS, Lage.UPPHORT)]:
        fynd.append(_without(fakta, redovisning, utan, "Arbetsgivaren har ingen gällande anmälan till IVO"))
    galler = [rad for rad in anmalda if any(is_in_force(rad, dag) for dag in dagar)]
    if any(rad.kontrollerad is None for rad in galler):
        fynd.append(
            warn(
                f"Arbetsgivarens anmälan till IVO för {dossier_name(redovisning)} är inte noterad som kontrollerad.",
                redovisning=redovisning.id,
            )
        )
    yield from fynd or [
        ok(
            f"Arbetsgivarens anmälan till IVO gäller på {len(dagar)} av {len(dagar)} dagar med tidrader för "
            f"{person_month(redovisning)}.",
            redovisning=redovisning.id,
            matt={"dagar_med_tidrader": len(dagar), "dagar_med_anmalan": len(dagar)},
        )
    ]


def _without(fakta: Fakta, redovisning: Redovisning, dagar: list[date], vad: str) -> Fynd:
    rader = rows_on(redovisning, dagar)
    return stop(
        f"{vad} den {days_text(dagar)}, när {dossier_name(redovisning)} har {timmar_minuter(minutes_of(rader))} "
        "rapporterade.",
        matt={"dagar_utan": len(dagar), "rapporterade_minuter": minutes_of(rader)},
        **evidence(fakta, redovisning, rader),
    )


def _unclear(fakta: Fakta, redovisning: Redovisning, dagar: list[date], vad: str) -> Iterator[Fynd]:
    if dagar:
        yield not_judged(
            f"I registret saknas sista dagen för {vad}, så det går inte att säga vad som gällde den {days_text(dagar)} "
            f"för {dossier_name(redovisning)}.",
            matt={"dagar_oklara": len(dagar)},
            **evidence(fakta, redovisning, rows_on(redovisning, dagar)),
        )
