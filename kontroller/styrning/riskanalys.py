"""Riskanalysen: riskerna med bedömning, kontroller och åtgärder, så som registret säger en dag."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch

from assistans.svenska import antal, upprakning
from kontroller.models import Risk, Riskatgard, Riskbedomning
from kontroller.styrning import ord_om
from kontroller.styrning.fynd import Fynd, Stoppat, findings, last_twelve_months
from kontroller.styrning.innehall import Innehall


def build(ar: int, dag: date) -> Innehall:
    """The analysis of a year as the register says on a day. A constant number of queries."""
    fynd = findings(tidsram=last_twelve_months(), dag=dag)
    return {
        "ar": ar,
        "dag": f"{dag:%Y-%m-%d}",
        "fynd_fran": ord_om.day(fynd.tidsram.fran),
        "fynd_till": ord_om.day(fynd.tidsram.till),
        "risker": as_content(fynd),
    }


def as_content(fynd: Fynd) -> list[dict[str, Any]]:
    """Every open risk as it stands in a document, with what its controls found. Three queries."""
    return content_of(register(), fynd)


def content_of(risker: Iterable[Risk], fynd: Fynd) -> list[dict[str, Any]]:
    """The same of risks that are at hand."""
    return [_risk(risk, fynd) for risk in risker]


def register() -> list[Risk]:
    """The open risks with their newest assessment and their actions, the gravest first. Three queries."""
    bedomningar = Riskbedomning.objects.select_related("av").order_by("-pk")
    atgarder = Riskatgard.objects.select_related("ansvarig")
    return list(
        Risk.objects.open()
        .with_standing()
        .prefetch_related(Prefetch("bedomningar", bedomningar), Prefetch("atgarder", atgarder))
    )


def differences(fore: Innehall, efter: Innehall) -> list[str]:
    """What the later analysis says otherwise than the earlier, in sentences."""
    forra = {risk["nr"]: risk for risk in fore["risker"]}
    nya = {risk["nr"]: risk for risk in efter["risker"]}
    return [
        *(f"Ny risk: {_named(risk)}." for nr, risk in nya.items() if nr not in forra),
        *(f"{_named(risk)} är inte kvar." for nr, risk in forra.items() if nr not in nya),
        *(text for nr, risk in nya.items() if nr in forra for text in _changes(forra[nr], risk)),
    ]


def _risk(risk: Risk, fynd: Fynd) -> dict[str, Any]:
    senaste = next(iter(risk.bedomningar.all()), None)
    stoppat = fynd.per_risk.get(risk.pk, Stoppat())
    return {
        "nr": risk.pk,
        "namn": risk.namn,
        "orsak": risk.orsak,
        "foljd": risk.foljd,
        "sannolikhet": senaste.sannolikhet if senaste else None,
        "konsekvens": senaste.konsekvens if senaste else None,
        "skal": senaste.skal if senaste else "",
        "bedomd": ord_om.day(senaste.tid if senaste else None),
        "bedomd_av": senaste.av.namn if senaste else "",
        "stoppade": stoppat.antal,
        "ifragasatt": f"{stoppat.kronor:f}",
        "kontroller": [kontroll.as_content() for kontroll in fynd.of(risk.kontroller)],
        "atgarder": [
            {
                "nr": atgard.pk,
                "atgard": atgard.atgard,
                "ansvarig": atgard.ansvarig.namn,
                "klar_senast": ord_om.day(atgard.klar_senast),
                "utgang": atgard.get_utgang_display() if atgard.utgang else "",
                "avslutad": ord_om.day(atgard.avslutad),
                "iakttaget": atgard.iakttaget,
            }
            for atgard in risk.atgarder.all()
        ],
    }


def _named(risk: dict[str, Any]) -> str:
    return f"{risk['nr']}. {risk['namn']}"


def _changes(fore: dict[str, Any], efter: dict[str, Any]) -> Iterator[str]:
    namn = _named(efter)
    if fore["namn"] != efter["namn"]:
        yield f"{namn} hette ”{fore['namn']}”."
    yield from (f"{namn}: {text}" for text in _assessed(fore, efter))
    if (fore["orsak"], fore["foljd"]) != (efter["orsak"], efter["foljd"]):
        yield f"{namn}: orsaken eller konsekvensen är skriven på nytt."
    yield from (f"{namn}: {text}" for text in _codes(fore, efter))
    yield from (f"{namn}: {text}" for text in _actions(fore["atgarder"], efter["atgarder"]))


def _assessed(fore: dict[str, Any], efter: dict[str, Any]) -> Iterator[str]:
    (s_fore, k_fore), (s, k) = ((risk["sannolikhet"], risk["konsekvens"]) for risk in (fore, efter))
    if (s_fore, k_fore) == (s, k):
        return
    if s_fore is None:
        yield f"bedömd till {s} × {k}."
        return
    riktning = ord_om.direction(s_fore * k_fore, s * k)
    yield f"värdet {riktning} från {s_fore * k_fore} ({s_fore} × {k_fore}) till {s * k} ({s} × {k}). {efter['skal']}"


def _codes(fore: dict[str, Any], efter: dict[str, Any]) -> Iterator[str]:
    forra, nya = ({k["kod"] for k in r["kontroller"]} for r in (fore, efter))
    if till := sorted(nya - forra):
        yield f"{upprakning(till)} har kommit till bland kontrollerna."
    if bort := sorted(forra - nya):
        yield f"{upprakning(bort)} står inte längre bland kontrollerna."
    i_bruk = {k["kod"]: k["i_bruk"] for k in fore["kontroller"]}
    for kontroll in efter["kontroller"]:
        if kontroll["kod"] in i_bruk and i_bruk[kontroll["kod"]] != kontroll["i_bruk"]:
            yield f"{kontroll['kod']} har {'tagits i bruk' if kontroll['i_bruk'] else 'tagits ur bruk'}."


def _actions(fore: list[dict[str, Any]], efter: list[dict[str, Any]]) -> Iterator[str]:
    forra = {atgard["nr"]: atgard for atgard in fore}
    nya = [atgard for atgard in efter if atgard["nr"] not in forra]
    avslutade = [a for a in efter if a["utgang"] and a["nr"] in forra and not forra[a["nr"]]["utgang"]]
    if nya:
        yield f"{antal(len(nya), 'ny åtgärd', 'nya åtgärder')}."
    for atgard in avslutade:
        yield f"åtgärden ”{atgard['atgard']}” är {atgard['utgang'].lower()}."
