"""D02: varje tidrad är en möjlig tid i rapportens månad."""

from collections.abc import Iterator

from assistans.svenska import antal, manad_namn
from kontroller.bevis import ARBETSTID_VARJE_MANAD, missing_report, person_month, point_at, worth_of_rows
from kontroller.fakta import Fakta, Redovisning, Tidrad
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop

DYGN = 1440
"""Minuter på klockan: 24.00 är det senaste en rad kan sluta."""


@regel(
    kod="D02",
    version=1,
    rubrik="Tidradernas form",
    lagrum=ARBETSTID_VARJE_MANAD,
    allvar=Allvar.STOPP,
    i_bruk=False,
)
def radens_form(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Varje tidrad ska ligga i rapportens månad, börja innan den slutar och sluta senast 24.00.

    Ett pass över midnatt står på två rader, en för varje dag.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue

        felaktiga = 0
        for rapport in redovisning.rapporter:
            utanfor = [rad for rad in rapport.rader if not redovisning.manad <= rad.datum <= redovisning.sista_dag]
            omojliga = [rad for rad in rapport.rader if not _is_possible(rad)]
            for rader, vad in (
                (utanfor, f"ligger utanför {manad_namn(redovisning.manad)}"),
                (omojliga, "har ingen längd eller slutar efter 24.00"),
            ):
                if rader:
                    felaktiga += len(rader)
                    yield stop(
                        f"{antal(len(rader), 'rad', 'rader')} i rapport {rapport.kod} {vad}.",
                        redovisning=redovisning.id,
                        matt={"rader_antal": len(rader)},
                        kronor=worth_of_rows(fakta, redovisning, rader),
                        **point_at((rapport, rad) for rad in rader),
                    )
        if not felaktiga:
            yield _clean(redovisning)


def _is_possible(rad: Tidrad) -> bool:
    return 0 <= rad.start < rad.slut <= DYGN and rad.minuter > 0


def _clean(redovisning: Redovisning) -> Fynd:
    rader = sum(len(rapport.rader) for rapport in redovisning.rapporter)
    return ok(
        f"{antal(rader, 'rad', 'rader')} för {person_month(redovisning)} ligger i månaden och har en längd.",
        redovisning=redovisning.id,
        matt={"rader_antal": rader},
    )
