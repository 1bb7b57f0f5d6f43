"""Svefaktura 1.0 (SFTI Basic Invoice), said in the terms of UBL 2.1 so that the same reader and the same rules take it.

The format was withdrawn as a recommendation in 2021 and is still sent by older systems. Its fields are those of an
earlier UBL under other names: each is moved to the field of today that means the same, nothing is reckoned but the
sums that it leaves out. A fault is told by the name that the field has in the file.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from lxml import etree

from fakturor.filer.ubl_falt import Element, read_number, steps, text_of
from fakturor.filer.ubl_texter import Avgransning

SFTI = "{urn:sfti:documents:BasicInvoice:1:0}"
CAC = "{urn:sfti:CommonAggregateComponents:1:0}"
CBC = "{urn:oasis:names:tc:ubl:CommonBasicComponents:1:0}"
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
    summor = _under(rot, "cac:LegalTotal")
    att_betala = [text_of(el) for el in _under(summor, "cbc:TaxInclusiveTotalAmount")]
    kredit = "".join(_texts([rot], "InvoiceTypeCode")) == KREDIT and not "".join(att_betala).startswith("-")
    typ = "CreditNote" if kredit else "Invoice"
    ubl = etree.Element(f"{{{UBL}{typ}-2}}{typ}")

    _move(rot, ubl, "ID", "cbc:ID")
    _move(rot, ubl, "cbc:IssueDate", "cbc:IssueDate")
    _put(ubl, f"cbc:{typ}TypeCode", KREDIT if kredit else "380")
    _move(rot, ubl, "InvoiceCurrencyCode", "cbc:DocumentCurrencyCode")
    for forfaller in sorted({t for t in _texts([rot], "cac:PaymentMeans/cbc:DuePaymentDate")}):
        _put(ubl, "cac:PaymentMeans/cbc:PaymentDueDate" if kredit else "cbc:DueDate", forfaller)
    _add_references(rot, ubl)
    for el in _under([rot], "InvoicingPeriod"):
        _add_period(el, ubl)
    _add_party(rot, ubl, "cac:SellerParty/cac:Party", "AccountingSupplierParty")
    _add_party(rot, ubl, "cac:BuyerParty/cac:Party", "AccountingCustomerParty")
    _add_payee(rot, ubl)
    for el in _under([rot], "cac:PaymentMeans"):
        _add_payment(el, ubl)
    for el in _under([rot], "AllowanceCharge"):
        _add_adjustment(el, ubl)
    for el in _under([rot], "cac:TaxTotal"):
        _add_tax(el, ubl)
    _add_sums(summor, ubl, _under([rot], "AllowanceCharge"))
    for el in _under([rot], "cac:InvoiceLine"):
        _add_line(el, ubl, typ)
    return ubl


def in_own_words(text: str) -> str:
    """A sentence or a field's name with the names that the fields have in a Svefaktura."""
    for ubl, sfti in NAMN:
        text = text.replace(ubl, sfti)
    return text


# --- The parts of the invoice ---------------------------------------------------------------------------------------


def _add_references(rot: Element, ubl: Element) -> None:
    bestallare = _texts([rot], "RequisitionistDocumentReference/cac:ID")
    if bestallare:
        _put(ubl, "cbc:BuyerReference", bestallare[0])
    for nummer in bestallare[1:]:
        _branch(ubl, "cac:ContractDocumentReference", [("cbc:ID", nummer)])
    dokument = _under([rot], "AdditionalDocumentReference/cac:ID")
    for el in sorted(dokument, key=lambda el: el.get("identificationSchemeID", "") != AVTAL):
        _branch(ubl, "cac:ContractDocumentReference", [("cbc:ID", text_of(el))])
    for nummer in _texts([rot], "InitialInvoiceDocumentReference/cac:ID"):
        _branch(ubl, "cac:BillingReference", [("cac:InvoiceDocumentReference/cbc:ID", nummer)])


def _add_period(el: Element, under: Element) -> None:
    """A period is stated in instants; the days are what counts."""
    _branch(
        under,
        "cac:InvoicePeriod",
        [
            (f"cbc:{ubl}", skrivet.partition("T")[0])
            for ubl, sfti in (("StartDate", "StartDateTime"), ("EndDate", "EndDateTime"))
            for skrivet in _texts([el], f"cbc:{sfti}")
        ],
    )


def _add_party(rot: Element, ubl: Element, vag: str, namn: str) -> None:
    for part in _under([rot], vag):
        ny = _branch(_branch(ubl, f"cac:{namn}"), "cac:Party")
        for land in _texts([part], "cac:Address/cac:Country/cac:IdentificationCode"):
            _put(ny, "cac:PostalAddress/cac:Country/cbc:IdentificationCode", land)
        skatt = _under([part], "cac:PartyTaxScheme")
        registrerade = [
            nummer
            for el in skatt
            if "".join(_texts([el], "cac:TaxScheme/cac:ID")).upper() == ORGNR
            for nummer in _texts([el], "cac:CompanyID")
        ]
        for el in skatt:
            if any(F_SKATT.search(skal) for skal in _texts([el], "cbc:ExemptionReason")):
                f_skatt = [("cbc:CompanyID", "Godkänd för F-skatt"), ("cac:TaxScheme/cbc:ID", "TAX")]
                _branch(ny, "cac:PartyTaxScheme", f_skatt)
        for nummer in registrerade or _texts([part], "cac:PartyIdentification/cac:ID"):
            _put(ny, "cac:PartyLegalEntity/cbc:CompanyID", nummer)
        _put(ny, "cac:PartyLegalEntity/cbc:RegistrationName", " ".join(_texts([part], "cac:PartyName/cbc:Name")))


def _add_payee(rot: Element, ubl: Element) -> None:
    """Somebody else than the seller to be paid, for instance a factoring company, stands by the account."""
    for namn in dict.fromkeys(_texts([rot], "cac:PaymentMeans/cac:PayeePartyName/cbc:Name")):
        _branch(ubl, "cac:PayeeParty", [("cac:PartyName/cbc:Name", namn)])


def _add_payment(el: Element, ubl: Element) -> None:
    satt = _branch(ubl, "cac:PaymentMeans")
    _move(el, satt, "cac:PaymentMeansTypeCode", "cbc:PaymentMeansCode")
    for vag in OCR:
        _move(el, satt, vag, "cbc:PaymentID")
    for konto in _under([el], "cac:PayeeFinancialAccount"):
        nytt = _branch(satt, "cac:PayeeFinancialAccount")
        _move(konto, nytt, "cac:ID", "cbc:ID")
        for bank in _texts([konto], "cac:FinancialInstitutionBranch/cac:FinancialInstitution/cac:ID"):
            _put(nytt, "cac:FinancialInstitutionBranch/cbc:ID", GIRON.get(bank.upper(), bank))


def _add_adjustment(el: Element, under: Element) -> None:
    ny = _branch(under, "cac:AllowanceCharge")
    _move(el, ny, "cbc:ChargeIndicator", "cbc:ChargeIndicator")
    _move(el, ny, "cbc:MultiplierFactorNumeric", "cbc:MultiplierFactorNumeric")
    _move(el, ny, "cbc:Amount", "cbc:Amount")
    _move(el, ny, "cbc:AllowanceChargeBaseAmount", "cbc:BaseAmount")
    for kategori in _under([el], "cac:TaxCategory"):
        _add_category(kategori, ny, "cac:TaxCategory")


def _add_category(el: Element, under: Element, namn: str) -> None:
    ny = _branch(under, namn)
    _move(el, ny, "cac:ID", "cbc:ID")
    _move(el, ny, "cbc:Percent", "cbc:Percent")
    _move(el, ny, "cbc:ExemptionReason", "cbc:TaxExemptionReason")
    _move(el, ny, "cac:TaxScheme/cac:ID", "cac:TaxScheme/cbc:ID")


def _add_tax(el: Element, ubl: Element) -> None:
    total = _branch(ubl, "cac:TaxTotal")
    _move(el, total, "cbc:TotalTaxAmount", "cbc:TaxAmount")
    for delsumma in _under([el], "cac:TaxSubTotal"):
        ny = _branch(total, "cac:TaxSubtotal")
        _move(delsumma, ny, "cbc:TaxableAmount", "cbc:TaxableAmount")
        _move(delsumma, ny, "cbc:TaxAmount", "cbc:TaxAmount")
        for kategori in _under([delsumma], "cac:TaxCategory"):
            _add_category(kategori, ny, "cac:TaxCategory")


def _add_sums(summor: list[Element], ubl: Element, justeringar: list[Element]) -> None:
    """Its total with tax is what to pay, rounding included; UBL has the total before the rounding as well."""
    for el in summor:
        nya = _branch(ubl, "cac:LegalMonetaryTotal")
        _move(el, nya, "cbc:LineExtensionTotalAmount", "cbc:LineExtensionAmount")
        _move(el, nya, "cbc:TaxExclusiveTotalAmount", "cbc:TaxExclusiveAmount")
        avrundning = [read_number(text, "LegalTotal/RoundOffAmount") for text in _texts([el], "cac:RoundOffAmount")]
        avrundning += [read_number(text, "LegalTotal/RoundOffAmount") for text in _texts([el], "cbc:RoundOffAmount")]
        for total in _under([el], "cbc:TaxInclusiveTotalAmount"):
            att_betala = read_number(text_of(total), "LegalTotal/TaxInclusiveTotalAmount")
            _put(nya, "cbc:TaxInclusiveAmount", f"{att_betala - sum(avrundning, Decimal()):f}", total)
            _put(nya, "cbc:PayableAmount", f"{att_betala:f}", total)
            for belopp in avrundning:
                _put(nya, "cbc:PayableRoundingAmount", f"{belopp:f}", total)
        for namn, tillagg in (("AllowanceTotalAmount", False), ("ChargeTotalAmount", True)):
            belopp = _amounts(justeringar, charges=tillagg)
            if belopp:
                _put(nya, f"cbc:{namn}", f"{sum(belopp):f}", _under(justeringar, "cbc:Amount")[0])


def _amounts(justeringar: list[Element], *, charges: bool) -> list[Decimal]:
    return [
        read_number(text, "AllowanceCharge/Amount")
        for el in justeringar
        if ("".join(_texts([el], "cbc:ChargeIndicator")).lower() in ("true", "1")) == charges
        for text in _texts([el], "cbc:Amount")
    ]


def _add_line(el: Element, ubl: Element, typ: str) -> None:
    rad = _branch(ubl, f"cac:{typ}Line")
    _move(el, rad, "cac:ID", "cbc:ID")
    for antal in _under([el], "cbc:InvoicedQuantity"):
        enhet = antal.get("quantityUnitCode", "").strip()
        nytt = _put(rad, "cbc:InvoicedQuantity" if typ == "Invoice" else "cbc:CreditedQuantity", text_of(antal))
        nytt.set("unitCode", "HUR" if TIMMAR.fullmatch(enhet) else enhet)
    _move(el, rad, "cbc:LineExtensionAmount", "cbc:LineExtensionAmount")
    _move(el, rad, "cbc:Note", "cbc:Note")
    for referens in _under([el], "cac:OrderLineReference"):
        ny = _branch(rad, "cac:OrderLineReference")
        _move(referens, ny, "cac:BuyersLineID", "cbc:LineID")
        _move(referens, ny, "cac:OrderReference/cac:BuyersID", "cac:OrderReference/cbc:ID")
    for justering in _under([el], "cac:AllowanceCharge"):
        _add_adjustment(justering, rad)
    artikel = _branch(rad, "cac:Item")
    _put(artikel, "cbc:Name", " ".join(_texts([el], "cac:Item/cbc:Description")))
    for kategori in _under([el], "cac:Item/cac:TaxCategory"):
        _add_category(kategori, artikel, "cac:ClassifiedTaxCategory")
    for pris in _under([el], "cac:Item/cac:BasePrice"):
        nytt = _branch(rad, "cac:Price")
        _move(pris, nytt, "cbc:PriceAmount", "cbc:PriceAmount")
        _move(pris, nytt, "cbc:BaseQuantity", "cbc:BaseQuantity")


# --- Moving fields --------------------------------------------------------------------------------------------------


def _under(elements: Element | Iterable[Element], path: str) -> list[Element]:
    """All elements at a path below some others, in the order of the document."""
    found = [elements] if isinstance(elements, etree._Element) else list(elements)
    for step in path.split("/"):
        tagg = step.replace("cac:", CAC).replace("cbc:", CBC) if ":" in step else f"{SFTI}{step}"
        found = [barn for el in found for barn in el.iterchildren(tagg)]
    return found


def _texts(elements: Iterable[Element], path: str) -> list[str]:
    return [text for el in _under(elements, path) if (text := text_of(el))]


def _move(fran: Element, till: Element, path: str, ubl_path: str) -> None:
    """Move every field at a path: what stands twice stands twice, so that the reader refuses to choose."""
    for el in _under([fran], path):
        _put(till, ubl_path, text_of(el), el)


def _put(under: Element, path: str, text: str, av: Element | None = None) -> Element:
    """A new field at a path; the groups on the way are made where they are missing."""
    *grupper, blad = steps(path)
    for grupp in grupper:
        funnen = under.find(grupp)
        under = etree.SubElement(under, grupp) if funnen is None else funnen
    nytt = etree.SubElement(under, blad)
    nytt.text = text
    valuta = av.get("amountCurrencyID", "") if av is not None else ""
    if valuta:
        nytt.set("currencyID", valuta)
    return nytt


def _branch(under: Element, path: str, falt: Iterable[tuple[str, str]] = ()) -> Element:
    """A new group, with fields."""
    [grupp] = steps(path)
    ny = etree.SubElement(under, grupp)
    for vag, text in falt:
        _put(ny, vag, text)
    return ny
