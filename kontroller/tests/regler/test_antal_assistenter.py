from datetime import date

from kontroller.fakta import Manadstal
from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.antal_assistenter import antal_assistenter
from kontroller.tests.bygg import plain, with_dossier

VILLKOR = Villkor(Allvar.INFO, {"minst_manader": 3, "minst_fler_antal": 3, "minst_fler_procent": 50})


def judge(*antal):
    """The last number is this month's, those before it the months before."""
    manader = [date(2015, 4 - n, 1) for n in range(len(antal))][::-1]
    tal = tuple(Manadstal(manad=m, assistenter=a, minuter=0) for m, a in zip(manader, antal, strict=True))
    return list(antal_assistenter(with_dossier(manadstal=tal), VILLKOR))


def test_as_many_as_before_agrees():
    assert [f.utfall for f in judge(4, 4, 4, 6)] == [Utfall.GODKAND]


def test_three_more_that_are_half_as_many_again_is_a_hint():
    [fynd] = judge(6, 5, 7, 9)

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "Nio assistenter har arbetat för LSS-9F3C i april 2015. Medianen för tre tidigare månader är sex assistenter."
    )
    assert fynd.matt == {"assistenter_antal": 9, "vanligt_antal": 6, "tidigare_manader_antal": 3}


def test_three_more_of_many_agrees():
    assert [f.utfall for f in judge(7, 7, 7, 10)] == [Utfall.GODKAND]


def test_one_odd_month_before_changes_nothing():
    [fynd] = judge(2, 40, 2, 5)

    assert fynd.utfall == Utfall.VARNING


def test_too_few_months_to_compare_with_is_not_judged():
    assert [f.utfall for f in judge(2, 2, 20)] == [Utfall.EJ_BEDOMD]


def test_without_an_earlier_month_there_is_nothing_to_compare_with_however_low_the_limit():
    tal = (Manadstal(manad=date(2015, 4, 1), assistenter=9, minuter=0),)
    lagst = Villkor(Allvar.INFO, {**VILLKOR.parametrar, "minst_manader": 0})

    assert [f.utfall for f in antal_assistenter(with_dossier(manadstal=tal), lagst)] == [Utfall.EJ_BEDOMD]


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in antal_assistenter(with_dossier(rapporter=()), VILLKOR)] == [Utfall.EJ_BEDOMD]
