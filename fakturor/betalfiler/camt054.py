"""camt.054, the bank's notice of what has been booked: our debits, and what has come back."""

from __future__ import annotations

from collections import Counter

from fakturor.betalfiler.besked import (
    AVVISAD,
    CAMT054,
    PAGAR,
    TILLBAKA,
    UTFORD,
    Besked,
    BeskedRefused,
    Beskedsfil,
    settle,
)
from fakturor.betalfiler.iso_falt import Nod, OkantFalt, reason

BOKFORD, VANTAR = "BOOK", ("PDNG", "INFO", "FUTR")
RETURKODER = ("RRTN", "RPCR")
"""Booking codes: taken back because the payment was returned, or because its cancellation was asked for."""


def read_camt054(dokument: Nod) -> Beskedsfil:
    """What a notice says of our payments. Money that others pay in is passed over. Raises BeskedRefused."""
    avi = dokument.first("BkToCstmrDbtCdtNtfctn")
    if avi is None:
        raise BeskedRefused("Filen har namnet camt.054 men ingen avisering i sig.")
    lasning = _Lasning()
    for post in avi.each("Ntfctn/Ntry"):
        lasning.read_entry(post)
    return lasning.fil(avi.text("GrpHdr/MsgId")[:35])


class _Lasning:
    """What the entries so far have said."""

    def __init__(self) -> None:
        self._besked: list[Besked] = []
        self._oklara: list[str] = []
        self._anmarkningar: list[str] = []
        self._order: set[str] = set()

    def fil(self, msg_id: str) -> Beskedsfil:
        ganger = Counter(besked.id for besked in self._besked if besked.utfall == UTFORD)
        returer = {besked.id for besked in self._besked if besked.retur}
        for id, antal in ganger.items():
            if antal > 1:
                self._anmarkningar.append(f"Betalning {id} är bokförd {antal} gånger.")
                if id in returer:
                    self._oklara.append(id)
        besked, oklara, motsagda = settle(self._besked, self._oklara)
        self._anmarkningar += motsagda
        if not (besked or self._anmarkningar):
            self._anmarkningar.append("Filen säger inget om någon betalning.")
        # A notice can hold payments of several orders, and then it answers none of them alone.
        original = self._order.pop() if len(self._order) == 1 else ""
        return Beskedsfil(CAMT054, msg_id, original, besked, tuple(self._anmarkningar), (), tuple(oklara))

    def read_entry(self, post: Nod) -> None:
        delar = list(post.each("NtryDtls/TxDtls"))
        if not delar:
            if post.text("CdtDbtInd") == "DBIT":
                self._anmarkningar.append("En debitering är bokförd utan att säga vilka betalningar den består av.")
            return
        for del_ in delar:
            self._read_part(post, del_, is_only=len(delar) == 1)

    def _read_part(self, post: Nod, del_: Nod, *, is_only: bool) -> None:
        ut = (del_.text("CdtDbtInd") or post.text("CdtDbtInd")) == "DBIT"
        kommer_tillbaka = _is_return(post, del_)
        if not ut and not kommer_tillbaka:
            return
        try:
            id = del_.id("Refs/EndToEndId")
        except OkantFalt:
            id = ""
        if not id:
            self._anmarkningar.append(f"En {'retur' if kommer_tillbaka else 'debitering'} saknar betalningens id.")
            return
        if ut and kommer_tillbaka:
            self._oklara.append(id)
            self._anmarkningar.append(f"Betalning {id}: den är debiterad och kallas ändå en retur.")
            return
        try:
            self._besked.append(_part(post, del_, id, is_only=is_only, retur=kommer_tillbaka))
        except OkantFalt as fel:
            self._oklara.append(id)
            self._anmarkningar.append(f"Betalning {id}: {fel}.")
            return
        if order := del_.text("Refs/PmtInfId", "Refs/MsgId")[:35]:
            self._order.add(order)


def _is_return(post: Nod, del_: Nod) -> bool:
    """Whether the entry takes another back: said to be a reversal, with the grounds of a return, or by its code."""
    if post.text("RvslInd").lower() in ("true", "1") or del_.first("RtrInf") is not None:
        return True
    kod = "BkTxCd/Domn/Fmly/SubFmlyCd"
    return (del_.text(kod) or post.text(kod)) in RETURKODER


def _part(post: Nod, del_: Nod, id: str, *, is_only: bool, retur: bool) -> Besked:
    """What is said of one payment. Raises OkantFalt."""
    status = post.text("Sts/Cd", "Sts")
    if status != BOKFORD and status not in VANTAR:
        raise OkantFalt(f"läget {status[:35] or 'saknas och'} är inte känt här")
    belopp = del_.amount("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
    if belopp is None and is_only:
        belopp = post.amount("Amt")
    datum = post.day("BookgDt/Dt", "BookgDt/DtTm")
    if status != BOKFORD:
        return Besked(id, PAGAR, belopp, datum)
    if not retur:
        return Besked(id, UTFORD, belopp, datum)
    kod, skal = reason(del_.each("RtrInf"))
    return Besked(id, AVVISAD, belopp, datum, kod, skal or TILLBAKA, retur=True)
