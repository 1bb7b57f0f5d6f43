"""Avstämningen: det betalda mot det godkända och mot huvudboken, månad för månad."""

import csv
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from assistans.svenska import antal, manad_namn, mask_text
from fakturor.bokforing.huvudbok import HUVUDBOK, LedgerRefused
from fakturor.forms.avstamning import HuvudbokForm
from fakturor.services.ledgers import FAR_LASA_IN, read_in_ledger
from fakturor.sidor.avstamning import months, view_of

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
    innehall = {"manad": manad, "vy": view_of(manad), "form": form}
    return render(request, "fakturor/avstamning.html", innehall)
