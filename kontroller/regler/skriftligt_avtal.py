"""B06: skriftligt avtal innan assistansen börjar."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import antal, datum_text
from kontroller.fakta import Fakta, Redovisning, Uppdrag
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, ok, regel, stop
from kontroller.underlag import days_of_form, evidence, outside_forms, rows_on


@regel(
    kod="B06",
    version=1,
    rubrik="Skriftligt avtal",
    lagrum="Revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.STOPP,
    galler_sjuklon=True,
)
def skriftligt_avtal(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Det ska finnas ett skriftligt avtal med anordnaren, daterat senast den första dagen med tidrader.

    Kontrollen gäller avtalsform B och D.
    """
    for redovisning in fakta.redovisningar:
        yield from outside_forms(redovisning, "BD")
        dagar = days_of_form(redovisning, "BD")
        for uppdrag in redovisning.uppdrag:
            if egna := [dag for dag in dagar if redovisning.uppdrag_on(dag) == uppdrag]:
                yield _judge(fakta, redovisning, uppdrag, egna)


def _judge(fakta: Fakta, redovisning: Redovisning, uppdrag: Uppdrag, dagar: list[date]) -> Fynd:
    vem, avtal = dossier_name(redovisning), uppdrag.avtal_datum
    matt = {"avtal_datum": avtal, "forsta_tidrad_datum": dagar[0]}
    if avtal is not None and avtal <= dagar[0]:
        return ok(
            f"Avtalet för {vem} är daterat {datum_text(avtal)}, och första tidraden är från {datum_text(dagar[0])}.",
            redovisning=redovisning.id,
            matt=matt,
        )
    if avtal is None:
        text = f"{vem} har tidrader från den {datum_text(dagar[0])}, men inget skriftligt avtal är registrerat."
    else:
        text = (
            f"Avtalet för {vem} är daterat {datum_text(avtal)}, {antal((avtal - dagar[0]).days, 'dag', 'dagar')} efter "
            f"första tidraden {datum_text(dagar[0])}."
        )
    fore = [dag for dag in dagar if avtal is None or dag < avtal]
    return stop(text, matt=matt, **evidence(fakta, redovisning, rows_on(redovisning, fore)))
