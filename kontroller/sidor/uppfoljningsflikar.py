"""Flikarna under Rapporter: det som nämnden, controllern och revisorn följer upp kontrollen med."""

from django.urls import NoReverseMatch, reverse

from assistans.models import User

PLATSER: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Rapporter", "kontroller:rapporter", ("kontroller.se_rapport",)),
    ("Statistik", "kontroller:statistik", ("kontroller.se_rapport",)),
    ("Riskanalys", "kontroller:riskanalys", ("kontroller.se_risk",)),
    ("Internkontrollplan", "kontroller:internkontrollplan", ("kontroller.se_risk",)),
    ("Processen", "kontroller:processen", ("kontroller.se_process",)),
    ("Bevispaket", "kontroller:bevispaket", ("kontroller.se_bevispaket",)),
)
"""Name, name of the address, and the permissions of which one opens it. A page that is not there is left out."""


def follow_up_tabs(user: User, aktiv: str) -> list[tuple[str, str, bool]]:
    """Name, address, and whether it is the page that is open. `aktiv` is the address's name without its app."""
    flikar = []
    for namn, url, rattigheter in PLATSER:
        if not any(user.may(rattighet) for rattighet in rattigheter):
            continue
        try:
            flikar.append((namn, reverse(url), url == f"kontroller:{aktiv}"))
        except NoReverseMatch:
            continue
    return flikar
