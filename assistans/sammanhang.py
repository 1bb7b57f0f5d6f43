"""What every page knows without its view having said so: whose installation it is, who is looking, where one can go."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from assistans.roller import Roll, menu_for
from assistans.svenska import upprakning

Grupp = tuple[str, list[tuple[str, str, str]]]


def installation(request: HttpRequest) -> dict[str, Any]:
    """The municipality and the board that this installation belongs to."""
    return {"installation": {"kommun": settings.KOMMUN_NAMN, "namnd": settings.NAMND_NAMN}}


def meny(request: HttpRequest) -> dict[str, Any]:
    """The rail of the user's roles, and the user as the header shows them. Both empty before login."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"meny": [], "jag": {}}

    return {
        "meny": build_menu(menu_for(user), request.path),
        "jag": {
            "namn": user.namn,
            "roll": upprakning([Roll(roll).label for roll in user.roller]),
            "tema": user.tema,
            "far_forhandsprova": user.may("kontroller.forhandsprova"),
            "far_utfarda_nycklar": user.may("assistans.hantera_anvandare"),
        },
    }


def build_menu(grupper: Iterable[Grupp], path: str) -> list[dict[str, Any]]:
    """The groups with their places' addresses; a place whose page is not there is left out, and so is an empty group.

    The active place is the one whose address is the longest beginning of `path`. The start page is a beginning
    of everything and is active only on itself.
    """
    meny = [
        {"rubrik": rubrik, "platser": [plats for post in poster if (plats := build_place(*post))]}
        for rubrik, poster in grupper
    ]
    platser = [plats for grupp in meny for plats in grupp["platser"]]
    omfattar = [p for p in platser if path == p["url"] or (p["url"] != "/" and path.startswith(p["url"]))]
    if omfattar:
        max(omfattar, key=lambda plats: len(plats["url"]))["aktiv"] = True
    return [grupp for grupp in meny if grupp["platser"]]


def build_place(namn: str, url_name: str, ikon: str, antal: int | None = None) -> dict[str, Any] | None:
    try:
        url = reverse(url_name)
    except NoReverseMatch:
        return None
    return {"namn": namn, "url": url, "ikon": ikon, "aktiv": False, "antal": antal}
