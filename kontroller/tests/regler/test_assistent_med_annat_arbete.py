from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.assistent_med_annat_arbete import assistent_med_annat_arbete
from kontroller.tests.bygg import VARNING, build_uppgift, plain, with_assistant, with_dossier


def judge(*uppgifter):
    return list(assistent_med_annat_arbete(with_assistant(uppgifter=uppgifter), VARNING))


def test_other_work_that_has_ended_agrees():
    [fynd] = judge(build_uppgift("annat_arbete", date(2015, 1, 1), date(2015, 3, 31)))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "Ingen tid för LSS-9F3C i april 2015 ligger på dagar då assistenten enligt registret har ett annat arbete."
    )


def test_what_is_no_work_is_left_to_other_rules():
    assert [f.utfall for f in judge(build_uppgift("franvaro"), build_uppgift("utomlands"))] == [Utfall.GODKAND]


def test_other_work_the_same_days_is_a_warning():
    [fynd] = judge(build_uppgift("annat_arbete", date(2015, 4, 9)))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) har enligt en uppgift i registret också ett annat arbete "
        "från 9 april 2015, och 8 tim är rapporterade den 9–10 april 2015."
    )
    assert fynd.matt == {"uppgiften_fran_datum": date(2015, 4, 9), "berorda_minuter": 480}


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in assistent_med_annat_arbete(with_dossier(rapporter=()), VARNING)] == [Utfall.EJ_BEDOMD]
