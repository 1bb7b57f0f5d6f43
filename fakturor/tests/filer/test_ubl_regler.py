"""Each rule finds what is just past its edge, and leaves what stands on it."""

from decimal import Decimal

import pytest

from fakturor.filer.ubl import read_invoice
from fakturor.tests.filer.bygg_ubl import (
    BANKGIRO,
    KOPARE_ORGNR,
    SALJARE_ORGNR,
    Rad,
    build_invoice,
    build_justering,
    build_konto,
    build_momsrad,
    build_summa,
)


def rules(data: bytes) -> set[str]:
    return {anmarkning.regel for anmarkning in read_invoice(data).anmarkningar}


def without(data: bytes, *bitar: str) -> bytes:
    """The invoice with pieces taken away, each of which must have been there."""
    for bit in bitar:
        assert bit.encode() in data
        data = data.replace(bit.encode(), b"")
    return data


# Sums


@pytest.mark.parametrize(
    ("falt", "regler"),
    [
        ("LineExtensionAmount", {"BR-CO-10", "BR-CO-13"}),
        ("TaxExclusiveAmount", {"BR-CO-13", "BR-CO-15", "BR-E-08"}),
        ("TaxInclusiveAmount", {"BR-CO-15", "BR-CO-16"}),
        ("PayableAmount", {"BR-CO-16"}),
    ],
)
def test_one_ore_too_much_in_a_sum_is_found(falt, regler):
    assert rules(build_invoice(**{falt: "35216.01"})) == regler


def test_a_sum_is_explained_with_both_figures():
    [anmarkning] = read_invoice(build_invoice(PayableAmount="35217")).anmarkningar

    assert (anmarkning.regel, anmarkning.falt) == ("BR-CO-16", "LegalMonetaryTotal/PayableAmount")
    assert anmarkning.kontroll == "G01"
    assert anmarkning.text.replace("\u00a0", " ") == (
        "Summan med moms, minus det som är betalt i förväg, plus öresavrundning blir 35 216,00 kr. "
        "Fakturan anger 35 217,00 kr, alltså 1,00 kr för mycket."
    )


def test_a_line_two_ore_beside_its_price_is_clean_and_three_is_found():
    assert rules(build_invoice(Rad(belopp="35216.02"))) == set()
    assert rules(build_invoice(Rad(belopp="35215.98"))) == set()
    assert rules(build_invoice(Rad(belopp="35216.03"))) == {"PEPPOL-EN16931-R120"}
    assert rules(build_invoice(Rad(belopp="35215.97"))) == {"PEPPOL-EN16931-R120"}


def test_a_line_is_explained_with_its_own_figures():
    [anmarkning] = read_invoice(build_invoice(Rad(belopp="35261"))).anmarkningar

    assert anmarkning.falt == "InvoiceLine[1]/LineExtensionAmount"
    assert anmarkning.text.replace("\u00a0", " ") == (
        "Rad 1: 124 × 284,00 kr blir 35 216,00 kr. Fakturan anger 35 261,00 kr, alltså 45,00 kr för mycket."
    )


def test_a_price_for_several_units_is_divided_without_rounding():
    for_tre = "<cbc:BaseQuantity unitCode='HUR'>3</cbc:BaseQuantity>"

    assert rules(build_invoice(Rad(antal="1", pris="1000", belopp="333.35", extra_pris=for_tre))) == set()
    assert rules(build_invoice(Rad(antal="1", pris="1000", belopp="333.36", extra_pris=for_tre))) == {
        "PEPPOL-EN16931-R120"
    }


def test_a_base_quantity_in_another_unit_or_below_zero_is_found():
    per_dag = "<cbc:BaseQuantity unitCode='DAY'>1</cbc:BaseQuantity>"
    minus = "<cbc:BaseQuantity>-1</cbc:BaseQuantity>"

    assert rules(build_invoice(Rad(extra_pris=per_dag))) == {"PEPPOL-EN16931-R130"}
    assert "PEPPOL-EN16931-R121" in rules(build_invoice(Rad(extra_pris=minus)))


def test_charges_and_allowances_of_a_line_count_in_its_amount():
    extra = build_justering("16", tillagg=True, moms=False) + build_justering("32", tillagg=False, moms=False)

    assert rules(build_invoice(Rad(belopp="35200", extra=extra))) == set()
    assert rules(build_invoice(Rad(belopp="35216", extra=extra))) == {"PEPPOL-EN16931-R120"}


def test_charges_and_allowances_of_the_invoice_are_added_up_once():
    justeringar = build_justering("216", tillagg=False) + build_justering("50", tillagg=True)
    summor = build_summa("AllowanceTotalAmount", "216") + build_summa("ChargeTotalAmount", "50")
    ratt = {"TaxExclusiveAmount": "35050", "TaxInclusiveAmount": "35050", "PayableAmount": "35050"}

    assert rules(build_invoice(efter=justeringar, andra_summor=summor, **ratt)) == set()
    assert rules(build_invoice(efter=justeringar, **ratt)) == {"BR-CO-11", "BR-CO-12", "BR-CO-13"}


def test_an_allowance_in_per_cent_may_differ_by_two_ore():
    def invoice_with(belopp):
        extra = build_justering(belopp, tillagg=False, bas="1000", procent="3.2", moms=False)
        return build_invoice(Rad(antal="1", pris="1000", belopp=str(1000 - Decimal(belopp)), extra=extra))

    assert rules(invoice_with("32.02")) == set()
    assert rules(invoice_with("32.03")) == {"PEPPOL-EN16931-R040"}


def with_gross(brutto: str, *, avdrag: str = "16", riktning: str = "false") -> str:
    return (
        f"<cac:AllowanceCharge><cbc:ChargeIndicator>{riktning}</cbc:ChargeIndicator>"
        + build_summa("Amount", avdrag)
        + build_summa("BaseAmount", brutto)
        + "</cac:AllowanceCharge>"
    )


def test_a_price_has_no_charge_in_it_and_no_gross_price_below_zero():
    assert rules(build_invoice(Rad(extra_pris=with_gross("300", riktning="true")))) == {"PEPPOL-EN16931-R044"}
    assert rules(build_invoice(Rad(extra_pris=with_gross("-1", avdrag="-285")))) == {"BR-28"}
    assert rules(build_invoice(Rad(pris="0", belopp="0", extra_pris=with_gross("0", avdrag="0")))) == set()


def test_a_price_is_the_gross_price_less_its_discount():
    assert rules(build_invoice(Rad(extra_pris=with_gross("300")))) == set()
    assert rules(build_invoice(Rad(extra_pris=with_gross("300.01")))) == {"PEPPOL-EN16931-R046"}


def with_third_decimal(data: bytes, falt: str, plats: int) -> bytes:
    """The invoice with three decimals, all zero, in one occurrence of a field whose amounts are whole kronor."""
    delar = data.split(f"</cbc:{falt}>".encode())
    delar[plats] += b".000"
    return f"</cbc:{falt}>".encode().join(delar)


@pytest.mark.parametrize(
    ("falt", "plats", "regel"),
    [
        ("Amount", 0, "BR-DEC-01"),
        ("BaseAmount", 0, "BR-DEC-02"),
        ("Amount", 1, "BR-DEC-05"),
        ("BaseAmount", 1, "BR-DEC-06"),
        ("LineExtensionAmount", 0, "BR-DEC-09"),
        ("AllowanceTotalAmount", 0, "BR-DEC-10"),
        ("ChargeTotalAmount", 0, "BR-DEC-11"),
        ("TaxExclusiveAmount", 0, "BR-DEC-12"),
        ("TaxAmount", 0, "BR-DEC-13"),
        ("TaxInclusiveAmount", 0, "BR-DEC-14"),
        ("PrepaidAmount", 0, "BR-DEC-16"),
        ("PayableRoundingAmount", 0, "BR-DEC-17"),
        ("PayableAmount", 0, "BR-DEC-18"),
        ("TaxableAmount", 0, "BR-DEC-19"),
        ("TaxAmount", 1, "BR-DEC-20"),
        ("LineExtensionAmount", 1, "BR-DEC-23"),
        ("Amount", 2, "BR-DEC-24"),
        ("BaseAmount", 2, "BR-DEC-25"),
        ("Amount", 3, "BR-DEC-27"),
        ("BaseAmount", 3, "BR-DEC-28"),
    ],
)
def test_a_third_decimal_is_found_in_every_amount(falt, plats, regel):
    par = [
        build_justering("32", tillagg=False, bas="320", procent="10", moms=moms)
        + build_justering("16", tillagg=True, bas="160", procent="10", moms=moms)
        for moms in (True, False)
    ]
    summor = [("AllowanceTotalAmount", "32"), ("ChargeTotalAmount", "16"), ("PrepaidAmount", "5")]
    data = build_invoice(
        Rad(belopp="35200", extra=par[1]),
        efter=par[0],
        andra_summor="".join(build_summa(*summa) for summa in [*summor, ("PayableRoundingAmount", "1")]),
        TaxExclusiveAmount="35184",
        TaxInclusiveAmount="35184",
        PayableAmount="35180",
    )

    assert rules(data) == set()
    assert rules(with_third_decimal(data, falt, plats)) == {regel}


def test_an_amount_has_at_most_two_decimals_and_a_price_any_number():
    assert rules(build_invoice(Rad(antal="1", pris="284.12345", belopp="284.12"))) == set()
    assert rules(build_invoice(Rad(antal="1", pris="284.125", belopp="284.125"))) >= {"BR-DEC-23", "BR-DEC-18"}


def test_a_price_below_zero_is_found_and_one_of_nothing_is_not():
    assert rules(build_invoice(Rad(pris="0", belopp="0"))) == set()
    assert rules(build_invoice(Rad(antal="-1", pris="-1", belopp="1"))) == {"BR-27"}


def test_an_amount_in_another_currency_is_found():
    data = build_invoice().replace(b'PriceAmount currencyID="SEK"', b'PriceAmount currencyID="EUR"')

    assert rules(data) == {"PEPPOL-EN16931-R051"}


def test_the_vat_total_in_the_sellers_own_currency_is_no_fault():
    i_euro = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">0</cbc:TaxAmount></cac:TaxTotal>'

    assert rules(build_invoice(efter=i_euro)) == set()


def test_two_vat_totals_in_the_same_currency_are_found():
    tva = '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">0</cbc:TaxAmount></cac:TaxTotal>'

    assert rules(build_invoice(efter=tva)) == {"PEPPOL-EN16931-R053"}


# VAT


def invoice_with_vat(moms: str, *, procent: str = "25", underlag: str = "1000") -> bytes:
    med_moms = 1000 + Decimal(moms)
    return build_invoice(
        Rad(antal="1", pris="1000", belopp="1000", kategori="S", procent=procent),
        moms=moms,
        momsrader=build_momsrad(underlag, moms=moms, kategori="S", procent=procent, skal=""),
        TaxInclusiveAmount=med_moms,
        PayableAmount=med_moms,
    )


def test_vat_of_a_rate_may_differ_by_less_than_one_krona():
    assert rules(invoice_with_vat("250.99")) == set()
    assert rules(invoice_with_vat("249.01")) == set()
    assert rules(invoice_with_vat("251.00")) == {"BR-CO-17"}
    assert rules(invoice_with_vat("249.00")) == {"BR-CO-17"}


def test_the_base_of_a_rate_is_exact():
    assert rules(invoice_with_vat("250", underlag="1000.01")) == {"BR-S-08"}


def test_only_swedish_rates_are_known():
    assert rules(invoice_with_vat("60", procent="6")) == set()
    assert rules(invoice_with_vat("70", procent="7")) == {"SE-R-006"}


def test_a_rate_among_the_lines_needs_its_row_in_the_breakdown():
    rader = (Rad(antal="1", pris="100", belopp="100"), Rad(antal="1", pris="0", belopp="0", kategori="S", procent="25"))

    assert rules(build_invoice(*rader)) == {"BR-S-01"}


def test_the_vat_total_is_the_sum_of_its_rows():
    assert rules(build_invoice(moms="0.01", TaxInclusiveAmount="35216.01", PayableAmount="35216.01")) == {"BR-CO-14"}


def test_an_exempt_row_has_neither_rate_nor_tax():
    rad = build_momsrad("35216", moms="1")

    assert "BR-E-09" in rules(build_invoice(moms="1", momsrader=rad))
    assert rules(build_invoice(momsrader=build_momsrad("35216", procent="25"))) == {"BR-E-05"}


def test_a_vat_category_outside_the_standard_is_shown_by_the_vat_control():
    okand = build_invoice(Rad(kategori="Q"), momsrader=build_momsrad("35216", kategori="Q"))
    utan = build_invoice(momsrader=build_momsrad("35216") + build_momsrad("0", kategori=""))

    assert {(a.regel, a.kontroll) for a in read_invoice(okand).anmarkningar} == {
        ("BR-CL-17", "G05"),
        ("BR-CL-18", "G05"),
    }
    assert {(a.regel, a.kontroll) for a in read_invoice(utan).anmarkningar} == {("BR-47", "G05")}


def test_an_invoice_without_vat_breakdown_is_found():
    assert rules(build_invoice(momsrader="")) == {"BR-CO-18"}


def test_a_missing_reason_for_exemption_is_a_fault_of_form_only():
    [anmarkning] = read_invoice(build_invoice(momsrader=build_momsrad("35216", skal=""))).anmarkningar

    assert (anmarkning.regel, anmarkning.kontroll) == ("BR-E-10", "form")


def test_a_line_without_vat_category_is_shown_by_the_vat_control():
    kategori = b"<cac:ClassifiedTaxCategory><cbc:ID>E</cbc:ID>"
    data = build_invoice().replace(kategori, b"<cac:ClassifiedTaxCategory>")

    assert {(a.regel, a.kontroll) for a in read_invoice(data).anmarkningar} == {("BR-CO-04", "G05"), ("BR-E-08", "G01")}


# What must be there


@pytest.mark.parametrize(
    ("bit", "regel", "kontroll"),
    [
        ("<cbc:IssueDate>2026-02-03</cbc:IssueDate>", "BR-03", "G01"),
        ("<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", "BR-04", "form"),
        ("<cbc:RegistrationName>Björkdungens Assistans AB</cbc:RegistrationName>", "BR-06", "form"),
        ("<cbc:RegistrationName>Åkerviks kommun</cbc:RegistrationName>", "BR-07", "form"),
        ("<cbc:BuyerReference>LSS-01</cbc:BuyerReference>", "PEPPOL-EN16931-R003", "G09"),
        ("<cbc:ID>1</cbc:ID>", "BR-21", "form"),
        ('<cbc:InvoicedQuantity unitCode="HUR">124</cbc:InvoicedQuantity>', "BR-22", "G01"),
        (' unitCode="HUR"', "BR-23", "G01"),
        ("<cbc:Name>Personlig assistans, aktiv tid</cbc:Name>", "BR-25", "form"),
        ('<cbc:PriceAmount currencyID="SEK">284</cbc:PriceAmount>', "BR-26", "G01"),
    ],
)
def test_a_missing_field_is_found_and_shown_by_its_control(bit, regel, kontroll):
    anmarkningar = read_invoice(without(build_invoice(), bit)).anmarkningar

    assert [(a.regel, a.kontroll) for a in anmarkningar] == [(regel, kontroll)]


def test_a_missing_country_or_specification_is_a_fault_of_form_only():
    specifikation = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
    data = without(build_invoice(saljarens_land="", koparens_land=""), specifikation)

    funna = {(a.regel, a.kontroll) for a in read_invoice(data).anmarkningar}

    assert funna == {("BR-01", "form"), ("BR-09", "form"), ("BR-11", "form")}


def test_a_missing_quantity_is_never_taken_for_one():
    bit = '<cbc:InvoicedQuantity unitCode="HUR">1</cbc:InvoicedQuantity>'

    faktura = read_invoice(without(build_invoice(Rad(antal="1", pris="100", belopp="100")), bit))

    assert faktura.rader[0].antal is None


def test_an_order_number_is_reference_enough():
    bit = "<cbc:BuyerReference>LSS-01</cbc:BuyerReference>"
    order = "<cac:OrderReference><cbc:ID>77</cbc:ID></cac:OrderReference>"

    assert rules(without(build_invoice(efter=order), bit)) == set()


def test_an_invoice_without_lines_is_found():
    data = build_invoice(Rad(antal="1", pris="0", belopp="0"))
    utan_rader = data[: data.index(b"<cac:InvoiceLine>")] + b"</Invoice>"

    assert rules(utan_rader) == {"BR-16"}


@pytest.mark.parametrize("datum", ["2026-02-30", "26-02-03", "2026-2-3", "03.02.2026", "2026-02-03T00:00:00"])
def test_a_date_that_cannot_be_read_is_taken_in_and_found(datum):
    faktura = read_invoice(build_invoice(IssueDate=datum))

    assert faktura.fakturadatum is None
    assert [(a.regel, a.kontroll) for a in faktura.anmarkningar] == [("PEPPOL-EN16931-F001", "G01")]


def test_a_period_ends_no_earlier_than_it_begins():
    assert rules(build_invoice(StartDate="2026-01-31")) == set()
    assert rules(build_invoice(StartDate="2026-02-01")) == {"BR-29"}


def test_the_period_of_a_line_ends_no_earlier_than_it_begins():
    def with_period(fran):
        period = f"<cbc:StartDate>{fran}</cbc:StartDate><cbc:EndDate>2026-01-15</cbc:EndDate>"
        return build_invoice(Rad(extra=f"<cac:InvoicePeriod>{period}</cac:InvoicePeriod>"))

    assert rules(with_period("2026-01-15")) == set()
    assert rules(with_period("2026-01-16")) == {"BR-30"}


def test_two_periods_leave_the_month_open_and_are_found():
    period = "<cac:InvoicePeriod><cbc:StartDate>2026-01-01</cbc:StartDate></cac:InvoicePeriod>"

    faktura = read_invoice(build_invoice(Rad(extra=period + period)))

    assert faktura.rader[0].period is None
    assert {a.regel for a in faktura.anmarkningar} == {"PERIOD-FLERA"}


def test_the_code_of_a_credit_note_on_an_invoice_is_found():
    assert rules(build_invoice(kod="381")) == {"BR-CL-01"}
    assert rules(build_invoice(typ="CreditNote", kod="380")) == {"BR-CL-01"}


# Sweden


def test_a_wrong_check_digit_in_the_suppliers_number_is_found_without_repeating_the_number():
    fel = SALJARE_ORGNR[:-1] + "2"

    anmarkningar = read_invoice(build_invoice(saljare=fel)).anmarkningar

    assert [(a.regel, a.kontroll) for a in anmarkningar] == [("SE-R-013", "B13")]
    assert fel not in anmarkningar[0].text


def test_a_wrong_check_digit_in_an_electronic_address_is_found_by_itself():
    data = build_invoice().replace(f">{KOPARE_ORGNR}</cbc:EndpointID>".encode(), b">5599001120</cbc:EndpointID>")

    [anmarkning] = read_invoice(data).anmarkningar

    assert (anmarkning.regel, anmarkning.falt) == (
        "PEPPOL-COMMON-R049",
        "AccountingCustomerParty/Party/EndpointID",
    )


@pytest.mark.parametrize(
    ("nummer", "regel"), [("559912345", "SE-R-004"), ("SE5599123451", "SE-R-003"), ("559912-3451", "SE-R-003")]
)
def test_an_orgnr_is_ten_digits(nummer, regel):
    assert rules(build_invoice(saljare=nummer)) == {regel}


def test_an_orgnr_with_a_hyphen_is_read_without_it():
    assert read_invoice(build_invoice(saljare="559912-3451")).leverantor_id == SALJARE_ORGNR


def test_the_pseudonym_of_a_person_who_is_employer_is_no_faulty_orgnr():
    assert rules(build_invoice(saljare="EA17")) == set()


@pytest.mark.parametrize(("nummer", "regel"), [("SE5599123451", "SE-R-001"), ("SE55991234510A", "SE-R-002")])
def test_a_vat_number_is_se_and_twelve_digits(nummer, regel):
    assert rules(build_invoice(momsnummer=nummer)) == {regel}


def test_the_words_for_f_skatt_are_the_official_ones():
    assert rules(build_invoice(f_skatt="godkänd för F-SKATT")) == set()
    assert rules(build_invoice(f_skatt="Innehar F-skattsedel")) == {"SE-R-005"}


@pytest.mark.parametrize(
    ("konto", "branch", "regler"),
    [
        ("9912346", "SE:BANKGIRO", set()),
        ("9912347", "SE:BANKGIRO", {"BG-LUHN"}),
        ("55667786", "SE:BANKGIRO", set()),
        ("991234", "SE:BANKGIRO", {"SE-R-009"}),
        ("991-2346", "SE:BANKGIRO", {"SE-R-008"}),
        ("4781233", "SE:PLUSGIRO", set()),
        ("4781234", "SE:PLUSGIRO", {"PG-LUHN"}),
        ("4", "SE:PLUSGIRO", {"SE-R-007"}),
        ("478123-3", "SE:PLUSGIRO", {"SE-R-010"}),
        ("4781234", "BANKSESS", set()),
    ],
)
def test_a_giro_number_has_its_length_and_check_digit(konto, branch, regler):
    anmarkningar = read_invoice(build_invoice(konto=konto, branch=branch)).anmarkningar

    assert {a.regel for a in anmarkningar} == regler
    assert {a.kontroll for a in anmarkningar} <= ({"form"} if "-" in konto else {"B13"})


@pytest.mark.parametrize(
    "skrivet",
    [
        {"saljare": "559912-3451"},
        {"momsnummer": "SE5599123451"},
        {"f_skatt": "Innehar F-skattsedel"},
        {"betalkod": "50"},
        {"konto": "991-2346", "branch": "SE:BANKGIRO"},
    ],
)
def test_what_is_only_written_in_another_way_belongs_to_no_control(skrivet):
    assert {a.kontroll for a in read_invoice(build_invoice(**skrivet)).anmarkningar} == {"form"}


@pytest.mark.parametrize(("kod", "regel"), [("50", "SE-R-011"), ("56", "SE-R-011"), ("31", "SE-R-012")])
def test_an_older_code_for_the_means_of_payment_is_noted(kod, regel):
    assert rules(build_invoice(betalkod=kod)) == {regel}


def test_swedish_rules_are_for_swedish_suppliers():
    assert rules(build_invoice(saljarens_land="NO", momsnummer="SE1", betalkod="31")) == set()


def test_two_accounts_to_pay_to_are_found():
    [anmarkning] = read_invoice(build_invoice(efter=build_konto("55667786", "SE:BANKGIRO"))).anmarkningar

    assert (anmarkning.regel, anmarkning.kontroll) == ("KONTO-FLERA", "B14")
    assert rules(build_invoice(efter=build_konto(BANKGIRO, "SE:BANKGIRO"))) == set()
