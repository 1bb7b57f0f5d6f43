"""Det som alla registreringssidor gör likadant: hämta det som får ses, och låta en tjänst ta emot formuläret."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.forms import Form
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from assistans.faltprov import try_field
from assistans.models import Lasning, User
from beslut.models import Anordnare, Brukare, Person
from beslut.services.refusal import RegistrationRefused


def fetch_brukare(request: HttpRequest, brukare_id: int) -> Brukare:
    """The person, if the user may see her; else the page does not exist."""
    synliga = Brukare.objects.open_to(request.user).select_related("person")
    return get_object_or_404(synliga, pk=brukare_id)


def fetch_anordnare(request: HttpRequest, anordnare_id: int) -> Anordnare:
    """The provider, unless it is a person whom the user may not see; then the page does not exist."""
    return get_object_or_404(Anordnare.objects.open_to(request.user), pk=anordnare_id)


def refuse_closed(user: User, person_id: int | None) -> None:
    """Raise Http404 for a row that tells who somebody is, whom the user is not named for."""
    if person_id and Person.objects.closed_to(user).filter(pk=person_id).exists():
        raise Http404


def about_nobody_closed(user: User) -> Q:
    """Rows that are about no one person, or about one that the user may see."""
    return Q(brukare__isnull=True) | Q(brukare__in=Brukare.objects.open_to(user))


def saved(request: HttpRequest, form: Form, service: Callable[..., Any], **given: Any) -> Any | None:
    """What the service made of a form that could be read, or None: then the form says what is in the way.

    A page that only asks how one of its fields stands is answered here, and nothing is saved.
    """
    try_field(request, [form])
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
