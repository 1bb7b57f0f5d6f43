"""Kommunens konto att betala från och bankens dialekt, ur inställningarna."""

from django.conf import settings

from fakturor.betalfiler.dialekt import DIALEKTER, Dialekt
from fakturor.betalfiler.order import Avsandare

UTAN_BANKFIL = "ingen"
"""The dialect of a municipality whose finance system makes the bank's file: only the order file is written."""
KONTO_SAKNAS = (
    "Kommunens konto att betala från är inte angivet. Systemförvaltaren anger ASSISTANS_BETALKONTO och "
    "ASSISTANS_BANK_BIC, som beskrivs i .env.example."
)


class SenderMissing(Exception):
    """The settings do not say what is paid from. The message is a Swedish sentence for the user."""


def sender() -> Avsandare:
    """The municipality as the one who pays. Raises SenderMissing."""
    if dialect() is not None and not (settings.BETALKONTO and settings.BANK_BIC):
        raise SenderMissing(KONTO_SAKNAS)
    if not settings.KOMMUN_ORGNR:
        raise SenderMissing("Kommunens organisationsnummer är inte angivet. Systemförvaltaren anger ASSISTANS_ORGNR.")
    return Avsandare(
        namn=settings.KOMMUN_NAMN,
        orgnr=settings.KOMMUN_ORGNR,
        konto_typ=settings.BETALKONTO_TYP,
        konto=settings.BETALKONTO,
        bank_bic=settings.BANK_BIC,
        avtal=settings.BANKAVTAL,
    )


def id_prefix() -> str:
    """What every id in the files begins with, so that no other municipality's are the same: K1980- of the code 1980.

    The code is SCB's, four digits. Without one, as on one's own computer, the ids begin with the year.
    """
    kod = "".join(tecken for tecken in settings.KOMMUNKOD if tecken.isascii() and tecken.isdigit())
    return f"K{kod[:4]}-" if kod else ""


def dialect() -> Dialekt | None:
    """How the bank wants its file, or None when none is written. Raises SenderMissing when it is not known."""
    return dialect_named(settings.BETALDIALEKT)


def dialect_named(nyckel: str) -> Dialekt | None:
    """The dialect that a round has kept. Raises SenderMissing."""
    if nyckel == UTAN_BANKFIL:
        return None
    if nyckel not in DIALEKTER:
        val = ", ".join((*DIALEKTER, UTAN_BANKFIL))
        raise SenderMissing(f"Bankens dialekt är inte känd. ASSISTANS_BETALDIALEKT ska vara en av: {val}.")
    return DIALEKTER[nyckel]
