import pytest

from kontroller.regel import Utfall
from kontroller.regler.en_rapport_per_assistent import en_rapport_per_assistent
from kontroller.tests.bygg import STOPP, build_assistent, build_rapport, build_tidrad, kr, with_dossier

ANNAN_ASSISTENT = 202
KORT = (build_tidrad(start=14 * 60, slut=16 * 60, id=2),)


def test_one_report_for_each_assistant_agrees():
    fakta = with_dossier(
        rapporter=(build_rapport(), build_rapport(id=2, kod="R-2", assistent=build_assistent(ANNAN_ASSISTENT)))
    )

    [fynd] = en_rapport_per_assistent(fakta, STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"tidrapporter_antal": 2}


def test_two_reports_for_one_assistant_are_found_and_both_named():
    fakta = with_dossier(rapporter=(build_rapport(), build_rapport(id=2, kod="R-2", rader=KORT)))

    [fynd] = en_rapport_per_assistent(fakta, STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == (
        "En assistent har två tidrapporter för LSS-9F3C i april 2015, där en väntas: R-1 och R-2."
    )
    assert fynd.rader == ("rapport R-1", "rapport R-2")
    assert fynd.redovisning == 1


def test_only_the_reports_beside_the_largest_are_questioned():
    fakta = with_dossier(rapporter=(build_rapport(), build_rapport(id=2, kod="R-2", rader=KORT)))

    [fynd] = en_rapport_per_assistent(fakta, STOPP)

    assert fynd.kronor == kr("568.00")


def test_no_report_is_not_judged():
    [fynd] = en_rapport_per_assistent(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert fynd.kronor == kr("11360.00")


@pytest.mark.parametrize(("antal", "ord_"), [(3, "tre"), (12, "tolv"), (13, "13"), (14, "14")])
def test_many_reports_are_counted(antal, ord_):
    rapporter = tuple(build_rapport(id=n, kod=f"R-{n}", rader=KORT) for n in range(antal))

    [fynd] = en_rapport_per_assistent(with_dossier(rapporter=rapporter), STOPP)

    assert f"har {ord_} tidrapporter" in fynd.text
    assert fynd.matt == {"tidrapporter_antal": antal, "vantade_antal": 1}
