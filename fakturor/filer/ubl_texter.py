"""Every text that a person can have written in an invoice, so that a name or a personnummer in it is found.

What is left out is named here, not what is taken: a text in an unexpected place must not escape the search.
"""

from collections.abc import Iterator

from fakturor.filer.faktura import LastText
from fakturor.filer.ubl_falt import CAC, CBC, XML_SPACE, Element

# The seller's, and whoever is paid in its place: their own numbers and contacts.
UTAN_DELTRAD = {
    f"{CAC}AccountingSupplierParty",
    f"{CAC}PayeeParty",
    f"{CAC}TaxRepresentativeParty",
    f"{CAC}PayeeFinancialAccount",
    f"{CAC}TaxScheme",
}
# Figures, dates and codes, which the document's own structure gives their meaning.
STRUKTUR = ("Amount", "Quantity", "Date", "Time", "Code", "Percent", "Indicator", "Numeric", "EndpointID", "CompanyID")
STRUKTUR_FALT = {
    f"{CBC}{namn}"
    for namn in ("UBLVersionID", "CustomizationID", "ProfileID", "PaymentID", "UUID", "Telephone", "Telefax")
}
BILAGA = f"{CBC}EmbeddedDocumentBinaryObject"  # what is in it is read by itself; its name is a text
# The number of the document, of its lines and of a tax category; every other ID is a reference somebody has chosen.
EGNA_ID = {f"{CAC}InvoiceLine", f"{CAC}CreditNoteLine", f"{CAC}TaxCategory", f"{CAC}ClassifiedTaxCategory"}


def read_texter(rot: Element) -> tuple[LastText, ...]:
    return tuple(_walk(rot, ""))


def _walk(el: Element, falt: str) -> Iterator[LastText]:
    for barn in el:
        tagg = barn.tag
        if tagg in UTAN_DELTRAD or tagg in STRUKTUR_FALT or tagg.endswith(STRUKTUR):
            continue
        egen_id = tagg == f"{CBC}ID" and (not falt or el.tag in EGNA_ID)
        namn = tagg.rpartition("}")[2]
        barnfalt = f"{falt}/{namn}" if falt else namn
        skrivet = (barn.get("filename", "") if tagg == BILAGA else barn.text or "").strip(XML_SPACE)
        if skrivet and not egen_id:
            yield LastText(barnfalt, skrivet)
        if len(barn):
            yield from _walk(barn, barnfalt)
        efter = (barn.tail or "").strip(XML_SPACE)
        if efter:
            yield LastText(falt or "dokumentet", efter)
