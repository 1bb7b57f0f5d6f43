"""Riskanalysen som avsnitt: matrisen, registret och varje risk. Läser bara innehållet."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from assistans.grafik.riskmatris import KONSEKVENS, SANNOLIKHET, Matrispost, matrix_in_words, niva_of, riskmatris
from assistans.svenska import antal_i_ord
from kontroller.rapport.avsnitt import Avsnitt, Bild, Cell, Kolumn, Satt, Slag, Tabell
from kontroller.styrning import ord_om
from kontroller.styrning.innehall import Innehall


def sections(innehall: Innehall) -> tuple[Avsnitt, ...]:
    """The analysis as sections: the picture and the register, then each risk."""
    return (
        _overview(innehall),
        Avsnitt(
            kod="risker",
            rubrik="Riskerna var för sig",
            delar=tuple(_risk_section(risk) for risk in innehall["risker"]),
            satt=Satt.NY_SIDA,
        ),
    )


def picture(risker: Iterable[dict[str, Any]], *, kod: str = "riskmatris") -> Bild:
    """The matrix of the assessed risks, for paper."""
    poster = posts(risker)
    return Bild(kod=kod, svg=str(riskmatris(poster, papper=True)), text=matrix_in_words(poster))


def posts(risker: Iterable[dict[str, Any]]) -> list[Matrispost]:
    """What the picture is drawn from: the risks that have been assessed."""
    return [
        Matrispost(risk["nr"], risk["namn"], risk["sannolikhet"], risk["konsekvens"])
        for risk in risker
        if risk["sannolikhet"]
    ]


def register_table(
    risker: Iterable[dict[str, Any]], *, kod: str = "riskregister", rubrik: str = "Riskregistret"
) -> Tabell:
    """The risks, the gravest first."""
    return Tabell(
        kod=kod,
        rubrik=rubrik,
        kolumner=(
            Kolumn("Risk"),
            Kolumn("Bedömd"),
            Kolumn("Värde", Slag.HELTAL),
            Kolumn("Nivå"),
            Kolumn("Stoppade underlag", Slag.HELTAL),
            Kolumn("Ifrågasatt, kr", Slag.KRONOR),
            Kolumn("Åtgärder kvar", Slag.HELTAL),
        ),
        rader=tuple(_register_row(risk) for risk in risker),
    )


def _register_row(risk: dict[str, Any]) -> tuple[Cell, ...]:
    s, k = risk["sannolikhet"], risk["konsekvens"]
    varde = s * k if s else None
    oppna = sum(not atgard["utgang"] for atgard in risk["atgarder"])
    return (
        f"{risk['nr']}. {risk['namn']}",
        f"{s} × {k}" if s else "Nej",
        varde,
        niva_of(varde).ord.replace(" ", "\u00a0") if varde else None,
        risk["stoppade"],
        Decimal(risk["ifragasatt"]),
        oppna,
    )


def _overview(innehall: Innehall) -> Avsnitt:
    risker = innehall["risker"]
    return Avsnitt(
        kod="riskanalys",
        rubrik="Riskerna i ersättningsprocessen",
        stycken=tuple(_summary(innehall)),
        bilder=(picture(risker),) if posts(risker) else (),
        tabeller=(register_table(risker),) if risker else (),
    )


def _summary(innehall: Innehall) -> Iterator[str]:
    risker = innehall["risker"]
    bedomda = [risk for risk in risker if risk["sannolikhet"]]
    if not risker:
        yield "Inga risker är inlagda."
        return
    tyngst = [risk for risk in bedomda if niva_of(risk["sannolikhet"] * risk["konsekvens"]).atgardas]
    mening = f"Registret har {antal_i_ord(len(risker), 'risk', 'risker', utrum=True)}."
    if tyngst:
        mening += f" {antal_i_ord(len(tyngst), 'har', 'har').capitalize()} ett värde på 8 eller mer och ska åtgärdas."
    yield mening
    yield (
        "Varje risk är bedömd från 1 till 4, dels hur sannolik den är, dels hur allvarlig följden blir. "
        "Värdet är de två multiplicerade. Värdet är bedömt med de kontroller som finns i dag."
    )
    if innehall["fynd_fran"]:
        yield (
            "Vid varje risk står vad kontrollerna mot den har funnit från "
            f"{ord_om.month(innehall['fynd_fran'])} till {ord_om.month(innehall['fynd_till'])}. "
            "Ett underlag som två kontroller stoppade står hos båda."
        )


def _risk_section(risk: dict[str, Any]) -> Avsnitt:
    s, k = risk["sannolikhet"], risk["konsekvens"]
    stycken = [f"Orsak: {risk['orsak']}", f"Konsekvens: {risk['foljd']}"]
    if s:
        stycken.append(
            f"Bedömning: sannolikhet {s} ({_level(SANNOLIKHET, s)}), konsekvens {k} ({_level(KONSEKVENS, k)}), värde "
            f"{s * k}, {niva_of(s * k).ord.lower()}. {risk['skal']} Bedömd {ord_om.written(risk['bedomd'])} av "
            f"{risk['bedomd_av']}."
        )
    else:
        stycken.append("Risken är inte bedömd.")
    tabeller = [tabell for tabell in (_control_table(risk), _action_table(risk)) if tabell]
    return Avsnitt(
        kod=f"risk-{risk['nr']}",
        rubrik=f"{risk['nr']}. {risk['namn']}",
        stycken=tuple(stycken),
        tabeller=tuple(tabeller),
    )


def _control_table(risk: dict[str, Any]) -> Tabell | None:
    if not risk["kontroller"]:
        return None
    return Tabell(
        kod=f"risk-{risk['nr']}-kontroller",
        rubrik="Kontroller som finns, och vad de fann",
        kolumner=(
            Kolumn("Kod"),
            Kolumn("Kontroll"),
            Kolumn("Hur"),
            Kolumn("Stoppade", Slag.HELTAL),
            Kolumn("Varnade", Slag.HELTAL),
            Kolumn("Ifrågasatt, kr", Slag.KRONOR),
        ),
        rader=tuple(ord_om.control_row(kontroll) for kontroll in risk["kontroller"]),
    )


def _action_table(risk: dict[str, Any]) -> Tabell | None:
    if not risk["atgarder"]:
        return None
    return action_table(risk["atgarder"], kod=f"risk-{risk['nr']}-atgarder", rubrik="Åtgärder")


def action_table(atgarder: Iterable[dict[str, Any]], *, kod: str, rubrik: str, dag: date | None = None) -> Tabell:
    """What is to be done: by whom, to when, and how it went. With `dag` it says what is late that day."""
    return Tabell(
        kod=kod,
        rubrik=rubrik,
        kolumner=(Kolumn("Åtgärd"), Kolumn("Ansvarig"), Kolumn("Klar senast", Slag.DATUM), Kolumn("Läge")),
        rader=tuple(
            (atgard["atgard"], atgard["ansvarig"], date.fromisoformat(atgard["klar_senast"]), _how_it_went(atgard, dag))
            for atgard in atgarder
        ),
    )


def _how_it_went(atgard: dict[str, Any], dag: date | None) -> str:
    if not atgard["utgang"]:
        return "Försenad" if dag and date.fromisoformat(atgard["klar_senast"]) < dag else "Inte avslutad"
    return f"{atgard['utgang']} {ord_om.written(atgard['avslutad'])}. {atgard['iakttaget']}"


def _level(ord_: tuple[str, ...], niva: int) -> str:
    return ord_[niva - 1].lower()
