from datetime import date

from kontroller.fakta import Ordtraff
from kontroller.regel import Utfall, Villkor
from kontroller.regler.forfallodag_och_avgifter import forfallodag_och_avgifter
from kontroller.tests.bygg import VARNING, build_fakta, build_faktura, build_fakturarad, kr, plain

VILLKOR = Villkor(VARNING.allvar, {"dagar": 30})


def judge(**faktura):
    return list(forfallodag_och_avgifter(build_fakta(faktura=build_faktura(**faktura)), VILLKOR))


def test_thirty_days_agree():
    [fynd] = judge()

    assert fynd.utfall == Utfall.GODKAND


def test_a_day_more_agrees():
    [fynd] = judge(forfallodatum=date(2015, 6, 4))

    assert fynd.utfall == Utfall.GODKAND


def test_a_day_less_warns():
    [fynd] = judge(forfallodatum=date(2015, 6, 2))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "Fakturan är daterad den 4 maj 2015 och förfaller den 2 juni 2015, efter 29 dagar. Betalningstiden ska vara "
        "minst 30 dagar."
    )


def test_no_due_day_leaves_it_to_the_municipality():
    [fynd] = judge(forfallodatum=None, fakturadatum=None)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.text.startswith("Fakturan anger ingen förfallodag")


def test_a_due_day_without_a_date_of_the_invoice_cannot_be_judged():
    [fynd] = judge(fakturadatum=None)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_lines_about_reminders_and_interest_warn_and_other_words_do_not():
    rader = (build_fakturarad(), build_fakturarad(id=2, rad="2", antal=kr("1"), pris=kr("60.00")))
    traffar = (Ordtraff(rad=2, slag="paminnelse"), Ordtraff(rad=2, slag="ranta"), Ordtraff(rad=1, slag="resa"))

    paminnelse, ranta = judge(rader=rader, ordtraffar=traffar)

    assert {paminnelse.utfall, ranta.utfall} == {Utfall.VARNING}
    assert (paminnelse.rader, paminnelse.kronor) == (("fakturarad 2",), kr("60.00"))
    assert ranta.text == "Fakturan tar upp ränta."
