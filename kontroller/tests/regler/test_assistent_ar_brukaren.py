from datetime import date

import pytest

from kontroller.fakta import Foretradare
from kontroller.regel import Utfall
from kontroller.regler.assistent_ar_brukaren import assistent_ar_brukaren
from kontroller.tests.bygg import (
    ASSISTENT,
    BRUKARE,
    STOPP,
    build_assistent,
    build_brukare,
    build_rapport,
    kr,
    plain,
    with_dossier,
)


def represented(**mer):
    varden = {"person": ASSISTENT, "roll": "god_man", "fran": date(2014, 1, 1), "tom": None, **mer}
    return with_dossier(brukare=build_brukare(foretradare=(Foretradare(**varden),)))


def judge(fakta):
    return list(assistent_ar_brukaren(fakta, STOPP))


def test_somebody_else_agrees():
    assert [f.utfall for f in judge(with_dossier())] == [Utfall.GODKAND]


def test_the_person_as_assistant_is_found():
    [fynd] = judge(with_dossier(rapporter=(build_rapport(assistent=build_assistent(BRUKARE)),)))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == "40 tim för LSS-9F3C (rapport R-1) är utförda av brukaren själv."
    assert fynd.matt == {"rapporterade_minuter": 2400}
    assert fynd.kronor == kr("11360.00")


@pytest.mark.parametrize("period", [{}, {"fran": date(2015, 4, 10)}, {"tom": date(2015, 4, 1)}])
def test_a_representative_on_any_of_the_days_is_a_warning(period):
    [fynd] = judge(represented(**period))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "40 tim för LSS-9F3C (rapport R-1) är utförda av någon som också är brukarens företrädare."
    )


@pytest.mark.parametrize("period", [{"fran": date(2015, 4, 11)}, {"tom": date(2015, 3, 31)}, {"person": 999}])
def test_another_time_or_another_person_agrees(period):
    assert [f.utfall for f in judge(represented(**period))] == [Utfall.GODKAND]


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in judge(with_dossier(rapporter=()))] == [Utfall.EJ_BEDOMD]
