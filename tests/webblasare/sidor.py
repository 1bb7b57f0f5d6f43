"""Varje sida som finns att öppna: vem som öppnar den här, och vilket ärendes id som står i adressen."""

from typing import NamedTuple

from assistans.roller import Roll


class Sida(NamedTuple):
    """Rollen som öppnar sidan, och namnen på det som adressen pekar ut (se `underlag.py`)."""

    roll: Roll | None
    argument: tuple[str, ...] = ()


H, A, K, E = Roll.HANDLAGGARE, Roll.ADMINISTRATIV_ASSISTENT, Roll.KONSULENT, Roll.EKONOM

SIDOR = {
    "logga_in": Sida(None),
    "start": Sida(H),
    # Registren
    "beslut:brukare_lista": Sida(H),
    "beslut:brukare_ny": Sida(H),
    "beslut:brukare_visa": Sida(H, ("brukare",)),
    "beslut:brukare_andra": Sida(H, ("brukare",)),
    "beslut:beslut_nytt": Sida(H, ("brukare",)),
    "beslut:beslutsrad_ratta": Sida(H, ("beslutsrad",)),
    "beslut:uppdrag_nytt": Sida(H, ("brukare",)),
    "beslut:uppdrag_andra": Sida(H, ("uppdrag",)),
    "beslut:betalningsmottagare_ny": Sida(H, ("brukare",)),
    "beslut:betalningsmottagare_aterkalla": Sida(H, ("mandat",)),
    "beslut:stallforetradare_ny": Sida(H, ("brukare",)),
    "beslut:vistelse_ny": Sida(H, ("brukare",)),
    "beslut:vistelse_avsluta": Sida(H, ("vistelse",)),
    "beslut:brukare_assistent_ny": Sida(H, ("brukare",)),
    "beslut:avsluta": Sida(H, ("slag", "beslutsrad")),
    "beslut:anordnare_lista": Sida(K),
    "beslut:anordnare_ny": Sida(K),
    "beslut:anordnare_visa": Sida(K, ("anordnare",)),
    "beslut:anordnare_andra": Sida(K, ("anordnare",)),
    "beslut:tillstand_nytt": Sida(K, ("anordnare",)),
    "beslut:tillstand_andra": Sida(K, ("tillstand",)),
    "beslut:konto_nytt": Sida(K, ("anordnare",)),
    "beslut:konto_bekrafta": Sida(E, ("konto",)),
    "beslut:anordnare_assistent_ny": Sida(K, ("anordnare",)),
    "beslut:timbelopp_lista": Sida(H),
    "beslut:timbelopp_nytt": Sida(H),
    # Filer, tid och fakturor
    "fakturor:las_in": Sida(A),
    "fakturor:inlasning": Sida(A, ("inlasning",)),
    "fakturor:omatchade": Sida(A),
    "fakturor:omatchad": Sida(A, ("omatchad",)),
    "fakturor:redovisningar": Sida(A),
    "fakturor:redovisning": Sida(A, ("redovisning",)),
    "fakturor:tidrapport_ny": Sida(A),
    "fakturor:tidrapport": Sida(A, ("rapport",)),
    "fakturor:tidrader": Sida(A, ("rapport",)),
    "fakturor:intyg_nytt": Sida(A, ("rapport",)),
    "fakturor:rakning_ny": Sida(A),
    # Kontrollen
    "kontroller:manader": Sida(A),
    "kontroller:manad": Sida(A, ("manad",)),
    "kontroller:faktura": Sida(H, ("faktura",)),
    "kontroller:skyddad_text": Sida(H, ("faktura",)),
    "kontroller:bedomningar": Sida(H),
    "kontroller:rapporter": Sida(Roll.CONTROLLER),
    "kontroller:regler": Sida(H),
}

BARA_POST = "svarar bara på POST"
INGEN_SIDA = {
    "logga_ut": BARA_POST,
    "beslut:brukare_namn": BARA_POST,
    "beslut:beslut_rakna": BARA_POST,
    "beslut:tillstand_kontrollerat": BARA_POST,
    "fakturor:genomfor_inlasning": BARA_POST,
    "fakturor:avbryt_inlasning": BARA_POST,
    "fakturor:avvisa_omatchad": BARA_POST,
    "fakturor:felrader": "en fil att hämta",
    "kontroller:original": "en fil att hämta",
    "kontroller:kontrollera": BARA_POST,
    "kontroller:forlopp": "en del av manad",
    "kontroller:skriv_rapport": BARA_POST,
    "kontroller:rapportlage": "en del av rapporter",
    "kontroller:hamta_rapport": "en fil att hämta",
    "kontroller:bedom": BARA_POST,
    "kontroller:bekrafta": BARA_POST,
    "kontroller:granskningsattest": BARA_POST,
    "kontroller:beslutsattest": BARA_POST,
    "kontroller:avvisa": BARA_POST,
    "kontroller:ta_tillbaka": BARA_POST,
}
"""Adresser som inte är sidor, och varför."""
