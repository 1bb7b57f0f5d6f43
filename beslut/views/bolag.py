"""Det som kommunen tar reda på om en anordnare: kontakter, funktionärer och kontroller av bolaget."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from beslut.beteckning import provider_label
from beslut.forms.bolag import BolagskontrollForm, FunktionarAndraForm, FunktionarForm, KontaktAndraForm, KontaktForm
from beslut.models import Anordnare, Bolagskontroll, Funktionar, Kontakt
from beslut.services.checks import record_check
from beslut.services.contacts import (
    change_contact,
    change_functionary,
    register_contact,
    register_functionary,
)
from beslut.views.formular import fetch_anordnare, refuse_closed, saved


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def kontakt_ny(request: HttpRequest, anordnare_id: int) -> HttpResponse:
    """Register somebody to reach at the provider."""
    anordnare = fetch_anordnare(request, anordnare_id)
    form = KontaktForm(request.POST or None, initial=KontaktForm.initial_new())
    if saved(request, form, register_contact, anordnare=anordnare):
        return _back(request, anordnare, "Kontakten är registrerad.")
    return _page(request, "kontakt_ny", anordnare, form)


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def kontakt_andra(request: HttpRequest, kontakt_id: int) -> HttpResponse:
    """Change a contact, or give it its last day."""
    kontakt = get_object_or_404(Kontakt.objects.select_related("anordnare"), pk=kontakt_id)
    anordnare = fetch_anordnare(request, kontakt.anordnare_id)
    form = KontaktAndraForm(request.POST or None, initial=KontaktAndraForm.initial_of(kontakt))
    if saved(request, form, change_contact, kontakt=kontakt):
        return _back(request, anordnare, "Kontakten är ändrad.")
    return _page(request, "kontakt_andra", anordnare, form)


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def funktionar_ny(request: HttpRequest, anordnare_id: int) -> HttpResponse:
    """Register an owner or somebody who decides at the provider."""
    anordnare = fetch_anordnare(request, anordnare_id)
    form = FunktionarForm(request.POST or None)
    if saved(request, form, register_functionary, anordnare=anordnare):
        return _back(request, anordnare, "Funktionären är registrerad.")
    return _page(request, "funktionar_ny", anordnare, form)


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def funktionar_andra(request: HttpRequest, funktionar_id: int) -> HttpResponse:
    """Change what is known of a functionary, or end it."""
    funktionar = get_object_or_404(Funktionar, pk=funktionar_id)
    anordnare = fetch_anordnare(request, funktionar.anordnare_id)
    refuse_closed(request.user, funktionar.person_id)
    form = FunktionarAndraForm(request.POST or None, initial=FunktionarAndraForm.initial_of(funktionar))
    if saved(request, form, change_functionary, funktionar=funktionar):
        return _back(request, anordnare, "Uppgifterna om funktionären är ändrade.")
    return _page(request, "funktionar_andra", anordnare, form, funktionar=funktionar)


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def bolagskontroll_ny(request: HttpRequest, anordnare_id: int) -> HttpResponse:
    """Write down a check of the provider. Which one may be given in the address."""
    anordnare = fetch_anordnare(request, anordnare_id)
    slag = request.GET.get("slag")
    initial = {
        "datum": timezone.localdate(),
        "slag": slag if slag in Bolagskontroll.Slag else Bolagskontroll.Slag.F_SKATT,
    }
    form = BolagskontrollForm(request.POST or None, initial=initial)
    if saved(request, form, record_check, anordnare=anordnare):
        return _back(request, anordnare, "Kontrollen är antecknad.")
    return _page(request, "bolagskontroll_ny", anordnare, form)


def _back(request: HttpRequest, anordnare: Anordnare, besked: str) -> HttpResponse:
    messages.success(request, besked)
    return redirect("beslut:anordnare_visa", anordnare.pk)


def _page(request: HttpRequest, sida: str, anordnare: Anordnare, form: Form, **mer: Any) -> HttpResponse:
    innehall = {"anordnare": anordnare, "namn": provider_label(anordnare), "form": form, **mer}
    return render(request, f"beslut/{sida}.html", innehall)
