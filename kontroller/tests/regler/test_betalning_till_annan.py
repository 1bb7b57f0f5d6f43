from datetime import date

import pytest

from kontroller.fakta import Konto
from kontroller.regel import Utfall
from kontroller.regler.betalning_till_annan import betalning_till_annan
from kontroller.tests.bygg import (
    STOPP,
    build_fakta,
    build_faktura,
    build_mandat,
    build_redovisning,
    build_uppdrag,
    kr,
    plain,
    with_dossier,
)

FAKTURADATUM = date(2015, 5, 4)
ANNAT_KONTO = Konto(typ="bankgiro", nummer="50501063")


def judge(fakta):
    return list(betalning_till_annan(fakta, STOPP))


def mandated(**mandat):
    return with_dossier(mandat=(build_mandat(**mandat),))


def of_form(form, *, konton=None, avtal_datum=date(2014, 1, 1), mandat=()):
    faktura = {} if konton is None else {"faktura": build_faktura(konton=konton)}
    redovisning = build_redovisning(uppdrag=(build_uppdrag(avtalsform=form, avtal_datum=avtal_datum),), mandat=mandat)
    return build_fakta(redovisningar=(redovisning,), **faktura)


@pytest.mark.parametrize("grund", ["begaran", "beslut_11"])
def test_a_request_or_a_decision_in_force_agrees(grund):
    [fynd] = judge(mandated(grund=grund))

    assert fynd.utfall == Utfall.GODKAND


def test_the_request_is_named_with_the_date_it_is_held_against():
    [fynd] = judge(mandated())

    assert plain(fynd.text) == "Begäran om betalningsmottagare för LSS-9F3C gäller på fakturans datum 4 maj 2015."


@pytest.mark.parametrize(
    "mandat",
    [
        {"fran": FAKTURADATUM},
        {"tom": FAKTURADATUM},
        {"undertecknad": FAKTURADATUM},
        {"aterkallad": date(2015, 5, 5)},
    ],
)
def test_a_request_holds_to_its_edges(mandat):
    assert [f.utfall for f in judge(mandated(**mandat))] == [Utfall.GODKAND]


@pytest.mark.parametrize(
    ("mandat", "skal"),
    [
        ({"fran": date(2015, 5, 5)}, "gäller först från 5 maj 2015"),
        ({"tom": date(2015, 5, 3)}, "gällde till och med 3 maj 2015"),
        ({"undertecknad": date(2015, 5, 5)}, "är undertecknad först 5 maj 2015"),
        ({"undertecknad": None}, "är inte undertecknad"),
        ({"aterkallad": FAKTURADATUM}, "är återkallad 4 maj 2015"),
    ],
)
def test_a_request_that_does_not_hold_is_found_with_the_reason(mandat, skal):
    [fynd] = judge(mandated(**mandat))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text).endswith(f"begäran om betalningsmottagare {skal}.")


def test_no_request_at_all_is_found():
    [fynd] = judge(with_dossier(mandat=()))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "För LSS-9F3C finns varken begäran om betalningsmottagare eller beslut enligt 11 § LSS "
        "som gäller på fakturans datum 4 maj 2015."
    )
    assert fynd.rader == ("fakturarad 1",)
    assert fynd.kronor == kr("11360.00")


def test_a_newer_request_stands_in_for_a_withdrawn_one():
    mandat = (
        build_mandat(aterkallad=date(2015, 2, 1)),
        build_mandat(id=2, fran=date(2015, 3, 1), undertecknad=date(2015, 3, 1)),
    )

    assert [f.utfall for f in judge(with_dossier(mandat=mandat))] == [Utfall.GODKAND]


def test_the_newest_of_several_requests_is_the_one_explained():
    mandat = (
        build_mandat(id=2, fran=date(2015, 3, 1), undertecknad=None),
        build_mandat(tom=date(2015, 2, 28)),
    )

    [fynd] = judge(with_dossier(mandat=mandat))

    assert fynd.text.endswith("begäran om betalningsmottagare är inte undertecknad.")


def test_an_agreement_of_the_municipality_is_no_request():
    assert [f.utfall for f in judge(mandated(grund="avtal"))] == [Utfall.AVVIKELSE]


# Forms of agreement


def test_form_a_is_not_concerned():
    assert [f.utfall for f in judge(of_form("A"))] == [Utfall.EJ_TILLAMPLIG]


def test_form_b_is_covered_by_the_agreement_of_the_assignment():
    [fynd] = judge(of_form("B", avtal_datum=date(2015, 4, 1)))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "Kommunens avtal från 1 april 2015 omfattar betalningen för LSS-9F3C."


def test_form_b_is_covered_by_an_agreement_no_later_than_the_invoice():
    [fynd] = judge(of_form("B", avtal_datum=FAKTURADATUM))

    assert fynd.utfall == Utfall.GODKAND


def test_form_b_with_an_agreement_after_the_invoice_needs_a_mandate():
    sent = date(2015, 5, 5)

    assert [f.utfall for f in judge(of_form("B", avtal_datum=sent))] == [Utfall.AVVIKELSE]
    assert [f.utfall for f in judge(of_form("B", avtal_datum=sent, mandat=(build_mandat(grund="avtal"),)))] == [
        Utfall.GODKAND
    ]


def test_every_assignment_of_form_b_needs_its_agreement():
    forst = build_uppdrag(avtalsform="B", tom=date(2015, 4, 5), avtal_datum=date(2014, 2, 1))
    sedan = build_uppdrag(id=2, avtalsform="B", fran=date(2015, 4, 6), avtal_datum=date(2015, 4, 6))
    utan = build_uppdrag(id=2, avtalsform="B", fran=date(2015, 4, 6), avtal_datum=None)

    [godkant] = judge(with_dossier(uppdrag=(forst, sedan), mandat=()))
    [funnet] = judge(with_dossier(uppdrag=(forst, utan), mandat=()))

    assert godkant.utfall == Utfall.GODKAND
    assert "avtal från 1 februari 2014" in plain(godkant.text)
    assert funnet.utfall == Utfall.AVVIKELSE
    assert plain(funnet.text) == "För LSS-9F3C finns inget avtal som gäller på fakturans datum 4 maj 2015."


def test_an_employer_paid_to_the_own_account_is_not_concerned():
    assert [f.utfall for f in judge(of_form("C"))] == [Utfall.EJ_TILLAMPLIG]
    assert [f.utfall for f in judge(of_form("C", konton=()))] == [Utfall.EJ_TILLAMPLIG]


def test_an_employer_paid_to_another_account_needs_a_request():
    utan = of_form("C", konton=(ANNAT_KONTO,))
    med = of_form("C", konton=(ANNAT_KONTO,), mandat=(build_mandat(),))

    assert [f.utfall for f in judge(utan)] == [Utfall.AVVIKELSE]
    assert [f.utfall for f in judge(med)] == [Utfall.GODKAND]


@pytest.mark.parametrize("form", ["A", "B", "C", "D"])
def test_another_payee_is_found_in_every_form(form):
    faktura = build_faktura(annan_mottagare="5599000089")
    redovisning = build_redovisning(uppdrag=(build_uppdrag(avtalsform=form),))

    [fynd] = judge(build_fakta(faktura=faktura, redovisningar=(redovisning,)))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.kronor == kr("11360.00")


# Missing data


def test_an_invoice_without_date_is_not_judged():
    [fynd] = judge(build_fakta(faktura=build_faktura(fakturadatum=None)))

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_days_without_assignment_are_not_judged():
    assert [f.utfall for f in judge(with_dossier(uppdrag=()))] == [Utfall.EJ_BEDOMD]


def test_a_month_without_rows_and_assignment_is_not_judged():
    assert [f.utfall for f in judge(with_dossier(uppdrag=(), rapporter=()))] == [Utfall.EJ_BEDOMD]


@pytest.mark.parametrize(
    ("mandat", "ord_"),
    [
        ({"aterkallad": date(2015, 4, 1)}, "är återkallad 1 april 2015."),
        ({"tom": date(2015, 4, 30)}, "gällde till och med 30 april 2015."),
        ({"fran": date(2015, 5, 5), "tom": date(2015, 12, 31)}, "gäller först från 5 maj 2015."),
    ],
)
def test_why_a_request_does_not_hold_is_said(mandat, ord_):
    [fynd] = judge(mandated(**mandat))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text).endswith(ord_)


def test_an_agreement_for_another_time_does_not_answer_for_this_month():
    tidigare = build_uppdrag(id=2, avtalsform="B", avtal_datum=None, fran=date(2014, 1, 1), tom=date(2014, 12, 31))
    nu = build_uppdrag(avtalsform="B", fran=date(2015, 1, 1))

    [fynd] = judge(with_dossier(uppdrag=(tidigare, nu), mandat=()))

    assert fynd.utfall == Utfall.GODKAND
