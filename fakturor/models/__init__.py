"""Vad som begärs, vad som är utfört och intygat, och vem som har attesterat."""

from fakturor.models.attest import Attest, GodkandTid
from fakturor.models.faktura import Dokument, Faktura, Fakturarad
from fakturor.models.felaktig import FelaktigUppgift
from fakturor.models.inlasning import Inlasning, Inlasningsfil
from fakturor.models.kostnader import Kostnadsredovisning, Kostnadsredovisningspost
from fakturor.models.redovisning import Redovisning
from fakturor.models.tidrapport import Intyg, Tidrad, Tidrapport

__all__ = [
    "Attest",
    "Dokument",
    "Faktura",
    "Fakturarad",
    "FelaktigUppgift",
    "GodkandTid",
    "Inlasning",
    "Inlasningsfil",
    "Intyg",
    "Kostnadsredovisning",
    "Kostnadsredovisningspost",
    "Redovisning",
    "Tidrad",
    "Tidrapport",
]
