"""Timbelopp: listan, och att registrera ett."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assistans.access import requires
from assistans.svenska import datumspann, kronor
from beslut.beteckning import provider_label
from beslut.forms.timbelopp import TimbeloppForm
from beslut.models import Timbelopp
from beslut.services.rates import register_rate
from beslut.views.formular import about_nobody_closed, saved

PER_SIDA = 50


@requires("beslut.se_anordnare")
@require_GET
def timbelopp_lista(request: HttpRequest) -> HttpResponse:
    """The rates by category, the newest first; those for a person with protected identity only for the named."""
    timbelopp = Timbelopp.objects.filter(about_nobody_closed(request.user)).select_related("brukare", "anordnare")
    sida = Paginator(timbelopp.order_by("kategori", "-galler_fran", "pk"), PER_SIDA).get_page(request.GET.get("sida"))
    idag = timezone.localdate()
    rader = [
        {
            "timbelopp": rad,
            "period": datumspann(rad.galler_fran, rad.galler_tom),
            "galler": rad.galler_fran <= idag and (rad.galler_tom is None or rad.galler_tom >= idag),
            "pagar": rad.galler_tom is None or rad.galler_tom >= idag,
            "anordnare": provider_label(rad.anordnare) if rad.anordnare else "",
        }
        for rad in sida
    ]
    innehall = {"sida": sida, "rader": rader, "far_andra": request.user.may("beslut.andra_beslut")}
    return render(request, "beslut/timbelopp_lista.html", innehall)


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def timbelopp_nytt(request: HttpRequest) -> HttpResponse:
    """Register a rate; the last day proposed is the end of the year."""
    ar = timezone.localdate().year
    form = TimbeloppForm(request.POST or None, user=request.user, initial={"galler_tom": date(ar, 12, 31)})
    if timbelopp := saved(request, form, register_rate):
        messages.success(request, f"Timbeloppet {kronor(timbelopp.belopp)} är registrerat.")
        return redirect("beslut:timbelopp_lista")
    return render(request, "beslut/timbelopp_nytt.html", {"form": form})
