from dataclasses import replace
from datetime import date

from assistans.tid import months_after
from kontroller.fakta import Manadstal
from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.antal_assistenter import antal_assistenter
from kontroller.tests.bygg import build_rapport, plain, with_dossier

VILLKOR = Villkor(Allvar.INFO, {"minst_manader": 3, "minst_fler_antal": 3, "minst_fler_procent": 50})


def judge(*antal, efter=(), **villkor):
    """The last number is this month's, those before it the months before, and `efter` those after it."""
    forsta = 4 - len(antal)
    alla = enumerate([*antal, *efter], start=forsta)
    tal = tuple(Manadstal(manad=months_after(date(2015, 1, 1), n), assistenter=a, minuter=0) for n, a in alla)
    return list(
        antal_assistenter(with_dossier(manadstal=tal), replace(VILLKOR, parametrar=VILLKOR.parametrar | villkor))
    )


def test_as_many_as_before_agrees():
    [fynd] = judge(4, 4, 4, 6)

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "Antalet assistenter för LSS-9F3C i april 2015 är ungefär som tidigare månader."
    assert fynd.matt == {"assistenter_antal": 6, "vanligt_antal": 4, "tidigare_manader_antal": 3}
    assert fynd.redovisning == 1


def test_three_more_that_are_half_as_many_again_is_a_hint():
    [fynd] = judge(6, 5, 7, 9)

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "Nio assistenter har arbetat för LSS-9F3C i april 2015. Medianen för tre tidigare månader är sex assistenter."
    )
    assert fynd.matt == {"assistenter_antal": 9, "vanligt_antal": 6, "tidigare_manader_antal": 3}
    assert fynd.redovisning == 1


def test_three_more_of_many_agrees():
    assert [f.utfall for f in judge(7, 7, 7, 10)] == [Utfall.GODKAND]


def test_one_less_than_half_as_many_again_agrees():
    assert [f.utfall for f in judge(101, 101, 101, 151)] == [Utfall.GODKAND]
    assert [f.utfall for f in judge(101, 101, 101, 152)] == [Utfall.VARNING]


def test_of_an_even_number_of_months_the_lower_middle_is_the_usual():
    [fynd] = judge(2, 4, 6, 8, 7)

    assert fynd.matt == {"assistenter_antal": 7, "vanligt_antal": 4, "tidigare_manader_antal": 4}


def test_months_after_this_one_are_not_compared_with():
    [fynd] = judge(2, 2, 2, 5, efter=(9, 9, 9, 9))

    assert fynd.matt["vanligt_antal"] == 2
    assert fynd.rader == ("rapport R-1",)


def test_one_of_each_is_said_in_the_singular():
    [fynd] = judge(1, 4, minst_manader=1)
    [forsta] = judge(0, 1, minst_manader=1, minst_fler_antal=1)

    assert plain(fynd.text).endswith("Medianen för en tidigare månad är en assistent.")
    assert plain(forsta.text).startswith("En assistent har arbetat för LSS-9F3C")


def test_one_odd_month_before_changes_nothing():
    [fynd] = judge(2, 40, 2, 5)

    assert fynd.utfall == Utfall.VARNING


def test_too_few_months_to_compare_with_is_not_judged():
    [fynd] = judge(2, 2, 20)

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert plain(fynd.text) == "Det finns för få tidigare månader att jämföra LSS-9F3C i april 2015 med."
    assert fynd.matt == {"tidigare_manader_antal": 2}
    assert fynd.redovisning == 1


def test_a_month_that_is_not_counted_is_not_judged():
    fore = tuple(Manadstal(manad=date(2015, n, 1), assistenter=2, minuter=0) for n in (1, 2, 3))

    assert [f.utfall for f in antal_assistenter(with_dossier(manadstal=fore), VILLKOR)] == [Utfall.EJ_BEDOMD]


def test_without_an_earlier_month_there_is_nothing_to_compare_with_however_low_the_limit():
    tal = (Manadstal(manad=date(2015, 4, 1), assistenter=9, minuter=0),)
    lagst = Villkor(Allvar.INFO, {**VILLKOR.parametrar, "minst_manader": 0})

    assert [f.utfall for f in antal_assistenter(with_dossier(manadstal=tal), lagst)] == [Utfall.EJ_BEDOMD]


def test_a_report_without_rows_has_nobody_to_count():
    tom = with_dossier(rapporter=(build_rapport(rader=()),))

    assert [f.utfall for f in antal_assistenter(tom, VILLKOR)] == [Utfall.GODKAND]


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in antal_assistenter(with_dossier(rapporter=()), VILLKOR)] == [Utfall.EJ_BEDOMD]
