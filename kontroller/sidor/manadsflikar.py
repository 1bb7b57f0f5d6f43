"""Flikarna under en månad, för den som får öppna dem."""

from datetime import date

from django.urls import reverse

from assistans.models import User

PLATSER = (
    ("Månaden", "kontroller:manad", "kontroller.se_manad"),
    ("Fullständighet", "kontroller:fullstandighet", "kontroller.se_manad"),
    ("Granska flera", "kontroller:granska_flera", "kontroller.granskningsattest"),
    ("Attestera flera", "kontroller:attestera_flera", "kontroller.beslutsattest"),
    ("Stickprov", "kontroller:stickprov", "kontroller.se_stickprov"),
    ("Ändrat efter godkännande", "kontroller:andrat", "kontroller.se_stickprov"),
)
"""Name, name of the address (which takes the month), and the permission that opens it."""


def month_tabs(user: User, manad: date, aktiv: str) -> list[tuple[str, str, bool]]:
    """Name, address, and whether it is the page that is open. `aktiv` is the address's name without its app."""
    return [
        (namn, reverse(url, args=[manad]), url == f"kontroller:{aktiv}")
        for namn, url, rattighet in PLATSER
        if user.may(rattighet)
    ]
