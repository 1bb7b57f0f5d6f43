"""Att dagar blir månader i det som kontrollerna fann om en sjuklöneansökan."""

from datetime import date

import pytest

from kontroller.motor import Verdikt
from kontroller.regel import Utfall, stop
from kontroller.sidor.utan_sjukdagar import in_months, without_sick_days
from kontroller.tests.bygg import build_fakta
from kontroller.tests.bygg_sjuklon import with_claim

MAJ = date(2015, 5, 1)


@pytest.mark.parametrize(
    ("text", "skrivet"),
    [
        ("passet den 9\u00a0april 2015, som är", "passet i april 2015, som är"),
        ("passen den 3–9, 12 och 14\u00a0april\u00a02015 är", "passen i april 2015 är"),
        ("till och med 9 april 2015.", "till och med en dag i april 2015."),
        ("det från dag 8, 10 april 2015.", "det från dag 8, en dag i april 2015."),
        ("efter de 14 dagar av sjukperioden", "efter de 14 dagar av sjukperioden"),
        ("den 30 april 2015 och 2 maj 2015", "i april 2015 och en dag i maj 2015"),
        ("sjukpass 2015-04-14 17:15–22:00", "sjukpass i april 2015"),
        ("rapport R-1504-011 2015-04-14 17:15–21:00", "rapport R-1504-011 i april 2015"),
        ("2 timmar à 130,00\u00a0kr", "2 timmar à 130,00\u00a0kr"),
    ],
)
def test_a_day_is_written_as_its_month(text, skrivet):
    assert in_months(text) == skrivet


def test_with_a_month_only_its_days_are_written_so():
    assert in_months("från 1 januari 2011, rad den 3 maj 2015", MAJ) == "från 1 januari 2011, rad i maj 2015"
    assert in_months("2015-04-30 och 2015-05-01", MAJ) == "2015-04-30 och i maj 2015"


def verdict(regel: str) -> Verdikt:
    text = "passet den 9 april 2015, tillståndet från 1 januari 2011"
    fynd = stop(text, rader=("rad 2015-04-09", "rad 2015-04-10"), matt={"dag_datum": date(2015, 4, 9), "minuter": 3})
    return Verdikt(regel=regel, version=1, utfall=Utfall.AVVIKELSE, text=text, lagrum="", fynd=(fynd,))


def test_the_controls_of_a_claim_lose_its_days_and_nothing_else():
    [sjuk, annan] = without_sick_days([verdict("E08"), verdict("B01")], with_claim())

    assert sjuk.text == sjuk.fynd[0].text == "passet i april 2015, tillståndet från en dag i januari 2011"
    assert annan.text == "passet i april 2015, tillståndet från 1 januari 2011"
    assert sjuk.fynd[0].rader == ("rad i april 2015",)
    assert sjuk.fynd[0].matt == {"minuter": 3}


def test_the_verdicts_on_an_invoice_stand_as_they_are():
    assert without_sick_days([verdict("E08")], build_fakta()) == [verdict("E08")]
