"""Svaren som säger vad som gick fel: alltid JSON, alltid en svensk mening."""

import json
import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from kontroller.forhandsprov.transaktion import ProvRefused, ProvUpptaget

logger = logging.getLogger(__name__)

VANTA = {"Retry-After": "10"}


def fel(status: int, mening: str, **huvuden: str) -> HttpResponse:
    """An error as JSON."""
    svar = JsonResponse({"fel": mening}, status=status, json_dumps_params={"ensure_ascii": False})
    for namn, varde in huvuden.items():
        svar[namn] = varde
    return svar


def answer_errors(api: NinjaAPI) -> None:
    """Let every error of the API be answered in the same way."""

    @api.exception_handler(HttpError)
    def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        if error.status_code == 400:
            return fel(400, "Anropet går inte att läsa.")
        huvuden = {"WWW-Authenticate": "Bearer"} if error.status_code == 401 else {}
        return fel(error.status_code, error.message, **(huvuden | (VANTA if error.status_code == 429 else {})))

    @api.exception_handler(AuthenticationError)
    def _without_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return fel(401, "Visa en nyckel i huvudet: Authorization: Bearer ak_…", **{"WWW-Authenticate": "Bearer"})

    @api.exception_handler(ValidationError)
    def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        falt = sorted({str(ett["loc"][-1]) for ett in error.errors})
        return fel(422, f"Det här saknas eller går inte att läsa: {', '.join(falt)}.")

    @api.exception_handler(Http404)
    def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return fel(404, "Det finns inte.")

    @api.exception_handler(ProvUpptaget)
    def _busy(request: HttpRequest, error: ProvUpptaget) -> HttpResponse:
        return fel(409, str(error), **VANTA)

    @api.exception_handler(ProvRefused)
    def _not_tried(request: HttpRequest, error: ProvRefused) -> HttpResponse:
        return fel(409, str(error))

    @api.exception_handler(SuspiciousOperation)
    def _too_much(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
        if isinstance(error, RequestDataTooBig | TooManyFilesSent):
            return fel(413, "Anropet är för stort. Dela upp det.")
        return fel(400, "Anropet går inte att läsa.")

    @api.exception_handler(Exception)
    def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.exception("Oväntat fel i API:t")
        return fel(500, "Ett oväntat fel inträffade. Ingenting mer är känt här; felet står i loggen.")


def stream_verdicts(data: dict[str, Any]) -> Iterator[str]:
    """A verdict file piece by piece, an invoice at a time, so that the whole text is never in memory."""
    fakturor = data.pop("fakturor")
    yield json.dumps(data, ensure_ascii=False)[:-1] + ', "fakturor": ['
    for nummer, faktura in enumerate(fakturor):
        yield (",\n" if nummer else "\n") + json.dumps(faktura, ensure_ascii=False)
    yield "\n]}\n"
