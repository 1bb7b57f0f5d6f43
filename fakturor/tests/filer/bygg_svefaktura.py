"""Svefakturor for assistance, as an older system would write them. All parties are invented."""

from decimal import Decimal
from xml.sax.saxutils import escape

from fakturor.tests.filer.bygg_ubl import BANKGIRO, KOPARE_ORGNR, SALJARE_ORGNR

NAMNRYMDER = (
    'xmlns="urn:sfti:documents:BasicInvoice:1:0" xmlns:cac="urn:sfti:CommonAggregateComponents:1:0" '
    'xmlns:cbc="urn:oasis:names:tc:ubl:CommonBasicComponents:1:0"'
)


def build_svefaktura(
    *rader: tuple[str, str, str], typ: str = "380", efter: str = "", enhet: str = "tim", **andra
) -> bytes:
    """An invoice without a fault; a line is hours, price and amount. Keywords replace a value by its name below."""
    rader = rader or (("124", "284", "35216"),)
    summa = sum(Decimal(belopp) for _, _, belopp in rader)
    falt = {
        "ID": "S-2015-7",
        "IssueDate": "2015-05-04",
        "DuePaymentDate": "2015-06-03",
        "valuta": "SEK",
        "StartDateTime": "2015-04-01T00:00:00",
        "EndDateTime": "2015-04-30T00:00:00",
        "saljare": f"{SALJARE_ORGNR[:6]}-{SALJARE_ORGNR[6:]}",
        "avtal": "B-1001",
        "bestallare": "LSS-01",
        "konto": f"{BANKGIRO[:3]}-{BANKGIRO[3:]}",
        "bank": "BGABSESS",
        "notering": "Personlig assistans i april",
        "total": summa,
        "avrundning": "",
        "mottagare": "",
    } | andra
    falt = {n: escape(str(v)) for n, v in falt.items()}
    avrundning = falt["avrundning"] and f"<cac:RoundOffAmount>{falt['avrundning']}</cac:RoundOffAmount>"
    mottagare = (
        falt["mottagare"] and f"<cac:PayeePartyName><cbc:Name>{falt['mottagare']}</cbc:Name></cac:PayeePartyName>"
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice {NAMNRYMDER}>
  <ID>{falt["ID"]}</ID>
  <cbc:IssueDate>{falt["IssueDate"]}</cbc:IssueDate>
  <InvoiceTypeCode>{typ}</InvoiceTypeCode>
  <cbc:Note>{falt["notering"]}</cbc:Note>
  <InvoiceCurrencyCode>{falt["valuta"]}</InvoiceCurrencyCode>
  <LineItemCountNumeric>{len(rader)}</LineItemCountNumeric>
  <AdditionalDocumentReference>
    <cac:ID identificationSchemeID="CT">{falt["avtal"]}</cac:ID></AdditionalDocumentReference>
  <cac:BuyerParty>{_party("Exempelstads kommun", KOPARE_ORGNR)}</cac:BuyerParty>
  <cac:SellerParty>{_party("Björkdungens Assistans AB", falt["saljare"])}</cac:SellerParty>
  <cac:PaymentMeans>
    <cac:PaymentMeansTypeCode>1</cac:PaymentMeansTypeCode>
    <cbc:DuePaymentDate>{falt["DuePaymentDate"]}</cbc:DuePaymentDate>
    <cac:PayeeFinancialAccount><cac:ID>{falt["konto"]}</cac:ID>
      <cac:FinancialInstitutionBranch><cac:FinancialInstitution><cac:ID>{falt["bank"]}</cac:ID>
      </cac:FinancialInstitution></cac:FinancialInstitutionBranch>
      <cac:PaymentInstructionID>20157</cac:PaymentInstructionID></cac:PayeeFinancialAccount>{mottagare}
  </cac:PaymentMeans>
  <cac:TaxTotal><cbc:TotalTaxAmount amountCurrencyID="SEK">0.00</cbc:TotalTaxAmount>
    <cac:TaxSubTotal><cbc:TaxableAmount amountCurrencyID="SEK">{summa}</cbc:TaxableAmount>
      <cbc:TaxAmount amountCurrencyID="SEK">0.00</cbc:TaxAmount>{_category()}</cac:TaxSubTotal></cac:TaxTotal>
  <cac:LegalTotal>
    <cbc:LineExtensionTotalAmount amountCurrencyID="SEK">{summa}</cbc:LineExtensionTotalAmount>
    <cbc:TaxExclusiveTotalAmount amountCurrencyID="SEK">{summa}</cbc:TaxExclusiveTotalAmount>
    <cbc:TaxInclusiveTotalAmount amountCurrencyID="SEK">{falt["total"]}</cbc:TaxInclusiveTotalAmount>{avrundning}
  </cac:LegalTotal>
  {"".join(_line(nummer, rad, enhet) for nummer, rad in enumerate(rader, start=1))}
  <RequisitionistDocumentReference><cac:ID>{falt["bestallare"]}</cac:ID></RequisitionistDocumentReference>
  {efter}
  <InvoicingPeriod><cbc:StartDateTime>{falt["StartDateTime"]}</cbc:StartDateTime>
    <cbc:EndDateTime>{falt["EndDateTime"]}</cbc:EndDateTime></InvoicingPeriod>
</Invoice>""".encode()


def _party(namn: str, orgnr: str) -> str:
    return f"""<cac:Party><cac:PartyIdentification><cac:ID>7300000000014</cac:ID></cac:PartyIdentification>
    <cac:PartyName><cbc:Name>{namn}</cbc:Name></cac:PartyName>
    <cac:Address><cac:Country><cac:IdentificationCode>SE</cac:IdentificationCode></cac:Country></cac:Address>
    <cac:PartyTaxScheme><cac:CompanyID>SE{orgnr.replace("-", "")}01</cac:CompanyID>
      <cac:TaxScheme><cac:ID>VAT</cac:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyTaxScheme><cac:CompanyID>{orgnr}</cac:CompanyID>
      <cbc:ExemptionReason>F-skattebevis finns</cbc:ExemptionReason>
      <cac:TaxScheme><cac:ID>SWT</cac:ID></cac:TaxScheme></cac:PartyTaxScheme></cac:Party>"""


def _category() -> str:
    return (
        "<cac:TaxCategory><cac:ID>E</cac:ID><cbc:Percent>0</cbc:Percent>"
        "<cbc:ExemptionReason>Undantag för social omsorg</cbc:ExemptionReason>"
        "<cac:TaxScheme><cac:ID>VAT</cac:ID></cac:TaxScheme></cac:TaxCategory>"
    )


def _line(nummer: int, rad: tuple[str, str, str], enhet: str) -> str:
    antal, pris, belopp = rad
    return f"""<cac:InvoiceLine><cac:ID>{nummer}</cac:ID>
    <cbc:InvoicedQuantity quantityUnitCode="{enhet}">{antal}</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount amountCurrencyID="SEK">{belopp}</cbc:LineExtensionAmount>
    <cac:OrderLineReference><cac:BuyersLineID>B-1001</cac:BuyersLineID></cac:OrderLineReference>
    <cac:Item><cbc:Description>Personlig assistans, aktiv tid</cbc:Description>{_category()}
      <cac:BasePrice><cbc:PriceAmount amountCurrencyID="SEK">{pris}</cbc:PriceAmount></cac:BasePrice></cac:Item>
  </cac:InvoiceLine>"""
