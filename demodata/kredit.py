"""Kreditnotan för en faktura i maj som anordnaren har lagt moms på."""

from demodata.efaktura import UBL, write_invoice
from demodata.kommun import MAJ
from demodata.manad import Underlag

ORGNR, FAKTURA, NUMMER = "5599090015", "2204", "2204-K"
"""Fakturan lägger på 25 procent moms. Anordnaren krediterar den och lovar en ny."""

BYTEN = (
    (f'<Invoice xmlns="{UBL}Invoice-2"', f'<CreditNote xmlns="{UBL}CreditNote-2"'),
    ("</Invoice>", "</CreditNote>"),
    ("<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>"),
    ("cac:InvoiceLine>", "cac:CreditNoteLine>"),
    ("cbc:InvoicedQuantity", "cbc:CreditedQuantity"),
)


def write_credit_note(underlag: list[Underlag]) -> bytes:
    """The whole of the invoice as a credit note that refers to it, the same bytes every time."""
    fakturan = next(u for u in underlag if (u.orgnr, u.nummer, u.manad) == (ORGNR, FAKTURA, MAJ))
    text = write_invoice(fakturan).decode()
    for fran, till in BYTEN:
        text = text.replace(fran, till)
    text = text.replace(f"  <cbc:DueDate>{fakturan.forfaller}</cbc:DueDate>\n", "")
    text = text.replace(f"<cbc:ID>{FAKTURA}</cbc:ID>", f"<cbc:ID>{NUMMER}</cbc:ID>", 1)
    avser = f"<cac:InvoiceDocumentReference><cbc:ID>{FAKTURA}</cbc:ID></cac:InvoiceDocumentReference>"
    plats = "  <cac:AccountingSupplierParty>"
    return text.replace(plats, f"  <cac:BillingReference>{avser}</cac:BillingReference>\n{plats}", 1).encode()
