"""Uppföljningen av ett års internkontrollplan: vad som gjordes, vad som fanns, och slutsatsen."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from assistans.svenska import antal_i_ord, upprakning
from kontroller.models import Kontrollmoment, Momentutfall
from kontroller.rapport.avsnitt import Avsnitt, Kolumn, Slag, Tabell
from kontroller.styrning import ord_om
from kontroller.styrning.innehall import Innehall
from kontroller.styrning.plan import moments

EJ_GJORT = "Inget utfall är antecknat"
ORDNING = (
    Momentutfall.Slutsats.BRISTER.label,
    Momentutfall.Slutsats.INTE_GJORT.label,
    EJ_GJORT,
    Momentutfall.Slutsats.UTAN_ANMARKNING.label,
)

I_ORD = (
    ("har brister att åtgärda", "har brister att åtgärda"),
    ("är inte gjort", "är inte gjorda"),
    ("saknar utfall", "saknar utfall"),
    ("är utan anmärkning", "är utan anmärkning"),
)
"""The same after a number in a sentence, one and several."""


def build(ar: int, dag: date) -> Innehall:
    """What has come of the year's plan as the register says on a day. A constant number of queries."""
    return content_of(ar, dag, moments(ar))


def content_of(ar: int, dag: date, rader: Iterable[Kontrollmoment]) -> Innehall:
    """The same of rows that are at hand."""
    return {"ar": ar, "dag": f"{dag:%Y-%m-%d}", "moment": [_moment(moment) for moment in rader]}


def differences(fore: Innehall, efter: Innehall) -> list[str]:
    """What the later follow-up says otherwise than the earlier, in sentences."""
    forra, nya = (Counter(_conclusion(m) for m in innehall["moment"]) for innehall in (fore, efter))
    meningar = [
        f"{slutsats}: {nya[slutsats]} moment i stället för {forra[slutsats]}."
        for slutsats in ORDNING
        if forra[slutsats] != nya[slutsats]
    ]
    antal = [sum(len(m["utfall"]) for m in innehall["moment"]) for innehall in (fore, efter)]
    if antal[0] != antal[1] and fore["ar"] == efter["ar"]:
        meningar.append(
            f"{antal_i_ord(antal[1] - antal[0], 'utfall', 'utfall').capitalize()} har antecknats sedan dess."
        )
    return meningar


def sections(innehall: Innehall) -> tuple[Avsnitt, ...]:
    """The follow-up as sections: how it went, then each row with what was done and found."""
    return (
        Avsnitt(
            kod="uppfoljning",
            rubrik=f"Uppföljning av internkontrollplanen {innehall['ar']}",
            stycken=tuple(_summary(innehall)),
            tabeller=(_table(innehall),) if innehall["moment"] else (),
            delar=tuple(_moment_section(moment) for moment in innehall["moment"] if moment["utfall"]),
        ),
    )


def _summary(innehall: Innehall) -> Iterator[str]:
    slutsatser = Counter(_conclusion(moment) for moment in innehall["moment"])
    delar = [
        f"{antal_i_ord(slutsatser[ord_], ental, flertal)}"
        for ord_, (ental, flertal) in zip(ORDNING, I_ORD, strict=True)
        if slutsatser[ord_]
    ]
    antal = antal_i_ord(len(innehall["moment"]), "moment", "moment")
    yield f"Av planens {antal} för {innehall['ar']} {upprakning(delar)}." if delar else "Planen har inga moment."


def _table(innehall: Innehall) -> Tabell:
    rader = tuple(
        (
            m["vad"],
            m["frekvens"],
            m["ansvarig"],
            len(m["utfall"]),
            date.fromisoformat(m["utfall"][-1]["datum"]) if m["utfall"] else None,
            _conclusion(m),
        )
        for m in innehall["moment"]
    )
    kolumner = (
        Kolumn("Moment"),
        Kolumn("Hur ofta"),
        Kolumn("Ansvarig"),
        Kolumn("Gånger", Slag.HELTAL),
        Kolumn("Senast", Slag.DATUM),
        Kolumn("Slutsats"),
    )
    return Tabell(kod="uppfoljning", rubrik="Momenten", kolumner=kolumner, rader=rader)


def _moment_section(moment: dict[str, Any]) -> Avsnitt:
    return Avsnitt(
        kod=f"moment-{moment['nr']}",
        rubrik=moment["vad"],
        stycken=tuple(
            f"{ord_om.written(utfall['datum']).capitalize()}, {utfall['av']}: {utfall['gjort']} {utfall['funnet']} "
            f"{utfall['slutsats']}."
            for utfall in moment["utfall"]
        ),
    )


def _moment(moment: Kontrollmoment) -> dict[str, Any]:
    return {
        "nr": moment.pk,
        "vad": moment.vad,
        "frekvens": moment.get_frekvens_display(),
        "ansvarig": moment.ansvarig.namn,
        "klar_senast": ord_om.day(moment.klar_senast),
        "utfall": [
            {
                "datum": ord_om.day(utfall.datum),
                "gjort": utfall.gjort,
                "funnet": utfall.funnet,
                "slutsats": utfall.get_slutsats_display(),
                "av": utfall.av.namn,
            }
            for utfall in moment.utfall.all()
        ],
    }


def _conclusion(moment: dict[str, Any]) -> str:
    """The newest conclusion of a row; one that was done several times has defects as long as the last one had."""
    return str(moment["utfall"][-1]["slutsats"]) if moment["utfall"] else EJ_GJORT
