from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.fakturerat_i_forskott import fakturerat_i_forskott
from kontroller.tests.bygg import SISTA_APRIL, STOPP, build_fakta, build_faktura, build_fakturarad, kr


def findings(**faktura):
    return list(fakturerat_i_forskott(build_fakta(faktura=build_faktura(**faktura)), STOPP))


def test_the_last_day_of_the_month_is_late_enough():
    [fynd] = findings(fakturadatum=SISTA_APRIL)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"faktura_datum": SISTA_APRIL, "sista_datum": SISTA_APRIL}


def test_the_day_before_is_found():
    [fynd] = findings(fakturadatum=date(2015, 4, 29))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == (
        "Fakturan är daterad den 29 april 2015, men april 2015 slutar den 30 april 2015."
    )
    assert fynd.rader == ("fakturarad 1",)
    assert fynd.kronor == kr("11360.00")


def test_of_several_months_only_the_unfinished_is_questioned():
    maj = build_fakturarad(id=2, rad="2", manad=date(2015, 5, 1), redovisning=None)

    fynd = findings(rader=(build_fakturarad(), maj))

    assert [f.utfall for f in fynd] == [Utfall.GODKAND, Utfall.AVVIKELSE]
    assert fynd[1].rader == ("fakturarad 2",)
    assert fynd[1].kronor == kr("11360.00")


def test_without_a_date_nothing_can_be_said():
    [fynd] = findings(fakturadatum=None)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_a_line_without_a_month_is_not_judged():
    [fynd] = findings(rader=(build_fakturarad(manad=None, redovisning=None),))

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_an_invoice_without_lines_claims_no_month_and_is_not_judged():
    [fynd] = findings(rader=())

    assert fynd.utfall == Utfall.EJ_BEDOMD
