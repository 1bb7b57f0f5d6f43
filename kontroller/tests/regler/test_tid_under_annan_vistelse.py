from datetime import date

import pytest

from kontroller.regel import Utfall
from kontroller.regler.tid_under_annan_vistelse import tid_under_annan_vistelse
from kontroller.tests.bygg import TIM, VARNING, build_brukare, build_vistelse, with_dossier


def school_day(dag, fran=9, till=15, **mer):
    return build_vistelse((dag, fran * TIM), (dag, till * TIM), **{"typ": "skola", **mer})


def with_stays(*vistelser):
    return with_dossier(brukare=build_brukare(vistelser=vistelser))


def test_a_school_day_that_begins_when_the_row_ends_agrees():
    [fynd] = tid_under_annan_vistelse(with_stays(school_day(date(2015, 4, 1), fran=12)), VARNING)

    assert fynd.utfall == Utfall.GODKAND


def test_school_days_are_one_warning_with_their_days():
    fakta = with_stays(*(school_day(date(2015, 4, dag)) for dag in (1, 2, 7)))

    [fynd] = tid_under_annan_vistelse(fakta, VARNING)

    assert fynd.utfall == Utfall.VARNING
    assert fynd.text.replace("\u00a0", " ") == (
        "9 tim är redovisade den 1–2 och 7 april 2015, medan LSS-9F3C var i skolan."
    )
    assert fynd.matt == {"minuter_under_vistelse": 540, "vistelse": "skola"}
    assert len(fynd.tidrader) == 3
    assert fynd.kronor is None


@pytest.mark.parametrize("typ", ["korttidsvistelse", "daglig_verksamhet", "barnomsorg", "annat"])
def test_every_other_kind_of_stay_is_a_warning(typ):
    [fynd] = tid_under_annan_vistelse(with_stays(school_day(date(2015, 4, 1), typ=typ)), VARNING)

    assert fynd.utfall == Utfall.VARNING


def test_a_hospital_is_another_control_s():
    [fynd] = tid_under_annan_vistelse(with_stays(school_day(date(2015, 4, 1), typ="sjukhus")), VARNING)

    assert fynd.utfall == Utfall.GODKAND


def test_no_report_is_not_judged():
    [fynd] = tid_under_annan_vistelse(with_dossier(rapporter=()), VARNING)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_a_month_without_stays_shares_no_minute():
    [fynd] = tid_under_annan_vistelse(with_dossier(), VARNING)

    assert fynd.matt == {"minuter_under_vistelse": 0}
