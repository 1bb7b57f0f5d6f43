from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.redan_betald_tid import redan_betald_tid
from kontroller.tests.bygg import STOPP, build_rapport, build_tidrad, kr, with_dossier

FAKTURA = "5599004180 4001"


def with_rows(*rader):
    return with_dossier(rapporter=(build_rapport(rader=rader),))


def test_time_on_no_other_invoice_agrees():
    [fynd] = redan_betald_tid(with_dossier(), STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"betalda_minuter": 0}


def test_time_paid_before_is_found_and_the_invoice_named():
    fakta = with_rows(build_tidrad(), build_tidrad(date(2015, 4, 2), betald=FAKTURA, id=7))

    [fynd] = redan_betald_tid(fakta, STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == (
        "4 tim den 2 april 2015 för LSS-9F3C är redan godkända eller betalda på faktura 4001 från 559900-4180."
    )
    assert fynd.matt == {"betalda_minuter": 240, "faktura": FAKTURA}
    assert fynd.tidrader == (7,)
    assert fynd.kronor == kr("1136.00")


def test_time_that_is_approved_on_the_invoice_itself_is_not_paid_twice():
    fakta = with_rows(build_tidrad())
    egen = f"{fakta.faktura.leverantor} {fakta.faktura.nummer}"

    [fynd] = redan_betald_tid(with_rows(build_tidrad(betald=egen)), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_each_earlier_invoice_is_a_finding_of_its_own():
    fakta = with_rows(build_tidrad(betald=FAKTURA), build_tidrad(date(2015, 4, 2), betald="5599004180 4002"))

    fynd = list(redan_betald_tid(fakta, STOPP))

    assert [f.matt["faktura"] for f in fynd] == [FAKTURA, "5599004180 4002"]


def test_no_report_is_not_judged():
    [fynd] = redan_betald_tid(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD
