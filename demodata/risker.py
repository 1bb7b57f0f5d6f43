"""Mälarås riskregister, plan och uppföljning 2015: det som revisionen pekade på, och kontrollerna sedan fann."""

from datetime import date
from typing import NamedTuple

SAMMANTRADE, PARAGRAFER = date(2015, 9, 29), ("§ 98", "§ 99", "§ 100")
"""Riskanalysen, planen och processen."""


class Demorisk(NamedTuple):
    """En risk med sin första bedömning (sannolikhet, konsekvens, skäl)."""

    namn: str
    orsak: str
    foljd: str
    kontroller: tuple[str, ...]
    bedomning: tuple[int, int, str]


RISKER = (
    Demorisk(
        "Anordnaren saknar tillstånd",
        "Tillståndet ses efter när uppdraget börjar, men inte igen. Ett tillstånd kan återkallas under uppdraget.",
        "Kommunen ersätter någon som inte får bedriva verksamheten, och personen får assistans utan den trygghet som "
        "tillståndet ger.",
        ("B01", "B02", "B03", "B04"),
        (3, 4, "Revisionen fann att kontrollen av tillstånd inte var beskriven i rutinen."),
    ),
    Demorisk(
        "Fakturerad tid är inte intygad",
        "Fakturan och tidrapporten kommer var för sig, och intyg saknas eller är givna innan passet var slut.",
        "Kommunen betalar för tid som ingen har intygat att den är utförd.",
        ("D05", "D06", "G04"),
        (3, 3, "Intyg från både anordnaren och personen krävdes inte i den tidigare rutinen."),
    ),
    Demorisk(
        "Betalning till någon annan än personen utan begäran",
        "Ekonomiskt stöd betalas av vana till anordnaren.",
        "Stödet går till någon som personen inte har pekat ut, och kan behöva betalas en gång till.",
        ("B07", "B08", "B14", "B15"),
        (3, 3, "Skriftlig begäran saknades i akterna när revisionen gick igenom dem."),
    ),
    Demorisk(
        "Samma tid betalas två gånger",
        "En faktura kommer på nytt med annat nummer, två anordnare redovisar samma dag, eller tiden täcks också av "
        "Försäkringskassan.",
        "Kommunen betalar för mycket, och kronorna är svåra att få tillbaka.",
        ("G07", "E10", "B16", "A09", "G12"),
        (2, 3, "Har hänt enstaka gånger. Kontrollerna är i bruk sedan april."),
    ),
    Demorisk(
        "Planerad tid faktureras i stället för utförd",
        "Anordnaren fakturerar schemat och rättar inte för sjukhusvistelse och annan frånvaro.",
        "Ersättning för tid som inte är utförd.",
        ("E04", "E05", "E07", "D12", "G06"),
        (4, 3, "Vistelser på sjukhus blir ofta kända först efteråt."),
    ),
    Demorisk(
        "Redovisad tid har inte arbetats",
        "En assistent redovisas på två ställen samtidigt, längre dygn än någon kan arbeta, eller medan hon är sjuk "
        "eller utomlands.",
        "Felaktig utbetalning, och en person som inte har fått den hjälp som beslutet ger.",
        ("E01", "E02", "E03", "E11", "F01", "F05", "C10"),
        (3, 4, "Kontroller mellan anordnare fanns inte tidigare."),
    ),
    Demorisk(
        "Mer tid betalas än besluten ger",
        "Beslutet gäller en del av månaden, har gått ut, eller ger ett annat slag av tid.",
        "Kostnaden överskrider besluten och budgeten.",
        ("A01", "A02", "A03", "A04", "A05", "A06"),
        (3, 2, "Den fakturerade tiden hölls mot besluten också i den tidigare rutinen, men för hand."),
    ),
    Demorisk(
        "Fel pris eller fel räknat",
        "Timbeloppet ändras vid årsskiftet, och ett eget belopp gäller under en tid.",
        "Kommunen betalar mer än det som är beslutat.",
        ("G01", "G02", "G03", "G05"),
        (2, 2, "Räknefel är ovanliga och små."),
    ),
    Demorisk(
        "Jäv i handläggning och attest",
        "Den som bedömer eller attesterar står någon nära som personen, assistenten eller den som äger anordnaren.",
        "Förtroendet för nämnden skadas, och beslutet kan vara fel.",
        ("H01", "H02", "H03", "B10", "B18"),
        (2, 4, "Få personer gör många steg."),
    ),
    Demorisk(
        "Betalning till fel konto",
        "Kontot byts efter ett brev eller en faktura som inte kommer från anordnaren.",
        "Kronorna går till någon som inte har rätt till dem.",
        ("B13", "B14", "B15", "H06"),
        (2, 4, "Försök är kända från andra kommuner."),
    ),
    Demorisk(
        "Ersättning för en person som har avlidit eller flyttat",
        "Uppgiften når kommunen sent, och anordnaren fakturerar månaden ut.",
        "Felaktig utbetalning som berör ett dödsbo eller en annan kommun.",
        ("A08", "C10"),
        (2, 2, "Några fall om året, oftast några dagar."),
    ),
)

OMBEDOMD = (
    "Samma tid betalas två gånger",
    1,
    3,
    "Kontrollerna har stoppat varje dubblett under två månader, och ingen har betalats.",
)
"""En risk som har bedömts på nytt sedan nämnden fastställde analysen."""

ATGARDER = (
    ("Anordnaren saknar tillstånd", "Se efter varje anordnare hos IVO och anteckna dagen", "olof", date(2015, 10, 30)),
    (
        "Fakturerad tid är inte intygad",
        "Informera anordnarna om att fakturan betalas först när alla har intygat",
        "olof",
        date(2015, 10, 15),
    ),
    (
        "Betalning till någon annan än personen utan begäran",
        "Begära in skriftlig begäran för alla som får ekonomiskt stöd",
        "johan",
        date(2015, 11, 30),
    ),
    (
        "Planerad tid faktureras i stället för utförd",
        "Komma överens med sjukhuset om besked vid inskrivning",
        "maria",
        date(2015, 12, 15),
    ),
    ("Jäv i handläggning och attest", "Gå igenom jäv på ett arbetsplatsmöte varje år", "maria", date(2015, 10, 30)),
)
"""Risk, åtgärd, ansvarig, klar senast."""

GJORD = (
    "Informera anordnarna om att fakturan betalas först när alla har intygat",
    date(2015, 10, 12),
    "Brev till alla anordnare. Frågorna som kom är besvarade.",
)

MOMENT = (
    (
        "Anordnaren saknar tillstånd",
        "Tillstånd hos alla anordnare som har fakturerat",
        "Varje anordnare ses efter i IVO:s register. Dagen och det som stod där antecknas.",
        ("B01", "B03"),
        "kvartal",
        "olof",
        date(2015, 12, 18),
    ),
    (
        "Redovisad tid har inte arbetats",
        "Stickprov av godkända fakturor",
        "Urval per krona och efter risk granskas om av någon som inte har haft del i godkännandet.",
        ("E01", "E11", "I01"),
        "manad",
        "eva",
        date(2015, 12, 31),
    ),
    (
        "Betalning till någon annan än personen utan begäran",
        "Grunden för betalning till anordnaren",
        "Tjugo akter med ekonomiskt stöd läses mot registret.",
        ("B07",),
        "halvar",
        "johan",
        date(2015, 11, 30),
    ),
    (
        "Jäv i handläggning och attest",
        "Attestordningen mot de attester som gavs",
        "Varje attest under året hålls mot uppdraget som gällde den dagen.",
        ("H02", "H03"),
        "ar",
        "eva",
        date(2015, 12, 31),
    ),
)
"""Risk, vad, hur, kontroller, frekvens, ansvarig, klart senast."""

UTFALL = (
    (
        "Tillstånd hos alla anordnare som har fakturerat",
        date(2015, 12, 10),
        "Alla anordnare som fakturerade september till november sågs efter.",
        "En anordnare hade bytt namn utan att registret var ändrat. Tillståndet gällde.",
        "utan_anmarkning",
    ),
    (
        "Grunden för betalning till anordnaren",
        date(2015, 11, 26),
        "Tjugo akter lästes.",
        "I tre akter saknades dag på begäran. De är kompletterade.",
        "brister",
    ),
)

SAMMANFATTNING = (
    "Revisionen i augusti 2015 rekommenderade nämnden att göra en riskanalys av ersättningsprocessen. Den här är "
    "den första. Den utgår från revisionens iakttagelser och från det som kontrollerna fann i april och maj.\n\n"
    "Tyngst väger att assistans kan betalas utan tillstånd, att planerad tid faktureras i stället för utförd, och att "
    "redovisad tid inte har arbetats. För dem finns kontroller i bruk; åtgärderna gäller det som kontrollerna inte når."
)
PLANENS = (
    "Planen för hösten 2015 följer upp fyra av riskerna. De är valda för att de väger tyngst, eller för att det som "
    "ska följas upp inte syns i månadens kontroll."
)
PROCESSENS = (
    "Revisionen i augusti 2015 rekommenderade nämnden att definiera och fastställa ersättningsprocessen, för både "
    "upphandlad assistans och ekonomiskt stöd. Det här är den, så som den görs och programmet håller den."
)
UPPFOLJNINGENS = (
    "Två av fyra moment är gjorda. Momentet om grunden för betalning visade brister i tre akter, som är rättade. De "
    "två andra görs klart under december."
)
