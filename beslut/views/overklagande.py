"""Överklaganden: de som inte är avgjorda, och vad som händer med vart och ett."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assistans.access import requires
from beslut.forms.overklagande import OverklagandeAndraForm, OverklagandeForm, OverklagandeVidareForm
from beslut.models import Brukare, Overklagande
from beslut.services.appeals import can_go_on, continue_appeal, follow_appeal, register_appeal
from beslut.views.beslutssida import fetch_decision
from beslut.views.formular import fetch_brukare, saved

PER_SIDA = 50


@requires("beslut.se_person")
@require_GET
def overklagande_lista(request: HttpRequest) -> HttpResponse:
    """The appeals that nobody has decided yet, the oldest first, of the persons whom the user may see."""
    vantar = Overklagande.objects.filter(
        utgang=Overklagande.Utgang.PAGAR, beslut__brukare__in=Brukare.objects.open_to(request.user)
    ).select_related("beslut__brukare")
    sida = Paginator(vantar.order_by("inkom", "pk"), PER_SIDA).get_page(request.GET.get("sida"))
    idag = timezone.localdate()
    rader = [{"overklagande": rad, "dagar": (idag - rad.inkom).days} for rad in sida]
    return render(request, "beslut/overklagande_lista.html", {"sida": sida, "rader": rader})


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def overklagande_nytt(request: HttpRequest, beslut_id: int) -> HttpResponse:
    """Register that an appeal of the decision has come."""
    beslut, brukare = fetch_decision(request, beslut_id)
    form = OverklagandeForm(request.POST or None)
    if saved(request, form, register_appeal, beslut=beslut):
        messages.success(request, f"Överklagandet av beslut {beslut.diarienummer} är registrerat.")
        return redirect("beslut:beslut_visa", beslut.pk)
    innehall = {"beslut": beslut, "brukare": brukare, "form": form}
    return render(request, "beslut/overklagande_nytt.html", innehall)


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def overklagande_andra(request: HttpRequest, overklagande_id: int) -> HttpResponse:
    """Write down what has become known of an appeal."""
    overklagande, brukare = _fetch(request, overklagande_id)
    falt = ("overlamnat", "instans", "malnummer", "inhibition", "utgang", "utgang_datum")
    form = OverklagandeAndraForm(request.POST or None, initial={namn: getattr(overklagande, namn) for namn in falt})
    if saved(request, form, follow_appeal, overklagande=overklagande):
        messages.success(request, f"Överklagandet av beslut {overklagande.beslut.diarienummer} är ändrat.")
        return redirect("beslut:beslut_visa", overklagande.beslut_id)
    innehall = {"overklagande": overklagande, "beslut": overklagande.beslut, "brukare": brukare, "form": form}
    return render(request, "beslut/overklagande_andra.html", innehall)


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def overklagande_vidare(request: HttpRequest, overklagande_id: int) -> HttpResponse:
    """Register that a ruling has been appealed to the next court."""
    overklagande, brukare = _fetch(request, overklagande_id)
    form = OverklagandeVidareForm(request.POST or None, overklagande=overklagande)
    if saved(request, form, continue_appeal, overklagande=overklagande):
        messages.success(request, f"Överklagandet av beslut {overklagande.beslut.diarienummer} går vidare.")
        return redirect("beslut:beslut_visa", overklagande.beslut_id)
    innehall = {
        "overklagande": overklagande,
        "beslut": overklagande.beslut,
        "brukare": brukare,
        "form": form,
        "kan_ga_vidare": can_go_on(overklagande),
    }
    return render(request, "beslut/overklagande_vidare.html", innehall)


def _fetch(request: HttpRequest, overklagande_id: int) -> tuple[Overklagande, Brukare]:
    overklagande = get_object_or_404(Overklagande.objects.select_related("beslut"), pk=overklagande_id)
    return overklagande, fetch_brukare(request, overklagande.beslut.brukare_id)
