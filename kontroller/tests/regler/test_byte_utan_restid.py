from kontroller.fakta import Byte
from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.byte_utan_restid import byte_utan_restid
from kontroller.tests.bygg import plain, with_assistant, with_dossier

VILLKOR = Villkor(Allvar.INFO, {"minst_byten_antal": 2})


def judge(*byten):
    om = tuple(Byte(tidrad=rad, slag=slag) for rad, slag in byten)
    return list(byte_utan_restid(with_assistant(byten=om), VILLKOR))


def test_once_is_no_pattern():
    [fynd] = judge((10_480, "fore"))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == (
        "Ingen assistent för LSS-9F3C i april 2015 går gång på gång direkt från eller till någon annan."
    )
    assert fynd.matt == {"rapporter_antal": 1}
    assert fynd.redovisning == 1


def test_twice_is_a_hint_with_the_rows():
    [fynd] = judge((10_480, "fore"), (20_480, "efter"))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "Två gånger möter en assistents tid för LSS-9F3C (rapport R-1) hens tid hos en annan person på minuten, den "
        "1–2 april 2015."
    )
    assert fynd.tidrader == (10_480, 20_480)
    assert fynd.redovisning == 1


def test_nothing_is_no_pattern_however_low_the_limit():
    assert [f.utfall for f in byte_utan_restid(with_assistant(), Villkor(Allvar.INFO, {"minst_byten_antal": 0}))] == [
        Utfall.GODKAND
    ]


def test_both_ends_of_one_row_count():
    [fynd] = judge((10_480, "fore"), (10_480, "efter"))

    assert fynd.matt == {"byten_antal": 2}
    assert fynd.tidrader == (10_480,)


def test_three_times_are_a_hint_too_and_rows_that_meet_nothing_are_not_pointed_at():
    [fynd] = judge((10_480, "fore"), (30_480, "efter"), (100_480, "fore"))

    assert plain(fynd.text).startswith("Tre gånger möter")
    assert fynd.matt == {"byten_antal": 3}
    assert fynd.tidrader == (10_480, 30_480, 100_480)


def test_what_meets_rows_of_other_reports_is_not_counted():
    assert [f.utfall for f in judge((10_480, "fore"), (1, "efter"))] == [Utfall.GODKAND]


def test_once_is_said_in_the_singular():
    en = with_assistant(byten=(Byte(tidrad=10_480, slag="fore"),))

    [fynd] = byte_utan_restid(en, Villkor(Allvar.INFO, {"minst_byten_antal": 1}))

    assert plain(fynd.text).startswith("En gång möter en assistents tid")


def test_without_the_time_elsewhere_nothing_is_judged():
    [fynd] = byte_utan_restid(with_dossier(om_assistenter=()), VILLKOR)

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert plain(fynd.text) == "En assistents tid hos andra är inte hämtad för LSS-9F3C i april 2015."
    assert fynd.redovisning == 1
    assert [f.utfall for f in byte_utan_restid(with_dossier(rapporter=()), VILLKOR)] == [Utfall.EJ_BEDOMD]
