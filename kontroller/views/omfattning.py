"""Hur många som har assistans år för år: figur 1, och att skriva in och rätta kommunens egna uppgifter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from beslut.forms.insatsantal import InsatsantalForm
from beslut.models import Insatsantal
from beslut.services.headcounts import correct_headcount, register_headcount
from beslut.views.formular import saved
from kontroller.rapport.delar.omfattning import picture_of, years_in_words
from kontroller.rapport.rakning.omfattning import years_until
from kontroller.sidor.uppfoljningsflikar import follow_up_tabs


@requires("kontroller.se_rapport")
@require_safe
def omfattning(request: HttpRequest) -> HttpResponse:
    """Antalet personer med assistans den 1 oktober, år för år."""
    aren = years_until(timezone.localdate())
    return render(
        request,
        "kontroller/omfattning.html",
        {
            "flikar": follow_up_tabs(request.user, "statistik"),
            "aren": list(reversed(aren)),
            "meningar": tuple(years_in_words(aren)),
            "bild": picture_of(aren) if aren else None,
            "ser_historik": request.user.may("beslut.se_anordnare"),
            "far_skriva": request.user.may("kontroller.skriv_omfattning"),
        },
    )


@requires("kontroller.skriv_omfattning")
@require_http_methods(["GET", "POST"])
def omfattning_ny(request: HttpRequest) -> HttpResponse:
    """Skriv in ett års antal av ett slag."""
    form = InsatsantalForm(request.POST or None)
    if rad := saved(request, form, register_headcount):
        messages.success(request, f"Antalet för {rad.ar} är registrerat.")
        return redirect("kontroller:omfattning")
    return render(request, "kontroller/omfattning_ny.html", {"form": form})


@requires("kontroller.skriv_omfattning")
@require_http_methods(["GET", "POST"])
def omfattning_ratta(request: HttpRequest, insatsantal_id: int) -> HttpResponse:
    """Rätta det som skrevs in på annat sätt än källan säger."""
    rad = get_object_or_404(Insatsantal, pk=insatsantal_id)
    form = InsatsantalForm(request.POST or None, rattar=True, initial={"antal": str(rad.antal), "kalla": rad.kalla})
    if saved(request, form, correct_headcount, insatsantal=rad):
        messages.success(request, f"Antalet för {rad.ar} är rättat.")
        return redirect("kontroller:omfattning")
    return render(request, "kontroller/omfattning_ratta.html", {"form": form, "rad": rad})
