"""E-fakturan i Peppol BIS Billing 3, så som en anordnares system skriver den."""

from decimal import Decimal
from xml.sax.saxutils import escape

from demodata import kommun
from demodata.anordnare import PER_ORGNR
from demodata.manad import Fakturarad, Underlag
from demodata.schema import days_of

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
UNDANTAG = "Undantag från moms enligt 3 kap. 4 § mervärdesskattelagen (1994:200)"


def write_invoice(underlag: Underlag) -> bytes:
    """The invoice as a file. Its sums follow from its lines, also where a line is wrong."""
    saljare = PER_ORGNR[underlag.orgnr]
    referenser = {rad.referens for rad in underlag.rader}
    hela = f"<cbc:AccountingCost>{escape(referenser.pop())}</cbc:AccountingCost>" if len(referenser) == 1 else ""
    skatt = _tax_numbers(saljare.orgnr)
    giro = (
        f"<cbc:ID>{underlag.bankgiro}</cbc:ID>"
        "<cac:FinancialInstitutionBranch><cbc:ID>SE:BANKGIRO</cbc:ID></cac:FinancialInstitutionBranch>"
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="{UBL}Invoice-2" xmlns:cac="{UBL}CommonAggregateComponents-2" xmlns:cbc="{UBL}CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
  <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
  <cbc:ID>{escape(underlag.nummer)}</cbc:ID>
  <cbc:IssueDate>{underlag.datum}</cbc:IssueDate>
  <cbc:DueDate>{underlag.forfaller}</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>
  {hela}
  <cbc:BuyerReference>{kommun.REFERENS}</cbc:BuyerReference>
  {_period(underlag)}
  <cac:AccountingSupplierParty>{_party(saljare.orgnr, saljare.namn, skatt)}</cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty>{_party(kommun.ORGNR, kommun.NAMN)}</cac:AccountingCustomerParty>
  <cac:PaymentMeans>
    <cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
    <cbc:PaymentID>{escape(underlag.nummer)}</cbc:PaymentID>
    <cac:PayeeFinancialAccount>{giro}</cac:PayeeFinancialAccount>
  </cac:PaymentMeans>
  <cac:TaxTotal>
    {_sum("TaxAmount", underlag.moms)}
    <cac:TaxSubtotal>
      {_sum("TaxableAmount", underlag.netto)}
      {_sum("TaxAmount", underlag.moms)}
      <cac:TaxCategory>{_tax_category(underlag, with_reason=True)}</cac:TaxCategory>
    </cac:TaxSubtotal>
  </cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    {_sum("LineExtensionAmount", underlag.netto)}
    {_sum("TaxExclusiveAmount", underlag.netto)}
    {_sum("TaxInclusiveAmount", underlag.netto + underlag.moms)}
    {_sum("PayableAmount", underlag.netto + underlag.moms)}
  </cac:LegalMonetaryTotal>
  {"".join(_line(underlag, nummer, rad) for nummer, rad in enumerate(underlag.rader, start=1))}
</Invoice>
""".encode()


def _party(orgnr: str, namn: str, skatt: str = "") -> str:
    return f"""<cac:Party>
    <cbc:EndpointID schemeID="0007">{orgnr}</cbc:EndpointID>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>SE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    {skatt}
    <cac:PartyLegalEntity><cbc:RegistrationName>{escape(namn)}</cbc:RegistrationName>
      <cbc:CompanyID schemeID="0007">{orgnr}</cbc:CompanyID></cac:PartyLegalEntity>
  </cac:Party>"""


def _tax_numbers(orgnr: str) -> str:
    par = ((f"SE{orgnr}01", "VAT"), ("Godkänd för F-skatt", "TAX"))
    return "".join(
        f"<cac:PartyTaxScheme><cbc:CompanyID>{nummer}</cbc:CompanyID>"
        f"<cac:TaxScheme><cbc:ID>{slag}</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
        for nummer, slag in par
    )


def _period(underlag: Underlag) -> str:
    dagar = days_of(underlag.manad)
    return (
        f"<cac:InvoicePeriod><cbc:StartDate>{dagar[0]}</cbc:StartDate>"
        f"<cbc:EndDate>{dagar[-1]}</cbc:EndDate></cac:InvoicePeriod>"
    )


def _tax_category(underlag: Underlag, *, with_reason: bool) -> str:
    kategori = "S" if underlag.momsprocent else "E"
    skal = f"<cbc:TaxExemptionReason>{UNDANTAG}</cbc:TaxExemptionReason>"
    return (
        f"<cbc:ID>{kategori}</cbc:ID><cbc:Percent>{underlag.momsprocent}</cbc:Percent>"
        f"{skal if with_reason and kategori == 'E' else ''}<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
    )


def _line(underlag: Underlag, nummer: int, rad: Fakturarad) -> str:
    notering = f"<cbc:Note>{escape(rad.notering)}</cbc:Note>" if rad.notering else ""
    return f"""<cac:InvoiceLine>
    <cbc:ID>{nummer}</cbc:ID>{notering}
    <cbc:InvoicedQuantity unitCode="HUR">{rad.antal:.2f}</cbc:InvoicedQuantity>
    {_sum("LineExtensionAmount", rad.belopp)}
    <cbc:AccountingCost>{escape(rad.referens)}</cbc:AccountingCost>
    {_period(underlag)}
    <cac:Item><cbc:Name>Personlig assistans</cbc:Name>
      <cac:ClassifiedTaxCategory>{_tax_category(underlag, with_reason=False)}</cac:ClassifiedTaxCategory></cac:Item>
    <cac:Price>{_sum("PriceAmount", rad.pris)}</cac:Price>
  </cac:InvoiceLine>"""


def _sum(falt: str, belopp: Decimal) -> str:
    return f'<cbc:{falt} currencyID="SEK">{belopp:.2f}</cbc:{falt}>'
