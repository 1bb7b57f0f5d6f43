"""Revisorn läser allt, ändrar inget, och står själv i läsloggen: varje sida och fil som hen öppnar lämnar en rad.

Sidorna som visar en person, en faktura eller en handling antecknar själva vad som lästes, för alla. Det här lägger till
en rad när en revisor öppnar något som inte gjorde det, så att ingen ny sida behöver minnas att göra det.
"""

from collections.abc import Callable
from datetime import timedelta

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from assistans.models import Lasning, User
from assistans.roller import REVISORN_SKICKAR, Roll

SIDA = "sida"
LANGST_SYFTE = 200
SAMMA = timedelta(minutes=1)
"""En sida som hämtar en del av sig själv gång på gång antecknas en gång i minuten."""


class LasloggMiddleware:
    """Antecknar vad en revisor öppnar, och vägrar det som den som bara är revisor skickar."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated or Roll.REVISOR not in request.user.roller:
            return self.get_response(request)
        fore = _newest(request.user)
        response = self.get_response(request)
        if response.status_code == 200 and request.resolver_match is not None:
            _record(request, fore)
        return response

    def process_view(self, request: HttpRequest, *_vy: object) -> None:
        """Refuse what is sent by somebody who is an auditor and nothing more, but to the places that only read."""
        if request.method in {"GET", "HEAD", "OPTIONS"} or not request.user.is_authenticated:
            return
        vart = request.resolver_match.view_name if request.resolver_match else ""
        if set(request.user.roller) == {Roll.REVISOR} and vart not in REVISORN_SKICKAR:
            raise PermissionDenied


def _record(request: HttpRequest, fore: Lasning | None) -> None:
    """Write down what was opened, unless the page has done so itself or was read a moment ago."""
    nyaste, nu = _newest(request.user), timezone.now()
    if nyaste is not None and (fore is None or nyaste.pk != fore.pk):
        return
    objekt, objekt_id = _opened(request)
    syfte = f"Öppnade {request.path}"[:LANGST_SYFTE]
    if (
        nyaste
        and (nyaste.objekt, nyaste.objekt_id, nyaste.syfte) == (objekt, objekt_id, syfte)
        and nu - nyaste.tid < SAMMA
    ):
        return
    Lasning.objects.create(av=request.user, tid=nu, objekt=objekt, objekt_id=objekt_id, syfte=syfte)


def _newest(user: User) -> Lasning | None:
    return Lasning.objects.filter(av=user).order_by("-pk").first()


def _opened(request: HttpRequest) -> tuple[str, int]:
    """What the address names by id, as the log calls it; else that it was a page."""
    for namn, varde in request.resolver_match.kwargs.items():
        if namn.endswith("_id") and (etikett := _label_of(namn.removesuffix("_id").replace("_", ""))):
            return etikett, varde
    return SIDA, 0


def _label_of(modell: str) -> str:
    """The label of a model by its name; the names are one of a kind in the project."""
    for app in ("beslut", "fakturor", "kontroller"):
        if modell in apps.all_models[app]:
            return apps.all_models[app][modell]._meta.label_lower
    return ""
