"""Det som alla registreringssidor gör likadant: hämta det som får ses, och låta en tjänst ta emot formuläret."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from assistans.models import Lasning, User
from beslut.models import Brukare
from beslut.services.refusal import RegistrationRefused


def fetch_brukare(request: HttpRequest, brukare_id: int) -> Brukare:
    """The person, if the user may see her; else the page does not exist."""
    synliga = Brukare.objects.open_to(request.user).select_related("person")
    return get_object_or_404(synliga, pk=brukare_id)


def about_nobody_closed(user: User) -> Q:
    """Rows that are about no one person, or about one that the user may see."""
    return Q(brukare__isnull=True) | Q(brukare__in=Brukare.objects.open_to(user))


def saved(request: HttpRequest, form: Form, service: Callable[..., Any], **given: Any) -> Any | None:
    """What the service made of a form that could be read, or None: then the form says what is in the way."""
    if not form.is_valid():
        return None
    try:
        return service(**{**form.cleaned_data, **given}, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        form.add_error(refused.falt if refused.falt in form.fields else None, str(refused))
        return None


def log_reading(request: HttpRequest, objekt: Any, syfte: str) -> None:
    """Write down that the user has seen what is known of somebody."""
    Lasning.record(objekt, by=request.user, at=timezone.now(), syfte=syfte)
