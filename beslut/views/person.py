"""Det som registreras på en person: uppdrag, vem som får betalt, företrädare, vistelser och assistenter."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from beslut.forms.brukare import StallforetradareForm, VistelseAvslutaForm, VistelseForm
from beslut.forms.uppdrag import AssistentForm, AterkallaForm, BetalningsmottagareForm, UppdragAndraForm, UppdragForm
from beslut.models import Betalningsmottagare, Brukare, Uppdrag, Vistelse
from beslut.services.assignments import (
    change_assignment,
    register_assignment,
    register_assistant,
    register_mandate,
    revoke_mandate,
)
from beslut.services.persons import end_stay, register_representative, register_stay
from beslut.views.formular import fetch_brukare, saved


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def uppdrag_nytt(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Register who gives the person assistance."""
    brukare = fetch_brukare(request, brukare_id)
    form = UppdragForm(request.POST or None)
    if saved(request, form, register_assignment, brukare=brukare):
        return _back(request, brukare, "Uppdraget är registrerat.")
    return _page(request, "uppdrag_nytt", brukare, form)


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def uppdrag_andra(request: HttpRequest, uppdrag_id: int) -> HttpResponse:
    """Change what becomes known while an assignment lasts."""
    uppdrag = get_object_or_404(Uppdrag.objects.select_related("anordnare"), pk=uppdrag_id)
    brukare = fetch_brukare(request, uppdrag.brukare_id)
    falt = ("galler_tom", "avtal_datum", "informerad_om_upphort", "natt")
    form = UppdragAndraForm(request.POST or None, initial={namn: getattr(uppdrag, namn) for namn in falt})
    if saved(request, form, change_assignment, uppdrag=uppdrag):
        return _back(request, brukare, "Uppdraget är ändrat.")
    return _page(request, "uppdrag_andra", brukare, form, uppdrag=uppdrag)


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def betalningsmottagare_ny(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Register why the provider is paid instead of the person."""
    brukare = fetch_brukare(request, brukare_id)
    form = BetalningsmottagareForm(request.POST or None)
    if saved(request, form, register_mandate, brukare=brukare):
        return _back(request, brukare, "Betalningsmottagaren är registrerad.")
    return _page(request, "betalningsmottagare_ny", brukare, form)


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def betalningsmottagare_aterkalla(request: HttpRequest, mandat_id: int) -> HttpResponse:
    """Withdraw the ground for paying somebody else."""
    mandat = get_object_or_404(Betalningsmottagare.objects.select_related("anordnare"), pk=mandat_id)
    brukare = fetch_brukare(request, mandat.brukare_id)
    form = AterkallaForm(request.POST or None)
    if saved(request, form, revoke_mandate, mandat=mandat):
        return _back(request, brukare, "Grunden för betalning är återkallad.")
    return _page(request, "betalningsmottagare_aterkalla", brukare, form, mandat=mandat)


@requires("beslut.andra_person")
@require_http_methods(["GET", "POST"])
def stallforetradare_ny(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Register who may act for the person."""
    brukare = fetch_brukare(request, brukare_id)
    form = StallforetradareForm(request.POST or None)
    if saved(request, form, register_representative, brukare=brukare):
        return _back(request, brukare, "Ställföreträdaren är registrerad.")
    return _page(request, "stallforetradare_ny", brukare, form)


@requires("beslut.andra_person")
@require_http_methods(["GET", "POST"])
def vistelse_ny(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Register a stay at hospital or elsewhere."""
    brukare = fetch_brukare(request, brukare_id)
    form = VistelseForm(request.POST or None)
    if saved(request, form, register_stay, brukare=brukare):
        return _back(request, brukare, "Vistelsen är registrerad.")
    return _page(request, "vistelse_ny", brukare, form)


@requires("beslut.andra_person")
@require_http_methods(["GET", "POST"])
def vistelse_avsluta(request: HttpRequest, vistelse_id: int) -> HttpResponse:
    """Say when an open stay ended."""
    vistelse = get_object_or_404(Vistelse, pk=vistelse_id)
    brukare = fetch_brukare(request, vistelse.brukare_id)
    form = VistelseAvslutaForm(request.POST or None)
    if saved(request, form, end_stay, vistelse=vistelse):
        return _back(request, brukare, "Vistelsen är avslutad.")
    return _page(request, "vistelse_avsluta", brukare, form, vistelse=vistelse)


@requires("beslut.andra_person")
@require_http_methods(["GET", "POST"])
def brukare_assistent_ny(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Register an assistant that a provider has reported for this person."""
    brukare = fetch_brukare(request, brukare_id)
    form = AssistentForm.for_person(brukare, request.POST or None)
    if saved(request, form, register_assistant):
        return _back(request, brukare, "Assistenten är registrerad.")
    return _page(request, "brukare_assistent_ny", brukare, form)


def _back(request: HttpRequest, brukare: Brukare, besked: str) -> HttpResponse:
    messages.success(request, besked)
    return redirect("beslut:brukare_visa", brukare.pk)


def _page(request: HttpRequest, sida: str, brukare: Brukare, form: Form, **mer) -> HttpResponse:
    return render(request, f"beslut/{sida}.html", {"brukare": brukare, "form": form, **mer})
