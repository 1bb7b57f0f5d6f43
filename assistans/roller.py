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
        "beslut.andra_beslut",
        "fakturor.registrera",
        "kontroller.bedoma",
        "kontroller.se_rapport",
    },
    Roll.ENHETSCHEF: LASA_ARENDEN | {"kontroller.bedoma", "kontroller.bekrafta", "kontroller.se_rapport"},
    Roll.ADMINISTRATIV_ASSISTENT: LASA_ARENDEN
    | {
        "fakturor.las_in",
        "fakturor.matcha",
        "fakturor.registrera",
        "kontroller.starta_korning",
        "kontroller.granskningsattest",
        "kontroller.se_rapport",
        "kontroller.skapa_rapport",
    },
    Roll.BESLUTSATTESTANT: LASA_ARENDEN | {"kontroller.beslutsattest", "kontroller.se_rapport"},
    Roll.EKONOM: {"beslut.se_anordnare", "beslut.verifiera_konto", "fakturor.se_faktura", "kontroller.se_manad"},
    Roll.KONSULENT: {"beslut.se_anordnare", "beslut.andra_anordnare", "kontroller.se_manad"},
    Roll.CONTROLLER: LASA_ARENDEN
    | {"kontroller.starta_korning", "kontroller.se_rapport", "kontroller.skapa_rapport", "kontroller.se_regelverk"},
    Roll.NAMND: {"kontroller.se_rapport"},
    Roll.REVISOR: LASA_ARENDEN | {"kontroller.se_rapport", "kontroller.se_regelverk", "assistans.se_logg"},
    Roll.SYSTEMFORVALTARE: {"assistans.hantera_anvandare"},
}

ALLA_RATTIGHETER = frozenset().union(*RATTIGHETER.values())

MENY: tuple[tuple[str, tuple[tuple[str, str, str, str | None], ...]], ...] = (
    (
        "Arbete",
        (
            ("Min dag", "start", "hem", None),
            ("Månader", "kontroller:manader", "manad", "kontroller.se_manad"),
            ("Bedömningar", "kontroller:bedomningar", "faktura", "kontroller.bedoma"),
            ("Läs in filer", "fakturor:las_in", "upp", "fakturor.las_in"),
            ("Omatchade", "fakturor:omatchade", "ko", "fakturor.matcha"),
        ),
    ),
    (
        "Register",
        (
            ("Brukare", "beslut:brukare_lista", "person", "beslut.se_person"),
            ("Anordnare", "beslut:anordnare_lista", "hus", "beslut.se_anordnare"),
            ("Timbelopp", "beslut:timbelopp_lista", "pengar", "beslut.andra_beslut"),
        ),
    ),
    (
        "Uppföljning",
        (
            ("Rapporter", "kontroller:rapporter", "rapport", "kontroller.se_rapport"),
            ("Kontrollerna", "kontroller:regler", "bok", None),
        ),
    ),
)
"""Grupper av (namn, url-namn, ikon, rättighet som krävs). None: alla som är inloggade."""


def permissions_of(roller: Iterable[str]) -> frozenset[str]:
    """Everything that the roles allow together. An unknown role allows nothing."""
    return frozenset().union(*(RATTIGHETER.get(roll, set()) for roll in roller))


def menu_for(user) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The places of the rail that a user may open, as groups of (name, url name, icon)."""
    grupper = []
    for rubrik, platser in MENY:
        synliga = [(namn, url, ikon) for namn, url, ikon, krav in platser if krav is None or user.may(krav)]
        if synliga:
            grupper.append((rubrik, synliga))
    return grupper
