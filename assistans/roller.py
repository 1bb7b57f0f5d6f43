"""Rollerna, vad var och en får göra, och platserna i menyn. Allt om åtkomst står här."""

from collections.abc import Iterable

from django.db import models


class Roll(models.TextChoices):
    """Vem någon är i kontrollen. Ingen roll får göra varje steg."""

    HANDLAGGARE = "handlaggare", "Handläggare"
    ENHETSCHEF = "enhetschef", "Enhetschef"
    ADMINISTRATIV_ASSISTENT = "administrativ_assistent", "Administrativ assistent"
    BESLUTSATTESTANT = "beslutsattestant", "Beslutsattestant"
    EKONOM = "ekonom", "Ekonom"
    KONSULENT = "konsulent", "Konsulent"
    CONTROLLER = "controller", "Controller"
    NAMND = "namnd", "Nämnd"
    REVISOR = "revisor", "Revisor"
    SYSTEMFORVALTARE = "systemforvaltare", "Systemförvaltare"


LASA_ARENDEN = {"beslut.se_person", "beslut.se_anordnare", "fakturor.se_faktura", "kontroller.se_manad"}

RATTIGHETER: dict[str, set[str]] = {
    Roll.HANDLAGGARE: LASA_ARENDEN
    | {
        "beslut.andra_person",
        "beslut.namnge",
        "beslut.andra_beslut",
        "beslut.se_assistentuppgift",
        "beslut.se_kanslig_assistentuppgift",
        "beslut.andra_assistentuppgift",
        "beslut.se_belopp",
        "fakturor.registrera",
        "fakturor.se_sjukdagar",
        "fakturor.konstatera_felaktig",
        "fakturor.satt_ned",
        "fakturor.utreda_aterkrav",
        "fakturor.anmala",
        "fakturor.se_fk",
        "fakturor.granska_fk",
        "kontroller.bedoma",
        "kontroller.granska_stickprov",
        "kontroller.se_stickprov",
        "kontroller.se_rapport",
        "kontroller.se_process",
    },
    Roll.ENHETSCHEF: LASA_ARENDEN
    | {
        "beslut.se_assistentuppgift",
        "beslut.se_kanslig_assistentuppgift",
        "beslut.namnge",
        "beslut.hantera_delegation",
        "beslut.se_jav",
        "beslut.hantera_jav",
        "beslut.se_avtal",
        "beslut.godkann_avtal",
        "beslut.se_belopp",
        "beslut.faststall_belopp",
        "beslut.se_attestordning",
        "fakturor.se_sjukdagar",
        "fakturor.bekrafta_felaktig",
        "fakturor.besluta_nedsattning",
        "fakturor.besluta_aterkrav",
        "fakturor.anmala",
        "fakturor.se_utbetalning",
        "fakturor.se_fk",
        "fakturor.se_ekonomi",
        "kontroller.bedoma",
        "kontroller.bekrafta",
        "kontroller.granska_stickprov",
        "kontroller.se_stickprov",
        "kontroller.se_rapport",
        "kontroller.se_rapportutkast",
        "kontroller.se_regelverk",
        "kontroller.anta_regelverk",
        "kontroller.se_risk",
        "kontroller.faststall_risk",
        "kontroller.se_process",
        "kontroller.faststall_process",
        "assistans.se_lasningar",
    },
    Roll.ADMINISTRATIV_ASSISTENT: LASA_ARENDEN
    | {
        "fakturor.las_in",
        "fakturor.matcha",
        "fakturor.registrera_sjuklon",
        "fakturor.se_sjukdagar",
        "fakturor.registrera",
        "kontroller.forhandsprova",
        "kontroller.starta_korning",
        "kontroller.granskningsattest",
        "kontroller.se_rapport",
        "kontroller.se_rapportutkast",
        "kontroller.skapa_rapport",
        "kontroller.se_process",
    },
    Roll.BESLUTSATTESTANT: LASA_ARENDEN
    | {"beslut.se_attestordning", "kontroller.beslutsattest", "kontroller.se_rapport", "kontroller.se_process"},
    Roll.EKONOM: {
        "beslut.se_anordnare",
        "beslut.verifiera_konto",
        "beslut.se_belopp",
        "beslut.rakna_belopp",
        "beslut.se_attestordning",
        "beslut.andra_kontering",
        "fakturor.se_faktura",
        "fakturor.se_utbetalning",
        "fakturor.utbetala",
        "fakturor.granska_avstamning",
        "fakturor.se_fk",
        "fakturor.las_in_fk",
        "fakturor.reglera_aterkrav",
        "fakturor.se_ekonomi",
        "fakturor.rakna_ekonomi",
        "kontroller.se_manad",
        "kontroller.se_process",
    },
    Roll.KONSULENT: {
        "beslut.se_anordnare",
        "beslut.andra_anordnare",
        "beslut.se_assistentuppgift",
        "beslut.andra_assistentuppgift",
        "beslut.se_avtal",
        "beslut.andra_avtal",
        "beslut.se_belopp",
        "fakturor.konstatera_felaktig",
        "fakturor.anmala",
        "kontroller.forhandsprova",
        "kontroller.se_manad",
        "kontroller.se_process",
    },
    Roll.CONTROLLER: LASA_ARENDEN
    | {
        "beslut.se_belopp",
        "beslut.rakna_belopp",
        "beslut.se_attestordning",
        "beslut.hantera_attestordning",
        "beslut.se_jav",
        "fakturor.se_utbetalning",
        "fakturor.se_aterkrav",
        "fakturor.se_fk",
        "fakturor.se_ekonomi",
        "kontroller.forhandsprova",
        "kontroller.starta_korning",
        "kontroller.dra_stickprov",
        "kontroller.granska_stickprov",
        "kontroller.se_stickprov",
        "kontroller.se_bevispaket",
        "kontroller.skapa_bevispaket",
        "kontroller.se_rapport",
        "kontroller.se_rapportutkast",
        "kontroller.skapa_rapport",
        "kontroller.signera_rapport",
        "kontroller.se_regelverk",
        "kontroller.foresla_regelverk",
        "kontroller.anta_regelverk",
        "kontroller.se_risk",
        "kontroller.hantera_risk",
        "kontroller.se_process",
        "kontroller.hantera_process",
        "kontroller.skriv_omfattning",
        "assistans.se_lasningar",
    },
    Roll.NAMND: {
        "beslut.se_attestordning",
        "beslut.se_belopp",
        "fakturor.se_ekonomi",
        "kontroller.se_rapport",
        "kontroller.se_risk",
        "kontroller.se_process",
    },
    Roll.REVISOR: LASA_ARENDEN
    | {
        "beslut.se_assistentuppgift",
        "beslut.se_kanslig_assistentuppgift",
        "beslut.se_avtal",
        "beslut.se_belopp",
        "beslut.se_attestordning",
        "beslut.se_jav",
        "fakturor.se_sjukdagar",
        "fakturor.se_utbetalning",
        "fakturor.se_aterkrav",
        "fakturor.se_fk",
        "fakturor.se_ekonomi",
        "kontroller.se_stickprov",
        "kontroller.se_bevispaket",
        "kontroller.skapa_bevispaket",
        "kontroller.bevispaket_med_original",
        "kontroller.se_rapport",
        "kontroller.se_rapportutkast",
        "kontroller.se_regelverk",
        "kontroller.se_risk",
        "kontroller.se_process",
        "assistans.se_logg",
        "assistans.se_lasningar",
    },
    Roll.SYSTEMFORVALTARE: {"assistans.hantera_anvandare"},
}

ALLA_RATTIGHETER = frozenset().union(*RATTIGHETER.values())

HAR_ATT_BEVAKA = (
    "beslut.andra_person",
    "beslut.andra_beslut",
    "beslut.andra_anordnare",
    "beslut.andra_avtal",
    "beslut.godkann_avtal",
    "beslut.verifiera_konto",
    "beslut.rakna_belopp",
    "beslut.faststall_belopp",
    "beslut.hantera_delegation",
    "fakturor.matcha",
    "kontroller.bedoma",
    "kontroller.granska_stickprov",
    "assistans.se_logg",
)
"""Rättigheter som gör att något i registren kan vänta på den som har dem, eller läsas av den."""

REGELVERK = ("kontroller.foresla_regelverk", "assistans.se_logg")
"""Den som antar ett regelverk öppnar det från sin dag."""

SER_EKONOMI = ("fakturor.se_ekonomi", "beslut.se_belopp", "beslut.se_attestordning")
"""Var och en räcker för att något under Ekonomi ska gå att öppna."""

REVISORN_SKICKAR = frozenset(
    {
        "logga_ut",
        "sok",
        "beslut:brukare_lista",
        "beslut:anordnare_lista",
        "beslut:brukare_namn",
        "beslut:historik",
        "kontroller:bestall_bevispaket",
    }
)
"""Adresser som den som bara är revisor får skicka något till: hen söker, ber att få se namn, och gör bevispaket.

Inget annat, vad sidan än tillåter andra. En ny sida är stängd för det som revisorn skickar tills den nämns här.
"""

SOKER = ("beslut.se_person", "beslut.se_anordnare", "fakturor.se_faktura")
"""Var och en räcker för att något ska gå att söka."""

UNDER = {
    "fakturor:ekonomi": (
        "fakturor:utbetalningar",
        "fakturor:aterkrav_lista",
        "fakturor:anmalningar",
        "fakturor:fk_lista",
        "fakturor:avstamningar",
        "beslut:timbelopp_lista",
        "beslut:kontering",
        "beslut:attestordning",
    ),
    "kontroller:rapporter": (
        "kontroller:statistik",
        "kontroller:omfattning",
        "kontroller:riskanalys",
        "kontroller:internkontrollplan",
        "kontroller:processen",
        "kontroller:bevispaket",
    ),
}
"""Platser i menyn som leder till sidor med andra adresser: url-namnen på dem."""

Plats = tuple[str, str, str, tuple[str, ...]]
MENY: tuple[tuple[str, tuple[Plats, ...]], ...] = (
    (
        "Arbete",
        (
            ("Min dag", "start", "hem", ()),
            ("Månader", "kontroller:manader", "manad", ("kontroller.se_manad",)),
            ("Bedömningar", "kontroller:bedomningar", "faktura", ("kontroller.bedoma",)),
            ("Läs in filer", "fakturor:las_in", "upp", ("fakturor.las_in",)),
            ("Omatchade", "fakturor:omatchade", "ko", ("fakturor.matcha",)),
            ("Utbetalningar", "fakturor:utbetalningar", "konto", ("fakturor.utbetala",)),
            ("Att bevaka", "beslut:bevakning", "klocka", tuple(r for r in HAR_ATT_BEVAKA if r != "assistans.se_logg")),
        ),
    ),
    (
        "Register",
        (
            ("Brukare", "beslut:brukare_lista", "person", ("beslut.se_person",)),
            ("Anordnare", "beslut:anordnare_lista", "hus", ("beslut.se_anordnare",)),
            ("Avtal", "beslut:avtal_lista", "avtal", ("beslut.andra_avtal", "assistans.se_logg")),
        ),
    ),
    (
        "Uppföljning",
        (
            ("Ekonomi", "fakturor:ekonomi", "pengar", SER_EKONOMI),
            ("Rapporter", "kontroller:rapporter", "rapport", ("kontroller.se_rapport",)),
            (
                "Regelverk",
                "kontroller:regelverk_lista",
                "regler",
                ("kontroller.foresla_regelverk", "assistans.se_logg"),
            ),
        ),
    ),
)
"""Grupper av (namn, url-namn, ikon, rättigheter som var för sig räcker). Inga: alla som är inloggade.

Högst åtta platser för en roll. Det som alla läser ibland, som kontrollerna, står i användarens egen meny.
"""


def permissions_of(roller: Iterable[str]) -> frozenset[str]:
    """Everything that the roles allow together. An unknown role allows nothing."""
    return frozenset().union(*(RATTIGHETER.get(roll, set()) for roll in roller))


def menu_for(user) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The places of the rail that a user may open, as groups of (name, url name, icon)."""
    grupper = []
    for rubrik, platser in MENY:
        synliga = [
            (namn, url, ikon) for namn, url, ikon, krav in platser if not krav or any(user.may(ratt) for ratt in krav)
        ]
        if synliga:
            grupper.append((rubrik, synliga))
    return grupper
