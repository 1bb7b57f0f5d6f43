"""Dörren: stängd för alla utom den som visar en nyckel som gäller, med rätt omfång, och inte för ofta.

En inloggning i webbläsaren öppnar ingenting här. Därför behövs inget skydd mot att bli lurad att skicka något (CSRF):
ingen webbläsare skickar nyckeln av sig själv.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer
from redis.exceptions import RedisError

from assistans.aktor import set_actor
from assistans.models import ApiNyckel, Handelse
from assistans.nycklar import RATT_FOR, find_key, may
from kontroller.api.svar import fel

logger = logging.getLogger(__name__)

ANROP_PER_MINUT = 60
STORST = 210 * 1024**2
"""Bytes of a request: the files that the upload page takes, and their wrapping."""


class Nyckel(HttpBearer):
    """Lets in a key that carries a scope, for as long as its user has the right that belongs to it."""

    openapi_description = "Nyckeln i huvudet: `Authorization: Bearer ak_…`. Den utfärdas av en systemförvaltare."

    def __init__(self, omfang: ApiNyckel.Omfang) -> None:
        super().__init__()
        self.omfang = omfang

    @property
    def kraver(self) -> str:
        """The right that the user behind the key needs."""
        return RATT_FOR[self.omfang]

    def authenticate(self, request: HttpRequest, token: str) -> ApiNyckel:
        nyckel = find_key(token, idag=timezone.localdate())
        if nyckel is None:
            raise HttpError(401, "Nyckeln gäller inte.")
        # Known from here on, so that what is refused is noted too.
        request.auth = nyckel  # type: ignore[attr-defined]
        request.user = nyckel.user
        set_actor(nyckel.user_id)
        if _is_too_often(nyckel):
            raise HttpError(429, f"Nyckeln får göra högst {ANROP_PER_MINUT} anrop i minuten. Vänta en stund.")
        if not may(nyckel, self.omfang):
            raise HttpError(403, f"Nyckeln får inte göra det här. Det kräver omfånget ”{self.omfang.label.lower()}”.")
        return nyckel


def guarded(view: Callable[..., HttpResponse], *kraver: str) -> Callable[..., HttpResponse]:
    """A view of the API: outside the login of the pages, bounded in size, every call of a known key noted, and every
    answer JSON.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > STORST:
            return fel(413, "Filerna är för stora tillsammans. Dela upp dem.")
        svar = view(request, *args, **kwargs)
        if svar.status_code == 405:
            svar = fel(405, "Adressen svarar inte på det anropet.", Allow=svar["Allow"])
        _note(request, svar)
        svar["Cache-Control"] = "no-store"
        return svar

    inner.kraver = kraver  # type: ignore[attr-defined]
    inner.csrf_exempt = True  # type: ignore[attr-defined]
    return login_not_required(inner)


def _note(request: HttpRequest, svar: HttpResponse) -> None:
    """One event per call: which key, what, and how it went. Never the key itself."""
    nyckel = getattr(request, "auth", None)
    if isinstance(nyckel, ApiNyckel):
        vad = f"{request.method} {request.resolver_match.route}" if request.resolver_match else request.method
        Handelse.record("api.anropat", nyckel, by=nyckel.user, at=timezone.now(), vad=vad, svar=svar.status_code)


def _is_too_often(nyckel: ApiNyckel) -> bool:
    """Whether the key has called too often this minute. When the cache cannot be reached nothing is counted."""
    plats = f"api:{nyckel.pk}:{timezone.now():%H%M}"
    try:
        cache.add(plats, 0, timeout=120)
        return cache.incr(plats) > ANROP_PER_MINUT
    except (RedisError, ValueError):
        logger.warning("Anropen till API:t kunde inte räknas")
        return False
