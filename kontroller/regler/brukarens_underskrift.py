"""B09: den som intygar för brukaren ska vara brukaren eller en registrerad företrädare."""

from collections.abc import Iterator
from typing import Any

from assistans.svenska import datum_text
from kontroller.bevis import person_month
from kontroller.fakta import Brukare, Fakta, Intyg, Rapport, Redovisning, covers
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, not_judged, ok, regel, stop
from kontroller.underlag import evidence, without_rows

ROLLER = {
    "vardnadshavare": "vårdnadshavare",
    "god_man": "god man",
    "forvaltare": "förvaltare",
    "framtidsfullmakt": "framtidsfullmaktshavare",
    "ombud": "ombud",
    "arbetsgivare": "arbetsgivare",
}


@regel(kod="B09", version=1, rubrik="Brukarens underskrift", lagrum="8 § LSS", allvar=Allvar.STOPP, galler_sjuklon=True)
def brukarens_underskrift(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Brukarens intyg ska vara undertecknat av brukaren själv eller av en företrädare.

    Företrädaren ska vara registrerad med samma roll den dag intyget är daterat. Att intyg finns prövas i D05.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield without_rows(redovisning)
            continue
        fynd = [f for rapport in redovisning.rapporter if (f := _judge(fakta, redovisning, rapport))]
        yield from fynd or [
            ok(
                f"Brukarens intyg för {person_month(redovisning)} är undertecknade av brukaren eller en "
                "registrerad företrädare.",
                redovisning=redovisning.id,
                matt={"rapporter_antal": len(redovisning.rapporter)},
            )
        ]


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport) -> Fynd | None:
    intyg = [intyg for intyg in rapport.intyg if intyg.part == "brukare"]
    vem = dossier_name(redovisning)
    if not intyg:
        return not_judged(
            f"Rapport {rapport.kod} för {vem} saknar brukarens intyg, så ingen underskrift kan prövas.",
            **_rows_of(fakta, redovisning, rapport),
        )
    fel = next((i for i in intyg if not _may_sign(redovisning.brukare, i)), None)
    if fel is None:
        return None
    if fel.roll == "sjalv":
        hur = "som brukaren själv, men av en annan person än brukaren"
    else:
        hur = f"av någon som inte är registrerad som {ROLLER.get(fel.roll, fel.roll)} den dagen"
    return stop(
        f"Brukarens intyg för {vem} (rapport {rapport.kod}) från {datum_text(fel.datum)} är undertecknat {hur}.",
        matt={"intyg_datum": fel.datum, "intyg_roll": fel.roll},
        **_rows_of(fakta, redovisning, rapport),
    )


def _rows_of(fakta: Fakta, redovisning: Redovisning, rapport: Rapport) -> dict[str, Any]:
    return evidence(fakta, redovisning, [(rapport, rad) for rad in rapport.rader])


def _may_sign(brukare: Brukare, intyg: Intyg) -> bool:
    if intyg.roll == "sjalv":
        return intyg.person == brukare.person
    return any(
        f.person == intyg.person and f.roll == intyg.roll and covers(f, intyg.datum) for f in brukare.foretradare
    )
