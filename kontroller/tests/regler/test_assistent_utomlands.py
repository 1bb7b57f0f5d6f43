from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.assistent_utomlands import assistent_utomlands
from kontroller.tests.bygg import VARNING, build_rapport, build_uppgift, plain, with_assistant, with_dossier


def judge(*uppgifter):
    return list(assistent_utomlands(with_assistant(uppgifter=uppgifter), VARNING))


def test_a_journey_that_begins_after_the_last_day_agrees():
    [fynd] = judge(build_uppgift("utomlands", date(2015, 4, 11)))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "Ingen tid för LSS-9F3C i april 2015 ligger på dagar då assistenten enligt registret är utomlands."
    )


def test_time_on_a_day_abroad_is_a_warning():
    [fynd] = judge(build_uppgift("utomlands", date(2015, 4, 10), date(2015, 4, 20)))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) är enligt en uppgift i registret utomlands 10–20 april 2015, "
        "och 4 tim är rapporterade den 10 april 2015."
    )
    assert fynd.matt == {"uppgiften_fran_datum": date(2015, 4, 10), "berorda_minuter": 240}
    assert fynd.tidrader == (100_480,)


def test_being_away_from_work_is_another_thing():
    assert [f.utfall for f in judge(build_uppgift("franvaro"))] == [Utfall.GODKAND]


def test_a_report_without_rows_is_fine_and_none_is_not_judged():
    tom = with_dossier(rapporter=(build_rapport(rader=()),))

    assert [f.utfall for f in assistent_utomlands(tom, VARNING)] == [Utfall.GODKAND]
    assert [f.utfall for f in assistent_utomlands(with_dossier(rapporter=()), VARNING)] == [Utfall.EJ_BEDOMD]
