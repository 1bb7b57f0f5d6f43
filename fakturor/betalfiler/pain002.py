"""pain.002, the bank's answer to an order: states of the file, of the payment group and of each payment."""

from __future__ import annotations

from fakturor.betalfiler.besked import (
    AVVISAD,
    BETALNINGSGRUPP,
    FIL,
    PAGAR,
    PAIN002,
    UTFORD,
    Besked,
    BeskedRefused,
    Beskedsfil,
    Gruppbesked,
    settle,
)
from fakturor.betalfiler.iso_falt import Nod, OkantFalt, reason

UTFALL = {
    "ACSC": UTFORD,
    "RJCT": AVVISAD,
    **dict.fromkeys(("RCVD", "PDNG", "ACTC", "ACCP", "ACSP", "ACWC", "ACWP", "ACCC"), PAGAR),
}
"""States of ISO 20022. ACSC, settled on our account, is the only one that says that the money has left."""
DELVIS = "PART"
"""Some are accepted and some rejected: each payment says which."""


def read_pain002(dokument: Nod) -> Beskedsfil:
    """The answers of one document. Raises BeskedRefused when it holds none at all to an order of payments."""
    rapport = dokument.first("CstmrPmtStsRpt")
    if rapport is None:
        raise BeskedRefused("Filen har namnet pain.002 men inget svar på en betalningsorder i sig.")
    galler = rapport.text("OrgnlGrpInfAndSts/OrgnlMsgNmId").lower()
    if galler and not galler.startswith("pain.001"):
        raise BeskedRefused("Filen svarar på något annat än en betalningsorder (pain.001).")
    return _Lasning(rapport).fil()


class _Lasning:
    """What one answer says, gathered from the whole to the parts."""

    def __init__(self, rapport: Nod):
        self._rapport = rapport
        self._besked: list[Besked] = []
        self._grupper: list[Gruppbesked] = []
        self._oklara: list[str] = []
        self._anmarkningar: list[str] = []
        self._uncertain = False

    def fil(self) -> Beskedsfil:
        msg_id = self._id(self._rapport, "GrpHdr/MsgId")
        original = self._id(self._rapport, "OrgnlGrpInfAndSts/OrgnlMsgId")
        hela = None
        if status := self._rapport.first("OrgnlGrpInfAndSts"):
            hela = self._group(status, FIL, original, "GrpSts", "Filen")
        for grupp in self._rapport.each("OrgnlPmtInfAndSts"):
            self._read_group(grupp, hela)
        besked, oklara, motsagda = settle(self._besked, self._oklara)
        self._anmarkningar += motsagda
        grupper = self._certain_groups()
        if not (besked or grupper or self._anmarkningar):
            self._anmarkningar.append("Filen säger inget om någon betalning.")
        return Beskedsfil(PAIN002, msg_id, original, besked, tuple(self._anmarkningar), grupper, tuple(oklara))

    def _read_group(self, nod: Nod, hela: Gruppbesked | None) -> None:
        egen = self._group(nod, BETALNINGSGRUPP, self._id(nod, "OrgnlPmtInfId"), "PmtInfSts", "Betalningsgruppen")
        if egen and hela and _contradict(hela.utfall, egen.utfall):
            self._anmarkningar.append("Det som sägs om hela filen och om en grupp i den går inte ihop.")
            self._uncertain = True
            self._oklara += filter(None, (self._id(del_, "OrgnlEndToEndId") for del_ in nod.each("TxInfAndSts")))
            return
        for betalning in nod.each("TxInfAndSts"):
            self._read_payment(betalning, egen or hela)

    def _group(self, nod: Nod, niva: str, id: str, falt: str, vad: str) -> Gruppbesked | None:
        kod = nod.text(falt)
        if not kod or kod == DELVIS:
            return None
        if kod not in UTFALL:
            self._anmarkningar.append(f"{vad} har läget {kod[:35]}, som inte är känt här.")
            return None
        grupp = Gruppbesked(niva, id, UTFALL[kod], *reason(nod.each("StsRsnInf")))
        self._grupper.append(grupp)
        return grupp

    def _read_payment(self, nod: Nod, over: Gruppbesked | None) -> None:
        id = self._id(nod, "OrgnlEndToEndId")
        if not id:
            self._uncertain = True
            self._anmarkningar.append("Ett besked saknar betalningens id.")
            return
        try:
            besked = _payment(nod, id, over)
        except OkantFalt as fel:
            self._unclear(id, f"{fel}.")
            return
        if besked is None:
            return
        if over and _contradict(over.utfall, besked.utfall):
            self._unclear(id, "det som sägs om den och om hela gruppen går inte ihop.")
            return
        self._besked.append(besked)

    def _unclear(self, id: str, text: str) -> None:
        self._oklara.append(id)
        self._anmarkningar.append(f"Betalning {id}: {text}")

    def _id(self, nod: Nod, stig: str) -> str:
        try:
            return nod.id(stig)
        except OkantFalt:
            return ""

    def _certain_groups(self) -> tuple[Gruppbesked, ...]:
        """What is said of all goes for all only when every exception has said whom it concerns, and none denies it."""
        return () if self._uncertain else tuple(grupp for grupp in self._grupper if grupp.id)


def _payment(nod: Nod, id: str, over: Gruppbesked | None) -> Besked | None:
    """What is said of one payment; None when it is named without a state of its own. Raises OkantFalt."""
    kod = nod.text("TxSts")
    if not kod:
        return None
    if kod not in UTFALL:
        raise OkantFalt(f"läget {kod[:35]} är inte känt här")
    utfall = UTFALL[kod]
    skal_kod, skal = reason(nod.each("StsRsnInf"))
    if over and not skal_kod and over.utfall == utfall:
        skal_kod, skal = over.skal_kod, over.skal
    return Besked(
        id=id,
        utfall=utfall,
        belopp=nod.amount("OrgnlTxRef/Amt/InstdAmt"),
        datum=nod.day("OrgnlTxRef/IntrBkSttlmDt"),
        skal_kod=skal_kod,
        skal=skal,
    )


def _contradict(helhet: str, del_: str) -> bool:
    """Whether a part cannot have this fate when the whole has that. A whole that is under way can have any parts."""
    return helhet != PAGAR and helhet != del_
