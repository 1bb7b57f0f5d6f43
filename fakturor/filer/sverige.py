"""Swedish rules: the official SE-R ones, and the check digits that no official rule looks at.

Control B13 shows a number that cannot be right. One that is right but written in another way is a fault of form.
"""

import re
from collections.abc import Iterator

from assistans.personnummer import check_digit_ok, is_pseudonym
from assistans.svenska import decimal
from fakturor.filer.faktura import Anmarkning, LastFaktura, LastKonto
from fakturor.filer.ubl_falt import Element, every, field, one, text, text_of, texts
from fakturor.filer.ubl_parter import F_SKATT, KOPARE, ORGNR_SCHEMA, SALJARE, without_hyphen

MOMSSATSER = {6, 12, 25}
MOMSNUMMER = re.compile(r"SE[0-9]{12}")
# Account numbers by kind: name, rule for the digits, rule for the length, shortest, longest, rule for the check digit.
GIRON = {
    "bankgiro": ("Bankgironumret", "SE-R-008", "SE-R-009", 7, 8, "BG-LUHN"),
    "plusgiro": ("Plusgironumret", "SE-R-010", "SE-R-007", 2, 8, "PG-LUHN"),
}
PARTER = {SALJARE: "Leverantörens", KOPARE: "Köparens", "cac:PayeeParty": "Betalningsmottagarens"}
REGISTRERING = f"{SALJARE}/cac:PartyLegalEntity/cbc:CompanyID"
NUMMERFALT = ("cbc:EndpointID", "cac:PartyIdentification/cbc:ID", "cac:PartyLegalEntity/cbc:CompanyID")


def check_sverige(rot: Element, faktura: LastFaktura) -> Iterator[Anmarkning]:
    nummer = ""
    if _country(rot, SALJARE) in ("SE", ""):
        nummer = _registered_number(rot)
        yield from _check_leverantor(rot, nummer)
        yield from _check_momssatser(faktura)
    for part, agare in PARTER.items():
        yield from _check_orgnr(rot, part, agare, sagt={nummer} if part == SALJARE else set())
    for konto in faktura.konton:
        yield from _check_giro(konto)
    yield from _check_betalsatt(rot)


def _country(rot: Element, part: str) -> str:
    return "".join(texts(rot, f"{part}/cac:PostalAddress/cac:Country/cbc:IdentificationCode")).upper()


def _check_orgnr(rot: Element, part: str, agare: str, sagt: set[str]) -> Iterator[Anmarkning]:
    """R049: what is called an organisation number (scheme 0007) has ten digits, and the last is right.

    A party has its number in several fields: the same fault is said once. `sagt` holds the numbers already spoken of.
    """
    for vag in NUMMERFALT:
        for el in every(rot, f"{part}/{vag}"):
            nummer = text_of(el)
            if nummer in sagt or el.get("schemeID", "").strip() != ORGNR_SCHEMA:
                continue
            sagt.add(nummer)
            if nummer and (fel := _wrong_with(nummer)):
                text_ = f"{agare} organisationsnummer {fel[1]}."
                yield Anmarkning("PEPPOL-COMMON-R049", field("", f"{part}/{vag}"), text_, fel[2])


def _wrong_with(nummer: str) -> tuple[str, str, str] | None:
    """The Swedish rule that a number breaks, how, and the control that shows it.

    The number itself may be a person's and is not repeated.
    """
    if is_pseudonym(nummer) and nummer[2:].isdigit():
        return None
    siffror = without_hyphen(nummer)
    if not (siffror.isascii() and siffror.isdigit()):
        return "SE-R-003", "innehåller annat än siffror", "B13"
    if len(siffror) != 10:
        return "SE-R-004", f"har {len(siffror)} siffror, och ska ha 10", "B13"
    if not check_digit_ok(siffror):
        return "SE-R-013", "har en kontrollsiffra som inte stämmer", "B13"
    return None if siffror == nummer else ("SE-R-003", "är skrivet med annat än siffror", "form")


def _registered_number(rot: Element) -> str:
    """What the seller gives as its organisation number, as written; empty when it is a number of another kind."""
    juridisk = one(rot, REGISTRERING)
    if juridisk is None or juridisk.get("schemeID", ORGNR_SCHEMA).strip() not in ("", ORGNR_SCHEMA):
        return ""
    return text_of(juridisk)


def _check_leverantor(rot: Element, nummer: str) -> Iterator[Anmarkning]:
    if nummer and (fel := _wrong_with(nummer)):
        yield Anmarkning(fel[0], field("", REGISTRERING), f"Leverantörens organisationsnummer {fel[1]}.", fel[2])

    skattefalt = field("", f"{SALJARE}/cac:PartyTaxScheme/cbc:CompanyID")
    for skatt in every(rot, f"{SALJARE}/cac:PartyTaxScheme"):
        skrivet, slag = text(skatt, "cbc:CompanyID", skattefalt), text(skatt, "cac:TaxScheme/cbc:ID", skattefalt)
        if not skrivet:
            continue
        if slag.upper() != "VAT":
            if skrivet.casefold() != F_SKATT:
                text_ = "Leverantörens skatteuppgift är inte den som ska stå där: Godkänd för F-skatt."
                yield Anmarkning("SE-R-005", skattefalt, text_, "form")
        elif skrivet.upper().startswith("SE") and not MOMSNUMMER.fullmatch(skrivet):
            regel = "SE-R-001" if len(skrivet) != 14 else "SE-R-002"
            yield Anmarkning(regel, skattefalt, "Leverantörens momsnummer är inte SE och 12 siffror.", "form")


def _check_momssatser(faktura: LastFaktura) -> Iterator[Anmarkning]:
    satser = [(rad.kategori, rad.procent, "TaxTotal/TaxSubtotal") for rad in faktura.momsrader]
    satser += [(rad.momskategori, rad.momsprocent, f"{rad.falt}/Item") for rad in faktura.rader]
    satser += [(j.moms.kategori, j.moms.procent, j.falt) for j in faktura.justeringar if j.moms]
    for kategori, procent, falt in satser:
        if kategori == "S" and procent is not None and procent not in MOMSSATSER:
            text_ = f"Momssatsen {decimal(procent)} % finns inte i Sverige, där satserna är 6, 12 och 25 %."
            yield Anmarkning("SE-R-006", f"{falt}/TaxCategory/Percent", text_, "G05")


def _check_giro(konto: LastKonto) -> Iterator[Anmarkning]:
    if konto.typ not in GIRON or not konto.nummer:
        return
    vad, sifferregel, langdregel, kortast, langst, kontrollregel = GIRON[konto.typ]
    falt = "PaymentMeans/PayeeFinancialAccount/ID"
    if konto.nummer != konto.nummer_skrivet or not konto.nummer.isdigit():
        kontroll = "form" if konto.nummer.isdigit() else "B13"
        yield Anmarkning(
            sifferregel, falt, f"{vad} {konto.nummer_skrivet[:30]} är skrivet med annat än siffror.", kontroll
        )
    if not konto.nummer.isdigit():
        return
    if not kortast <= len(konto.nummer) <= langst:
        text_ = f"{vad} {konto.nummer[:30]} har {len(konto.nummer)} siffror, och ska ha {kortast} till {langst}."
        yield Anmarkning(langdregel, falt, text_, "B13")
    elif not check_digit_ok(konto.nummer):
        yield Anmarkning(kontrollregel, falt, f"{vad} {konto.nummer} har en kontrollsiffra som inte stämmer.", "B13")


def _check_betalsatt(rot: Element) -> Iterator[Anmarkning]:
    saljarland, koparland = _country(rot, SALJARE), _country(rot, KOPARE)
    koder = {text_of(kod) for kod in every(rot, "cac:PaymentMeans/cbc:PaymentMeansCode")}
    falt = "PaymentMeans/PaymentMeansCode"
    if saljarland == "SE" and koder & {"50", "56"}:
        text_ = (
            "Betalsättet är angivet med en äldre kod för giro. Koden ska vara 30, med SE:BANKGIRO eller SE:PLUSGIRO."
        )
        yield Anmarkning("SE-R-011", falt, text_, "form")
    if saljarland == koparland == "SE" and "31" in koder:
        text_ = "Betalsättet är angivet med koden 31. Mellan svenska parter ska koden vara 30."
        yield Anmarkning("SE-R-012", falt, text_, "form")
