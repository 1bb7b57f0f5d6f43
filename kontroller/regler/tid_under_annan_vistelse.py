"""E05: tid redovisad under daglig verksamhet, skola och liknande."""

from collections.abc import Iterator

from assistans.svenska import timmar_minuter
from kontroller.bevis import missing_report, person_month, point_at, rows_within
from kontroller.fakta import Fakta, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, warn
from kontroller.underlag import days_text

VISTELSER = {
    "korttidsvistelse": "på korttidsvistelse",
    "daglig_verksamhet": "i daglig verksamhet",
    "skola": "i skolan",
    "barnomsorg": "i barnomsorgen",
    "annat": "på en annan vistelse",
}


@regel(
    kod="E05",
    version=1,
    rubrik="Tid under annan vistelse",
    lagrum="7 § LSS; 15 § LSS",
    allvar=Allvar.VARNING,
)
def tid_under_annan_vistelse(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """När personen är i daglig verksamhet, skola, barnomsorg eller på korttidsvistelse tillgodoses behovet ofta där.

    Redovisad tid under en sådan vistelse är en varning, för handläggaren att se på och kommentera.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue

        fynd = [fyndet for typ in VISTELSER if (fyndet := _judge(redovisning, typ))]
        yield from fynd
        if not fynd:
            yield ok(
                f"Ingen tid för {person_month(redovisning)} ligger i daglig verksamhet, skola eller annan vistelse.",
                redovisning=redovisning.id,
                matt={"minuter_under_vistelse": 0},
            )


def _judge(redovisning: Redovisning, typ: str) -> Fynd | None:
    """One finding per kind of stay, as a school has one for every day."""
    traffar = [
        traff
        for vistelse in redovisning.brukare.vistelser
        if vistelse.typ == typ
        for traff in rows_within(redovisning, vistelse)
    ]
    if not traffar:
        return None
    minuter = sum(minuter for _, minuter in traffar)
    return warn(
        f"{timmar_minuter(minuter)} är redovisade den {days_text(rad.datum for (_, rad), _ in traffar)}, medan "
        f"{redovisning.brukare.referens} var {VISTELSER[typ]}.",
        redovisning=redovisning.id,
        matt={"minuter_under_vistelse": minuter, "vistelse": typ},
        **point_at(par for par, _ in traffar),
    )
