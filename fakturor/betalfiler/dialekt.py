"""How a bank wants its pain.001 written, where the banks differ. The rest of the file is the same for all of them.

The two ready dialects follow common Swedish practice as it is known to us: bankgiro as `BGNR` by clearing 9900,
plusgiro by 9960, domestic transfers as `NURG`, suppliers as `SUPP`, an OCR as `SCOR`. They are drafts. What decides
is the bank's own description (its Message Implementation Guideline), and a file that its schema accepts can still be
refused by the bank. So every dialect is shown with `UTKAST`, and a bank is tried with a small order first.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from fakturor.betalfiler.tecken import SVENSKA, SWIFT

UTKAST = "utkast enligt svensk tillämpning"
FORBEHALL = (
    "Filens koder är ett utkast enligt svensk tillämpning. Bankens egen beskrivning avgör: "
    "prova med en liten order innan banken får den första riktiga."
)
VERSIONER = ("03", "09")
_KOD = re.compile(r"[A-Z]{4}|")
_CLEARING = re.compile(r"[0-9]{4}|")
_SLAG = re.compile(r"[A-Za-z0-9]{0,35}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialekt:
    """One way to write pain.001. A code that is "" is left out of the file. Raises DialektRefused when it cannot be."""

    nyckel: str
    version: str
    """"03" or "09": pain.001.001.03 or pain.001.001.09."""
    serviceniva: str = "NURG"
    """SvcLvl/Cd."""
    lokalt_instrument: str = ""
    """LclInstrm/Prtry."""
    kategori: str = "SUPP"
    """CtgyPurp/Cd."""
    samlingsbokning: bool = True
    """BtchBookg: one debit for the whole order."""
    avgiftsbarare: str = "SLEV"
    """ChrgBr."""
    orgnr_slag: str = "COID"
    """SchmeNm/Cd of the sender's organisationsnummer."""
    avtal_slag: str = "BANK"
    """SchmeNm/Cd of the agreement with the bank."""
    clearingsystem: str = "SESBA"
    """ClrSysId/Cd."""
    bankgiro_clearing: str = "9900"
    bankgiro_slag: str = "BGNR"
    """SchmeNm/Prtry of a bankgiro."""
    plusgiro_clearing: str = "9960"
    konto_slag: str = "BBAN"
    """SchmeNm/Cd of a plusgiro and of a bank account."""
    konto_med_clearing: bool = True
    """A bank account is written clearing and number together; otherwise the clearing stands with the bank alone."""
    ocr_som_referens: bool = True
    """An OCR is a structured reference (SCOR); otherwise it is written as a message."""
    svenska_tecken: bool = True
    """Å, ä and ö are kept; otherwise they are written a and o."""
    langsta_namn: int = 70
    """A longer name is cut."""

    def __post_init__(self) -> None:
        if self.version not in VERSIONER:
            raise DialektRefused("Versionen av pain.001 ska vara 03 eller 09.")
        for falt in ("serviceniva", "kategori", "orgnr_slag", "avtal_slag", "konto_slag"):
            if not _KOD.fullmatch(getattr(self, falt)):
                raise DialektRefused(f"{falt} ska ha fyra stora bokstäver eller vara tomt.")
        if self.avgiftsbarare not in ("", "SLEV", "SHAR", "DEBT", "CRED"):
            raise DialektRefused("avgiftsbarare ska vara SLEV, SHAR, DEBT, CRED eller tomt.")
        for falt in ("bankgiro_clearing", "plusgiro_clearing"):
            if not _CLEARING.fullmatch(getattr(self, falt)):
                raise DialektRefused(f"{falt} ska ha fyra siffror eller vara tomt.")
        for falt in ("lokalt_instrument", "bankgiro_slag"):
            if not _SLAG.fullmatch(getattr(self, falt)):
                raise DialektRefused(f"{falt} ska ha högst 35 bokstäver och siffror.")
        if not re.fullmatch(r"[A-Z]{5}|", self.clearingsystem):
            raise DialektRefused("clearingsystem ska ha fem stora bokstäver eller vara tomt.")
        if not 1 <= self.langsta_namn <= 140:
            raise DialektRefused("langsta_namn ska vara 1 till 140.")

    @property
    def meddelandetyp(self) -> str:
        return f"pain.001.001.{self.version}"

    @property
    def namn(self) -> str:
        """What the dialect is called on a page."""
        return f"{self.meddelandetyp}, {UTKAST}"

    @property
    def tecken(self) -> frozenset[str]:
        """The characters that texts are written with."""
        return SVENSKA if self.svenska_tecken else SWIFT


class DialektRefused(ValueError):
    """The settings make no dialect. The message is a Swedish sentence that names the setting."""


DIALEKTER = {
    nyckel: Dialekt(nyckel=nyckel, version=version) for nyckel, version in (("svensk_03", "03"), ("svensk_09", "09"))
}


def build_dialekt(nyckel: str, avvikelser: Mapping[str, str | bool | int] | None = None) -> Dialekt:
    """A ready dialect with a bank's own values in place of ours, by field. Raises DialektRefused."""
    if nyckel not in DIALEKTER:
        raise DialektRefused(f"Dialekten är okänd. Välj {' eller '.join(DIALEKTER)}.")
    avvikelser = avvikelser or {}
    typer = {falt.name: type(getattr(DIALEKTER[nyckel], falt.name)) for falt in fields(Dialekt)}
    for falt, varde in avvikelser.items():
        if falt in ("nyckel", "version") or falt not in typer:
            raise DialektRefused(f"{falt} är inget som en dialekt har.")
        if type(varde) is not typer[falt]:
            raise DialektRefused(f"{falt} har fel slags värde.")
    return replace(DIALEKTER[nyckel], **avvikelser)  # type: ignore[arg-type]  # checked against the fields above
