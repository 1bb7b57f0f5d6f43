"""Avstämningen: det betalda mot det godkända och mot huvudboken, månad för månad."""

import csv
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from assistans.faltprov import try_field
from assistans.svenska import antal, manad_namn, mask_text
from beslut.services.refusal import RegistrationRefused
from fakturor.bokforing.granskning import fingerprint
from fakturor.bokforing.huvudbok import HUVUDBOK, LedgerRefused
from fakturor.forms.avstamning import GranskningForm, HuvudbokForm
from fakturor.services.ledgers import FAR_LASA_IN, read_in_ledger
from fakturor.services.reviewing_reconciliation import FAR_GRANSKA, review_reconciliation
from fakturor.sidor.avstamning import kinds_in_words, months, view_of

LASA = ("fakturor.utbetala", "fakturor.se_utbetalning")


@requires(*LASA)
@require_safe
def avstamningar(request: HttpRequest) -> HttpResponse:
    """Månaderna som har betalningar eller en inläst huvudbok, den senaste först."""
    return render(request, "fakturor/avstamningar.html", {"rader": months()})


@requires(*LASA)
@require_safe
def avstamning_mall(request: HttpRequest) -> HttpResponse:
    """Mallens rubrikrad, som CSV."""
    svar = HttpResponse(content_type="text/csv; charset=utf-8")
    svar["Content-Disposition"] = 'attachment; filename="huvudbok.csv"'
    svar.write("\ufeff")
    csv.writer(svar, delimiter=";").writerow([kolumn.namn for kolumn in HUVUDBOK.kolumner])
    return svar


@requires(*LASA)
@require_http_methods(["GET", "HEAD", "POST"])
def avstamning(request: HttpRequest, manad: date) -> HttpResponse:
    """En månads summor och skillnader. Den som betalar läser in huvudboken här."""
    far_lasa_in = request.user.may(FAR_LASA_IN)
    form = HuvudbokForm(request.POST or None, request.FILES or None) if far_lasa_in else None
    if form is not None and form.is_valid():
        fil = form.cleaned_data["fil"]
        try:
            inlast = read_in_ledger(
                manad=manad, namn=mask_text(fil.name), innehall=fil.read(), by=request.user, at=timezone.now()
            )
        except LedgerRefused as refused:
            form.add_error("fil", mask_text(str(refused)))
        else:
            rader = antal(inlast.rader.count(), "rad", "rader")
            messages.success(request, f"Huvudboken för {manad_namn(manad)} är inläst: {rader} hör hit.")
            return redirect("fakturor:avstamning", manad)
    vy = view_of(manad, by=request.user, dag=timezone.localdate())
    innehall = {"manad": manad, "vy": vy, "form": form, "far_granska": request.user.may(FAR_GRANSKA)}
    return render(request, "fakturor/avstamning.html", innehall)


@requires(FAR_GRANSKA)
@require_http_methods(["GET", "HEAD", "POST"])
def avstamning_granska(request: HttpRequest, manad: date) -> HttpResponse:
    """Skriv under att månadens avstämning är genomgången, med vad varje slag av skillnad beror på."""
    vy = view_of(manad, by=request.user, dag=timezone.localdate())
    form = GranskningForm(request.POST or None, slag=kinds_in_words(vy.avstamning))
    try_field(request, [form])
    if form.is_valid():
        om = {"forklaringar": form.explained, "notering": form.cleaned_data["notering"]}
        try:
            review_reconciliation(
                manad=manad, sett=request.POST.get("sett", ""), **om, by=request.user, at=timezone.now()
            )
        except RegistrationRefused as refused:
            form.add_error(form.field_about(refused.falt), str(refused))
        else:
            messages.success(request, f"Avstämningen av {manad_namn(manad)} är granskad.")
            return redirect("fakturor:avstamning", manad)
    innehall = {"manad": manad, "vy": vy, "form": form, "sett": fingerprint(vy.avstamning)}
    return render(request, "fakturor/avstamning_granska.html", innehall)
