"""D01: en tidrapport per assistent, person, anordnare och månad."""

from collections.abc import Iterator

from assistans.svenska import RAKNEORD, upprakning
from kontroller.bevis import ARBETSTID_VARJE_MANAD, missing_report, person_month, worth_of_rows
from kontroller.fakta import Fakta, Rapport, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop


@regel(
    kod="D01",
    version=1,
    rubrik="En rapport per assistent",
    lagrum=ARBETSTID_VARJE_MANAD,
    allvar=Allvar.STOPP,
)
def en_rapport_per_assistent(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """En assistent lämnar en tidrapport för en person, en anordnare och en månad.

    Finns det två kan samma tid vara redovisad två gånger. En rättad rapport är en ny version av den första, inte en
    rapport till.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue

        flera = [rapporter for rapporter in _by_assistant(redovisning) if len(rapporter) > 1]
        for rapporter in flera:
            yield _several(fakta, redovisning, rapporter)
        if not flera:
            yield ok(
                f"Varje assistent har en tidrapport för {person_month(redovisning)}.",
                redovisning=redovisning.id,
                matt={"tidrapporter_antal": len(redovisning.rapporter)},
            )


def _by_assistant(redovisning: Redovisning) -> list[list[Rapport]]:
    grupper: dict[int, list[Rapport]] = {}
    for rapport in redovisning.rapporter:
        grupper.setdefault(rapport.assistent.person, []).append(rapport)
    return list(grupper.values())


def _several(fakta: Fakta, redovisning: Redovisning, rapporter: list[Rapport]) -> Fynd:
    """All but the largest report are questioned, since one of them is expected."""
    rapporter = sorted(rapporter, key=lambda rapport: rapport.kod)
    storst = max(rapporter, key=lambda rapport: sum(rad.minuter for rad in rapport.rader))
    antal = RAKNEORD[len(rapporter)] if len(rapporter) < len(RAKNEORD) else str(len(rapporter))
    return stop(
        f"En assistent har {antal} tidrapporter för {person_month(redovisning)}, där en väntas: "
        f"{upprakning([rapport.kod for rapport in rapporter])}.",
        redovisning=redovisning.id,
        matt={"tidrapporter_antal": len(rapporter), "vantade_antal": 1},
        rader=tuple(f"rapport {rapport.kod}" for rapport in rapporter),
        tidrader=tuple(rad.id for rapport in rapporter for rad in rapport.rader),
        kronor=worth_of_rows(
            fakta, redovisning, (rad for rapport in rapporter if rapport is not storst for rad in rapport.rader)
        ),
    )
