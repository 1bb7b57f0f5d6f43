"""Ett fält prövas medan formuläret skrivs: sidan frågar hur det står till med ett av sina fält, och ingenting sparas.

Frågan är det vanliga formuläret, skickat till den vanliga sidan, med ett huvud som namnger fältet. Så är det samma
formulär som prövar, med samma meningar, och vyn behöver inget eget svar.
"""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

HUVUD = "X-Prova-Falt"
"""The header that names the field."""


class FieldTried(Exception):
    """The answer to the question, on its way past the rest of the view."""

    def __init__(self, falt: BoundField) -> None:
        super().__init__(falt.html_name)
        self.falt = falt


def try_field(request: HttpRequest, forms: Iterable[BaseForm]) -> None:
    """Answer here if the page only asks about one field of the forms. Nothing after this in the view is done then."""
    namn = request.headers.get(HUVUD)
    if namn is None:
        return
    for form in forms:
        for falt in form:
            if falt.html_name == namn:
                raise FieldTried(falt)


class FaltprovMiddleware:
    """Ser till att en sådan fråga aldrig sparar något, vad vyn än gör, och svarar med fältets fel."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if HUVUD not in request.headers:
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            transaction.set_rollback(True)
        if hasattr(request, "field_tried") or response.status_code >= 500:
            return response
        # A view that does not know the question has shown its page, or believes that it has saved and says so.
        request._messages._queued_messages.clear()
        return HttpResponse(status=204)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The field's errors as they stand on the page; empty when there are none."""
        if not isinstance(exception, FieldTried):
            return None
        request.field_tried = True
        return render(request, "bootstrap5/layout/field_errors.html", {"field": exception.falt})
