"""Vad som är fel med en betalningsorder, sagt innan någon bank säger det."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fakturor.betalfiler.order import STORSTA_BELOPP, OrderRefused, problem_with
from fakturor.betalfiler.orderfil import write_orderfil
from fakturor.tests.betalfiler.bygg import (
    OCR,
    PLUSGIRO,
    build_avsandare,
    build_order,
    build_uppdrag,
)


def test_an_order_in_order_has_nothing_wrong_with_it():
    order = build_order(
        build_uppdrag(id="1", belopp=Decimal("0.01")),
        build_uppdrag(id="2", konto_typ="plusgiro", konto=PLUSGIRO, ocr=OCR),
        build_uppdrag(id="3", konto_typ="konto", konto="83279/1234", meddelande=""),
        build_uppdrag(id="4", konto_typ="konto", konto="5000/1234567", belopp=STORSTA_BELOPP),
    )

    assert problem_with(order) == []
    assert order.antal == 4
    assert order.summa == Decimal("0.01") + 2 * Decimal("34080.50") + STORSTA_BELOPP


@pytest.mark.parametrize(
    ("falt", "sagt"),
    [
        ({"belopp": Decimal(0)}, "Beloppet ska vara mer än noll."),
        ({"belopp": Decimal("-0.01")}, "Beloppet ska vara mer än noll."),
        ({"belopp": Decimal("NaN")}, "Beloppet är inget tal."),
        ({"belopp": Decimal("Infinity")}, "Beloppet är inget tal."),
        ({"belopp": Decimal("0.005")}, "Beloppet har delar av ett öre."),
        ({"belopp": STORSTA_BELOPP + Decimal("0.01")}, "Beloppet är mer än 9 999 999 999,99 kr, och så mycket"),
        ({"ocr": "12345678902"}, "Kontrollsiffran i OCR-numret stämmer inte."),
        ({"ocr": "1017 A"}, "OCR-numret ska ha 2 till 25 siffror och inget annat."),
        ({"konto": "50501054"}, "Kontrollsiffran i bankgironumret stämmer inte."),
        ({"konto": "505-1055"}, "Bankgironumret ska ha 7 till 8 siffror och inget annat."),
        ({"konto_typ": "plusgiro", "konto": "47655"}, "Kontrollsiffran i plusgironumret stämmer inte."),
        ({"konto_typ": "plusgiro", "konto": "123456789"}, "Plusgironumret ska ha 2 till 8 siffror"),
        ({"konto_typ": "konto", "konto": "1234567"}, "Bankkontot saknar clearingnummer."),
        ({"konto_typ": "konto", "konto": "/1234567"}, "Bankkontot saknar clearingnummer."),
        ({"konto_typ": "konto", "konto": "50001/1234567"}, "Bankkontot ska skrivas clearing/konto"),
        ({"konto_typ": "konto", "konto": "5000/12345678901"}, "Bankkontot ska skrivas clearing/konto"),
        ({"konto_typ": "iban", "konto": "SE4550000000058398257466"}, "Kontots slag är okänt."),
        ({"konto_typ": "swish"}, "Kontots slag är okänt."),
        ({"konto": ""}, "Konto saknas."),
        ({"konto": "٥٠٥٠١٠٥٥"}, "Bankgironumret ska ha 7 till 8 siffror"),
        ({"mottagare_namn": " - "}, "Mottagaren saknar namn."),
        ({"mottagare_namn": "Ängens\nAssistans"}, "I mottagarens namn står tecken som bankerna inte tar emot: U+000A."),
        ({"meddelande": "Maj ☃"}, "I meddelandet står tecken som bankerna inte tar emot: ☃."),
        ({"meddelande": "x" * 141}, "Meddelandet är längre än 140 tecken."),
        ({"id": ""}, "Id ska ha 1 till 35 tecken"),
        ({"id": "x" * 36}, "Id ska ha 1 till 35 tecken"),
        ({"id": "a/b"}, "Id ska ha 1 till 35 tecken"),
        ({"id": "-1"}, "Id ska ha 1 till 35 tecken"),
        ({"id": "1\n"}, "Id ska ha 1 till 35 tecken"),
    ],
)
def test_one_thing_wrong_with_a_payment_is_one_sentence(falt, sagt):
    [problem] = problem_with(build_order(build_uppdrag(**falt)))

    assert problem.startswith("Betalning ")
    assert sagt in problem.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("falt", "sagt"),
    [
        ({"id": "maj 2015"}, "Betalningsorderns id ska ha 1 till 35 tecken"),
        ({"skapad": datetime(2015, 6, 10, 7, 30)}, "Tidpunkten då ordern skapades saknar tidszon."),  # noqa: DTZ001
        ({"betaldag": date(2015, 6, 9)}, "Betaldagen ligger före den dag då ordern skapades."),
        ({"skapad": datetime(2015, 6, 12, 22, 0, tzinfo=UTC)}, "Betaldagen ligger före den dag då ordern skapades."),
        ({"uppdrag": ()}, "Ordern har inga betalningar."),
        ({"uppdrag": (build_uppdrag(), build_uppdrag())}, "Flera betalningar har samma id: UB-2015-05-0001."),
        ({"avsandare": build_avsandare(namn="")}, "Avsändaren saknar namn."),
        ({"avsandare": build_avsandare(orgnr="212000-9992")}, "Avsändarens organisationsnummer ska ha tio siffror."),
        ({"avsandare": build_avsandare(orgnr="2120009990")}, "Kontrollsiffran i avsändarens organisationsnummer"),
        ({"avsandare": build_avsandare(konto="SE4650000000058398257466")}, "Avsändarens konto: IBAN är felskrivet"),
        ({"avsandare": build_avsandare(konto="")}, "Avsändarens konto: Konto saknas."),
        ({"avsandare": build_avsandare(bank_bic="abcdsess")}, "Avsändarens bank saknar BIC"),
        ({"avsandare": build_avsandare(avtal="a b")}, "Avtalet med banken ska ha 1 till 35 tecken"),
    ],
)
def test_one_thing_wrong_with_the_order_is_one_sentence(falt, sagt):
    [problem] = problem_with(build_order(**falt))

    assert sagt in problem


def test_the_payday_may_be_the_day_the_order_is_made_by_the_swedish_clock():
    assert problem_with(build_order(skapad=datetime(2015, 6, 11, 22, 0, tzinfo=UTC))) == []


def test_more_than_the_control_sum_holds_is_refused(monkeypatch):
    monkeypatch.setattr("fakturor.betalfiler.order.STORSTA_SUMMA", Decimal("68160.99"))
    par = (build_uppdrag(id="1"), build_uppdrag(id="2", belopp=Decimal("34080.49")))

    assert problem_with(build_order(*par)) == []
    [problem] = problem_with(build_order(par[0], replace(par[1], belopp=Decimal("34080.50"))))
    assert problem.startswith("Betalningarna är tillsammans mer än")


def test_no_sentence_names_a_payee_or_an_account():
    uppdrag = build_uppdrag(mottagare_namn="Tolvan Tolvansson ☃", konto_typ="konto", konto="121212-1212", ocr="7")

    for problem in problem_with(build_order(uppdrag)):
        assert "Tolvan" not in problem
        assert "1212" not in problem


def test_the_finance_system_needs_no_account_and_no_bank_of_the_sender():
    order = build_order(avsandare=build_avsandare(konto="", konto_typ="", bank_bic=""))

    assert problem_with(order, till_bank=False) == []
    assert len(problem_with(order)) == 2


def test_a_refusal_says_everything_that_is_wrong():
    order = build_order(build_uppdrag(belopp=Decimal(0), ocr="12"), betaldag=date(2015, 1, 1))

    with pytest.raises(OrderRefused) as refused:
        write_orderfil(order)

    assert len(refused.value.problem) == 3
    assert str(refused.value) == " ".join(refused.value.problem)


def test_accents_that_swedish_lacks_are_no_hindrance():
    assert problem_with(build_order(replace(build_uppdrag(), mottagare_namn="Łucja Ørsted & Søn – Müller’s"))) == []
