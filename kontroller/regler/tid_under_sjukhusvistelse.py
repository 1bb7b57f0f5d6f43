"""E04: tid redovisad medan personen är på sjukhus."""

from collections.abc import Iterator

from assistans.svenska import datumspann, timmar_minuter
from kontroller.bevis import Radpar, missing_report, person_month, point_at, rows_within, worth
from kontroller.fakta import Fakta, Redovisning, Vistelse
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop, warn
from kontroller.underlag import days_text


@regel(
    kod="E04",
    version=1,
    rubrik="Tid under sjukhusvistelse",
    lagrum="7 § LSS",
    allvar=Allvar.STOPP,
)
def tid_under_sjukhusvistelse(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Tid medan personen är inskriven på sjukhus behöver ett beslut innan den ersätts.

    På in- och utskrivningsdagen, och när särskilda skäl är antecknade, är det en varning. Kontrollen säger inte att
    tiden inte får ersättas.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue

        fynd = [
            fyndet
            for vistelse in redovisning.brukare.vistelser
            if vistelse.typ == "sjukhus"
            for fyndet in _judge(fakta, redovisning, vistelse)
        ]
        yield from fynd
        if not fynd:
            yield ok(
                f"Ingen tid för {person_month(redovisning)} ligger i en sjukhusvistelse.",
                redovisning=redovisning.id,
                matt={"minuter_under_vistelse": 0},
            )


def _judge(fakta: Fakta, redovisning: Redovisning, vistelse: Vistelse) -> Iterator[Fynd]:
    traffar = rows_within(redovisning, vistelse)
    kantdagar = (vistelse.forsta_dag, vistelse.sista_dag)
    milda = [t for t in traffar if vistelse.sarskilda_skal or t[0][1].datum in kantdagar]
    stranga = [t for t in traffar if t not in milda]

    if stranga:
        yield stop(
            f"{_found(redovisning, vistelse, stranga)}, och det behövs ett beslut om tiden ska ersättas.",
            **_evidence(redovisning, stranga),
            kronor=worth(fakta, redovisning, ((rad.tidstyp, minuter) for (_, rad), minuter in stranga)),
        )
    if milda:
        skal = (
            "särskilda skäl är antecknade"
            if vistelse.sarskilda_skal
            else "tiden ligger på dagen för in- eller utskrivning"
        )
        yield warn(f"{_found(redovisning, vistelse, milda)}, men {skal}.", **_evidence(redovisning, milda))


def _found(redovisning: Redovisning, vistelse: Vistelse, traffar: list[tuple[Radpar, int]]) -> str:
    minuter = sum(minuter for _, minuter in traffar)
    dagar = days_text(rad.datum for (_, rad), _ in traffar)
    return (
        f"{timmar_minuter(minuter)} är redovisade den {dagar}, medan {redovisning.brukare.referens} var inskriven på "
        f"sjukhus {datumspann(vistelse.forsta_dag, vistelse.sista_dag)}"
    )


def _evidence(redovisning: Redovisning, traffar: list[tuple[Radpar, int]]) -> dict[str, object]:
    return {
        "redovisning": redovisning.id,
        "matt": {"minuter_under_vistelse": sum(minuter for _, minuter in traffar)},
        **point_at(par for par, _ in traffar),
    }
