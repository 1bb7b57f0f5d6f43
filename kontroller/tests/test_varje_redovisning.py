"""En faktura kan gälla flera personer: varje redovisning prövas för sig, vad som än saknas i en annan."""

from dataclasses import replace

import pytest

from kontroller.fakta import Fakta, Redovisning
from kontroller.regel import Regel, Villkor
from kontroller.regler import load_rules
from kontroller.tests.bygg import build_brukare, build_fakta, build_faktura, build_fakturarad, build_redovisning

REGLER = [regel for regel in load_rules().values() if regel.kraver_redovisning]
FORST, SEDAN = 1, 2


def findings_about(regel: Regel, fakta: Fakta) -> list[tuple[str, str]]:
    villkor = Villkor(regel.allvar, regel.standard)
    return [(fynd.utfall, fynd.text) for fynd in regel.granska(fakta, villkor) if fynd.redovisning == SEDAN]


def invoice_of(*redovisningar: Redovisning) -> Fakta:
    rader = tuple(
        build_fakturarad(id=r.id, rad=str(r.id), redovisning=r.id, referens=r.brukare.referens) for r in redovisningar
    )
    return build_fakta(faktura=build_faktura(rader=rader), redovisningar=redovisningar)


@pytest.mark.parametrize("utan_rapport", [False, True], ids=["hel", "utan rapport"])
@pytest.mark.parametrize("regel", REGLER, ids=lambda regel: regel.kod)
def test_what_is_found_about_a_person_does_not_depend_on_who_stands_before(regel, utan_rapport):
    forst = build_redovisning(id=FORST, **({"rapporter": ()} if utan_rapport else {}))
    annan = build_brukare(id=2, person=102, referens="LSS-77B0")
    for sedan in (build_redovisning(id=SEDAN, brukare=annan), build_redovisning(id=SEDAN, brukare=annan, uppdrag=())):
        ensam = findings_about(regel, invoice_of(sedan))

        assert ensam
        assert findings_about(regel, invoice_of(forst, sedan)) == ensam
        assert findings_about(regel, invoice_of(sedan, replace(forst, id=3))) == ensam
