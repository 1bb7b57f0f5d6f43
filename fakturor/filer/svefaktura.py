"""Svefaktura 1.0 (SFTI Basic Invoice), said in the terms of UBL 2.1 so that the same reader and the same rules take it.

The format was withdrawn as a recommendation in 2021 and is still sent by older systems. Its fields are those of an
earlier UBL under other names: each is moved to the field of today that means the same, nothing is reckoned but the
sums that it leaves out. A fault is told by the name that the field has in the file.
"""

import re
from decimal import Decimal

from lxml import etree

from fakturor.filer.svefaktura_falt import CAC, CBC, SFTI, branch, fields_at, move, put, texts_at
from fakturor.filer.ubl_falt import Element, read_number, text_of
from fakturor.filer.ubl_texter import Avgransning

ROT = f"{SFTI}Invoice"
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"

KREDIT = "381"
TIMMAR = re.compile(r"h|hur|t|tim\.?|timm?ar|timme", re.IGNORECASE)
"""The unit is free text in a Svefaktura; these mean hours, which UBL writes HUR."""
GIRON = {"BGABSESS": "SE:BANKGIRO", "PGSISESS": "SE:PLUSGIRO"}
ORGNR = "SWT"
"""The tax scheme under which a party states its organisation number and whether it has F-skatt."""
F_SKATT = re.compile(r"f-?\s?skatt", re.IGNORECASE)
AVTAL = "CT"
OCR = ("cac:PaymentInstructionID", "cac:PayeeFinancialAccount/cac:PaymentInstructionID")

# What the fields are called here, for the sentences about them. Longer names first.
NAMN = (
    ("LegalMonetaryTotal/LineExtensionAmount", "LegalTotal/LineExtensionTotalAmount"),
    ("LegalMonetaryTotal/TaxExclusiveAmount", "LegalTotal/TaxExclusiveTotalAmount"),
    ("LegalMonetaryTotal/TaxInclusiveAmount", "LegalTotal/TaxInclusiveTotalAmount"),
    ("LegalMonetaryTotal/PayableRoundingAmount", "LegalTotal/RoundOffAmount"),
    ("LegalMonetaryTotal/PayableAmount", "LegalTotal/TaxInclusiveTotalAmount"),
    ("LegalMonetaryTotal", "LegalTotal"),
    ("TaxTotal/TaxAmount", "TaxTotal/TotalTaxAmount"),
    ("TaxSubtotal", "TaxSubTotal"),
    ("AccountingSupplierParty", "SellerParty"),
    ("AccountingCustomerParty", "BuyerParty"),
    ("PartyLegalEntity/CompanyID", "PartyTaxScheme/CompanyID"),
    ("PartyLegalEntity/RegistrationName", "PartyName/Name"),
    ("PostalAddress", "Address"),
    ("DocumentCurrencyCode", "InvoiceCurrencyCode"),
    ("InvoicePeriod/StartDate", "InvoicingPeriod/StartDateTime"),
    ("InvoicePeriod/EndDate", "InvoicingPeriod/EndDateTime"),
    ("InvoicePeriod", "InvoicingPeriod"),
    ("DueDate", "PaymentMeans/DuePaymentDate"),
    ("CreditNoteTypeCode", "InvoiceTypeCode"),
    ("CreditNoteLine", "InvoiceLine"),
    ("CreditedQuantity", "InvoicedQuantity"),
    ("Item/ClassifiedTaxCategory", "Item/TaxCategory"),
    ("Item/Name", "Item/Description"),
    ("/Price/", "/Item/BasePrice/"),
    ("PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/ID", "FinancialInstitution/ID"),
)
# Rules about what a Svefaktura does not have: the specification it follows, and Peppol's own demands.
GALLER_INTE = {"BR-01", "PEPPOL-EN16931-R003", "SE-R-005", "SE-R-011", "SE-R-012"}

TEXTER = Avgransning(
    utan_deltrad=frozenset(
        f"{CAC}{namn}" for namn in ("SellerParty", "PayeeFinancialAccount", "PayeePartyName", "TaxScheme")
    ),
    utan_falt=frozenset({f"{CBC}Telephone", f"{CBC}Telefax", f"{CAC}PaymentInstructionID"}),
    nummer=f"{SFTI}ID",
    radnummer=f"{CAC}ID",
    egna_id=frozenset({f"{CAC}InvoiceLine", f"{CAC}TaxCategory"}),
)


def as_ubl(rot: Element) -> Element:
    """The same invoice or credit note as a UBL 2.1 tree. Raises FakturaAvvisad for a field that cannot be read.

    A credit note whose amount to pay is negative is an invoice with a negative amount, as UBL has it.
    """
    summor = fields_at(rot, "cac:LegalTotal")
    att_betala = [text_of(el) for el in fields_at(summor, "cbc:TaxInclusiveTotalAmount")]
    kredit = "".join(texts_at([rot], "InvoiceTypeCode")) == KREDIT and not "".join(att_betala).startswith("-")
    typ = "CreditNote" if kredit else "Invoice"
    ubl = etree.Element(f"{{{UBL}{typ}-2}}{typ}")

    move(rot, ubl, "ID", "cbc:ID")
    move(rot, ubl, "cbc:IssueDate", "cbc:IssueDate")
    put(ubl, f"cbc:{typ}TypeCode", KREDIT if kredit else "380")
    move(rot, ubl, "InvoiceCurrencyCode", "cbc:DocumentCurrencyCode")
    for forfaller in sorted({t for t in texts_at([rot], "cac:PaymentMeans/cbc:DuePaymentDate")}):
        put(ubl, "cac:PaymentMeans/cbc:PaymentDueDate" if kredit else "cbc:DueDate", forfaller)
    _add_references(rot, ubl)
    for el in fields_at([rot], "InvoicingPeriod"):
        _add_period(el, ubl)
    _add_party(rot, ubl, "cac:SellerParty/cac:Party", "AccountingSupplierParty")
    _add_party(rot, ubl, "cac:BuyerParty/cac:Party", "AccountingCustomerParty")
    _add_payee(rot, ubl)
    for el in fields_at([rot], "cac:PaymentMeans"):
        _add_payment(el, ubl)
    for el in fields_at([rot], "AllowanceCharge"):
        _add_adjustment(el, ubl)
    for el in fields_at([rot], "cac:TaxTotal"):
        _add_tax(el, ubl)
    _add_sums(summor, ubl, fields_at([rot], "AllowanceCharge"))
    for el in fields_at([rot], "cac:InvoiceLine"):
        _add_line(el, ubl, typ)
    return ubl


def in_own_words(text: str) -> str:
    """A sentence or a field's name with the names that the fields have in a Svefaktura."""
    for ubl, sfti in NAMN:
        text = text.replace(ubl, sfti)
    return text


def _add_references(rot: Element, ubl: Element) -> None:
    bestallare = texts_at([rot], "RequisitionistDocumentReference/cac:ID")
    if bestallare:
        put(ubl, "cbc:BuyerReference", bestallare[0])
    for nummer in bestallare[1:]:
        branch(ubl, "cac:ContractDocumentReference", [("cbc:ID", nummer)])
    dokument = fields_at([rot], "AdditionalDocumentReference/cac:ID")
    for el in sorted(dokument, key=lambda el: el.get("identificationSchemeID", "") != AVTAL):
        branch(ubl, "cac:ContractDocumentReference", [("cbc:ID", text_of(el))])
    for nummer in texts_at([rot], "InitialInvoiceDocumentReference/cac:ID"):
        branch(ubl, "cac:BillingReference", [("cac:InvoiceDocumentReference/cbc:ID", nummer)])


def _add_period(el: Element, under: Element) -> None:
    """A period is stated in instants; the days are what counts."""
    branch(
        under,
        "cac:InvoicePeriod",
        [
            (f"cbc:{ubl}", skrivet.partition("T")[0])
            for ubl, sfti in (("StartDate", "StartDateTime"), ("EndDate", "EndDateTime"))
            for skrivet in texts_at([el], f"cbc:{sfti}")
        ],
    )


def _add_party(rot: Element, ubl: Element, vag: str, namn: str) -> None:
    for part in fields_at([rot], vag):
        ny = branch(branch(ubl, f"cac:{namn}"), "cac:Party")
        for land in texts_at([part], "cac:Address/cac:Country/cac:IdentificationCode"):
            put(ny, "cac:PostalAddress/cac:Country/cbc:IdentificationCode", land)
        skatt = fields_at([part], "cac:PartyTaxScheme")
        registrerade = [
            nummer
            for el in skatt
            if "".join(texts_at([el], "cac:TaxScheme/cac:ID")).upper() == ORGNR
            for nummer in texts_at([el], "cac:CompanyID")
        ]
        for el in skatt:
            if any(F_SKATT.search(skal) for skal in texts_at([el], "cbc:ExemptionReason")):
                f_skatt = [("cbc:CompanyID", "Godkänd för F-skatt"), ("cac:TaxScheme/cbc:ID", "TAX")]
                branch(ny, "cac:PartyTaxScheme", f_skatt)
        for nummer in registrerade or texts_at([part], "cac:PartyIdentification/cac:ID"):
            put(ny, "cac:PartyLegalEntity/cbc:CompanyID", nummer)
        put(ny, "cac:PartyLegalEntity/cbc:RegistrationName", " ".join(texts_at([part], "cac:PartyName/cbc:Name")))


def _add_payee(rot: Element, ubl: Element) -> None:
    """Somebody else than the seller to be paid, for instance a factoring company, stands by the account."""
    for namn in dict.fromkeys(texts_at([rot], "cac:PaymentMeans/cac:PayeePartyName/cbc:Name")):
        branch(ubl, "cac:PayeeParty", [("cac:PartyName/cbc:Name", namn)])


def _add_payment(el: Element, ubl: Element) -> None:
    satt = branch(ubl, "cac:PaymentMeans")
    move(el, satt, "cac:PaymentMeansTypeCode", "cbc:PaymentMeansCode")
    for vag in OCR:
        move(el, satt, vag, "cbc:PaymentID")
    for konto in fields_at([el], "cac:PayeeFinancialAccount"):
        nytt = branch(satt, "cac:PayeeFinancialAccount")
        move(konto, nytt, "cac:ID", "cbc:ID")
        for bank in texts_at([konto], "cac:FinancialInstitutionBranch/cac:FinancialInstitution/cac:ID"):
            put(nytt, "cac:FinancialInstitutionBranch/cbc:ID", GIRON.get(bank.upper(), bank))


def _add_adjustment(el: Element, under: Element) -> None:
    ny = branch(under, "cac:AllowanceCharge")
    move(el, ny, "cbc:ChargeIndicator", "cbc:ChargeIndicator")
    move(el, ny, "cbc:MultiplierFactorNumeric", "cbc:MultiplierFactorNumeric")
    move(el, ny, "cbc:Amount", "cbc:Amount")
    move(el, ny, "cbc:AllowanceChargeBaseAmount", "cbc:BaseAmount")
    for kategori in fields_at([el], "cac:TaxCategory"):
        _add_category(kategori, ny, "cac:TaxCategory")


def _add_category(el: Element, under: Element, namn: str) -> None:
    ny = branch(under, namn)
    move(el, ny, "cac:ID", "cbc:ID")
    move(el, ny, "cbc:Percent", "cbc:Percent")
    move(el, ny, "cbc:ExemptionReason", "cbc:TaxExemptionReason")
    move(el, ny, "cac:TaxScheme/cac:ID", "cac:TaxScheme/cbc:ID")


def _add_tax(el: Element, ubl: Element) -> None:
    total = branch(ubl, "cac:TaxTotal")
    move(el, total, "cbc:TotalTaxAmount", "cbc:TaxAmount")
    for delsumma in fields_at([el], "cac:TaxSubTotal"):
        ny = branch(total, "cac:TaxSubtotal")
        move(delsumma, ny, "cbc:TaxableAmount", "cbc:TaxableAmount")
        move(delsumma, ny, "cbc:TaxAmount", "cbc:TaxAmount")
        for kategori in fields_at([delsumma], "cac:TaxCategory"):
            _add_category(kategori, ny, "cac:TaxCategory")


def _add_sums(summor: list[Element], ubl: Element, justeringar: list[Element]) -> None:
    """Its total with tax is what to pay, rounding included; UBL has the total before the rounding as well."""
    for el in summor:
        nya = branch(ubl, "cac:LegalMonetaryTotal")
        move(el, nya, "cbc:LineExtensionTotalAmount", "cbc:LineExtensionAmount")
        move(el, nya, "cbc:TaxExclusiveTotalAmount", "cbc:TaxExclusiveAmount")
        avrundning = [read_number(text, "LegalTotal/RoundOffAmount") for text in texts_at([el], "cac:RoundOffAmount")]
        avrundning += [read_number(text, "LegalTotal/RoundOffAmount") for text in texts_at([el], "cbc:RoundOffAmount")]
        for total in fields_at([el], "cbc:TaxInclusiveTotalAmount"):
            att_betala = read_number(text_of(total), "LegalTotal/TaxInclusiveTotalAmount")
            put(nya, "cbc:TaxInclusiveAmount", f"{att_betala - sum(avrundning, Decimal()):f}", total)
            put(nya, "cbc:PayableAmount", f"{att_betala:f}", total)
            for belopp in avrundning:
                put(nya, "cbc:PayableRoundingAmount", f"{belopp:f}", total)
        for namn, tillagg in (("AllowanceTotalAmount", False), ("ChargeTotalAmount", True)):
            belopp = _amounts(justeringar, charges=tillagg)
            if belopp:
                put(nya, f"cbc:{namn}", f"{sum(belopp):f}", fields_at(justeringar, "cbc:Amount")[0])


def _amounts(justeringar: list[Element], *, charges: bool) -> list[Decimal]:
    return [
        read_number(text, "AllowanceCharge/Amount")
        for el in justeringar
        if ("".join(texts_at([el], "cbc:ChargeIndicator")).lower() in ("true", "1")) == charges
        for text in texts_at([el], "cbc:Amount")
    ]


def _add_line(el: Element, ubl: Element, typ: str) -> None:
    rad = branch(ubl, f"cac:{typ}Line")
    move(el, rad, "cac:ID", "cbc:ID")
    for antal in fields_at([el], "cbc:InvoicedQuantity"):
        enhet = antal.get("quantityUnitCode", "").strip()
        nytt = put(rad, "cbc:InvoicedQuantity" if typ == "Invoice" else "cbc:CreditedQuantity", text_of(antal))
        nytt.set("unitCode", "HUR" if TIMMAR.fullmatch(enhet) else enhet)
    move(el, rad, "cbc:LineExtensionAmount", "cbc:LineExtensionAmount")
    move(el, rad, "cbc:Note", "cbc:Note")
    for referens in fields_at([el], "cac:OrderLineReference"):
        ny = branch(rad, "cac:OrderLineReference")
        move(referens, ny, "cac:BuyersLineID", "cbc:LineID")
        move(referens, ny, "cac:OrderReference/cac:BuyersID", "cac:OrderReference/cbc:ID")
    for justering in fields_at([el], "cac:AllowanceCharge"):
        _add_adjustment(justering, rad)
    artikel = branch(rad, "cac:Item")
    put(artikel, "cbc:Name", " ".join(texts_at([el], "cac:Item/cbc:Description")))
    for kategori in fields_at([el], "cac:Item/cac:TaxCategory"):
        _add_category(kategori, artikel, "cac:ClassifiedTaxCategory")
    for pris in fields_at([el], "cac:Item/cac:BasePrice"):
        nytt = branch(rad, "cac:Price")
        move(pris, nytt, "cbc:PriceAmount", "cbc:PriceAmount")
        move(pris, nytt, "cbc:BaseQuantity", "cbc:BaseQuantity")
