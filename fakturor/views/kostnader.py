"""Kostnadsredovisningar: ett uppdrags alla, och att skriva in en."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from assistans.svenska import datumspann
from beslut.beteckning import provider_in_words
from beslut.models import Brukare, Uppdrag
from beslut.views.formular import fetch_brukare, log_reading, saved
from fakturor.forms.kostnader import KostnadsredovisningForm
from fakturor.services.kostnadsredovisning import register_cost_account
from fakturor.sidor.kostnader import accounts_of


@requires("beslut.se_person")
@require_safe
def kostnadsredovisningar(request: HttpRequest, uppdrag_id: int) -> HttpResponse:
    """Vad assistansen i ett uppdrag har kostat, tid för tid."""
    uppdrag, brukare = _fetch(request, uppdrag_id)
    log_reading(request, brukare, "Läste kostnadsredovisningarna för ett uppdrag")
    innehall = {"konton": accounts_of(uppdrag), "far_registrera": request.user.may("fakturor.registrera")}
    return _page(request, "kostnadsredovisningar", uppdrag, brukare, **innehall)


@requires("fakturor.registrera")
@require_http_methods(["GET", "POST"])
def kostnadsredovisning_ny(request: HttpRequest, uppdrag_id: int) -> HttpResponse:
    """Skriv in en kostnadsredovisning som har kommit."""
    uppdrag, brukare = _fetch(request, uppdrag_id)
    form = KostnadsredovisningForm(request.POST or None, request.FILES or None)
    if konto := saved(request, form, register_cost_account, uppdrag=uppdrag):
        period = datumspann(konto.period_fran, konto.period_tom)
        messages.success(request, f"Kostnadsredovisningen för {period} är sparad.")
        return redirect("fakturor:kostnadsredovisningar", uppdrag.pk)
    return _page(request, "kostnadsredovisning_ny", uppdrag, brukare, form=form)


def _fetch(request: HttpRequest, uppdrag_id: int) -> tuple[Uppdrag, Brukare]:
    uppdrag = get_object_or_404(Uppdrag.objects.select_related("anordnare"), pk=uppdrag_id)
    return uppdrag, fetch_brukare(request, uppdrag.brukare_id)


def _page(request: HttpRequest, sida: str, uppdrag: Uppdrag, brukare: Brukare, **mer: object) -> HttpResponse:
    innehall = {"uppdrag": uppdrag, "brukare": brukare, "hos": provider_in_words(uppdrag.anordnare), **mer}
    return render(request, f"fakturor/{sida}.html", innehall)
