"""Invoices for assistance, written by hand as a provider's system would write them. All parties are invented."""

from base64 import b64encode
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
SALJARE_ORGNR = "5599123451"
KOPARE_ORGNR = "5599001129"
BANKGIRO = "9912346"


@dataclass(frozen=True)
class Rad:
    """One line, in hours. `extra` is XML put in before the item, `extra_pris` inside the price."""

    antal: str = "124"
    pris: str = "284"
    belopp: str = "35216"
    enhet: str = "HUR"
    kategori: str = "E"
    procent: str = "0"
    referens: str = "B-1001"
    benamning: str = "Personlig assistans, aktiv tid"
    extra: str = ""
    extra_pris: str = ""


def build_invoice(
    *rader: Rad, typ: str = "Invoice", efter: str = "", moms: str | None = None, momsrader: str | None = None, **andra
) -> bytes:
    """An invoice without a fault. Keywords replace a value by its name in the template below, or a sum by its field."""
    rader = rader or (Rad(),)
    radsumma = sum(Decimal(rad.belopp) for rad in rader)
    kod = {"Invoice": "380", "CreditNote": "381"}[typ]
    falt = {
        "ID": "2026-1017",
        "IssueDate": "2026-02-03",
        "DueDate": "2026-03-05",
        "kod": kod,
        "valuta": "SEK",
        "AccountingCost": "B-1001",
        "BuyerReference": "LSS-01",
        "StartDate": "2026-01-01",
        "EndDate": "2026-01-31",
        "saljare": SALJARE_ORGNR,
        "saljarens_namn": "Björkdungens Assistans AB",
        "saljarens_land": "SE",
        "koparens_land": "SE",
        "momsnummer": f"SE{SALJARE_ORGNR}01",
        "f_skatt": "Godkänd för F-skatt",
        "betalkod": "30",
        "konto": BANKGIRO,
        "branch": "SE:BANKGIRO",
        "ocr": "20261017",
        "LineExtensionAmount": radsumma,
        "TaxExclusiveAmount": radsumma,
        "TaxInclusiveAmount": radsumma,
        "PayableAmount": radsumma,
        "andra_summor": "",
    } | andra
    falt = {namn: escape(str(varde)) if namn != "andra_summor" else varde for namn, varde in falt.items()}
    momsrader = build_momsrad(falt["TaxExclusiveAmount"]) if momsrader is None else momsrader
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{typ} xmlns="{UBL}{typ}-2" xmlns:cac="{UBL}CommonAggregateComponents-2" xmlns:cbc="{UBL}CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
  <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
  <cbc:ID>{falt["ID"]}</cbc:ID>
  <cbc:IssueDate>{falt["IssueDate"]}</cbc:IssueDate>
  <cbc:DueDate>{falt["DueDate"]}</cbc:DueDate>
  <cbc:{typ}TypeCode>{falt["kod"]}</cbc:{typ}TypeCode>
  <cbc:DocumentCurrencyCode>{falt["valuta"]}</cbc:DocumentCurrencyCode>
  <cbc:AccountingCost>{falt["AccountingCost"]}</cbc:AccountingCost>
  <cbc:BuyerReference>{falt["BuyerReference"]}</cbc:BuyerReference>
  <cac:InvoicePeriod><cbc:StartDate>{falt["StartDate"]}</cbc:StartDate>
    <cbc:EndDate>{falt["EndDate"]}</cbc:EndDate></cac:InvoicePeriod>
  <cac:AccountingSupplierParty><cac:Party>
    <cbc:EndpointID schemeID="0007">{falt["saljare"]}</cbc:EndpointID>
    {_address(falt["saljarens_land"])}
    <cac:PartyTaxScheme><cbc:CompanyID>{falt["momsnummer"]}</cbc:CompanyID>
      <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyTaxScheme><cbc:CompanyID>{falt["f_skatt"]}</cbc:CompanyID>
      <cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>{falt["saljarens_namn"]}</cbc:RegistrationName>
      <cbc:CompanyID schemeID="0007">{falt["saljare"]}</cbc:CompanyID></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cbc:EndpointID schemeID="0007">{KOPARE_ORGNR}</cbc:EndpointID>
    {_address(falt["koparens_land"])}
    <cac:PartyLegalEntity><cbc:RegistrationName>Åkerviks kommun</cbc:RegistrationName>
      <cbc:CompanyID schemeID="0007">{KOPARE_ORGNR}</cbc:CompanyID></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingCustomerParty>
  {build_konto(falt["konto"], falt["branch"], kod=falt["betalkod"], ocr=falt["ocr"])}
  {efter}
  <cac:TaxTotal><cbc:TaxAmount currencyID="SEK">{"0" if moms is None else moms}</cbc:TaxAmount>{
        momsrader
    }</cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="SEK">{falt["LineExtensionAmount"]}</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="SEK">{falt["TaxExclusiveAmount"]}</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="SEK">{falt["TaxInclusiveAmount"]}</cbc:TaxInclusiveAmount>
    {falt["andra_summor"]}
    <cbc:PayableAmount currencyID="SEK">{falt["PayableAmount"]}</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
  {"".join(_line(rad, typ, nummer) for nummer, rad in enumerate(rader, start=1))}
</{typ}>""".encode()


def build_konto(konto: str, branch: str, *, kod: str = "30", ocr: str = "20261017") -> str:
    return (
        f"<cac:PaymentMeans><cbc:PaymentMeansCode>{kod}</cbc:PaymentMeansCode><cbc:PaymentID>{ocr}</cbc:PaymentID>"
        f"<cac:PayeeFinancialAccount><cbc:ID>{konto}</cbc:ID><cac:FinancialInstitutionBranch><cbc:ID>{branch}</cbc:ID>"
        f"</cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount></cac:PaymentMeans>"
    )


def build_momsrad(underlag: str, *, moms: str = "0", kategori: str = "E", procent: str = "0", skal: str = "ML") -> str:
    orsak = f"<cbc:TaxExemptionReason>{skal}</cbc:TaxExemptionReason>" if skal else ""
    return (
        f'<cac:TaxSubtotal><cbc:TaxableAmount currencyID="SEK">{underlag}</cbc:TaxableAmount>'
        f'<cbc:TaxAmount currencyID="SEK">{moms}</cbc:TaxAmount><cac:TaxCategory><cbc:ID>{kategori}</cbc:ID>'
        f"<cbc:Percent>{procent}</cbc:Percent>{orsak}<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
        f"</cac:TaxCategory></cac:TaxSubtotal>"
    )


def build_justering(belopp: str, *, tillagg: bool, bas: str = "", procent: str = "", moms: bool = True) -> str:
    """An allowance or charge; `moms` for one on the document, without for one on a line."""
    andel = f"<cbc:MultiplierFactorNumeric>{procent}</cbc:MultiplierFactorNumeric>" if procent else ""
    grund = f'<cbc:BaseAmount currencyID="SEK">{bas}</cbc:BaseAmount>' if bas else ""
    kategori = "<cac:TaxCategory><cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent></cac:TaxCategory>" if moms else ""
    return (
        f"<cac:AllowanceCharge><cbc:ChargeIndicator>{str(tillagg).lower()}</cbc:ChargeIndicator>{andel}"
        f'<cbc:Amount currencyID="SEK">{belopp}</cbc:Amount>{grund}{kategori}</cac:AllowanceCharge>'
    )


def build_bilaga(innehall: bytes, namn: str, mime: str) -> str:
    return (
        f"<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject "
        f"mimeCode={quoteattr(mime)} filename={quoteattr(namn)}>{b64encode(innehall).decode()}"
        f"</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"
    )


def build_summa(falt: str, belopp: str) -> str:
    return f'<cbc:{falt} currencyID="SEK">{belopp}</cbc:{falt}>'


def wrap_in_sbdh(invoice: bytes) -> bytes:
    """The same document in the envelope that the Peppol network carries it in."""
    innehall = invoice.split(b"?>", 1)[1]
    ns = b"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
    return (
        b'<sh:StandardBusinessDocument xmlns:sh="' + ns + b'"><sh:StandardBusinessDocumentHeader>'
        b"<sh:HeaderVersion>1.0</sh:HeaderVersion></sh:StandardBusinessDocumentHeader>"
        + innehall
        + b"</sh:StandardBusinessDocument>"
    )


def _address(land: str) -> str:
    return (
        f"<cac:PostalAddress><cac:Country><cbc:IdentificationCode>{land}</cbc:IdentificationCode></cac:Country>"
        f"</cac:PostalAddress>"
    )


def _line(rad: Rad, typ: str, nummer: int) -> str:
    antal = {"Invoice": "InvoicedQuantity", "CreditNote": "CreditedQuantity"}[typ]
    kostnad = f"<cbc:AccountingCost>{escape(rad.referens)}</cbc:AccountingCost>" if rad.referens else ""
    return f"""<cac:{typ}Line>
    <cbc:ID>{nummer}</cbc:ID>
    <cbc:{antal} unitCode="{rad.enhet}">{rad.antal}</cbc:{antal}>
    <cbc:LineExtensionAmount currencyID="SEK">{rad.belopp}</cbc:LineExtensionAmount>
    {kostnad}{rad.extra}
    <cac:Item><cbc:Name>{escape(rad.benamning)}</cbc:Name>
      <cac:ClassifiedTaxCategory><cbc:ID>{rad.kategori}</cbc:ID><cbc:Percent>{rad.procent}</cbc:Percent>
        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="SEK">{rad.pris}</cbc:PriceAmount>{rad.extra_pris}</cac:Price>
  </cac:{typ}Line>"""
