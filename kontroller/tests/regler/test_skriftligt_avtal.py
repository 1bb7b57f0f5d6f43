from datetime import date

import pytest

from kontroller.regel import Utfall
from kontroller.regler.skriftligt_avtal import skriftligt_avtal
from kontroller.tests.bygg import STOPP, build_uppdrag, kr, plain, with_dossier


def agreed(avtal_datum, **uppdrag):
    return with_dossier(uppdrag=(build_uppdrag(avtal_datum=avtal_datum, **uppdrag),))


@pytest.mark.parametrize("form", ["B", "D"])
def test_an_agreement_of_the_first_day_agrees(form):
    [fynd] = skriftligt_avtal(agreed(date(2015, 4, 1), avtalsform=form), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "Avtalet för LSS-9F3C är daterat 1 april 2015, och första tidraden är från 1 april 2015."
    )


def test_an_agreement_of_the_day_after_is_found():
    [fynd] = skriftligt_avtal(agreed(date(2015, 4, 2)), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "Avtalet för LSS-9F3C är daterat 2 april 2015, 1 dag efter första tidraden 1 april 2015."
    )
    assert fynd.matt == {"avtal_datum": date(2015, 4, 2), "forsta_tidrad_datum": date(2015, 4, 1)}
    assert fynd.tidrader == (10_480,)
    assert fynd.kronor == kr("1136.00")


def test_a_missing_agreement_concerns_the_whole_month():
    [fynd] = skriftligt_avtal(agreed(None), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "LSS-9F3C har tidrader från den 1 april 2015, men inget skriftligt avtal är registrerat."
    )
    assert fynd.kronor == kr("11360.00")


def test_each_assignment_needs_its_own_agreement():
    uppdrag = (
        build_uppdrag(tom=date(2015, 4, 5)),
        build_uppdrag(id=2, fran=date(2015, 4, 6), avtal_datum=date(2015, 4, 8)),
    )

    forst, sedan = skriftligt_avtal(with_dossier(uppdrag=uppdrag), STOPP)

    assert forst.utfall == Utfall.GODKAND
    assert sedan.tidrader == (60_480, 70_480)


@pytest.mark.parametrize("form", ["A", "C"])
def test_other_forms_are_not_concerned(form):
    [fynd] = skriftligt_avtal(agreed(None, avtalsform=form), STOPP)

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_days_without_assignment_are_not_judged():
    fynd = list(skriftligt_avtal(agreed(date(2014, 1, 1), tom=date(2015, 4, 9)), STOPP))

    assert [f.utfall for f in fynd] == [Utfall.EJ_BEDOMD, Utfall.GODKAND]


def test_without_a_report_nothing_is_judged():
    [fynd] = skriftligt_avtal(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD
