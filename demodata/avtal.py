"""Demokommunens avtal: fyra ickevalsalternativ enligt LOV, ett utgånget avtal enligt LOU, och ett som prövas.

De som har assistans enligt kommunens avtal har fått sin anordnare ur turordningen, strax innan deras uppdrag började.
"""

from datetime import date
from typing import NamedTuple

OLOF, MARIA, JOHAN = "olof", "maria", "johan"
"""Konsulenten, enhetschefen och handläggaren, som i kontroller/demokommun.py."""


class Samtal(NamedTuple):
    """Ett samtal som hölls: slag, dag och vad det gav."""

    slag: str
    dag: date
    text: str
    bedomning: str = ""


class Granskning(NamedTuple):
    """En uppföljning av kontraktet, så långt den har kommit."""

    anledning: str
    tidigast: date
    senast: date
    begard: date | None = None
    inkom: date | None = None
    svar: str = ""
    besok: date | None = None
    iakttagelser: str = ""
    bedomning: str = ""
    gjord: date | None = None
    till_namnden: date | None = None
    publicerad: date | None = None


class Avtal(NamedTuple):
    """Ett avtal, med dagarna då det prövades och godkändes. Utan `godkant` prövas det, med några krav uppfyllda."""

    orgnr: str
    diarienummer: str
    slag: str
    fran: date
    tom: date | None
    provat: date
    godkant: date | None
    uppfyllda: tuple[str, ...] = ()
    samtal: tuple[Samtal, ...] = ()
    granskningar: tuple[Granskning, ...] = ()


class Tilldelning(NamedTuple):
    """En person som inte valde, och anordnaren som stod i tur den dagen."""

    referens: str
    orgnr: str
    dag: date
    skal: str


class Felaktig(NamedTuple):
    """En felaktig uppgift. Utan `bekraftad` väntar den på en annan person; `faktura` är fakturans nummer."""

    orgnr: str
    lamnad: date
    faktura: str
    text: str
    konstaterad: date
    bekraftad: date | None


ALLA_KRAV = ("tillstand", "registrering", "f_skatt", "kreditvardighet")
NOTERING = {
    "tillstand": "Tillståndsbeviset visades.",
    "registrering": "Registreringsbevis högst tre månader gammalt.",
    "f_skatt": "Intyg om F-skatt.",
    "kreditvardighet": "Kreditupplysning visar tillräcklig kapacitet.",
}
INTRODUKTION = "Krav i kontraktet och förfrågningsunderlaget gicks igenom. Rutinen för tidrapporter och intyg visades."
KVALITET = "Anordnaren presenterade hur kontraktet och kraven i förfrågningsunderlaget följs."

AVTAL = (
    Avtal(
        "5599020038", "NPF 2011/0204", "lov", date(2011, 8, 15), None, date(2011, 7, 4), date(2011, 7, 20),
        samtal=(
            Samtal("introduktion", date(2011, 8, 30), INTRODUKTION),
            Samtal("kvalitet", date(2012, 3, 13), KVALITET, "uppfyller"),
        ),
        granskningar=(
            Granskning(
                "", date(2014, 9, 1), date(2014, 12, 15), date(2014, 9, 8), date(2014, 9, 29),
                "Anordnaren anser att alla krav följs. Vikarier finns inom två timmar.",
                date(2014, 10, 21), "Schemat för dagen stämde med dem som var på plats. Introduktionen är skriftlig.",
                "uppfyller", date(2014, 11, 18), date(2014, 12, 16), date(2014, 12, 18),
            ),
        ),
    ),
    Avtal(
        "5599090015", "NPF 2012/0311", "lov", date(2012, 10, 15), None, date(2012, 9, 17), date(2012, 10, 8),
        samtal=(
            Samtal("introduktion", date(2012, 10, 30), INTRODUKTION),
            Samtal("kvalitet", date(2013, 5, 21), KVALITET, "uppfyller"),
        ),
        granskningar=(
            Granskning(
                "Fakturor har kommit med moms.", date(2015, 3, 1), date(2015, 6, 30), date(2015, 3, 9),
                date(2015, 3, 27), "Anordnaren ändrar sin fakturamall. Övriga krav anses följda.",
                date(2015, 4, 14), "Tidrapporter skrevs för hand och fördes över en gång i veckan.",
                "delvis", date(2015, 4, 21), date(2015, 5, 19), None,
            ),
        ),
    ),
    Avtal(
        "5599040036", "NPF 2013/0187", "lov", date(2013, 9, 1), None, date(2013, 8, 5), date(2013, 8, 22),
        samtal=(
            Samtal("introduktion", date(2013, 9, 18), INTRODUKTION),
            Samtal("kvalitet", date(2014, 4, 8), KVALITET, "uppfyller"),
        ),
        granskningar=(
            Granskning(
                "", date(2015, 4, 1), date(2015, 8, 31), date(2015, 5, 4), date(2015, 5, 22),
                "Anordnaren anser att kraven följs, och ber om ett möte om introduktionen av nya assistenter.",
            ),
        ),
    ),
    Avtal(
        "5599030011", "NPF 2013/0402", "lov", date(2014, 1, 15), None, date(2013, 12, 9), date(2014, 1, 8),
        samtal=(
            Samtal("introduktion", date(2014, 2, 4), INTRODUKTION),
            Samtal("kvalitet", date(2014, 9, 10), KVALITET, "uppfyller"),
        ),
    ),
    Avtal(
        "5599010013", "NPF 2011/0051", "lou", date(2011, 4, 1), date(2014, 3, 31), date(2011, 3, 7), date(2011, 3, 21),
        samtal=(
            Samtal("introduktion", date(2011, 4, 19), INTRODUKTION),
            Samtal("kvalitet", date(2011, 11, 8), KVALITET, "uppfyller"),
            Samtal("avslut", date(2014, 3, 25), "Handlingar och nycklar är lämnade. Inget återstår att reda ut."),
        ),
    ),
    Avtal(
        "5599170015", "NPF 2015/0228", "lov", date(2015, 9, 1), None, date(2015, 6, 8), None,
        uppfyllda=("tillstand", "registrering"),
    ),
)  # fmt: skip
UTGANGET = "NPF 2011/0051"

TILLDELNINGAR = (
    Tilldelning("LSS-AG3G", "5599020038", date(2011, 8, 29), "Personen ville inte välja."),
    Tilldelning("LSS-JCLK", "5599090015", date(2012, 11, 5), "Personen kunde inte välja, enligt god man."),
    Tilldelning("LSS-K4RB", "5599020038", date(2012, 11, 6), "Personen ville inte välja."),
    Tilldelning("LSS-XGF9", "5599040036", date(2013, 9, 23), "Personen ville inte välja."),
    Tilldelning("LSS-7TQ2", "5599030011", date(2014, 1, 27), "Vårdnadshavarna ville att kommunen valde."),
)
FELAKTIGA = (
    Felaktig(
        "5599020038", date(2014, 11, 5), "",
        "Tidrapporten för oktober 2014 tog upp ett pass den 14 oktober. Samma assistent var då på utbildning hos "
        "anordnaren. Anordnaren har rättat tiden.",
        date(2014, 11, 20), date(2014, 11, 24),
    ),
    Felaktig(
        "5599090015", date(2015, 6, 5), "2204",
        "Fakturan lägger på moms, fast assistans är undantagen. Anordnaren har bekräftat att momsen är fel.",
        date(2015, 6, 9), None,
    ),
)  # fmt: skip
