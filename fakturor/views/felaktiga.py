"""Felaktiga uppgifter på kommunens avtal: konstatera, bekräfta och stryka (B17)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assistans.access import requires
from assistans.models import Lasning
from beslut.beteckning import provider_label
from beslut.models import Avtal, Brukare
from beslut.sidor.avtal import contracts_open_to
from fakturor.avtalsfakturor import contract_of, statement_day
from fakturor.forms.felaktiga import FelaktigForm, StrykForm
from fakturor.models import Faktura, FelaktigUppgift
from fakturor.services.felaktiga import WrongStatementRefused, confirm_wrong, state_wrong, strike_wrong
from fakturor.sidor.felaktiga import invoice_label


@requires("fakturor.konstatera_felaktig")
@require_http_methods(["GET", "POST"])
def felaktig_ny(request: HttpRequest, avtal_id: int) -> HttpResponse:
    """Konstatera en felaktig uppgift utan faktura, från avtalets sida."""
    avtal = get_object_or_404(contracts_open_to(request.user), pk=avtal_id, godkant__isnull=False)
    form = FelaktigForm(request.POST or None)
    if _saved(request, form, state_wrong, avtal=avtal, faktura=None):
        return _stated(request, avtal)
    return _page(request, "felaktig_ny", avtal, form)


@requires("fakturor.konstatera_felaktig")
@require_http_methods(["GET", "POST"])
def felaktig_pa_faktura(request: HttpRequest, faktura_id: int) -> HttpResponse:
    """Konstatera att en faktura under kommunens avtal har en felaktig uppgift."""
    if not request.user.may("fakturor.se_faktura"):
        raise PermissionDenied
    faktura = get_object_or_404(Faktura.objects.select_related("anordnare"), pk=faktura_id)
    if faktura.rader.filter(brukare__in=Brukare.objects.closed_to(request.user)).exists():
        raise Http404
    avtal = contract_of(faktura)
    if avtal is None:
        raise Http404
    Lasning.record(faktura, by=request.user, at=timezone.now(), syfte="Felaktig uppgift på fakturan")
    form = FelaktigForm(request.POST or None, initial={"lamnad": statement_day(faktura)})
    if _saved(request, form, state_wrong, avtal=avtal, faktura=faktura):
        return _stated(request, avtal)
    return _page(request, "felaktig_ny", avtal, form, faktura=invoice_label(faktura))


@requires("fakturor.bekrafta_felaktig")
@require_POST
def felaktig_bekrafta(request: HttpRequest, felaktiguppgift_id: int) -> HttpResponse:
    """Bekräfta, som en annan person, att uppgiften var felaktig."""
    uppgift = _fetch(request, felaktiguppgift_id)
    try:
        confirm_wrong(uppgift=uppgift, by=request.user, at=timezone.now())
    except WrongStatementRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Uppgiften är bekräftad och räknas för {uppgift.lamnad.year}.")
    return _back(uppgift.avtal)


@requires("fakturor.bekrafta_felaktig", "fakturor.konstatera_felaktig")
@require_http_methods(["GET", "POST"])
def felaktig_stryk(request: HttpRequest, felaktiguppgift_id: int) -> HttpResponse:
    """Stryk en uppgift som visade sig stämma."""
    uppgift = _fetch(request, felaktiguppgift_id)
    form = StrykForm(request.POST or None)
    if _saved(request, form, strike_wrong, uppgift=uppgift):
        messages.success(request, "Uppgiften är struken. Den står kvar, men räknas inte.")
        return _back(uppgift.avtal)
    return _page(request, "felaktig_stryk", uppgift.avtal, form, uppgift=uppgift)


def _fetch(request: HttpRequest, pk: int) -> FelaktigUppgift:
    """The statement, unless it is about an invoice or a provider that the user may not see."""
    rader = FelaktigUppgift.objects.filter(avtal__in=contracts_open_to(request.user))
    uppgift = get_object_or_404(rader.select_related("avtal__anordnare"), pk=pk)
    stangda = Brukare.objects.closed_to(request.user)
    if uppgift.faktura_id and Faktura.objects.filter(pk=uppgift.faktura_id, rader__brukare__in=stangda).exists():
        raise Http404
    return uppgift


def _saved(request: HttpRequest, form: Form, service: Callable[..., Any], **given: Any) -> Any | None:
    if not form.is_valid():
        return None
    try:
        return service(**form.cleaned_data, **given, by=request.user, at=timezone.now())
    except WrongStatementRefused as refused:
        form.add_error(refused.falt if refused.falt in form.fields else None, str(refused))
        return None


def _stated(request: HttpRequest, avtal: Avtal) -> HttpResponse:
    messages.success(request, "Uppgiften är antecknad. Den räknas när en annan person har bekräftat den.")
    return _back(avtal)


def _back(avtal: Avtal) -> HttpResponse:
    svar = redirect("beslut:avtal_visa", avtal.pk)
    svar["Location"] += "#felaktiga"
    return svar


def _page(request: HttpRequest, sida: str, avtal: Avtal, form: Form, **mer: Any) -> HttpResponse:
    innehall = {"avtal": avtal, "namn": provider_label(avtal.anordnare), "form": form, **mer}
    return render(request, f"fakturor/{sida}.html", innehall)
