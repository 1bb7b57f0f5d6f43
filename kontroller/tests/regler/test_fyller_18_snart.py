"""A11: fyller 18 år i månaden eller snart därefter."""

from datetime import date

import pytest

from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler import load_rules
from kontroller.regler.fyller_18_snart import fyller_18_snart
from kontroller.tests.bygg import build_brukare, build_uppdrag, plain, with_dossier

TRE_MANADER = Villkor(Allvar.INFO, {"manader_fram": 3})


def judge(fyller_18: date, **mer):
    [fynd] = fyller_18_snart(with_dossier(brukare=build_brukare(fyller_18=fyller_18), **mer), TRE_MANADER)
    assert fynd.redovisning == 1
    return fynd


@pytest.mark.parametrize(
    ("dag", "traff"),
    [
        (date(2015, 3, 31), False),
        (date(2015, 4, 1), True),
        (date(2015, 7, 31), True),
        (date(2015, 8, 1), False),
        (date(2016, 4, 1), False),
    ],
)
def test_the_month_and_the_three_after_it(dag, traff):
    assert (judge(dag).utfall == Utfall.VARNING) == traff


def test_the_months_are_counted_over_the_new_year():
    fynd = judge(date(2016, 2, 29), manad=date(2015, 11, 1))

    assert fynd.matt == {"manad_datum": date(2016, 2, 1), "om_manader": 3}


def test_the_hint_tells_the_month_and_not_the_day():
    fynd = judge(date(2015, 6, 17))

    assert plain(fynd.text).startswith("LSS-9F3C fyller 18 år i juni 2015. Vårdnadshavaren företräder då inte")
    assert "17" not in fynd.text.replace("LSS-9F3C", "")
    assert fynd.matt == {"manad_datum": date(2015, 6, 1), "om_manader": 2}


def test_who_employs_her_own_assistants_is_told_of_the_notification():
    assert "IVO" not in judge(date(2015, 6, 17)).text
    assert "IVO" in judge(date(2015, 6, 17), uppdrag=(build_uppdrag(avtalsform="C"),)).text


def test_it_is_a_hint_and_in_use():
    regel = load_rules()["A11"]

    assert (regel.tips, regel.i_bruk) == (True, True)
