"""What every page knows without its view having said so: whose installation it is, who is looking, where one can go."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from assistans.roller import SER_EKONOMI, SOKER, UNDER, Roll, menu_for
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
            "ser_ekonomi": any(user.may(ratt) for ratt in SER_EKONOMI),
            "far_se_lasningar": user.may("assistans.se_lasningar"),
            "bara_laser": set(user.roller) == {Roll.REVISOR},
            "far_soka": any(user.may(ratt) for ratt in SOKER),
            "ser_processen": user.may("kontroller.se_process") and not user.may("kontroller.se_rapport"),
            "far_forhandsprova": user.may("kontroller.forhandsprova"),
            "far_utfarda_nycklar": user.may("assistans.hantera_anvandare"),
        },
    }


def build_menu(grupper: Iterable[Grupp], path: str) -> list[dict[str, Any]]:
    """The groups with their places' addresses; a place whose page is not there is left out, and so is an empty group.

    The active place is the one whose address, or that of a page under it, is the longest beginning of `path`. The
    start page is a beginning of everything and is active only on itself.
    """
    meny = [
        {"rubrik": rubrik, "platser": [plats for post in poster if (plats := build_place(*post))]}
        for rubrik, poster in grupper
    ]
    platser = [plats for grupp in meny for plats in grupp["platser"]]
    omfattar = [
        (len(url), url == plats["url"], n)  # a page that is a place of its own is not another's
        for n, plats in enumerate(platser)
        for url in plats["omfattar"]
        if _is_within(path, url)
    ]
    if omfattar:
        platser[max(omfattar)[-1]]["aktiv"] = True
    return [grupp for grupp in meny if grupp["platser"]]


def build_place(namn: str, url_name: str, ikon: str, antal: int | None = None) -> dict[str, Any] | None:
    try:
        url = reverse(url_name)
    except NoReverseMatch:
        return None
    omfattar = [url, *_addresses(UNDER.get(url_name, ()))]
    return {"namn": namn, "url": url, "ikon": ikon, "aktiv": False, "antal": antal, "omfattar": omfattar}


def _addresses(url_names: Iterable[str]) -> list[str]:
    adresser = []
    for namn in url_names:
        with suppress(NoReverseMatch):
            adresser.append(reverse(namn))
    return adresser


def _is_within(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
