"""Seller, buyer, payee and the accounts to pay to, as a UBL document states them."""

from fakturor.filer.faktura import FakturaAvvisad, LastKonto, LastMottagare
from fakturor.filer.ubl_falt import Element, every, field, one, text, text_of

SALJARE = "cac:AccountingSupplierParty/cac:Party"
KOPARE = "cac:AccountingCustomerParty/cac:Party"
ORGNR_SCHEMA = "0007"
F_SKATT = "godkänd för f-skatt"
GIROTYP = {"SE:BANKGIRO": "bankgiro", "SE:PLUSGIRO": "plusgiro"}
# Codes from before the branch was used: 56 bankgiro, 50 postal giro. The official rules advise against them (SE-R-011).
AELDRE_GIROKOD = {"56": "bankgiro", "50": "plusgiro"}


def read_leverantor_id(rot: Element) -> str:
    """The seller's organisation number, without its hyphen; anything else in its place is given as written."""
    leverantor_id = read_orgnr(one(rot, SALJARE), plain_seller := field("", SALJARE))
    if not leverantor_id:
        falt = f"{plain_seller}/PartyLegalEntity/CompanyID"
        raise FakturaAvvisad(
            f"Leverantörens organisationsnummer saknas: fältet {falt} är tomt eller finns inte.", falt, "BR-CO-26"
        )
    return leverantor_id


def read_orgnr(part: Element | None, under: str) -> str:
    """The number of a party: its legal registration, else its electronic address when that is an orgnr."""
    juridisk = one(part, "cac:PartyLegalEntity/cbc:CompanyID", under)
    registrerat = text_of(juridisk, f"{under}/PartyLegalEntity/CompanyID")
    adress = one(part, "cbc:EndpointID", under)
    har_orgnr = adress is not None and adress.get("schemeID", "").strip() == ORGNR_SCHEMA
    elektroniskt = text_of(adress, f"{under}/EndpointID") if har_orgnr else ""
    # A registration under another scheme (a GLN, say) is no organisation number.
    if registrerat and (juridisk.get("schemeID", ORGNR_SCHEMA).strip() in ("", ORGNR_SCHEMA) or not elektroniskt):
        return without_hyphen(registrerat)
    return without_hyphen(elektroniskt)


def without_hyphen(nummer: str) -> str:
    siffror = nummer.replace("-", "").replace(" ", "")
    return siffror if siffror.isascii() and siffror.isdigit() else nummer


def read_namn(part: Element | None, under: str) -> str:
    return text(part, "cac:PartyLegalEntity/cbc:RegistrationName", under) or " ".join(
        text_of(namn) for namn in every(part, "cac:PartyName/cbc:Name")
    )


def has_f_skatt(rot: Element) -> bool:
    return any(
        text_of(uppgift).casefold() == F_SKATT for uppgift in every(rot, f"{SALJARE}/cac:PartyTaxScheme/cbc:CompanyID")
    )


def read_payee(rot: Element) -> LastMottagare | None:
    part = one(rot, "cac:PayeeParty")
    if part is None:
        return None
    nummer = read_orgnr(part, "PayeeParty") or next(
        (text_of(el) for el in every(part, "cac:PartyIdentification/cbc:ID")), ""
    )
    return LastMottagare(namn=read_namn(part, "PayeeParty"), id=nummer)


def read_konton(rot: Element) -> tuple[LastKonto, ...]:
    return tuple(
        _read_konto(satt, konto)
        for satt in every(rot, "cac:PaymentMeans")
        for konto in every(satt, "cac:PayeeFinancialAccount")
    )


def _read_konto(satt: Element, konto: Element) -> LastKonto:
    under = "PaymentMeans/PayeeFinancialAccount"
    kod = text(satt, "cbc:PaymentMeansCode", "PaymentMeans")
    scheme = text(konto, "cac:FinancialInstitutionBranch/cbc:ID", under)
    skrivet = text(konto, "cbc:ID", under)
    typ = GIROTYP.get(scheme.upper()) or ("" if scheme else AELDRE_GIROKOD.get(kod, "")) or "annat"
    return LastKonto(
        typ=typ,
        nummer=skrivet if typ == "annat" else without_hyphen(skrivet),
        nummer_skrivet=skrivet,
        scheme=scheme,
        ocr=" ".join(text_of(ocr) for ocr in every(satt, "cbc:PaymentID")),
        payment_means_code=kod,
    )
