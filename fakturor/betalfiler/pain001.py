"""A payment order as ISO 20022 pain.001 (CustomerCreditTransferInitiation), one payment group per order.

What the file says is the order's and the dialect's alone: no clock, no chance. The order's id is both message id and
payment group id, and each payment's id is its EndToEndId, so that the bank's answers point back to both.
"""

from decimal import Decimal

from lxml import etree

from assistans.svenska import STOCKHOLM
from fakturor.betalfiler.dialekt import Dialekt
from fakturor.betalfiler.order import (
    BANKGIRO,
    IBAN,
    KONTO,
    LANGSTA_MEDDELANDE,
    Betalningsorder,
    OrderRefused,
    Uppdrag,
    problem_with,
)
from fakturor.betalfiler.tecken import for_bank

NAMNRYMD = "urn:iso:std:iso:20022:tech:xsd:"
SEK = "SEK"
_KONTOSIFFROR = 10
"""Digits of an account whose clearing has five: zeros are put first, or the two could not be told apart."""


def write_pain001(order: Betalningsorder, dialekt: Dialekt) -> bytes:
    """The order as XML in UTF-8. Raises OrderRefused with everything that is wrong with it."""
    if problem := problem_with(order):
        raise OrderRefused(problem)

    namnrymd = NAMNRYMD + dialekt.meddelandetyp
    rot = etree.Element(f"{{{namnrymd}}}Document", nsmap={None: namnrymd})
    uppdraget = _Gren(rot, namnrymd).gren("CstmrCdtTrfInitn")
    _write_header(uppdraget.gren("GrpHdr"), order, dialekt)
    _write_group(uppdraget.gren("PmtInf"), order, dialekt)
    return etree.tostring(rot, xml_declaration=True, encoding="UTF-8", pretty_print=True)  # type: ignore[no-any-return]


class _Gren:
    """An element being written, in the namespace of the message."""

    def __init__(self, element: etree._Element, namnrymd: str):
        self._element = element
        self._namnrymd = namnrymd

    def gren(self, stig: str) -> "_Gren":
        """New elements, one inside the other, by their names with / between. Answers the innermost."""
        element = self._element
        for namn in stig.split("/"):
            element = etree.SubElement(element, f"{{{self._namnrymd}}}{namn}")
        return _Gren(element, self._namnrymd)

    def text(self, stig: str, text: str) -> "_Gren":
        """New elements with a text in the innermost, or none at all when there is no text."""
        if text:
            self.gren(stig)._element.text = text
        return self

    def amount(self, stig: str, belopp: Decimal) -> None:
        innerst = self.gren(stig)._element
        innerst.set("Ccy", SEK)
        innerst.text = _kronor(belopp)


def _write_header(huvud: _Gren, order: Betalningsorder, dialekt: Dialekt) -> None:
    huvud.text("MsgId", order.id)
    # Swedish time without its offset: the banks read the hour as their own.
    skapad = order.skapad.astimezone(STOCKHOLM).replace(microsecond=0, tzinfo=None)
    huvud.text("CreDtTm", skapad.isoformat())
    huvud.text("NbOfTxs", str(order.antal)).text("CtrlSum", _kronor(order.summa))
    _write_sender(huvud.gren("InitgPty"), order, dialekt, avtal=order.avsandare.avtal)


def _write_group(grupp: _Gren, order: Betalningsorder, dialekt: Dialekt) -> None:
    grupp.text("PmtInfId", order.id).text("PmtMtd", "TRF")
    grupp.text("BtchBookg", "true" if dialekt.samlingsbokning else "false")
    grupp.text("NbOfTxs", str(order.antal)).text("CtrlSum", _kronor(order.summa))
    if dialekt.serviceniva or dialekt.lokalt_instrument or dialekt.kategori:
        slag = grupp.gren("PmtTpInf")
        slag.text("SvcLvl/Cd", dialekt.serviceniva)
        slag.text("LclInstrm/Prtry", dialekt.lokalt_instrument)
        slag.text("CtgyPurp/Cd", dialekt.kategori)
    grupp.text("ReqdExctnDt" if dialekt.version == "03" else "ReqdExctnDt/Dt", order.betaldag.isoformat())
    _write_sender(grupp.gren("Dbtr"), order, dialekt)
    konto = grupp.gren("DbtrAcct")
    _write_account(konto, order.avsandare.konto_typ, order.avsandare.konto, dialekt)
    konto.text("Ccy", SEK)
    bic = "BIC" if dialekt.version == "03" else "BICFI"
    grupp.text(f"DbtrAgt/FinInstnId/{bic}", order.avsandare.bank_bic)
    grupp.text("ChrgBr", dialekt.avgiftsbarare)
    for uppdrag in order.uppdrag:
        _write_payment(grupp.gren("CdtTrfTxInf"), uppdrag, dialekt)


def _write_sender(part: _Gren, order: Betalningsorder, dialekt: Dialekt, *, avtal: str = "") -> None:
    """The sender by name and organisationsnummer, or by the agreement where the bank has given one."""
    part.text("Nm", _name(order.avsandare.namn, dialekt))
    annan = part.gren("Id/OrgId/Othr")
    annan.text("Id", avtal or order.avsandare.orgnr)
    annan.text("SchmeNm/Cd", dialekt.avtal_slag if avtal else dialekt.orgnr_slag)


def _write_payment(betalning: _Gren, uppdrag: Uppdrag, dialekt: Dialekt) -> None:
    betalning.text("PmtId/EndToEndId", uppdrag.id)
    betalning.amount("Amt/InstdAmt", uppdrag.belopp)
    if clearing := _clearing(uppdrag, dialekt):
        medlem = betalning.gren("CdtrAgt/FinInstnId/ClrSysMmbId")
        medlem.text("ClrSysId/Cd", dialekt.clearingsystem).text("MmbId", clearing)
    betalning.text("Cdtr/Nm", _name(uppdrag.mottagare_namn, dialekt))
    _write_account(betalning.gren("CdtrAcct"), uppdrag.konto_typ, uppdrag.konto, dialekt)
    _write_reference(betalning, uppdrag, dialekt)


def _write_account(konto: _Gren, typ: str, nummer: str, dialekt: Dialekt) -> None:
    if typ == IBAN:
        konto.text("Id/IBAN", nummer)
        return
    annat = konto.gren("Id/Othr")
    annat.text("Id", _bban(nummer, dialekt) if typ == KONTO else nummer)
    if typ == BANKGIRO:
        annat.text("SchmeNm/Prtry", dialekt.bankgiro_slag)
    else:
        annat.text("SchmeNm/Cd", dialekt.konto_slag)


def _write_reference(betalning: _Gren, uppdrag: Uppdrag, dialekt: Dialekt) -> None:
    """The OCR alone where there is one, as the receiver's system reads nothing else, otherwise the message."""
    if uppdrag.ocr and dialekt.ocr_som_referens:
        referens = betalning.gren("RmtInf/Strd/CdtrRefInf")
        referens.text("Tp/CdOrPrtry/Cd", "SCOR").text("Ref", uppdrag.ocr)
    else:
        meddelande = uppdrag.ocr or for_bank(uppdrag.meddelande, dialekt.tecken)
        betalning.text("RmtInf/Ustrd", meddelande[:LANGSTA_MEDDELANDE])


def _clearing(uppdrag: Uppdrag, dialekt: Dialekt) -> str:
    """The clearing number by which the payee's bank is known: always four digits, "" when none is to be written."""
    if uppdrag.konto_typ == KONTO:
        return uppdrag.konto.partition("/")[0][:4]
    return dialekt.bankgiro_clearing if uppdrag.konto_typ == BANKGIRO else dialekt.plusgiro_clearing


def _bban(konto: str, dialekt: Dialekt) -> str:
    clearing, _, nummer = konto.partition("/")
    if len(clearing) > 4:
        nummer = nummer.zfill(_KONTOSIFFROR)
    return clearing + nummer if dialekt.konto_med_clearing else nummer


def _name(namn: str, dialekt: Dialekt) -> str:
    return for_bank(namn, dialekt.tecken)[: dialekt.langsta_namn].rstrip()


def _kronor(belopp: Decimal) -> str:
    return f"{belopp:.2f}"
