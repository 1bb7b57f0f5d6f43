"""Fakturans väg: stegen och vilka som får följa på vilka. Databasen vägrar alla andra."""

from django.db import models


class Status(models.TextChoices):
    """Var en faktura är."""

    MOTTAGEN = "mottagen", "Mottagen"
    OMATCHAD = "omatchad", "Omatchad"
    STOPPAD = "stoppad", "Stoppad"
    KONTROLLERAD = "kontrollerad", "Kontrollerad"
    GRANSKAD = "granskad", "Granskad"
    GODKAND = "godkand", "Godkänd för betalning"
    I_UTBETALNING = "i_utbetalning", "I utbetalning"
    UTBETALD = "utbetald", "Utbetald"
    AVVISAD = "avvisad", "Avvisad"
    KREDITERAD = "krediterad", "Krediterad"


FORSTA_STEG = (Status.MOTTAGEN, Status.OMATCHAD)

STEG: dict[str, tuple[str, ...]] = {
    Status.MOTTAGEN: (Status.OMATCHAD, Status.STOPPAD, Status.KONTROLLERAD, Status.AVVISAD, Status.KREDITERAD),
    Status.OMATCHAD: (Status.MOTTAGEN, Status.STOPPAD, Status.KONTROLLERAD, Status.AVVISAD),
    Status.STOPPAD: (Status.MOTTAGEN, Status.KONTROLLERAD, Status.AVVISAD, Status.KREDITERAD),
    Status.KONTROLLERAD: (Status.MOTTAGEN, Status.GRANSKAD, Status.AVVISAD, Status.KREDITERAD),
    Status.GRANSKAD: (Status.MOTTAGEN, Status.GODKAND, Status.AVVISAD),
    Status.GODKAND: (Status.MOTTAGEN, Status.I_UTBETALNING),
    Status.I_UTBETALNING: (Status.UTBETALD, Status.GODKAND),
    Status.UTBETALD: (Status.KREDITERAD, Status.GODKAND),
    Status.AVVISAD: (),
    Status.KREDITERAD: (),
}
"""Från varje steg: de steg som får följa. Tillbaka till mottagen går den när något den vilar på ändras före
betalning, och från utbetald till godkänd bara när betalningen har kommit tillbaka.
"""

FORE_BETALNING = (
    Status.MOTTAGEN,
    Status.OMATCHAD,
    Status.STOPPAD,
    Status.KONTROLLERAD,
    Status.GRANSKAD,
    Status.GODKAND,
)
SLUTGILTIGA = (Status.AVVISAD, Status.KREDITERAD)
BETALAS = (Status.GODKAND, Status.I_UTBETALNING, Status.UTBETALD)
