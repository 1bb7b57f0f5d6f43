"""Det som är fel i maj 2015: vilka underlag, vad kontrollerna ska svara, och vad som hände.

Allt som inte står här är rätt, och april är rätt rakt igenom. Felen själva läggs in av ingrepp.py och i_registret.py.
"""

from typing import NamedTuple

AVVIKELSE, VARNING, EJ_BEDOMD = "avvikelse", "varning", "ej_bedomd"


class Planterat(NamedTuple):
    """Ett underlag med fel. `vantat` är utfallet för de kontroller som inte ska bli godkända eller ej tillämpliga."""

    orgnr: str
    nummer: str
    vantat: dict[str, str]
    mening: str


PLANTERAT = (
    Planterat(
        "5599010013",
        "20145",
        {"A03": AVVIKELSE},
        "Beredskap var beviljad till och med den 15 maj, men ett pass är från natten till den 21 maj.",
    ),
    Planterat("5599010013", "20146", {"A02": AVVIKELSE}, "192 timmar är utförda, och beslutet ger 188 i månaden."),
    Planterat(
        "5599010013",
        "20147",
        {"D03": VARNING, "D07": VARNING},
        "En rapport anger fyra minuter mer än raderna är tillsammans, och kom in den 9 juli.",
    ),
    Planterat(
        "5599010013",
        "20148",
        {"C01": AVVIKELSE, "C03": EJ_BEDOMD},
        "En av assistenterna är inte anmäld till kommunen, så var hon bor är inte heller känt.",
    ),
    Planterat(
        "5599010013",
        "20149",
        {"A09": AVVIKELSE},
        "Försäkringskassan har beviljat assistansersättning från den 25 maj, och redovisningen går månaden ut.",
    ),
    Planterat("5599010013", "20150", {"D01": AVVIKELSE}, "En assistent har lämnat två tidrapporter för samma person."),
    Planterat("5599010013", "20151", {"G02": AVVIKELSE}, "Priset är 289 kronor i timmen, och schablonen är 284."),
    Planterat(
        "5599010013", "2O140", {"G07": AVVIKELSE}, "Numret är aprilfakturans 20140, skrivet med bokstaven O för nollan."
    ),
    Planterat("5599010013", "20153", {"G01": AVVIKELSE}, "Raden är 45 kronor högre än antalet gånger priset."),
    Planterat("5599020038", "3331", {"C02": AVVIKELSE}, "En assistent fyllde 18 år den 15 maj och började den 1 maj."),
    Planterat("5599020038", "3332", {"G10": VARNING}, "Personens personnummer står i en notering på fakturan."),
    Planterat(
        "5599020038",
        "3333",
        {"B13": VARNING, "B14": AVVIKELSE},
        "Bankgirot har en felskriven siffra: kontrollsiffran stämmer inte, och numret är inte det i registret.",
    ),
    Planterat(
        "5599030011",
        "6131",
        {"E03": AVVIKELSE},
        "Två assistenter var där samtidigt i två timmar den 18 maj, utan beslut om dubbel assistans.",
    ),
    Planterat(
        "5599030011",
        "6132",
        {"D05": AVVIKELSE, "B09": EJ_BEDOMD},
        "Vårdnadshavaren har inte intygat en av rapporterna, så ingen underskrift kan prövas.",
    ),
    Planterat("5599040036", "6571", {"A08": AVVIKELSE}, "Personen avled den 21 maj, och två dagar därefter har tid."),
    Planterat("5599050019", "8921", {"B09": AVVIKELSE}, "Gode mannens uppdrag slutade den 15 maj, före underskriften."),
    Planterat(
        "5599060034",
        "4203",
        {"E01": AVVIKELSE, "E04": AVVIKELSE, "G04": AVVIKELSE},
        "En assistent är hos båda personerna samtidigt, ett dygn ligger i en sjukhusvistelse, och 3,5 timmar mer än de "
        "intygade är fakturerade.",
    ),
    Planterat(
        "5599070017", "8815", {"B01": AVVIKELSE}, "Tillståndet från IVO är återkallat. Sista dagen var den 17 maj."
    ),
    Planterat("5599080032", "1153", {"C03": AVVIKELSE}, "En ny assistent är inte bosatt inom EES."),
    Planterat("5599090015", "2204", {"G05": AVVIKELSE}, "Fakturan lägger på 25 procent moms."),
    Planterat(
        "5599110011",
        "7711",
        {"G09": AVVIKELSE},
        "Referensen är felskriven, så ingen person är känd. Kontroller som behöver personen blir ej bedömda.",
    ),
    Planterat("5599120036", "6568", {"A01": AVVIKELSE}, "Beslutet slutade den 28 maj, och tre dagar därefter har tid."),
    Planterat("5599130019", "3920", {"B06": AVVIKELSE}, "Det nya avtalet gäller från den 1 maj men är daterat den 19."),
    Planterat("5599140034", "3594", {"B07": AVVIKELSE}, "Begäran om betalningsmottagare återkallades den 22 maj."),
    Planterat("5599170015", "5747", {"G06": AVVIKELSE}, "Fakturan är daterad den 27 maj, innan månaden var slut."),
)
PER_UNDERLAG = {(rad.orgnr, rad.nummer): rad for rad in PLANTERAT}
