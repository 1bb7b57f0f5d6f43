"""Kontrollkatalogen: alla 109 kontroller med sin korta titel, och hur de hålls när de inte är regler.

De som är byggda som regler beskriver sig själva (`kontroller.regler`), och de som en människa gör står i
`kontroller.manuella`. För de andra står här var programmet håller dem, på vilken sida de visas, eller varför de inte är
byggda.
"""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Hur en kontroll hålls."""

    REGEL = "Regel"
    MANUELL = "Manuell kontroll"
    PROGRAMMET = "Hålls av programmet"
    SIDA = "Lista eller sida"
    EJ_BYGGD = "Inte byggd"

    @property
    def flera(self) -> str:
        """How several that are held so are told of in a sentence."""
        return FLERA[self]


FLERA = {
    Status.REGEL: "regler",
    Status.MANUELL: "manuella kontroller",
    Status.PROGRAMMET: "hålls av programmet",
    Status.SIDA: "står på en lista eller sida",
    Status.EJ_BYGGD: "är inte byggda",
}


@dataclass(frozen=True, slots=True)
class Post:
    """En kontroll i katalogen. `status` och `var` gäller den som inte är byggd som regel: hur den hålls, och var eller
    varför inte, i en mening.
    """

    kod: str
    titel: str
    status: Status = Status.EJ_BYGGD
    var: str = ""


OMRADEN = {
    "A": "Beslut",
    "B": "Anordnare och betalningsmottagare",
    "C": "Assistenter",
    "D": "Tidrapporter och intyg",
    "E": "Tid mot annan tid",
    "F": "Arbetstid",
    "G": "Belopp och faktura",
    "H": "Attest och utbetalning",
    "I": "Uppföljning",
}

M, P, S, E = Status.MANUELL, Status.PROGRAMMET, Status.SIDA, Status.EJ_BYGGD

KATALOG: tuple[Post, ...] = (
    Post("A01", "Varje dag med tid ligger i ett gällande beslut"),
    Post("A02", "Tiden är inte längre än besluten ger"),
    Post("A03", "Slaget av tid är beviljat"),
    Post("A04", "Dubbel assistans ryms i det som är beviljat dubbelt"),
    Post("A05", "Tillfällig utökning på eget beslut som inte har gått ut"),
    Post("A06", "Del av månad när ett beslut börjar eller slutar"),
    Post("A07", "Beslutet är fattat inom delegationen"),
    Post("A08", "Personen lever och är folkbokförd i kommunen"),
    Post("A09", "Assistansersättning från Försäkringskassan för samma tid"),
    Post("A10", "Pågående ansökan hos Försäkringskassan", M),
    Post("A11", "Ålder som ger skäl till omprövning"),
    Post(
        "A12",
        "Beviljad tid som inte har använts på tre månader",
        S,
        "Sidan Beslut som inte har verkställts räknar beviljad tid utan utförd tid i tre månader.",
    ),
    Post("B01", "Tillstånd från IVO varje dag med tid"),
    Post("B02", "Tid efter att ett tillstånd har upphört"),
    Post("B03", "Tillståndet är kontrollerat nyligen"),
    Post("B04", "Egen arbetsgivares anmälan till IVO"),
    Post("B05", "Egen arbetsgivare är registrerad som arbetsgivare"),
    Post("B06", "Skriftligt avtal före den första tiden"),
    Post("B07", "Grund för att betala till någon annan än personen"),
    Post("B08", "Beslut när betalning till annan sker enligt 11 § LSS"),
    Post("B09", "Den som intygar för personen får göra det"),
    Post("B10", "Företrädaren är inte också assistent eller ägare"),
    Post("B11", "F-skatt och arbetsgivarregistrering"),
    Post("B12", "Konkurs, likvidation, namnbyte eller styrelsebyte"),
    Post("B13", "Kontrollsiffror, och samma konto hos två anordnare"),
    Post("B14", "Betalning bara till anordnarens bekräftade konto"),
    Post("B15", "Kontot tillhör betalningsmottagaren"),
    Post("B16", "Två anordnare för samma person och tid"),
    Post("B17", "Anordnaren har lämnat fel uppgifter tidigare under året"),
    Post("B18", "Ägare eller funktionär som är anställd eller förtroendevald i kommunen"),
    Post("C01", "Assistenten är anmäld före den första tiden"),
    Post("C02", "Assistenten har fyllt 18 år"),
    Post("C03", "Assistenten är bosatt inom EES"),
    Post("C04", "Tvekan om assistentens förmåga"),
    Post("C05", "Assistentens nummer har rätt kontrollsiffra"),
    Post("C06", "Närstående och hushållsgemenskap är redovisade"),
    Post("C07", "Arbetstidslag och beräkningsperiod är angivna"),
    Post("C08", "Assistenten är inte personen själv eller personens företrädare"),
    Post("C09", "Registerkontroll när personen är ett barn"),
    Post("C10", "Assistenten har avlidit, flyttat eller varit intagen"),
    Post("C11", "Antalet assistenter jämfört med tidigare månader"),
    Post("D01", "En rapport per assistent, person och månad"),
    Post("D02", "Varje rad har rätt form"),
    Post("D03", "Angiven summa är radernas summa"),
    Post(
        "D04",
        "Räkningens summor är rapporternas summor",
        E,
        "Räkningar och e-fakturor har inga summor per slag av tid att jämföra med. G04 jämför i stället "
        "fakturans hela tid med den intygade.",
    ),
    Post("D05", "Intyg av assistent, anordnare och personen, efter sista raden"),
    Post("D06", "Olika personer intygar"),
    Post("D07", "Rapporten kom i tid"),
    Post("D08", "Försäkran om uppgifternas riktighet finns", M),
    Post("D09", "Natten då klockan ställs om"),
    Post("D10", "En rättelse behåller den tidigare versionen"),
    Post("D11", "Möten, utbildning och resor redovisas inte som assistans"),
    Post("D12", "Tider som är mycket regelbundna"),
    Post("D13", "Andelen sena eller handskrivna rader", M),
    Post("E01", "Samma assistent på två ställen samtidigt"),
    Post("E02", "Restid mellan två personer"),
    Post("E03", "Flera assistenter samtidigt utöver dubbel assistans"),
    Post("E04", "Tid under sjukhusvistelse"),
    Post("E05", "Tid under annan vistelse"),
    Post("E06", "Vistelse utomlands"),
    Post("E07", "Assistenten är sjuk eller ledig samma tid"),
    Post("E08", "Vikariens tid täcker det sjuka passet"),
    Post("E09", "Assistenten har annat arbete samma tid"),
    Post("E10", "Tid som redan är betald"),
    Post("E11", "Assistentens tid under ett dygn"),
    Post("E12", "Nätter utan tid när behovet gäller hela dygnet"),
    Post("F01", "Arbetstid enligt lagen om arbetstid i husligt arbete, per period"),
    Post("F02", "Övertid per år enligt lagen om arbetstid i husligt arbete"),
    Post("F03", "Arbetstid enligt arbetstidslagen"),
    Post("F04", "Kollektivavtalets gränser"),
    Post("F05", "Arbetstid hos flera arbetsgivare"),
    Post("F06", "Dygnsvila och veckovila"),
    Post("F07", "Nödfallsövertid med skäl", M),
    Post("G01", "Rader och summor är rätt räknade"),
    Post("G02", "Priset är timbeloppet som gäller"),
    Post("G03", "Timbelopp över schablonen har beslut"),
    Post("G04", "Fakturerad tid är intygad tid"),
    Post("G05", "Fakturan har ingen moms"),
    Post("G06", "Fakturan gäller tid som har varit"),
    Post("G07", "Fakturan är inte en dubblett"),
    Post("G08", "Förfallodag, avgifter och ränta"),
    Post("G09", "Personen, anordnaren och köparen är kända"),
    Post("G10", "Namn och personnummer i fakturans text"),
    Post(
        "G11",
        "Giro på fakturan är det i registret (prövas i B14)",
        P,
        "Samma prövning som B14: fakturans konto ska vara anordnarens bekräftade.",
    ),
    Post("G12", "Kreditfakturan hör till en faktura och är inte större"),
    Post("G13", "Omkostnader som inte ersätts för sig"),
    Post("G14", "Redovisning av kostnader"),
    Post("G15", "Sjuklön ersätts inte dubbelt"),
    Post("G16", "Sjuklönens dagar och karens"),
    Post(
        "H01",
        "Skilda personer granskar, attesterar, ändrar konto och betalar",
        P,
        "Databasen vägrar en andra attest av samma person, attest av den som sist ändrade kontot, fattade beslutet "
        "eller satte ned fakturan, och att den som har attesterat lämnar den till betalning.",
    ),
    Post(
        "H02",
        "Attestantens rätt, dag och beloppsgräns",
        P,
        "Databasen vägrar en attest utan ett uppdrag av nämnden som är personens eget och gäller attesten, dagen, "
        "ansvaret och beloppet. Uppdragen står i attestordningen.",
    ),
    Post("H03", "Jäv", M),
    Post(
        "H04",
        "Allt som stoppar är bedömt och allt som varnar kommenterat",
        P,
        "Databasen släpper ingen faktura vidare med ett obedömt stopp eller en okommenterad varning. Sätts den ned "
        "skrivs beslutet med skäl, bestämmelser och hur det överklagas, eller bestridandet.",
    ),
    Post(
        "H05",
        "Personen har fått yttra sig före ett beslut emot hen",
        P,
        "En nedsättning av ekonomiskt stöd beslutas först när brevet är lämnat och svaret har kommit eller tiden har "
        "gått ut. Databasen vägrar annat.",
    ),
    Post(
        "H06",
        "Betalfilens antal och summa är det som är godkänt",
        P,
        "Filen skrivs när utbetalningen frisläpps, räknas om ur sina egna rader och hålls mot betalningarna, som "
        "databasen håller mot de godkända beloppen. Den sparas med sin hash och skrivs inte om.",
    ),
    Post(
        "H07",
        "Betalningar som kommer tillbaka",
        S,
        "Sidan Bankens besked: en avvisad betalning går tillbaka till kön med bankens skäl. En betalning som kommer "
        "tillbaka efter att den var utförd sägs till om och utreds för hand.",
    ),
    Post(
        "H08",
        "Det betalda är det godkända",
        S,
        "Sidan Avstämning: månadens godkända, lämnade, utförda och bokförda kronor, och varje skillnad mot "
        "ekonomisystemets huvudbok i en mening.",
    ),
    Post(
        "H09",
        "Kontering och period",
        P,
        "Prestationsmånaden väljer konteringen och står på varje rad i bokföringsordern. När konteringen är i bruk "
        "betalas inget som saknar den, och sidan Avstämning säger vad som är bokfört på annat konto eller annan månad.",
    ),
    Post(
        "H10",
        "Månadens kostnad mot budget och prognos",
        S,
        "Sidan Budget och utfall under Ekonomi jämför varje månad med en tolftedel av budgeten, och årets framräknade "
        "kostnad med den fastställda prognosen.",
    ),
    Post(
        "H11",
        "Läsning av personuppgifter loggas",
        P,
        "Varje läsning av en persons uppgifter skrivs i läsloggen, som inte går att ändra.",
    ),
    Post(
        "H12",
        "Ändringar i registren efter att en faktura är godkänd",
        P,
        "Varje ändring i registren står i historiken med dag och person; fakturan går tillbaka till "
        "kontroll om den inte är betald, och annars visas den under Ändrat efter godkännande.",
    ),
    Post(
        "I01",
        "Stickprov bland godkända månader",
        S,
        "Månadens sida Stickprov: urval per krona och efter risk, granskat av någon annan, med uppskattat fel.",
    ),
    Post(
        "I02",
        "Omräkning när en ny uppgift kommer",
        S,
        "Månadens sida Ändrat efter godkännande: samma kontroller på dagens uppgifter, jämförda med dem "
        "som fakturan godkändes med. Ändras något som en betald faktura vilar på prövas den av sig själv, och står i "
        "Att bevaka tills ett återkrav utreds eller någon skriver varför inget görs.",
    ),
    Post(
        "I03",
        "Återkrav",
        S,
        "Sidan Återkrav: grund, period, tid och kronor från kontrollerna, kommunicering, beslut av en annan på "
        "delegation, överklagande, betalning och avskrivning. Krav enligt kommunens avtal står för sig.",
    ),
    Post(
        "I04",
        "Anmälningar och underrättelser till andra myndigheter",
        S,
        "Sidan Anmälningar: utkast med dagen anledningen blev känd, dagen det skickades eller varför det inte gjordes. "
        "Tid utan tillstånd, anmärkningar i A10 och återkrav för oriktiga uppgifter står i Att bevaka tills någon har "
        "tagit ställning.",
    ),
    Post("I05", "Uppföljning när en närstående är assistent", M),
    Post(
        "I06",
        "Årlig riskanalys och rapport till nämnden",
        S,
        "Sidorna Riskanalys och Internkontrollplan: risker med bedömning, kontroller med det de fann och åtgärder, "
        "fastställda av nämnden varje år, och årets uppföljning med sitt utfall.",
    ),
    Post(
        "I07",
        "Slutavräkning med Försäkringskassan",
        S,
        "Sidan Försäkringskassan under Ekonomi prövar varje faktura mot personer, beslut, veckor och pris, och en "
        "slutavräkning mot månaderna som den avräknar. Någon annan än den som läste in fakturan granskar den.",
    ),
    Post(
        "I08",
        "Krav som inte har ställts på Försäkringskassan eller annan kommun",
        S,
        "Godkänd tid som Försäkringskassans beslut också täcker står under månadens fullständighet och i Att bevaka, "
        "tills någon har antecknat den manuella kontrollen A10. Krav på en annan kommun (16 b § LSS) visas inte: "
        "ingenting som läses in säger att insatsen verkställs åt den. A08 prövar folkbokföringen.",
    ),
)
