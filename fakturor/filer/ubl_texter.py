"""Every text that a person can have written in an invoice, so that a name or a personnummer in it is found.

What is left out is named here, not what is taken: a text in an unexpected place must not escape the search.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fakturor.filer.faktura import LastText
from fakturor.filer.ubl_falt import CAC, CBC, XML_SPACE, Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Avgransning:
    """What is no free text in a format, by the full names of the elements.

    `utan_deltrad` is the seller's, and whoever is paid in its place: their own numbers and contacts. `nummer` is the
    document's own, `radnummer` that of the groups in `egna_id`; every other ID is a reference somebody has chosen.
    """

    utan_deltrad: frozenset[str]
    utan_falt: frozenset[str]
    nummer: str
    radnummer: str
    egna_id: frozenset[str]


# Figures, dates and codes, which the document's own structure gives their meaning.
STRUKTUR = ("Amount", "Quantity", "Date", "Time", "Code", "Percent", "Indicator", "Numeric", "EndpointID", "CompanyID")
BILAGA = f"{CBC}EmbeddedDocumentBinaryObject"  # what is in it is read by itself; its name is a text
UBL = Avgransning(
    utan_deltrad=frozenset(
        f"{CAC}{namn}"
        for namn in (
            "AccountingSupplierParty",
            "PayeeParty",
            "TaxRepresentativeParty",
            "PayeeFinancialAccount",
            "TaxScheme",
        )
    ),
    utan_falt=frozenset(
        f"{CBC}{namn}"
        for namn in ("UBLVersionID", "CustomizationID", "ProfileID", "PaymentID", "UUID", "Telephone", "Telefax")
    ),
    nummer=f"{CBC}ID",
    radnummer=f"{CBC}ID",
    egna_id=frozenset(
        f"{CAC}{namn}" for namn in ("InvoiceLine", "CreditNoteLine", "TaxCategory", "ClassifiedTaxCategory")
    ),
)


def read_texter(rot: Element, gransen: Avgransning = UBL) -> tuple[LastText, ...]:
    return tuple(_walk(rot, "", gransen))


def _walk(el: Element, falt: str, gransen: Avgransning) -> Iterator[LastText]:
    for barn in el:
        tagg = barn.tag
        if tagg in gransen.utan_deltrad or tagg in gransen.utan_falt or tagg.endswith(STRUKTUR):
            continue
        egen_id = (tagg == gransen.nummer and not falt) or (tagg == gransen.radnummer and el.tag in gransen.egna_id)
        namn = tagg.rpartition("}")[2]
        barnfalt = f"{falt}/{namn}" if falt else namn
        skrivet = (barn.get("filename", "") if tagg == BILAGA else barn.text or "").strip(XML_SPACE)
        if skrivet and not egen_id:
            yield LastText(barnfalt, skrivet)
        if len(barn):
            yield from _walk(barn, barnfalt, gransen)
        efter = (barn.tail or "").strip(XML_SPACE)
        if efter:
            yield LastText(falt or "dokumentet", efter)
