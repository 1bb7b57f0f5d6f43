"""Det som registreras på en person: uppdrag, vem som får betalt, och vistelser."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assistans.access import requires
from beslut.avtal.turlista import assigned_without_uppdrag
from beslut.forms.brukare import VistelseAvslutaForm, VistelseForm
from beslut.forms.uppdrag import AterkallaForm, BetalningsmottagareForm, UppdragAndraForm, UppdragForm
from beslut.models import Betalningsmottagare, Brukare, Uppdrag, Vistelse
from beslut.services.assignments import (
    change_assignment,
    register_assignment,
    register_mandate,
    revoke_mandate,
)
from beslut.services.persons import end_stay, register_stay
from beslut.sidor.uppdrag import Uppdragssida
from beslut.views.formular import fetch_brukare, log_reading, saved


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def uppdrag_nytt(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Register who gives the person assistance."""
    brukare = fetch_brukare(request, brukare_id)
    tilldelad = assigned_without_uppdrag(brukare)
    form = UppdragForm(request.POST or None, initial={"anordnare": tilldelad, "avtalsform": "B"} if tilldelad else None)
    if saved(request, form, register_assignment, brukare=brukare):
        return _back(request, brukare, "Uppdraget är registrerat.")
    return _page(request, "uppdrag_nytt", brukare, form)


@requires("beslut.se_person")
@require_GET
def uppdrag_visa(request: HttpRequest, uppdrag_id: int) -> HttpResponse:
    """One assignment: what its form asks for, what is missing of it, and on what ground the provider is paid."""
    uppdrag = get_object_or_404(Uppdrag.objects.select_related("anordnare", "brukare__person"), pk=uppdrag_id)
    brukare = fetch_brukare(request, uppdrag.brukare_id)
    log_reading(request, brukare, "Läste ett uppdrag")
    innehall = {
        "brukare": brukare,
        "uppdrag": uppdrag,
        "sida": Uppdragssida.load(uppdrag, idag=timezone.localdate()),
        "far_andra_beslut": request.user.may("beslut.andra_beslut"),
    }
    return render(request, "beslut/uppdrag_visa.html", innehall)


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


def _back(request: HttpRequest, brukare: Brukare, besked: str) -> HttpResponse:
    messages.success(request, besked)
    return redirect("beslut:brukare_visa", brukare.pk)


def _page(request: HttpRequest, sida: str, brukare: Brukare, form: Form, **mer) -> HttpResponse:
    return render(request, f"beslut/{sida}.html", {"brukare": brukare, "form": form, **mer})
