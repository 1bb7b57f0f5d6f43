"""Kreditfakturan och det som den krediterar."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assistans.access import requires
from assistans.faltprov import try_field
from assistans.models import Lasning
from beslut.models import Brukare
from fakturor.forms.kreditering import ForslagForm, KopplaForm
from fakturor.kreditering import open_invoices_of
from fakturor.models import Faktura, Kreditering
from fakturor.services.crediting import CreditRefused, link_credit, link_credit_by_number
from fakturor.sidor.beteckning import supplier_label
from fakturor.sidor.kreditering import crediting_of


@requires("fakturor.matcha")
@require_http_methods(["GET", "HEAD", "POST"])
def kreditering(request: HttpRequest, faktura_id: int) -> HttpResponse:
    """Koppla en kreditfaktura: till en föreslagen faktura, eller till ett nummer som skrivs."""
    kredit = _fetch(request, faktura_id)
    form = KopplaForm(request.POST or None)
    try_field(request, [form])
    if form.is_valid():
        try:
            gjord = link_credit_by_number(kredit=kredit, **form.cleaned_data, by=request.user, at=timezone.now())
        except CreditRefused as refused:
            form.add_error(refused.falt if refused.falt in form.fields else None, str(refused))
        else:
            return _linked(request, gjord)
    Lasning.record(kredit, by=request.user, at=timezone.now(), syfte="Koppling av kreditfaktura")
    return render(
        request,
        "fakturor/kreditering.html",
        {"kredit": kredit, "namn": supplier_label(kredit), "ruta": crediting_of(kredit, request.user), "form": form},
    )


@requires("fakturor.matcha")
@require_POST
def kreditering_koppla(request: HttpRequest, faktura_id: int) -> HttpResponse:
    """Koppla till en föreslagen faktura, så mycket som är kvar av båda."""
    kredit = _fetch(request, faktura_id)
    form = ForslagForm(request.POST)
    if not form.is_valid():
        raise Http404
    faktura = get_object_or_404(open_invoices_of(kredit, request.user), pk=form.cleaned_data["faktura"])
    try:
        gjord = link_credit(kredit=kredit, faktura=faktura, by=request.user, at=timezone.now())
    except CreditRefused as refused:
        messages.error(request, str(refused))
        return redirect("fakturor:kreditering", kredit.pk)
    return _linked(request, gjord)


def _fetch(request: HttpRequest, faktura_id: int) -> Faktura:
    """The credit, or 404 when it is none or is about a person whom the user may not see."""
    kredit = get_object_or_404(Faktura.objects.select_related("anordnare"), pk=faktura_id)
    if not kredit.is_credit or kredit.rader.filter(brukare__in=Brukare.objects.closed_to(request.user)).exists():
        raise Http404
    return kredit


def _linked(request: HttpRequest, gjord: Kreditering) -> HttpResponse:
    faktura = Faktura.objects.get(pk=gjord.faktura_id)
    krediterad = " Båda är krediterade och ingen betalas." if faktura.status == "krediterad" else ""
    messages.success(request, f"Kreditfakturan är kopplad till faktura {faktura.nummer}.{krediterad}")
    svar = redirect("kontroller:faktura", faktura_id=gjord.kredit_id)
    svar["Location"] += "#kreditering"
    return svar
