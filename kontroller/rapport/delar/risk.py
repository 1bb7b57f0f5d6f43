"""Riskanalysen i rapporten: de tyngsta riskerna, matrisen, åtgärder som är kvar, och vad nämnden har fastställt."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from assistans.svenska import antal_i_ord, datum_text
from kontroller.models import Styrdokument
from kontroller.rapport.avsnitt import Avsnitt, Tabell
from kontroller.rapport.ord import upper_first
from kontroller.rapport.period import Period
from kontroller.styrning.dokument import in_force
from kontroller.styrning.fynd import Tidsram, findings, last_twelve_months
from kontroller.styrning.riskanalys import as_content
from kontroller.styrning.riskanalys_avsnitt import action_table, picture, posts, register_table

TYNGST = 5


def section(period: Period) -> Avsnitt | None:
    """The risks as the register says when the report is written, or None while it is empty. As many queries always."""
    tidsram: Tidsram = last_twelve_months(till=period.tom)
    risker = as_content(findings(tidsram=tidsram, dag=period.dag))
    if not risker:
        return None
    return Avsnitt(
        kod="risk",
        rubrik="Riskerna i ersättningsprocessen",
        stycken=tuple(_in_words(risker, period)),
        bilder=(picture(risker, kod="rapportens-riskmatris"),) if posts(risker) else (),
        tabeller=tuple(_tables(risker, period.dag)),
    )


def _in_words(risker: list[dict[str, Any]], period: Period) -> Iterator[str]:
    antagen = in_force(Styrdokument.Slag.RISKANALYS)
    if antagen is None:
        yield "Nämnden har inte fastställt någon riskanalys."
    else:
        yield (
            f"Nämnden fastställde riskanalysen {antagen.beteckning} den {datum_text(antagen.sammantradesdag)}, "
            f"{antagen.paragraf}. Här står registret som det är {datum_text(period.dag)}."
        )
    hur_manga = antal_i_ord(len(risker), "risk", "risker", utrum=True)
    yield f"Registret har {hur_manga}. {_about_actions(risker, period.dag)}"


def _about_actions(risker: list[dict[str, Any]], dag: date) -> str:
    oppna = _open_actions(risker)
    sena = sum(date.fromisoformat(atgard["klar_senast"]) < dag for atgard in oppna)
    if not oppna:
        return "Ingen åtgärd väntar."
    vantar = f"{upper_first(antal_i_ord(len(oppna), 'åtgärd', 'åtgärder', utrum=True))} väntar"
    if not sena:
        return f"{vantar}, och {'den är inte' if len(oppna) == 1 else 'ingen av dem är'} försenad."
    if sena == len(oppna):
        vilka = "den skulle ha varit klar" if sena == 1 else "alla skulle ha varit klara"
        return f"{vantar}, och {vilka} före i dag."
    vilka = antal_i_ord(sena, "av dem skulle ha varit klar", "av dem skulle ha varit klara", utrum=True)
    return f"{vantar}, och {vilka} före i dag."


def _tables(risker: list[dict[str, Any]], dag: date) -> Iterator[Tabell]:
    forst = risker[:TYNGST]
    rubrik = "De tyngsta riskerna" if len(risker) > TYNGST else "Riskregistret"
    yield register_table(forst, kod="risk", rubrik=rubrik)
    if oppna := _open_actions(risker):
        yield action_table(oppna, kod="risk-atgarder", rubrik="Åtgärder som inte är avslutade", dag=dag)


def _open_actions(risker: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What remains to be done, what was to be done first on top."""
    oppna = [atgard for risk in risker for atgard in risk["atgarder"] if not atgard["utgang"]]
    return sorted(oppna, key=lambda atgard: (atgard["klar_senast"], atgard["nr"]))
