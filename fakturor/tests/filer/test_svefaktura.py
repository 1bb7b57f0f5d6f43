"""Svefaktura 1.0 is read as an invoice of today: the same fields and rules, told by the names in the file."""

from datetime import date
from decimal import Decimal

import pytest

from fakturor.filer.faktura import FakturaAvvisad, LastPeriod
from fakturor.filer.ubl import read_invoice
from fakturor.tests.filer.bygg_svefaktura import build_svefaktura
from fakturor.tests.filer.bygg_ubl import BANKGIRO, KOPARE_ORGNR, SALJARE_ORGNR


def remarks(data: bytes) -> list[tuple[str, str, str]]:
    return [(a.regel, a.falt, a.kontroll) for a in read_invoice(data).anmarkningar]


def test_every_field_that_the_controls_need_is_read():
    faktura = read_invoice(build_svefaktura())

    assert (faktura.format, faktura.typ, faktura.nummer) == ("svefaktura", "faktura", "S-2015-7")
    assert (faktura.leverantor_id, faktura.leverantor_namn) == (SALJARE_ORGNR, "Björkdungens Assistans AB")
    assert faktura.leverantor_f_skatt
    assert faktura.kopare_id == KOPARE_ORGNR
    assert (faktura.fakturadatum, faktura.forfallodatum) == (date(2015, 5, 4), date(2015, 6, 3))
    assert faktura.period == LastPeriod(date(2015, 4, 1), date(2015, 4, 30))
    assert (faktura.kontraktsreferenser, faktura.buyer_reference) == (("B-1001",), "LSS-01")
    [konto] = faktura.konton
    assert (konto.typ, konto.nummer, konto.ocr) == ("bankgiro", BANKGIRO, "20157")
    assert (faktura.radsumma, faktura.med_moms, faktura.att_betala) == (Decimal(35216),) * 3
    [rad] = faktura.rader
    assert (rad.antal, rad.enhet, rad.pris, rad.belopp) == (Decimal(124), "HUR", Decimal(284), Decimal(35216))
    assert (rad.momskategori, rad.momsprocent) == ("E", Decimal(0))
    assert rad.referenskandidater == ("B-1001",)


def test_a_clean_one_has_nothing_but_how_the_numbers_are_written():
    assert {kontroll for _, _, kontroll in remarks(build_svefaktura())} == {"form"}
    assert remarks(build_svefaktura(saljare=SALJARE_ORGNR, konto=BANKGIRO)) == []


@pytest.mark.parametrize("enhet", ["tim", "Tim.", "timmar", "timme", "h", "HUR", "t"])
def test_the_ways_to_write_hours_are_hours(enhet):
    assert read_invoice(build_svefaktura(enhet=enhet)).rader[0].enhet == "HUR"


@pytest.mark.parametrize("enhet", ["styck", "dygn", "th", "månad"])
def test_no_other_unit_becomes_hours(enhet):
    assert read_invoice(build_svefaktura(enhet=enhet)).rader[0].enhet == enhet


def test_a_wrong_line_and_a_wrong_total_are_found_and_told_by_the_names_in_the_file():
    assert ("PEPPOL-EN16931-R120", "InvoiceLine[1]/LineExtensionAmount", "G01") in remarks(
        build_svefaktura(("124", "284", "35261"))
    )
    assert ("BR-CO-15", "LegalTotal/TaxInclusiveTotalAmount", "G01") in remarks(build_svefaktura(total="35217"))


def test_the_rounding_is_part_of_the_amount_to_pay():
    faktura = read_invoice(build_svefaktura(("10", "284.35", "2843.50"), total="2844", avrundning="0.50"))

    assert (faktura.med_moms, faktura.avrundning, faktura.att_betala) == (
        Decimal("2843.50"),
        Decimal("0.50"),
        Decimal(2844),
    )
    assert not [a for a in faktura.anmarkningar if a.kontroll == "G01"]


def test_a_credit_note_names_its_invoice():
    referens = "<InitialInvoiceDocumentReference><cac:ID>S-2015-6</cac:ID></InitialInvoiceDocumentReference>"

    faktura = read_invoice(build_svefaktura(typ="381", efter=referens))

    assert (faktura.typ, faktura.avser_faktura) == ("kreditnota", ("S-2015-6",))
    assert faktura.rader[0].antal == 124
    assert faktura.forfallodatum == date(2015, 6, 3)


def test_a_credit_note_with_negative_amounts_is_an_invoice_below_zero():
    faktura = read_invoice(build_svefaktura(("-10", "284", "-2840"), typ="381"))

    assert (faktura.typ, faktura.att_betala) == ("faktura", Decimal(-2840))
    assert not [a for a in faktura.anmarkningar if a.kontroll == "G01"]


def test_allowances_are_part_of_the_sums():
    avdrag = (
        "<AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>"
        '<cbc:Amount amountCurrencyID="SEK">100</cbc:Amount>'
        "<cac:TaxCategory><cac:ID>E</cac:ID><cbc:Percent>0</cbc:Percent></cac:TaxCategory></AllowanceCharge>"
    )

    faktura = read_invoice(build_svefaktura(efter=avdrag))

    assert (faktura.avdrag, faktura.tillagg) == (Decimal(100), None)
    assert "BR-CO-13" in {a.regel for a in faktura.anmarkningar}


def test_somebody_else_to_pay_is_seen():
    faktura = read_invoice(build_svefaktura(mottagare="Exempel Factoring AB"))

    assert faktura.payee is not None
    assert faktura.payee.namn == "Exempel Factoring AB"


def test_a_text_anywhere_is_searched_and_the_seller_s_own_are_not():
    okant = "<cac:DeliveryTerms><cbc:SpecialTerms>Till Tolvan</cbc:SpecialTerms></cac:DeliveryTerms>"

    texter = read_invoice(build_svefaktura(efter=okant, notering="Avser B-1001")).texter

    skrivna = {text.text for text in texter}
    assert {"Avser B-1001", "Till Tolvan", "Personlig assistans, aktiv tid"} <= skrivna
    assert "Björkdungens Assistans AB" not in skrivna
    assert not {"S-2015-7", "1", "20157"} & skrivna


@pytest.mark.parametrize(
    ("andra", "falt"),
    [
        ({"ID": ""}, "ID"),
        ({"valuta": "EUR"}, "InvoiceCurrencyCode"),
        ({"total": "mycket"}, "LegalTotal/TaxInclusiveTotalAmount"),
        ({"saljare": "", "efter": ""}, None),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_name(andra, falt):
    data = build_svefaktura(**andra)
    if "saljare" in andra:
        data = data.replace(b"7300000000014", b"")

    with pytest.raises(FakturaAvvisad) as avvisad:
        read_invoice(data)

    assert avvisad.value.falt == falt or (falt is None and "SellerParty" in avvisad.value.falt)
    assert "Legalmonetary" not in avvisad.value.orsak
    assert "AccountingSupplier" not in avvisad.value.orsak


def test_a_field_twice_is_refused():
    with pytest.raises(FakturaAvvisad, match="flera gånger"):
        read_invoice(build_svefaktura(efter="<ID>S-2015-8</ID>"))
