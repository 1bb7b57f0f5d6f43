"""Internkontrollplanen för ett år: vad som följs upp, hur, hur ofta, av vem och till när."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch

from assistans.svenska import antal_i_ord, upprakning
from kontroller.models import Kontrollmoment, Momentutfall, Risk
from kontroller.rapport.avsnitt import Avsnitt, Kolumn, Slag, Tabell
from kontroller.styrning import ord_om
from kontroller.styrning.innehall import Innehall

FALT = {
    "risk": "risken",
    "kontroller": "kontrollerna",
    "hur": "hur det görs",
    "frekvens": "hur ofta",
    "ansvarig": "den ansvarige",
    "klar_senast": "dagen då det ska vara klart",
}
"""What a change is called in a sentence."""


def build(ar: int, dag: date) -> Innehall:
    """The plan of a year as the register says on a day. A constant number of queries."""
    return content_of(ar, dag, moments(ar))


def content_of(ar: int, dag: date, rader: Iterable[Kontrollmoment]) -> Innehall:
    """The same of rows that are at hand."""
    return {"ar": ar, "dag": f"{dag:%Y-%m-%d}", "moment": [_moment(moment) for moment in rader]}


def moments(ar: int) -> list[Kontrollmoment]:
    """The year's rows that are not struck, with what has come of them. Three queries."""
    utfall = Momentutfall.objects.select_related("av").order_by("datum", "pk")
    return list(
        Kontrollmoment.objects.filter(ar=ar, struken__isnull=True)
        .select_related("ansvarig")
        .prefetch_related(Prefetch("risk", Risk.objects.with_standing()), Prefetch("utfall", utfall))
        .order_by("klar_senast", "pk")
    )


def differences(fore: Innehall, efter: Innehall) -> list[str]:
    """What the later plan says otherwise than the earlier, in sentences."""
    forra = {moment["nr"]: moment for moment in fore["moment"]}
    nya = {moment["nr"]: moment for moment in efter["moment"]}
    if not forra.keys() & nya.keys() and fore["ar"] != efter["ar"]:
        return list(_between_years(fore, efter))
    return [
        *(f"Nytt moment: {moment['vad']}." for nr, moment in nya.items() if nr not in forra),
        *(f"Momentet ”{moment['vad']}” är inte kvar." for nr, moment in forra.items() if nr not in nya),
        *(text for nr, moment in nya.items() if nr in forra for text in _changes(forra[nr], moment)),
    ]


def sections(innehall: Innehall) -> tuple[Avsnitt, ...]:
    """The plan as a section: what it is, and its rows."""
    moment = innehall["moment"]
    antal = antal_i_ord(len(moment), "moment", "moment").capitalize()
    stycken = [
        f"{antal} i ersättningsprocessen följs upp under {innehall['ar']}. Urvalet utgår från riskanalysen.",
        "Den som ansvarar för ett moment skriver vad som gjordes och vad som fanns. Utfallet läggs fram för nämnden "
        "när året är slut.",
    ]
    rader = tuple(
        (
            f"{m['risk']['nr']}. {m['risk']['namn']}",
            m["vad"],
            f"{m['hur']} {_controls(m)}".strip(),
            m["frekvens"],
            m["ansvarig"],
            date.fromisoformat(m["klar_senast"]),
        )
        for m in moment
    )
    kolumner = (
        Kolumn("Risk"),
        Kolumn("Vad som följs upp"),
        Kolumn("Hur"),
        Kolumn("Hur ofta"),
        Kolumn("Ansvarig"),
        Kolumn("Klart senast", Slag.DATUM),
    )
    tabell = Tabell(kod="internkontrollplan", rubrik="Planen", kolumner=kolumner, rader=rader)
    return (
        Avsnitt(
            kod="internkontrollplan",
            rubrik=f"Internkontrollplan {innehall['ar']}",
            stycken=tuple(stycken),
            tabeller=(tabell,) if rader else (),
        ),
    )


def _moment(moment: Kontrollmoment) -> dict[str, Any]:
    return {
        "nr": moment.pk,
        "risk": {"nr": moment.risk_id, "namn": moment.risk.namn},
        "kontroller": moment.kontroller,
        "vad": moment.vad,
        "hur": moment.hur,
        "frekvens": moment.get_frekvens_display(),
        "ansvarig": moment.ansvarig.namn,
        "klar_senast": ord_om.day(moment.klar_senast),
    }


def _controls(moment: dict[str, Any]) -> str:
    return f"Kontroller: {upprakning(moment['kontroller'])}." if moment["kontroller"] else ""


def _changes(fore: dict[str, Any], efter: dict[str, Any]) -> Iterator[str]:
    if fore["vad"] != efter["vad"]:
        yield f"Momentet ”{fore['vad']}” heter nu ”{efter['vad']}”."
    if andrat := [ord_ for falt, ord_ in FALT.items() if fore[falt] != efter[falt]]:
        yield f"Momentet ”{efter['vad']}”: {upprakning(andrat)} är {'ändrad' if len(andrat) == 1 else 'ändrade'}."


def _between_years(fore: Innehall, efter: Innehall) -> Iterator[str]:
    """Two years have different rows: what they are about is compared."""
    forra, nya = ({m["risk"]["nr"]: m["risk"]["namn"] for m in i["moment"]} for i in (fore, efter))
    antal = [len(innehall["moment"]) for innehall in (fore, efter)]
    yield f"Planen för {fore['ar']} hade {antal[0]} moment, den för {efter['ar']} har {antal[1]}."
    yield from (f"Följs upp nu: {nr}. {namn}." for nr, namn in nya.items() if nr not in forra)
    yield from (f"Följs inte upp längre: {nr}. {namn}." for nr, namn in forra.items() if nr not in nya)
