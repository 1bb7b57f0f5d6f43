from datetime import date

import pytest

from kontroller.fakta import Narhet
from kontroller.regel import Utfall
from kontroller.regler.narstaende_redovisade import narstaende_redovisade
from kontroller.tests.bygg import (
    VARNING,
    build_assistent,
    build_om_assistent,
    build_rapport,
    build_uppdrag,
    plain,
    with_dossier,
)

INFORMERAD = date(2015, 1, 15)


def judge(*, narhet=(), form="D", **registrering):
    fakta = with_dossier(
        rapporter=(build_rapport(assistent=build_assistent(**registrering)),),
        om_assistenter=(build_om_assistent(narhet=narhet),),
        uppdrag=(build_uppdrag(avtalsform=form),),
    )
    return list(narstaende_redovisade(fakta, VARNING))


def close(*, fran=date(2010, 1, 1), tom=None, narstaende=True, hushall=False):
    return (Narhet(fran=fran, tom=tom, narstaende=narstaende, hushall=hushall),)


def test_an_assistant_who_is_not_close_agrees():
    assert [f.utfall for f in judge()] == [Utfall.GODKAND]


def test_a_reported_relative_of_an_informed_person_agrees():
    assert [f.utfall for f in judge(narhet=close(), narstaende=True, informerad_9c=INFORMERAD)] == [Utfall.GODKAND]


def test_a_relative_who_is_not_reported_as_one_is_found():
    fynd = judge(narhet=close(), informerad_9c=INFORMERAD)

    assert [f.utfall for f in fynd] == [Utfall.VARNING]
    assert plain(fynd[0].text) == (
        "En assistent för LSS-9F3C (rapport R-1) är enligt registret närstående den 1–10 april 2015, men är inte "
        "anmäld så."
    )


def test_a_shared_household_that_is_not_reported_is_found():
    [fynd] = judge(narhet=close(narstaende=False, hushall=True), informerad_9c=INFORMERAD)

    assert "i samma hushåll" in fynd.text


@pytest.mark.parametrize(("fran", "tom"), [(date(2015, 4, 11), None), (date(2010, 1, 1), date(2015, 3, 31))])
def test_a_relation_of_other_days_agrees(fran, tom):
    assert [f.utfall for f in judge(narhet=close(fran=fran, tom=tom))] == [Utfall.GODKAND]


def test_only_the_days_of_the_relation_are_pointed_at():
    [fynd] = judge(narhet=close(fran=date(2015, 4, 10)), informerad_9c=INFORMERAD)

    assert fynd.matt == {"berorda_minuter": 240}


def test_a_person_who_is_not_informed_is_found():
    [fynd] = judge(narstaende=True)

    assert fynd.utfall == Utfall.VARNING
    assert "informerades om besök enligt 9 c §" in plain(fynd.text)


def test_the_municipalitys_own_staff_needs_no_information():
    assert [f.utfall for f in judge(narstaende=True, form="A")] == [Utfall.GODKAND]


def test_somebody_not_registered_is_not_judged():
    [fynd] = judge(fran=date(2015, 5, 1))

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in narstaende_redovisade(with_dossier(rapporter=()), VARNING)] == [Utfall.EJ_BEDOMD]
