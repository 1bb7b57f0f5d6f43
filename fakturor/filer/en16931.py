"""Our own reading of EN 16931's rules for an invoice: what must be there, and how the figures hang together.

Each rule has the name it has in the standard (BR-…) and says which of our controls shows it. The amounts are compared
as they are written, to the öre: what a control allows beyond that is said where it is allowed.
"""

from collections.abc import Iterator
from decimal import Decimal

from assistans.svenska import kronor
from fakturor.filer.en16931_moms import check_moms
from fakturor.filer.faktura import Anmarkning, LastFaktura, LastPeriod
from fakturor.filer.peppol import check_peppol
from fakturor.filer.sverige import check_sverige
from fakturor.filer.ubl_falt import Element, every, field, plain, read_date, text_of, texts
from fakturor.filer.ubl_parter import KOPARE, SALJARE
from fakturor.filer.ubl_rader import RADER

SUMMOR = "LegalMonetaryTotal"
# UNTDID 1001: the codes of a credit note. One on an invoice, or another on a credit note, leaves the sign in doubt.
KREDITKODER = {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}

OBLIGATORISKA = (
    ("BR-01", "cbc:CustomizationID", "Uppgiften om vilken specifikation fakturan följer saknas."),
    ("BR-06", f"{SALJARE}/cac:PartyLegalEntity/cbc:RegistrationName", "Leverantörens namn saknas."),
    ("BR-07", f"{KOPARE}/cac:PartyLegalEntity/cbc:RegistrationName", "Köparens namn saknas."),
    (
        "BR-09",
        f"{SALJARE}/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
        "Landet i leverantörens adress saknas.",
    ),
    ("BR-11", f"{KOPARE}/cac:PostalAddress/cac:Country/cbc:IdentificationCode", "Landet i köparens adress saknas."),
)
DATUM = ("cbc:IssueDate", "cbc:DueDate", "cac:PaymentMeans/cbc:PaymentDueDate")
PERIOD = ("cac:InvoicePeriod/cbc:StartDate", "cac:InvoicePeriod/cbc:EndDate")


def check_invoice(rot: Element, faktura: LastFaktura) -> Iterator[Anmarkning]:
    """Everything that is wrong with an invoice that could be read, in the order of the document's parts."""
    yield from _check_obligatoriska(rot, faktura)
    yield from _check_datum(rot, faktura)
    yield from _check_rader(faktura)
    yield from _check_summor(faktura)
    yield from check_moms(faktura)
    yield from check_peppol(rot, faktura)
    yield from check_sverige(rot, faktura)


def _compare(regel: str, falt: str, vad: str, beraknat: Decimal, angivet: Decimal) -> Iterator[Anmarkning]:
    """One finding when two amounts that should be the same are not."""
    if beraknat != angivet:
        text = (
            f"{vad} blir {kronor(beraknat)}. Fakturan anger {kronor(angivet)}, alltså {_how_much(angivet - beraknat)}."
        )
        yield Anmarkning(regel, falt, text, "G01")


def _how_much(skillnad: Decimal) -> str:
    return f"{kronor(abs(skillnad))} för {'mycket' if skillnad > 0 else 'lite'}"


def _check_obligatoriska(rot: Element, faktura: LastFaktura) -> Iterator[Anmarkning]:
    for regel, vag, text in OBLIGATORISKA:
        if not texts(rot, vag):
            yield Anmarkning(regel, plain(vag), text, "form")
    if not faktura.rader:
        yield Anmarkning("BR-16", field("", RADER[faktura.typ][0]), "Fakturan har inga rader.", "G01")

    kodfalt = "InvoiceTypeCode" if faktura.typ == "faktura" else "CreditNoteTypeCode"
    kod = "".join(texts(rot, f"cbc:{kodfalt}"))
    if not kod:
        yield Anmarkning("BR-04", kodfalt, "Koden för vilket slags faktura det är saknas.", "form")
    elif (kod in KREDITKODER) != (faktura.typ == "kreditnota"):
        text = f"Dokumentet är en {faktura.typ}, men koden {kod[:10]} är inte en kod för en {faktura.typ}."
        yield Anmarkning("BR-CL-01", kodfalt, text, "G01")


def _check_datum(rot: Element, faktura: LastFaktura) -> Iterator[Anmarkning]:
    if not texts(rot, "cbc:IssueDate"):
        yield Anmarkning("BR-03", "IssueDate", "Fakturadatum saknas.", "G01")
    for vag in DATUM:
        yield from _unreadable(rot, vag, "")
    yield from _check_period(rot, faktura.period, "", "BR-29")
    for rad, el in zip(faktura.rader, every(rot, RADER[faktura.typ][0]), strict=True):
        yield from _check_period(el, rad.period, rad.falt, "BR-30")


def _unreadable(el: Element, vag: str, under: str) -> Iterator[Anmarkning]:
    for found in every(el, vag):
        if read_date(text_of(found)) is None:
            falt = field(under, vag)
            yield Anmarkning("PEPPOL-EN16931-F001", falt, "Ett datum går inte att läsa som ÅÅÅÅ-MM-DD.", "G01")


def _check_period(el: Element, period: LastPeriod | None, under: str, regel: str) -> Iterator[Anmarkning]:
    falt = field(under, "cac:InvoicePeriod")
    for vag in PERIOD:
        yield from _unreadable(el, vag, under)
    if period is None and len(list(every(el, "cac:InvoicePeriod"))) > 1:
        yield Anmarkning("PERIOD-FLERA", falt, "Flera perioder är angivna, och det ska vara en.", "G01")
    if period and period.fran and period.tom and period.tom < period.fran:
        yield Anmarkning(regel, falt, f"Perioden slutar {period.tom}, före sin början {period.fran}.", "G01")


def _check_rader(faktura: LastFaktura) -> Iterator[Anmarkning]:
    for rad in faktura.rader:
        if not rad.id:
            yield Anmarkning("BR-21", f"{rad.falt}/ID", f"Rad {rad.ordning} saknar radnummer.", "form")
        antalsfalt = f"{rad.falt}/{field('', RADER[faktura.typ][1])}"
        if rad.antal is None:
            yield Anmarkning("BR-22", antalsfalt, f"Rad {rad.ordning} saknar antal.", "G01")
        elif not rad.enhet:
            yield Anmarkning("BR-23", antalsfalt, f"Rad {rad.ordning} saknar enhet för antalet.", "G01")
        if not rad.benamning:
            yield Anmarkning("BR-25", f"{rad.falt}/Item/Name", f"Rad {rad.ordning} saknar benämning.", "form")
        if rad.pris is None:
            yield Anmarkning("BR-26", f"{rad.falt}/Price/PriceAmount", f"Rad {rad.ordning} saknar pris.", "G01")
        elif rad.pris < 0:
            text = f"Priset på rad {rad.ordning} är {kronor(rad.pris)}. Ett pris får inte vara mindre än noll."
            yield Anmarkning("BR-27", f"{rad.falt}/Price/PriceAmount", text, "G01")
        if rad.bruttopris is not None and rad.bruttopris < 0:
            text = f"Rad {rad.ordning} har ett pris före avdrag på {kronor(rad.bruttopris)}, som är mindre än noll."
            yield Anmarkning("BR-28", f"{rad.falt}/Price/AllowanceCharge/BaseAmount", text, "G01")


def _check_summor(faktura: LastFaktura) -> Iterator[Anmarkning]:
    avdrag, tillagg = faktura.avdrag or Decimal(), faktura.tillagg or Decimal()
    forskott, avrundning = faktura.forskott or Decimal(), faktura.avrundning or Decimal()
    moms = faktura.moms or Decimal()

    radsumma = sum((rad.belopp for rad in faktura.rader), Decimal())
    yield from _compare("BR-CO-10", f"{SUMMOR}/LineExtensionAmount", "Radernas summa", radsumma, faktura.radsumma)
    alla_avdrag = sum((j.belopp for j in faktura.justeringar if not j.ar_tillagg), Decimal())
    yield from _compare("BR-CO-11", f"{SUMMOR}/AllowanceTotalAmount", "Avdragens summa", alla_avdrag, avdrag)
    alla_tillagg = sum((j.belopp for j in faktura.justeringar if j.ar_tillagg), Decimal())
    yield from _compare("BR-CO-12", f"{SUMMOR}/ChargeTotalAmount", "Tilläggens summa", alla_tillagg, tillagg)

    utan_moms = faktura.radsumma - avdrag + tillagg
    vad = "Radernas summa minus avdrag plus tillägg"
    yield from _compare("BR-CO-13", f"{SUMMOR}/TaxExclusiveAmount", vad, utan_moms, faktura.utan_moms)
    med_moms = faktura.utan_moms + moms
    yield from _compare(
        "BR-CO-15", f"{SUMMOR}/TaxInclusiveAmount", "Summan utan moms plus momsen", med_moms, faktura.med_moms
    )
    att_betala = faktura.med_moms - forskott + avrundning
    vad = "Summan med moms, minus det som är betalt i förväg, plus öresavrundning"
    yield from _compare("BR-CO-16", f"{SUMMOR}/PayableAmount", vad, att_betala, faktura.att_betala)
    yield from _check_decimaler(faktura)


def _check_decimaler(faktura: LastFaktura) -> Iterator[Anmarkning]:
    """Every amount is in whole öre. Prices and quantities may have more decimals."""
    summor = (
        ("BR-DEC-09", "LineExtensionAmount", faktura.radsumma),
        ("BR-DEC-10", "AllowanceTotalAmount", faktura.avdrag),
        ("BR-DEC-11", "ChargeTotalAmount", faktura.tillagg),
        ("BR-DEC-12", "TaxExclusiveAmount", faktura.utan_moms),
        ("BR-DEC-14", "TaxInclusiveAmount", faktura.med_moms),
        ("BR-DEC-16", "PrepaidAmount", faktura.forskott),
        ("BR-DEC-17", "PayableRoundingAmount", faktura.avrundning),
        ("BR-DEC-18", "PayableAmount", faktura.att_betala),
    )
    belopp = [(regel, f"{SUMMOR}/{falt}", varde) for regel, falt, varde in summor]
    belopp.append(("BR-DEC-13", "TaxTotal/TaxAmount", faktura.moms))
    for momsrad in faktura.momsrader:
        belopp += [
            ("BR-DEC-19", "TaxTotal/TaxSubtotal/TaxableAmount", momsrad.underlag),
            ("BR-DEC-20", "TaxTotal/TaxSubtotal/TaxAmount", momsrad.moms),
        ]
    for justering in faktura.justeringar:
        regler = ("BR-DEC-05", "BR-DEC-06") if justering.ar_tillagg else ("BR-DEC-01", "BR-DEC-02")
        belopp += [(regler[0], f"{justering.falt}/Amount", justering.belopp)]
        belopp += [(regler[1], f"{justering.falt}/BaseAmount", justering.bas)]
    for rad in faktura.rader:
        belopp.append(("BR-DEC-23", f"{rad.falt}/LineExtensionAmount", rad.belopp))
        for justering in rad.justeringar:
            regler = ("BR-DEC-27", "BR-DEC-28") if justering.ar_tillagg else ("BR-DEC-24", "BR-DEC-25")
            belopp += [(regler[0], f"{justering.falt}/Amount", justering.belopp)]
            belopp += [(regler[1], f"{justering.falt}/BaseAmount", justering.bas)]
    for regel, falt, varde in belopp:
        if varde is not None and varde.as_tuple().exponent < -2:
            yield Anmarkning(regel, falt, f"Beloppet {kronor(varde)} har mer än två decimaler.", "G01")
