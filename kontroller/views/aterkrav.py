"""Börja ett återkrav från en betald faktura, med det som kontrollerna i dag säger, och lägg till fler fakturor."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from assistans.faltprov import try_field
from assistans.models import Lasning
from beslut.services.refusal import RegistrationRefused
from fakturor.flode import Status
from fakturor.models import Aterkrav, Faktura
from fakturor.services.reclaiming import add_items, open_case
from fakturor.sidor.aterkravsord import addressee, invoice_words
from fakturor.views.aterkrav import fetch_case
from kontroller.aterkravsforslag import left_to_demand, parties_of, proposals_for
from kontroller.forms_aterkrav import AterkravForm, PosterForm
from kontroller.views.faktura import fetch_invoice

UTREDA = "fakturor.utreda_aterkrav"
INTE_BETALD = "Fakturan är inte utbetald. Det som inte är betalt rättas på fakturan, och krävs inte tillbaka."
INGEN_PART = "Ingen på fakturan har ett uppdrag av form B, C eller D de månaderna, så inget återkrav kan göras."


@requires(UTREDA)
@require_http_methods(["GET", "POST"])
def aterkrav_nytt(request: HttpRequest, faktura_id: int) -> HttpResponse:
    """Börja utreda ett återkrav, med tid, kronor och period från de kontroller som i dag säger något annat."""
    faktura = fetch_invoice(request.user, faktura_id)
    parter = parties_of(faktura)
    if hinder := _obstacle(faktura, bool(parter)):
        return _back(request, faktura, hinder)
    Lasning.record(faktura, by=request.user, at=timezone.now(), syfte="Återkrav för fakturan")
    form = AterkravForm(request.POST or None, faktura=faktura, parter=parter, forslag=proposals_for(faktura))

    def save(**data: Any) -> Aterkrav:
        part = form.parter[data["part"]]
        falt = ("mot", "stallforetradare", "grund", "period_fran", "period_tom", "skal")
        return open_case(
            slag=part.slag,
            brukare=part.brukare,
            anordnare=faktura.anordnare,
            poster=form.chosen(),
            by=request.user,
            at=timezone.now(),
            **{namn: data[namn] for namn in falt},
        )

    if aterkrav := _saved(request, form, save):
        messages.success(request, f"Återkravet {aterkrav.nummer} utreds.")
        return redirect("fakturor:aterkrav_visa", aterkrav.pk)
    return _page(request, faktura, form)


@requires(UTREDA)
@require_http_methods(["GET", "POST"])
def aterkrav_poster(request: HttpRequest, faktura_id: int, aterkrav_id: int) -> HttpResponse:
    """Lägg till poster från en annan betald faktura i ett ärende som utreds."""
    faktura, aterkrav = fetch_invoice(request.user, faktura_id), fetch_case(request, aterkrav_id)
    if hinder := _obstacle(faktura, True):
        return _back(request, faktura, hinder)
    forslag = [f for f in proposals_for(faktura) if aterkrav.brukare_id in {None, f.brukare}]
    form = PosterForm(request.POST or None, faktura=faktura, forslag=forslag)

    def save(**_data: Any) -> Aterkrav:
        return add_items(aterkrav=aterkrav, poster=form.chosen(), by=request.user, at=timezone.now())

    if _saved(request, form, save):
        messages.success(request, "Posterna är tillagda.")
        return redirect("fakturor:aterkrav_visa", aterkrav.pk)
    return _page(request, faktura, form, aterkrav=aterkrav, vem=addressee(aterkrav))


def _saved(request: HttpRequest, form: Any, save: Callable[..., Aterkrav]) -> Aterkrav | None:
    try_field(request, [form])
    if not form.is_valid():
        return None
    try:
        return save(**form.cleaned_data)
    except RegistrationRefused as refused:
        form.add_error(refused.falt if refused.falt in form.fields else None, str(refused))
        return None


def _obstacle(faktura: Faktura, har_part: bool) -> str:
    if faktura.status != Status.UTBETALD or faktura.is_credit:
        return INTE_BETALD
    return "" if har_part else INGEN_PART


def _back(request: HttpRequest, faktura: Faktura, hinder: str) -> HttpResponse:
    messages.error(request, hinder)
    return redirect("kontroller:faktura", faktura.pk)


def _page(request: HttpRequest, faktura: Faktura, form: Any, **mer: Any) -> HttpResponse:
    innehall = {"faktura": faktura, "ord": invoice_words(faktura), "form": form, "kvar": left_to_demand(faktura), **mer}
    return render(request, "kontroller/aterkrav_nytt.html", innehall)
