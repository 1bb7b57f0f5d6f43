"""Rätterna i ord, så att det i processen står vad var och en får göra. Utan Django utom rollernas namn."""

from assistans.roller import RATTIGHETER, Roll

RATTORD = {
    "beslut.andra_person": "ändra personuppgifter och uppdrag",
    "beslut.andra_beslut": "registrera beslut och timbelopp",
    "beslut.andra_anordnare": "ändra anordnare, tillstånd och konton",
    "beslut.andra_avtal": "pröva anordnare inför avtal och följa upp avtal",
    "beslut.godkann_avtal": "godkänna avtal",
    "beslut.verifiera_konto": "bekräfta ett nytt konto",
    "beslut.rakna_belopp": "räkna på timbelopp och budget",
    "beslut.faststall_belopp": "fastställa den egna beräkningen",
    "beslut.andra_kontering": "bestämma kontering",
    "beslut.hantera_attestordning": "lägga in nämndens uppdrag att attestera",
    "beslut.hantera_delegation": "lägga in delegationer",
    "beslut.hantera_jav": "anmäla andras jäv och avsluta jäv",
    "beslut.namnge": "namnge vem som får se en person med skyddade uppgifter",
    "beslut.andra_assistentuppgift": "anteckna uppgifter om assistenter",
    "fakturor.las_in": "läsa in filer",
    "fakturor.registrera": "registrera räkningar, tidrapporter och intyg för hand",
    "fakturor.registrera_sjuklon": "registrera ansökningar om sjuklönekostnad",
    "fakturor.matcha": "para ihop rader för hand",
    "fakturor.satt_ned": "föreslå att en faktura sätts ned",
    "fakturor.besluta_nedsattning": "besluta att en faktura sätts ned",
    "fakturor.konstatera_felaktig": "konstatera en felaktig uppgift",
    "fakturor.bekrafta_felaktig": "bekräfta en felaktig uppgift",
    "fakturor.utbetala": "sätta ihop och frisläppa utbetalningar",
    "fakturor.utreda_aterkrav": "utreda återkrav",
    "fakturor.besluta_aterkrav": "besluta om återkrav",
    "fakturor.reglera_aterkrav": "reglera återkrav",
    "fakturor.anmala": "ta ställning till anmälningar till andra myndigheter",
    "fakturor.las_in_fk": "läsa in Försäkringskassans fakturor",
    "fakturor.granska_fk": "granska Försäkringskassans fakturor",
    "fakturor.rakna_ekonomi": "föra budget, prognos och avstämning",
    "fakturor.granska_avstamning": "granska en månads avstämning",
    "kontroller.starta_korning": "starta månadens kontroll",
    "kontroller.bedoma": "bedöma det som kontrollerna fann",
    "kontroller.bekrafta": "bekräfta någon annans bedömning att godta",
    "kontroller.granskningsattest": "ge granskningsattest",
    "kontroller.beslutsattest": "ge beslutsattest",
    "kontroller.dra_stickprov": "dra stickprov",
    "kontroller.granska_stickprov": "granska om i ett stickprov",
    "kontroller.foresla_regelverk": "föreslå regelverk",
    "kontroller.anta_regelverk": "anta regelverk",
    "kontroller.skapa_rapport": "skriva rapporten till nämnden",
    "kontroller.signera_rapport": "skriva under rapporten till nämnden",
    "kontroller.hantera_risk": "föra riskregistret och lägga fram riskanalys och internkontrollplan",
    "kontroller.faststall_risk": "registrera nämndens beslut om riskanalys och internkontrollplan",
    "kontroller.hantera_process": "lägga fram processen för nämnden",
    "kontroller.faststall_process": "registrera nämndens beslut om processen",
    "kontroller.skriv_omfattning": "skriva in hur många som har assistans",
    "kontroller.skapa_bevispaket": "beställa bevispaketet för en månad",
    "kontroller.bevispaket_med_original": "få originalen med i bevispaketet",
    "assistans.se_logg": "läsa loggen",
    "assistans.hantera_anvandare": "hantera användare och nycklar för program",
}
"""Det som ändrar något, och loggen. Rätter att bara se en sida står inte i processen."""


def told(ratter: frozenset[str] | set[str]) -> list[str]:
    """The rights in words, in the order above."""
    return [ord_ for ratt, ord_ in RATTORD.items() if ratt in ratter]


def roles_with(*ratter: str) -> list[str]:
    """The roles that have one of the rights, in the order of the roles."""
    return [roll.label for roll in Roll if RATTIGHETER.get(roll, set()) & set(ratter)]
