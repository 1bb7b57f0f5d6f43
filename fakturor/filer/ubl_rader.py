"""The lines of a UBL invoice or credit note, their allowances and charges, and the VAT breakdown."""

from decimal import Decimal

from fakturor.filer.faktura import FakturaAvvisad, LastJustering, LastMomskategori, LastMomsrad, LastRad
from fakturor.filer.ubl_falt import (
    Element,
    amount,
    every,
    field,
    one,
    read_period,
    required_amount,
    text,
    texts,
)

MAX_RADER = 5_000
RADER = {
    "faktura": ("cac:InvoiceLine", "cbc:InvoicedQuantity"),
    "kreditnota": ("cac:CreditNoteLine", "cbc:CreditedQuantity"),
}
SANT = {"true": True, "1": True, "false": False, "0": False}


def read_rader(rot: Element, typ: str) -> tuple[LastRad, ...]:
    radtagg, antalstagg = RADER[typ]
    rader = list(every(rot, radtagg))
    if len(rader) > MAX_RADER:
        raise FakturaAvvisad(f"Fakturan har {len(rader)} rader. Högst {MAX_RADER} rader tas emot.", field("", radtagg))
    return tuple(_read_rad(rad, ordning, antalstagg, field("", radtagg)) for ordning, rad in enumerate(rader, start=1))


def _read_rad(rad: Element, ordning: int, antalstagg: str, radfalt: str) -> LastRad:
    falt = f"{radfalt}[{ordning}]"
    antal = one(rad, antalstagg, falt)
    artikel, prisfalt = one(rad, "cac:Item", falt), one(rad, "cac:Price", falt)
    prisbas = amount(prisfalt, "cbc:BaseQuantity", f"{falt}/Price")
    if prisbas is not None and prisbas == 0:
        basfalt = f"{falt}/Price/BaseQuantity"
        raise FakturaAvvisad(
            f"Fältet {basfalt} säger att priset gäller 0 enheter, så priset går inte att läsa.", basfalt
        )
    prisjustering = one(prisfalt, "cac:AllowanceCharge", f"{falt}/Price")
    return LastRad(
        id=text(rad, "cbc:ID", falt),
        ordning=ordning,
        antal=amount(rad, antalstagg, falt),
        enhet="" if antal is None else antal.get("unitCode", "").strip(),
        belopp=required_amount(rad, "cbc:LineExtensionAmount", falt, "BR-24"),
        pris=amount(prisfalt, "cbc:PriceAmount", f"{falt}/Price"),
        prisbas=Decimal(1) if prisbas is None else prisbas,
        prisbas_enhet="" if prisbas is None else one(prisfalt, "cbc:BaseQuantity").get("unitCode", "").strip(),
        bruttopris=amount(prisjustering, "cbc:BaseAmount", f"{falt}/Price/AllowanceCharge"),
        prisavdrag=amount(prisjustering, "cbc:Amount", f"{falt}/Price/AllowanceCharge"),
        justeringar=read_justeringar(rad, falt),
        benamning=text(artikel, "cbc:Name", f"{falt}/Item"),
        noteringar=texts(rad, "cbc:Note"),
        accounting_cost=text(rad, "cbc:AccountingCost", falt),
        orderradsreferenser=(
            *texts(rad, "cac:OrderLineReference/cbc:LineID"),
            *texts(rad, "cac:OrderLineReference/cac:OrderReference/cbc:ID"),
        ),
        egenskaper=_read_egenskaper(artikel, falt),
        period=read_period(rad, falt),
        moms=_read_momskategori(one(artikel, "cac:ClassifiedTaxCategory", f"{falt}/Item"), f"{falt}/Item"),
        falt=falt,
    )


def _read_egenskaper(artikel: Element | None, falt: str) -> tuple[tuple[str, str], ...]:
    under = f"{falt}/Item/AdditionalItemProperty"
    return tuple(
        (text(egenskap, "cbc:Name", under), text(egenskap, "cbc:Value", under))
        for egenskap in every(artikel, "cac:AdditionalItemProperty")
    )


def read_justeringar(el: Element, under: str = "") -> tuple[LastJustering, ...]:
    """The allowances and charges that stand directly on the document or the line."""
    return tuple(
        _read_justering(justering, field(under, f"cac:AllowanceCharge[{nummer}]"))
        for nummer, justering in enumerate(every(el, "cac:AllowanceCharge"), start=1)
    )


def _read_justering(el: Element, falt: str) -> LastJustering:
    riktning = text(el, "cbc:ChargeIndicator", falt).lower()
    if riktning not in SANT:
        raise FakturaAvvisad(
            f"Fältet {falt}/ChargeIndicator säger inte om beloppet är ett avdrag eller ett tillägg.",
            f"{falt}/ChargeIndicator",
            "PEPPOL-EN16931-R043",
        )
    return LastJustering(
        ar_tillagg=SANT[riktning],
        belopp=required_amount(el, "cbc:Amount", falt, "BR-36" if SANT[riktning] else "BR-31"),
        bas=amount(el, "cbc:BaseAmount", falt),
        procent=amount(el, "cbc:MultiplierFactorNumeric", falt),
        moms=_read_momskategori(one(el, "cac:TaxCategory", falt), falt),
        falt=falt,
    )


def _read_momskategori(el: Element | None, falt: str) -> LastMomskategori | None:
    kategori = text(el, "cbc:ID", falt)
    return LastMomskategori(kategori, amount(el, "cbc:Percent", falt)) if kategori else None


def find_tax_totals(rot: Element, valuta: str) -> list[Element]:
    """The VAT totals in the currency of the invoice. A total in another currency is for the seller's accounts only."""
    return [
        total
        for total in every(rot, "cac:TaxTotal")
        if next(every(total, "cac:TaxSubtotal"), None) is not None or _currency(total) in ("", valuta)
    ]


def _currency(total: Element) -> str:
    belopp = one(total, "cbc:TaxAmount", "TaxTotal")
    return "" if belopp is None else belopp.get("currencyID", "").strip()


def read_momsrader(total: Element | None) -> tuple[LastMomsrad, ...]:
    return tuple(
        _read_momsrad(delsumma, f"TaxTotal/TaxSubtotal[{nummer}]")
        for nummer, delsumma in enumerate(every(total, "cac:TaxSubtotal"), start=1)
    )


def _read_momsrad(el: Element, falt: str) -> LastMomsrad:
    kategori = one(el, "cac:TaxCategory", falt)
    return LastMomsrad(
        kategori=text(kategori, "cbc:ID", falt),
        procent=amount(kategori, "cbc:Percent", f"{falt}/TaxCategory"),
        underlag=required_amount(el, "cbc:TaxableAmount", falt, "BR-45"),
        moms=required_amount(el, "cbc:TaxAmount", falt, "BR-46"),
        skal=" ".join(texts(kategori, "cbc:TaxExemptionReason")),
    )
