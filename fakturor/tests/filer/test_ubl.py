"""What is read from an invoice, and which documents are not taken in."""

from datetime import date
from decimal import Decimal

import pytest

from fakturor.filer.faktura import FakturaAvvisad, LastMottagare
from fakturor.filer.ubl import read_invoice
from fakturor.tests.filer.bygg_ubl import (
    BANKGIRO,
    KOPARE_ORGNR,
    SALJARE_ORGNR,
    Rad,
    build_invoice,
    build_konto,
    build_summa,
    wrap_in_sbdh,
)


def test_an_invoice_without_a_fault_is_read_as_it_stands():
    faktura = read_invoice(build_invoice())

    assert faktura.typ == "faktura"
    assert faktura.nummer == "2026-1017"
    assert (faktura.leverantor_id, faktura.leverantor_namn) == (SALJARE_ORGNR, "Björkdungens Assistans AB")
    assert faktura.leverantor_f_skatt
    assert (faktura.kopare_id, faktura.kopare_namn) == (KOPARE_ORGNR, "Åkerviks kommun")
    assert (faktura.fakturadatum, faktura.forfallodatum) == (date(2026, 2, 3), date(2026, 3, 5))
    assert faktura.period == (date(2026, 1, 1), date(2026, 1, 31))
    assert faktura.att_betala == faktura.med_moms == faktura.utan_moms == faktura.radsumma == Decimal(35216)
    assert (faktura.moms, faktura.avdrag, faktura.avrundning) == (Decimal(0), None, None)
    assert faktura.anmarkningar == ()


def test_a_line_is_read_as_it_stands():
    [rad] = read_invoice(build_invoice(Rad(antal="124.50", pris="284.125", belopp="35373.56"))).rader

    assert (rad.id, rad.ordning, rad.enhet, rad.benamning) == ("1", 1, "HUR", "Personlig assistans, aktiv tid")
    assert (str(rad.antal), str(rad.pris), str(rad.belopp)) == ("124.50", "284.125", "35373.56")
    assert (rad.prisbas, rad.momskategori, rad.momsprocent) == (Decimal(1), "E", Decimal(0))


def test_the_account_is_read_with_its_kind_and_reference():
    [konto] = read_invoice(build_invoice()).konton

    assert (konto.typ, konto.nummer, konto.scheme, konto.ocr) == ("bankgiro", BANKGIRO, "SE:BANKGIRO", "20261017")


def test_a_giro_number_with_a_hyphen_is_the_same_number():
    [konto] = read_invoice(build_invoice(konto="991-2346")).konton

    assert (konto.nummer, konto.nummer_skrivet) == (BANKGIRO, "991-2346")


def test_a_bank_account_keeps_what_was_written():
    [konto] = read_invoice(build_invoice(konto="8000-1 234", branch="BANKSESS")).konton

    assert (konto.typ, konto.nummer, konto.scheme) == ("annat", "8000-1 234", "BANKSESS")


def test_the_same_account_with_two_references_is_one_account_asked_for():
    faktura = read_invoice(build_invoice(efter=build_konto(BANKGIRO, "SE:BANKGIRO", ocr="20261018")))

    assert len(faktura.konton) == 2
    assert len(faktura.begarda_konton) == 1
    assert faktura.anmarkningar == ()


def test_a_payee_of_its_own_is_read():
    payee = (
        "<cac:PayeeParty><cac:PartyName><cbc:Name>Vitklövern Faktoring AB</cbc:Name></cac:PartyName>"
        "<cac:PartyLegalEntity>"
        '<cbc:CompanyID schemeID="0007">5599001129</cbc:CompanyID></cac:PartyLegalEntity></cac:PayeeParty>'
    )

    faktura = read_invoice(build_invoice(efter=payee))

    assert faktura.payee == LastMottagare(namn="Vitklövern Faktoring AB", id="5599001129")


def test_the_places_for_a_referens_on_a_line_come_in_their_order():
    extra = (
        "<cbc:Note>Avser B-4</cbc:Note><cac:OrderLineReference><cbc:LineID>B-2</cbc:LineID></cac:OrderLineReference>"
    )
    egenskap = (
        "<cac:AdditionalItemProperty><cbc:Name>Referens</cbc:Name><cbc:Value>B-3</cbc:Value>"
        "</cac:AdditionalItemProperty></cac:Item>"
    )
    data = build_invoice(Rad(referens="B-1", extra=extra)).replace(b"</cac:Item>", egenskap.encode())

    [rad] = read_invoice(data).rader

    assert rad.referenskandidater == ("B-1", "B-2", "B-3", "Avser B-4")


def test_the_places_for_a_referens_on_the_invoice_come_in_their_order():
    andra = (
        "<cac:OrderReference><cbc:ID>B-2</cbc:ID></cac:OrderReference>"
        "<cac:ContractDocumentReference><cbc:ID>B-1</cbc:ID></cac:ContractDocumentReference>"
    )

    faktura = read_invoice(build_invoice(AccountingCost="B-3", BuyerReference="B-4", efter=andra))

    assert faktura.referenskandidater == ("B-1", "B-2", "B-3", "B-4")


def test_a_credit_note_keeps_its_positive_amounts_and_names_its_invoice():
    avser = (
        "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>2026-1001</cbc:ID>"
        "</cac:InvoiceDocumentReference></cac:BillingReference>"
    )

    faktura = read_invoice(build_invoice(typ="CreditNote", efter=avser))

    assert faktura.typ == "kreditnota"
    assert faktura.avser_faktura == ("2026-1001",)
    assert (faktura.att_betala, faktura.rader[0].antal) == (Decimal(35216), Decimal(124))
    assert faktura.anmarkningar == ()


def test_a_negative_invoice_keeps_its_sign():
    faktura = read_invoice(build_invoice(Rad(antal="-124", belopp="-35216")))

    assert faktura.att_betala == Decimal(-35216)
    assert faktura.anmarkningar == ()


def test_rounding_and_prepayment_are_read_and_added_up():
    summor = build_summa("PrepaidAmount", "10000") + build_summa("PayableRoundingAmount", "-0.40")
    rad = Rad(antal="100", pris="284.004", belopp="28400.40")

    faktura = read_invoice(build_invoice(rad, andra_summor=summor, PayableAmount="18400.00"))

    assert (faktura.forskott, faktura.avrundning) == (Decimal(10000), Decimal("-0.40"))
    assert faktura.anmarkningar == ()


@pytest.mark.parametrize(
    "dress",
    [
        pytest.param(lambda data: b"\xef\xbb\xbf" + data, id="byte order mark"),
        pytest.param(lambda data: data.decode().replace("UTF-8", "UTF-16").encode("utf-16"), id="UTF-16"),
        pytest.param(lambda data: data.decode().encode("utf-16-le"), id="UTF-16 that says UTF-8 and has no mark"),
        pytest.param(lambda data: data.decode().replace("UTF-8", "ISO-8859-1").encode("latin-1"), id="Latin-1"),
        pytest.param(wrap_in_sbdh, id="SBDH"),
        pytest.param(lambda data: data.replace(b"cac:", b"a:").replace(b"xmlns:cac", b"xmlns:a"), id="other prefix"),
        pytest.param(lambda data: data.replace(b">35216<", b">35<!-- tusen -->216<"), id="comments inside amounts"),
        pytest.param(lambda data: data.replace(b">2026-1017<", b">\n  2026-1017\t<"), id="space around values"),
    ],
)
def test_the_same_invoice_in_another_dress_reads_the_same(dress):
    assert read_invoice(dress(build_invoice())) == read_invoice(build_invoice())


def test_markup_in_a_name_is_text():
    faktura = read_invoice(build_invoice(saljarens_namn="<b>Björk</b> & Co"))

    assert faktura.leverantor_namn == "<b>Björk</b> & Co"


def test_every_written_text_is_given_for_the_search_of_names():
    extra = "<cbc:Note>Timmar för Kim</cbc:Note>"

    faktura = read_invoice(build_invoice(Rad(extra=extra), efter="<cbc:Note>Se bilaga</cbc:Note>"))

    texter = {text.falt: text.text for text in faktura.texter}
    assert texter["Note"] == "Se bilaga"
    assert texter["InvoiceLine/Note"] == "Timmar för Kim"
    assert texter["InvoiceLine/Item/Name"] == "Personlig assistans, aktiv tid"
    assert texter["BuyerReference"] == "LSS-01"
    assert not {"ID", "PaymentMeans/PaymentID", "InvoiceLine/ID"} & texter.keys()


@pytest.mark.parametrize(
    "skrivet", ["NaN", "Infinity", "-INF", "1234,50", "1e3", "", " ", "1 234", "0x10", "١٢", "1" * 13]
)
def test_an_amount_that_is_no_number_is_refused_and_the_field_is_named(skrivet):
    with pytest.raises(FakturaAvvisad) as avvisad:
        read_invoice(build_invoice(PayableAmount=skrivet))

    assert avvisad.value.falt == "LegalMonetaryTotal/PayableAmount"
    assert "LegalMonetaryTotal/PayableAmount" in str(avvisad.value)


@pytest.mark.parametrize(
    ("rad", "falt"),
    [
        (Rad(antal="NaN"), "InvoiceLine[1]/InvoicedQuantity"),
        (Rad(pris="284,00"), "InvoiceLine[1]/Price/PriceAmount"),
        (Rad(procent="noll"), "InvoiceLine[1]/Item/Percent"),
        (Rad(extra_pris="<cbc:BaseQuantity>0</cbc:BaseQuantity>"), "InvoiceLine[1]/Price/BaseQuantity"),
    ],
)
def test_a_figure_on_a_line_that_is_no_number_is_refused_and_the_field_is_named(rad, falt):
    with pytest.raises(FakturaAvvisad) as avvisad:
        read_invoice(build_invoice(rad))

    assert avvisad.value.falt == falt


@pytest.mark.parametrize(
    ("bort", "falt"),
    [
        (b"<cbc:ID>2026-1017</cbc:ID>", "ID"),
        (b"<cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>", "DocumentCurrencyCode"),
        (b'<cbc:PayableAmount currencyID="SEK">35216</cbc:PayableAmount>', "LegalMonetaryTotal/PayableAmount"),
    ],
)
def test_an_invoice_without_number_currency_or_amount_is_refused(bort, falt):
    data = build_invoice()
    assert bort in data

    with pytest.raises(FakturaAvvisad) as avvisad:
        read_invoice(data.replace(bort, b""))

    assert avvisad.value.falt == falt


def test_an_invoice_without_a_supplier_is_refused():
    with pytest.raises(FakturaAvvisad, match="Leverantörens organisationsnummer saknas"):
        read_invoice(build_invoice(saljare=""))


def test_the_electronic_address_names_the_supplier_when_the_registration_does_not():
    registrering = f'<cbc:CompanyID schemeID="0007">{SALJARE_ORGNR}</cbc:CompanyID></cac:PartyLegalEntity>'.encode()

    faktura = read_invoice(build_invoice().replace(registrering, b"</cac:PartyLegalEntity>"))

    assert faktura.leverantor_id == SALJARE_ORGNR


def test_an_invoice_in_euro_is_refused():
    with pytest.raises(FakturaAvvisad, match="valutan EUR"):
        read_invoice(build_invoice(valuta="EUR"))


def test_a_field_that_stands_twice_is_refused_as_nobody_can_say_which_holds():
    data = build_invoice().replace(
        b"<cbc:ID>2026-1017</cbc:ID>", b"<cbc:ID>2026-1017</cbc:ID><cbc:ID>2026-1018</cbc:ID>"
    )

    with pytest.raises(FakturaAvvisad, match="Fältet ID står flera gånger"):
        read_invoice(data)


@pytest.mark.parametrize(
    ("data", "namn"),
    [
        (b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', "en order"),
        (
            b'<StandardBusinessDocument xmlns="urn:sfti:documents:StandardBusinessDocumentHeader"/>',
            "ett kuvert med en eller flera Svefakturor",
        ),
        (b'<CrossIndustryInvoice xmlns="urn:un:unece:uncefact:x:100"/>', "en faktura i formatet CII"),
        (b"<html><body/></html>", "en webbsida"),
        (b"<!DOCTYPE html><html></html>", "en webbsida"),
        (b"<Invoice/>", "ett dokument med namnet Invoice i en annan standard"),
        (b"<faktura/>", "ett XML-dokument av ett annat slag"),
        (b"%PDF-1.7", "en PDF"),
        (b"PK\x03\x04", "zip-arkiv"),
        (b"nummer;belopp\n1;2\n", "inte en e-faktura i XML"),
    ],
)
def test_another_document_is_refused_by_its_name(data, namn):
    with pytest.raises(FakturaAvvisad, match=namn):
        read_invoice(data)


def test_an_envelope_with_two_invoices_is_refused():
    faktura = build_invoice().split(b"?>", 1)[1]

    with pytest.raises(FakturaAvvisad, match="innehåller 2 dokument"):
        read_invoice(wrap_in_sbdh(b"<?xml version='1.0'?>" + faktura + faktura))
