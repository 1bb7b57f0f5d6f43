"""Sidorna under Timbelopp, för den som får öppna dem."""

from assistans.models import User

PLATSER = (
    ("Timbelopp", "beslut:timbelopp_lista"),
    ("Statens belopp", "beslut:schablon_lista"),
    ("Egen beräkning", "beslut:kalkyl_lista"),
    ("Andra kommuner", "beslut:kommunbelopp_lista"),
    ("Budget", "beslut:budget_lista"),
)
OPPNA_FOR_FLER = {"beslut:timbelopp_lista", "beslut:schablon_lista"}
"""The pages that also those may open who see providers."""


def tabs_for(user: User, aktiv: str) -> list[tuple[str, str, bool]]:
    """Name, name of the address, and whether it is the page that is open."""
    ser_allt = user.may("beslut.se_belopp")
    return [(namn, url, url == f"beslut:{aktiv}") for namn, url in PLATSER if ser_allt or url in OPPNA_FOR_FLER]
