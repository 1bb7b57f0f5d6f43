"""The rules that Peppol BIS Billing 3 adds to EN 16931, as far as they bear on what is paid and to whom."""

from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from assistans.svenska import antal_i_ord, decimal, kronor, upprakning
from fakturor.filer.faktura import Anmarkning, LastFaktura, LastJustering, LastRad
from fakturor.filer.ubl_falt import CBC, Element, every, field, text_of
from fakturor.filer.ubl_rader import RADER, find_tax_totals

MARGINAL = Decimal("0.02")
WIDE = Context(prec=200)
BELOPPSFALT = [
    f"{CBC}{namn}"
    for namn in (
        "Amount",
        "BaseAmount",
        "PriceAmount",
        "TaxAmount",
        "TaxableAmount",
        "LineExtensionAmount",
        "TaxExclusiveAmount",
        "TaxInclusiveAmount",
        "AllowanceTotalAmount",
        "ChargeTotalAmount",
        "PrepaidAmount",
        "PayableRoundingAmount",
        "PayableAmount",
    )
]


def check_peppol(rot: Element, faktura: LastFaktura) -> Iterator[Anmarkning]:
    if not faktura.buyer_reference and not faktura.orderreferens:
        text = "Fakturan har varken köparens referens eller ett ordernummer."
        yield Anmarkning("PEPPOL-EN16931-R003", "BuyerReference", text, "G09")
    yield from _check_tax_totals(rot, faktura)
    yield from _check_currency(rot, faktura)
    for justering in faktura.justeringar:
        yield from _check_justering(justering)
    for rad in faktura.rader:
        yield from _check_line_amount(rad)
        yield from _check_price(rad)
        for justering in rad.justeringar:
            yield from _check_justering(justering)
    vag = f"{RADER[faktura.typ][0]}/cac:Price/cac:AllowanceCharge/cbc:ChargeIndicator"
    if any(text_of(riktning).lower() not in ("false", "0") for riktning in every(rot, vag)):
        text = "Ett tillägg står inne i priset på en rad. Där får bara ett avdrag stå."
        yield Anmarkning("PEPPOL-EN16931-R044", field("", vag), text, "G01")
    yield from _check_konton(faktura)


def _check_tax_totals(rot: Element, faktura: LastFaktura) -> Iterator[Anmarkning]:
    totaler = find_tax_totals(rot, faktura.valuta)
    if len(totaler) > 1:
        text = f"Fakturan har {antal_i_ord(len(totaler), 'summa', 'summor')} för momsen, och det ska vara en."
        yield Anmarkning("PEPPOL-EN16931-R053", "TaxTotal", text, "G01")


def _check_currency(rot: Element, faktura: LastFaktura) -> Iterator[Anmarkning]:
    """R051. The VAT total in the seller's own accounting currency is the one amount that may be in another."""
    i_valutan = set(find_tax_totals(rot, faktura.valuta))
    andra: Counter[str] = Counter()
    for el in rot.iter(*BELOPPSFALT):
        valuta = el.get("currencyID", "").strip()
        if valuta == faktura.valuta:
            continue
        foralder = el.getparent()
        if el.tag == f"{CBC}TaxAmount" and foralder.tag.endswith("TaxTotal") and foralder not in i_valutan:
            continue
        andra[valuta] += 1
    for valuta, gang in andra.items():
        vad = f"valutan {valuta[:10]}" if valuta else "ingen valuta"
        text = f"{antal_i_ord(gang, 'belopp', 'belopp').capitalize()} har {vad}, men fakturan är i {faktura.valuta}."
        yield Anmarkning("PEPPOL-EN16931-R051", "currencyID", text, "G01")


def _check_justering(justering: LastJustering) -> Iterator[Anmarkning]:
    """R040: an allowance or charge stated with base and per cent is their product."""
    if justering.bas is None or justering.procent is None:
        return
    beraknat = justering.bas * justering.procent / 100
    if abs(justering.belopp - beraknat) > MARGINAL:
        vad = "Tillägget" if justering.ar_tillagg else "Avdraget"
        text = (
            f"{vad} {decimal(justering.procent)} % av {kronor(justering.bas)} blir {kronor(_shown(beraknat))}. "
            f"Fakturan anger {kronor(justering.belopp)}."
        )
        yield Anmarkning("PEPPOL-EN16931-R040", f"{justering.falt}/Amount", text, "G01")


def _check_line_amount(rad: LastRad) -> Iterator[Anmarkning]:
    """R120: the amount of a line is quantity × price + charges − allowances, within two öre."""
    if rad.prisbas < 0:
        text = f"Priset på rad {rad.ordning} gäller {decimal(rad.prisbas)} enheter. Talet ska vara större än noll."
        yield Anmarkning("PEPPOL-EN16931-R121", f"{rad.falt}/Price/BaseQuantity", text, "G01")
    if rad.prisbas_enhet and rad.enhet and rad.prisbas_enhet != rad.enhet:
        text = (
            f"Priset på rad {rad.ordning} gäller enheten {rad.prisbas_enhet[:10]}, men antalet är i {rad.enhet[:10]}."
        )
        yield Anmarkning("PEPPOL-EN16931-R130", f"{rad.falt}/Price/BaseQuantity", text, "G01")
    if rad.antal is None or rad.pris is None:
        return  # BR-22 and BR-26 have said so; a missing figure is never taken for one or zero

    # Multiplied by the base instead of divided, so that nothing has to be rounded.
    justerat = rad.rad_tillagg - rad.rad_avdrag
    if abs((rad.belopp - justerat) * rad.prisbas - rad.antal * rad.pris) <= MARGINAL * abs(rad.prisbas):
        return
    beraknat = _shown(WIDE.add(WIDE.divide(rad.antal * rad.pris, rad.prisbas), justerat))
    per = f" per {decimal(rad.prisbas)}" if rad.prisbas != 1 else ""
    delar = [f"{decimal(rad.antal)} × {kronor(rad.pris)}{per}"]
    delar += [f"tillägg {kronor(rad.rad_tillagg)}"] if rad.rad_tillagg else []
    delar += [f"avdrag {kronor(rad.rad_avdrag)}"] if rad.rad_avdrag else []
    text = (
        f"Rad {rad.ordning}: {upprakning(delar)} blir {kronor(beraknat)}. Fakturan anger {kronor(rad.belopp)}, "
        f"alltså {kronor(abs(rad.belopp - beraknat))} för {'mycket' if rad.belopp > beraknat else 'lite'}."
    )
    yield Anmarkning("PEPPOL-EN16931-R120", f"{rad.falt}/LineExtensionAmount", text, "G01")


def _check_price(rad: LastRad) -> Iterator[Anmarkning]:
    """R046: the price is the gross price less its discount, when they are stated."""
    if rad.pris is None or rad.bruttopris is None or rad.prisavdrag is None:
        return
    if rad.bruttopris - rad.prisavdrag != rad.pris:
        text = (
            f"Rad {rad.ordning}: priset {kronor(rad.bruttopris)} minus avdraget {kronor(rad.prisavdrag)} "
            f"blir {kronor(rad.bruttopris - rad.prisavdrag)}. Fakturan anger {kronor(rad.pris)}."
        )
        yield Anmarkning("PEPPOL-EN16931-R046", f"{rad.falt}/Price/PriceAmount", text, "G01")


def _check_konton(faktura: LastFaktura) -> Iterator[Anmarkning]:
    """The rules allow several accounts; a payment has one."""
    if len(faktura.begarda_konton) > 1:
        text = f"Fakturan begär betalning till {antal_i_ord(len(faktura.begarda_konton), 'konto', 'konton')}."
        yield Anmarkning("KONTO-FLERA", "PaymentMeans/PayeeFinancialAccount", text, "B14")


def _shown(belopp: Decimal) -> Decimal:
    """At most four decimals, for a sentence: a quotient may have no end."""
    return belopp.quantize(Decimal("0.0001"), ROUND_HALF_UP, WIDE)
