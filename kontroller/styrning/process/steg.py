"""Fakturans steg i ord: vad som görs i vart och ett, på vilka rätter, och vad som håller det. Utan Django utom stegens
namn.

Vilka steg som finns och vilka som får följa på vilka står i `fakturor.flode`; ett steg utan ord här fälls av ett test.
"""

from typing import NamedTuple

from fakturor.flode import Status


class Stegord(NamedTuple):
    """Ett steg: vad som görs där, de rätter som krävs, och vad programmet och databasen vägrar."""

    gors: str
    ratter: tuple[str, ...] = ()
    vagras: str = ""


STEGORD: dict[str, Stegord] = {
    Status.MOTTAGEN: Stegord(
        "Fakturan eller räkningen, tidrapporterna och intygen läses in eller registreras. Varje rad paras med "
        "person, anordnare och månad. Sedan prövas den av alla kontroller i bruk, med de uppgifter som gällde dagen "
        "då tiden utfördes.",
        ("fakturor.las_in", "fakturor.registrera", "fakturor.registrera_sjuklon", "kontroller.starta_korning"),
        "Det som står på en mottagen faktura ändras inte. En rättelse är en ny faktura eller en ny version av "
        "rapporten.",
    ),
    Status.OMATCHAD: Stegord(
        "En rad som inte hör till någon känd person, anordnare eller månad paras för hand.",
        ("fakturor.matcha",),
        "En omatchad faktura kan inte attesteras.",
    ),
    Status.STOPPAD: Stegord(
        "En kontroll fann något som stoppar, eller saknade en uppgift och kunde inte bedöma. Varje fynd bedöms. Att "
        "godta det kräver skäl, och att en annan person bekräftar. Annars rättas, sätts ned, krediteras eller "
        "avvisas fakturan.",
        (
            "kontroller.bedoma",
            "kontroller.bekrafta",
            "fakturor.satt_ned",
            "fakturor.besluta_nedsattning",
        ),
        "Ingen faktura går vidare med ett obedömt stopp eller en okommenterad varning. Den som är jävig bedömer inte.",
    ),
    Status.KONTROLLERAD: Stegord(
        "Inget öppet stopp återstår. Någon granskar underlaget och ger granskningsattest.",
        ("kontroller.granskningsattest",),
        "Bara den som nämnden har utsett attesterar, upp till sin beloppsgräns.",
    ),
    Status.GRANSKAD: Stegord(
        "En annan person ger beslutsattest. Kontrollerna körs om just före.",
        ("kontroller.beslutsattest",),
        "Samma person ger inte båda attesterna. Den som sist ändrade kontot, fattade beslutet eller satte ned "
        "fakturan attesterar den inte.",
    ),
    Status.GODKAND: Stegord(
        "Godkända fakturor sätts ihop till en omgång. En annan person frisläpper den, och betalfilen skrivs.",
        ("fakturor.utbetala",),
        "Betalning går bara till ett bekräftat konto. Betalfilens summa är den godkända. Den som har attesterat "
        "lämnar inte till betalning.",
    ),
    Status.I_UTBETALNING: Stegord(
        "Bankens besked läses in. En avvisad betalning går tillbaka till kön.",
        ("fakturor.utbetala",),
        "Samma fil skrivs inte om.",
    ),
    Status.UTBETALD: Stegord(
        "Månaden stäms av mot huvudboken. Ett stickprov granskas om av någon annan. Ändras något som fakturan vilar "
        "på räknas den om, och visar det sig att den betaldes fel utreds återkrav.",
        (
            "fakturor.rakna_ekonomi",
            "kontroller.dra_stickprov",
            "kontroller.granska_stickprov",
            "fakturor.utreda_aterkrav",
            "fakturor.besluta_aterkrav",
            "fakturor.reglera_aterkrav",
            "fakturor.anmala",
        ),
        "En betald faktura ändras aldrig.",
    ),
    Status.AVVISAD: Stegord(
        "Fakturan betalas inte. Den som begärde ersättningen får veta varför.",
        ("kontroller.bedoma", "fakturor.matcha"),
        "En avvisad faktura öppnas inte igen.",
    ),
    Status.KREDITERAD: Stegord(
        "En kreditfaktura har tagit ut fakturan.",
        (),
        "Krediten är aldrig större än det som är kvar av fakturan.",
    ),
}

FORE = (
    (
        "Beslut och registret",
        "Beslutet om assistans, uppdraget, tillståndet, avtalet, grunden för betalning och kontot registreras innan "
        "något betalas. Ett nytt konto bekräftas av en annan person.",
        (
            "beslut.andra_person",
            "beslut.andra_beslut",
            "beslut.andra_anordnare",
            "beslut.andra_avtal",
            "beslut.godkann_avtal",
            "beslut.verifiera_konto",
        ),
    ),
    (
        "Belopp, regler och attestordning",
        "Timbeloppet fastställs, regelverket antas, och nämnden utser attestanter. Den som föreslår antar inte.",
        (
            "beslut.rakna_belopp",
            "beslut.faststall_belopp",
            "kontroller.foresla_regelverk",
            "kontroller.anta_regelverk",
            "beslut.hantera_attestordning",
            "beslut.andra_kontering",
        ),
    ),
)
"""Det som ska vara på plats innan en faktura prövas: rubrik, vad som görs, rätterna."""
