"""E-invoices in UBL 2.1, Peppol BIS Billing 3, or in Svefaktura 1.0: from the bytes that arrived to a `LastFaktura`.

Refused are only files that cannot be read, that are hostile or something other than an invoice, and currencies other
than SEK. Every other fault is taken in with the invoice, as an `Anmarkning` that its control shows.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext

from lxml import etree

from fakturor.filer import svefaktura
from fakturor.filer.bilagor import read_bilagor
from fakturor.filer.en16931 import check_invoice
from fakturor.filer.faktura import FakturaAvvisad, LastFaktura
from fakturor.filer.ubl_falt import (
    EXAKT,
    Element,
    amount,
    field,
    one,
    plain,
    read_date,
    read_period,
    required_amount,
    text,
    texts,
)
from fakturor.filer.ubl_parter import (
    KOPARE,
    SALJARE,
    has_f_skatt,
    read_konton,
    read_leverantor_id,
    read_namn,
    read_orgnr,
    read_payee,
)
from fakturor.filer.ubl_rader import find_tax_totals, read_justeringar, read_momsrader, read_rader
from fakturor.filer.ubl_texter import read_texter
from fakturor.filer.xml_skydd import parse_xml

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
SBDH = "{http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader}"
TYPER = {f"{{{UBL}Invoice-2}}Invoice": "faktura", f"{{{UBL}CreditNote-2}}CreditNote": "kreditnota"}
VALUTA = "SEK"
MAX_NUMMER = 100
SUMMOR = "LegalMonetaryTotal"
# What else a buyer is sent, by the name of its outermost element.
ANDRA_DOKUMENT = {
    "Order": "en order",
    "OrderResponse": "ett ordersvar",
    "OrderChange": "en orderändring",
    "OrderCancellation": "en avbeställning",
    "DespatchAdvice": "en leveransavisering",
    "Catalogue": "en katalog",
    "ApplicationResponse": "ett svarsmeddelande",
    "Reminder": "en påminnelse",
    "Statement": "ett kontoutdrag",
    "CrossIndustryInvoice": "en faktura i formatet CII",
    "CrossIndustryDocument": "en faktura i formatet CII",
    "ObjectEnvelope": "en Svefaktura i sitt kuvert",
    "html": "en webbsida (HTML)",
    "Finvoice": "en faktura i formatet Finvoice",
}


def read_invoice(data: bytes) -> LastFaktura:
    """Read one invoice or credit note. Raises FakturaAvvisad when the file is not taken in."""
    rot = unwrap(parse_xml(data))
    with localcontext(EXAKT):
        if rot.tag == svefaktura.ROT:
            return _read_svefaktura(rot)
        faktura = _read(rot, TYPER[rot.tag])
        return replace(faktura, anmarkningar=tuple(check_invoice(rot, faktura)))


def _read_svefaktura(rot: Element) -> LastFaktura:
    try:
        ubl = svefaktura.as_ubl(rot)
        faktura = _read(ubl, TYPER[ubl.tag])
    except FakturaAvvisad as avvisad:
        falt = svefaktura.in_own_words(avvisad.falt) if avvisad.falt else None
        raise FakturaAvvisad(svefaktura.in_own_words(avvisad.orsak), falt, avvisad.regel) from None
    return replace(
        faktura,
        format="svefaktura",
        texter=read_texter(rot, svefaktura.TEXTER),
        rader=tuple(replace(rad, falt=svefaktura.in_own_words(rad.falt)) for rad in faktura.rader),
        anmarkningar=tuple(
            replace(a, falt=svefaktura.in_own_words(a.falt), text=svefaktura.in_own_words(a.text))
            for a in check_invoice(ubl, faktura)
            if a.regel not in svefaktura.GALLER_INTE
        ),
    )


def unwrap(rot: Element) -> Element:
    """The invoice itself, taken out of its transport envelope (SBDH) when it has one."""
    if rot.tag == f"{SBDH}StandardBusinessDocument":
        innehall = [barn for barn in rot if barn.tag != f"{SBDH}StandardBusinessDocumentHeader"]
        if len(innehall) != 1:
            raise FakturaAvvisad(f"Kuvertet (SBDH) innehåller {len(innehall)} dokument, och det ska innehålla ett.")
        rot = innehall[0]
    if rot.tag not in TYPER and rot.tag != svefaktura.ROT:
        raise FakturaAvvisad(f"Filen är {_name_of(rot)}, inte en faktura i Peppol BIS Billing 3 eller Svefaktura 1.0.")
    return rot


def _name_of(rot: Element) -> str:
    tagg = etree.QName(rot)
    if tagg.namespace == "urn:sfti:documents:StandardBusinessDocumentHeader":
        return "ett kuvert med en eller flera Svefakturor"
    if tagg.localname in ("Invoice", "CreditNote"):
        return f"ett dokument med namnet {tagg.localname} i en annan standard"
    return ANDRA_DOKUMENT.get(tagg.localname, "ett XML-dokument av ett annat slag")


def _read(rot: Element, typ: str) -> LastFaktura:
    nummer, valuta = _read_nummer(rot), _read_valuta(rot)
    totaler = find_tax_totals(rot, valuta)
    momstotal = next((total for total in totaler if read_momsrader(total)), totaler[0] if totaler else None)
    kopare = one(rot, KOPARE)
    return LastFaktura(
        typ=typ,
        nummer=nummer,
        leverantor_id=read_leverantor_id(rot),
        leverantor_namn=read_namn(one(rot, SALJARE), field("", SALJARE)),
        leverantor_f_skatt=has_f_skatt(rot),
        kopare_id=read_orgnr(kopare, field("", KOPARE)),
        kopare_namn=read_namn(kopare, field("", KOPARE)),
        fakturadatum=read_date(text(rot, "cbc:IssueDate")),
        forfallodatum=_read_forfallodatum(rot),
        valuta=valuta,
        kontraktsreferenser=texts(rot, "cac:ContractDocumentReference/cbc:ID"),
        orderreferens=text(rot, "cac:OrderReference/cbc:ID"),
        accounting_cost=text(rot, "cbc:AccountingCost"),
        buyer_reference=text(rot, "cbc:BuyerReference"),
        avser_faktura=texts(rot, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
        period=read_period(rot),
        konton=read_konton(rot),
        payee=read_payee(rot),
        **_read_summor(rot),
        moms=amount(momstotal, "cbc:TaxAmount", "TaxTotal"),
        momsrader=read_momsrader(momstotal),
        justeringar=read_justeringar(rot),
        rader=read_rader(rot, typ),
        texter=read_texter(rot),
        bilagor=read_bilagor(rot),
    )


def _read_nummer(rot: Element) -> str:
    nummer = text(rot, "cbc:ID")
    if not nummer:
        raise FakturaAvvisad("Fakturanumret saknas: fältet ID är tomt eller finns inte.", "ID", "BR-02")
    if len(nummer) > MAX_NUMMER:
        raise FakturaAvvisad(f"Fakturanumret är längre än {MAX_NUMMER} tecken.", "ID")
    return nummer


def _read_valuta(rot: Element) -> str:
    falt = "cbc:DocumentCurrencyCode"
    valuta = text(rot, falt)
    if not valuta:
        raise FakturaAvvisad(f"Valutan saknas: fältet {plain(falt)} är tomt eller finns inte.", plain(falt), "BR-05")
    if valuta != VALUTA:
        raise FakturaAvvisad(
            f"Fakturan är i valutan {valuta[:10]}. Bara fakturor i svenska kronor tas emot.", plain(falt)
        )
    return valuta


def _read_forfallodatum(rot: Element) -> date | None:
    """The due date; a credit note has its under the means of payment."""
    skrivna = texts(rot, "cbc:DueDate") or texts(rot, "cac:PaymentMeans/cbc:PaymentDueDate")
    return read_date(skrivna[0]) if len(set(skrivna)) == 1 else None


def _read_summor(rot: Element) -> dict[str, Decimal | None]:
    summor = one(rot, "cac:LegalMonetaryTotal")
    return {
        "radsumma": required_amount(summor, "cbc:LineExtensionAmount", SUMMOR, "BR-12"),
        "avdrag": amount(summor, "cbc:AllowanceTotalAmount", SUMMOR),
        "tillagg": amount(summor, "cbc:ChargeTotalAmount", SUMMOR),
        "utan_moms": required_amount(summor, "cbc:TaxExclusiveAmount", SUMMOR, "BR-13"),
        "med_moms": required_amount(summor, "cbc:TaxInclusiveAmount", SUMMOR, "BR-14"),
        "forskott": amount(summor, "cbc:PrepaidAmount", SUMMOR),
        "avrundning": amount(summor, "cbc:PayableRoundingAmount", SUMMOR),
        "att_betala": required_amount(summor, "cbc:PayableAmount", SUMMOR, "BR-15"),
    }
