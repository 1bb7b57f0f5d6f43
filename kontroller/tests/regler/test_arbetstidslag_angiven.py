from datetime import date

import pytest

from kontroller.regel import Utfall
from kontroller.regler.arbetstidslag_angiven import arbetstidslag_angiven
from kontroller.tests.bygg import ASSISTENT, STOPP, build_arbetstid, plain, with_dossier


def judge(*tider):
    return list(arbetstidslag_angiven(with_dossier(arbetstider=tider), STOPP))


def without(lag, **mer):
    return build_arbetstid(lag=lag, berakning_fran=None, veckor=None, **mer)


def test_a_law_and_a_period_agree():
    [fynd] = judge(build_arbetstid())

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "Arbetstidslag och beräkningsperiod är angivna för assistenterna för LSS-9F3C i april 2015."
    )


def test_household_work_needs_no_period_here():
    assert [f.utfall for f in judge(without("HusligL"))] == [Utfall.GODKAND]


def test_no_law_is_found():
    [fynd] = judge(without(""))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) har tid från den 1 april 2015, men i registret saknas uppgift om "
        "arbetstidslag."
    )


def test_no_period_under_the_working_hours_act_is_found():
    [fynd] = judge(without("ATL"))

    assert fynd.matt == {"forsta_tidrad_datum": date(2015, 4, 1), "uppgifter_som_saknas_antal": 1}


@pytest.mark.parametrize("halv", [{"berakning_fran": None}, {"veckor": None}], ids=["no start", "no length"])
def test_half_a_period_is_none(halv):
    [fynd] = judge(build_arbetstid(**halv))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert "i registret saknas beräkningsperioden." in fynd.text


def test_an_agreement_without_a_name_or_a_period_is_found():
    [fynd] = judge(without("kollektivavtal"))

    assert "i registret saknas kollektivavtalets namn och beräkningsperioden." in fynd.text


def test_a_named_agreement_with_a_period_agrees():
    assert [f.utfall for f in judge(build_arbetstid(lag="kollektivavtal", avtal="Provavtalet"))] == [Utfall.GODKAND]


def test_one_complete_registration_of_two_is_enough():
    assert [f.utfall for f in judge(without(""), build_arbetstid())] == [Utfall.GODKAND]


@pytest.mark.parametrize(
    "tid",
    [build_arbetstid(galler_fran=date(2015, 4, 2)), build_arbetstid(assistent=ASSISTENT + 1)],
    ids=["from the second day", "of somebody else"],
)
def test_no_registration_on_the_first_day_is_not_judged(tid):
    [fynd] = judge(tid)

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) är inte registrerad hos anordnaren den 1 april 2015, så det går inte "
        "att säga vilken arbetstidslag som gäller."
    )
    assert fynd.matt == {"forsta_tidrad_datum": date(2015, 4, 1)}


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in arbetstidslag_angiven(with_dossier(rapporter=()), STOPP)] == [Utfall.EJ_BEDOMD]
