"""Vad som begärs, vad som är utfört och intygat, vem som har attesterat, vad som är betalt och vad som ska tillbaka."""

from fakturor.models.anmalan import Anmalan
from fakturor.models.aterkrav import Aterkrav, Aterkravspost
from fakturor.models.aterkravsbeslut import Aterbetalning, Aterkravsavgorande, Aterkravsbeslutspost
from fakturor.models.attest import Attest, Attestaterkallelse, GodkandTid
from fakturor.models.bokforing import Avstamningsgranskning, Huvudboksfil, Huvudboksrad
from fakturor.models.faktura import Dokument, Faktura, Fakturarad
from fakturor.models.felaktig import FelaktigUppgift
from fakturor.models.fkfaktura import Fkfaktura, Fkrad
from fakturor.models.inlasning import Inlasning, Inlasningsfil
from fakturor.models.kostnader import Kostnadsredovisning, Kostnadsredovisningspost
from fakturor.models.kreditering import Kreditering
from fakturor.models.nedsattning import Nedsattning, Nedsattningspost
from fakturor.models.redovisning import Redovisning
from fakturor.models.retur import Betalningsretur, Kontointyg, Returbeslut
from fakturor.models.sen_uppgift import SenUppgift
from fakturor.models.sjuklon import Sjuklon, Sjuklonepost, Sjukpass
from fakturor.models.tidrapport import Intyg, Tidrad, Tidrapport
from fakturor.models.utbetalning import Beskedsfil, Betalbesked, Betalfil, Betalning, Betalningspost, Utbetalningsomgang

__all__ = [
    "Anmalan",
    "Aterbetalning",
    "Aterkrav",
    "Aterkravsavgorande",
    "Aterkravsbeslutspost",
    "Aterkravspost",
    "Attest",
    "Attestaterkallelse",
    "Avstamningsgranskning",
    "Beskedsfil",
    "Betalbesked",
    "Betalfil",
    "Betalning",
    "Betalningspost",
    "Betalningsretur",
    "Dokument",
    "Faktura",
    "Fakturarad",
    "FelaktigUppgift",
    "Fkfaktura",
    "Fkrad",
    "GodkandTid",
    "Huvudboksfil",
    "Huvudboksrad",
    "Inlasning",
    "Inlasningsfil",
    "Intyg",
    "Kontointyg",
    "Kostnadsredovisning",
    "Kostnadsredovisningspost",
    "Kreditering",
    "Nedsattning",
    "Nedsattningspost",
    "Redovisning",
    "Returbeslut",
    "SenUppgift",
    "Sjuklon",
    "Sjuklonepost",
    "Sjukpass",
    "Tidrad",
    "Tidrapport",
    "Utbetalningsomgang",
]
