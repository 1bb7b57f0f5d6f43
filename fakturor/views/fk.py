"""Försäkringskassans fakturor: läsa in, pröva och granska (51 kap. 22–23 §§ SFB)."""

import csv

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from assistans.svenska import mask_text
from beslut.services.refusal import RegistrationRefused
from beslut.views.formular import log_reading, saved
from fakturor.forms.falt import tell
from fakturor.forms.fk import ROWS_AT_A_TIME, FkfilForm, FkhuvudForm, FkradFormSet, GranskaForm
from fakturor.forms.rader import PREFIX
from fakturor.importing.fk import FKFAKTURA
from fakturor.models import Fkfaktura
from fakturor.services.fk import FileRefused, TypedRefused, read_in_invoice, register_invoice, review_invoice
from fakturor.sidor.fk import invoices, view_of
from fakturor.views.skrivet import asks_for_rows, typed_so_far

PER_SIDA = 50
FEL_SOM_VISAS = 100


@requires("fakturor.se_fk")
@require_safe
def fk_lista(request: HttpRequest) -> HttpResponse:
    """Månadsfakturor och slutavräkningar, den nyaste månaden först."""
    sida = Paginator(invoices(), PER_SIDA).get_page(request.GET.get("sida"))
    return render(
        request, "fakturor/fk_lista.html", {"sida": sida, "far_lasa_in": request.user.may("fakturor.las_in_fk")}
    )


@requires("fakturor.se_fk")
@require_safe
def fk_visa(request: HttpRequest, fkfaktura_id: int) -> HttpResponse:
    """En faktura, rad för rad, med det som provet fann."""
    faktura = _fetch(fkfaktura_id)
    log_reading(request, faktura, "Läste en faktura från Försäkringskassan")
    innehall = {
        "faktura": faktura,
        "vy": view_of(faktura, request.user),
        "far_granska": request.user.may("fakturor.granska_fk") and not faktura.granskad,
        "laste_in": faktura.inlast_av_id == request.user.pk,
    }
    return render(request, "fakturor/fk_visa.html", innehall)


@requires("fakturor.las_in_fk")
@require_http_methods(["GET", "HEAD", "POST"])
def fk_fil(request: HttpRequest) -> HttpResponse:
    """Läs in en fil. Den läses in hel eller inte alls."""
    form = FkfilForm(request.POST, request.FILES) if request.method == "POST" else FkfilForm()
    fel = []
    if form.is_valid():
        fil = form.cleaned_data["fil"]
        try:
            faktura = read_in_invoice(namn=mask_text(fil.name), innehall=fil.read(), by=request.user, at=timezone.now())
        except FileRefused as refused:
            fel = refused.fel
        except RegistrationRefused as refused:
            form.add_error("fil", str(refused))
        else:
            return _taken_in(request, faktura)
    innehall = {"form": form, "fel": fel[:FEL_SOM_VISAS], "antal_fel": len(fel)}
    return render(request, "fakturor/fk_fil.html", innehall)


@requires("fakturor.las_in_fk")
@require_safe
def fk_mall(request: HttpRequest) -> HttpResponse:
    """Mallens rubrikrad, som CSV."""
    svar = HttpResponse(content_type="text/csv; charset=utf-8")
    svar["Content-Disposition"] = 'attachment; filename="fkfaktura.csv"'
    svar.write("\ufeff")
    csv.writer(svar, delimiter=";").writerow([kolumn.namn for kolumn in FKFAKTURA.kolumner])
    return svar


@requires("fakturor.las_in_fk")
@require_http_methods(["GET", "HEAD", "POST"])
def fk_ny(request: HttpRequest) -> HttpResponse:
    """Skriv av en faktura med några få rader."""
    if typed := typed_so_far(request):
        more = ROWS_AT_A_TIME if asks_for_rows(request) else 0
        return _typed(request, FkhuvudForm(initial=typed.dict()), FkradFormSet.again(typed, more=more))
    if request.method != "POST":
        return _typed(request, FkhuvudForm(), FkradFormSet(prefix=PREFIX))

    head, rows = FkhuvudForm(request.POST), FkradFormSet(request.POST, prefix=PREFIX)
    if head.is_valid() & rows.is_valid():
        try:
            faktura = register_invoice(
                huvud=head.huvud(), rader=[row.uppgifter() for row in rows.written], by=request.user, at=timezone.now()
            )
        except TypedRefused as refused:
            tell(head, refused.huvud)
            rows.tell(
                brist._replace(kolumn="fran" if brist.kolumn == "from" else brist.kolumn) for brist in refused.rader
            )
        except RegistrationRefused as refused:
            head.add_error(refused.falt if refused.falt in head.fields else None, str(refused))
        else:
            return _taken_in(request, faktura)
    return _typed(request, head, rows)


@requires("fakturor.granska_fk")
@require_http_methods(["GET", "POST"])
def fk_granska(request: HttpRequest, fkfaktura_id: int) -> HttpResponse:
    """Godta fakturan eller bestrid den."""
    faktura = _fetch(fkfaktura_id)
    form = GranskaForm(request.POST or None)
    if granskad := saved(request, form, review_invoice, fkfaktura=faktura):
        messages.success(
            request, f"Faktura {granskad.nummer} är granskad: den {granskad.get_bedomning_display().lower()}."
        )
        return redirect("fakturor:fk_visa", fkfaktura_id)
    log_reading(request, faktura, "Granskade en faktura från Försäkringskassan")
    innehall = {"form": form, "faktura": faktura, "vy": view_of(faktura, request.user)}
    return render(request, "fakturor/fk_granska.html", innehall)


def _fetch(fkfaktura_id: int) -> Fkfaktura:
    return get_object_or_404(Fkfaktura.objects.select_related("inlast_av", "granskad_av"), pk=fkfaktura_id)


def _taken_in(request: HttpRequest, faktura: Fkfaktura) -> HttpResponse:
    messages.success(request, f"{faktura.get_slag_display()} {faktura.nummer} är inläst. Någon annan granskar den.")
    return redirect("fakturor:fk_visa", faktura.pk)


def _typed(request: HttpRequest, head: FkhuvudForm, rows: FkradFormSet) -> HttpResponse:
    return render(request, "fakturor/fk_ny.html", {"form": head, "rader": rows, "allt": [head, rows]})
