"""Vad demokommunen vet om sina anordnare utöver filerna: kontakter, ledning, kontroller, och ett konto som väntar.

Telefonnumren ligger i den serie som Post- och telestyrelsen har satt av för påhittade nummer. Namnen är påhittade.
"""

from datetime import date
from typing import NamedTuple

FRAN = date(2015, 1, 12)
"""Dagen då kontakterna gäller från."""


class Kontakt(NamedTuple):
    """Någon att nå hos en anordnare."""

    orgnr: str
    namn: str
    uppgift: str
    telefon: str
    epost: str = ""


class Ledning(NamedTuple):
    """Någon som bestämmer hos en anordnare. Personnumren har kommunen inte fått än."""

    orgnr: str
    namn: str
    roll: str


class Kontroll(NamedTuple):
    """En kontroll hos en myndighet. `om_dagar` är nästa kontroll, räknat från dagen då demon byggs."""

    orgnr: str
    slag: str
    utfall: str
    datum: date
    notering: str = ""
    om_dagar: int | None = None


KONTAKTER = (
    Kontakt("5599010013", "Växeln", "", "031-390 06 01", "vaxeln@bjorkvret.example"),
    Kontakt("5599010013", "Ulrika Sandhed", "Ekonomi", "031-390 06 02"),
    Kontakt("5599020038", "Jörgen Valle", "Verksamhetschef", "031-390 06 05", "jorgen@norrskar.example"),
    Kontakt("5599030011", "Växeln", "", "031-390 06 08"),
    Kontakt("5599060034", "Ann-Sofi Kullberg", "Ekonomi", "031-390 06 11", "ekonomi@ljungtorpet.example"),
    Kontakt("5599070017", "Lennart Räv", "Verksamhetschef", "031-390 06 14"),
    Kontakt("5599150017", "Växeln", "", "031-390 06 17", "info@graalen.example"),
    Kontakt("5599160032", "Monica Spets", "Samordnare", "031-390 06 20"),
)
LEDNING = (
    Ledning("5599010013", "Ulrika Sandhed", "agare"),
    Ledning("5599010013", "Henrik Sandhed", "vd"),
    Ledning("5599020038", "Jörgen Valle", "vd"),
    Ledning("5599070017", "Lennart Räv", "agare"),
)
I_ORDNING = "utan_anmarkning"
KONTROLLER = (
    Kontroll("5599010013", "f_skatt", I_ORDNING, date(2015, 4, 8), om_dagar=150),
    Kontroll("5599010013", "arbetsgivare", I_ORDNING, date(2015, 4, 8), om_dagar=150),
    Kontroll("5599010013", "bolagsverket", I_ORDNING, date(2015, 4, 8), "Styrelsen är oförändrad."),
    Kontroll("5599020038", "f_skatt", I_ORDNING, date(2015, 4, 9), om_dagar=21),
    Kontroll("5599020038", "skulder", "anmarkning", date(2015, 4, 9), "En skuld hos Kronofogden, betald i maj."),
    Kontroll("5599070017", "f_skatt", I_ORDNING, date(2015, 4, 9)),
    Kontroll("5599070017", "bolagsverket", "anmarkning", date(2015, 5, 20), "Två ledamöter har lämnat styrelsen."),
    Kontroll("EA1501", "arbetsgivare", I_ORDNING, date(2015, 4, 10), om_dagar=200),
)
SNART = ("5599110011", 9)
"""The provider whose permit is soon to be looked at again, and in how many days."""
FORSENADE = ("5599140034", "5599170015")
"""Those whose permits should have been looked at already."""
MELLAN = (24, 88)
"""The others are to be looked at between so many days from now."""
NYTT_KONTO = ("5599150017", "bankgiro", "99900177")
