"""Ett beslut för sig: sidan om det, och dagen då personen fick del av det."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assistans.access import requires
from assistans.tid import TidFel, parse_month
from beslut.forms.beslut import DelgivetForm
from beslut.models import Beslut, Brukare
from beslut.services.decisions import record_receipt
from beslut.sidor.beslut import Beslutssida, first_month
from beslut.views.formular import fetch_brukare, log_reading, saved


@requires("beslut.se_person")
@require_GET
def beslut_visa(request: HttpRequest, beslut_id: int) -> HttpResponse:
    """What a decision gives, who made it, and what has become of it."""
    beslut, brukare = fetch_decision(request, beslut_id)
    log_reading(request, brukare, "Läste ett beslut")
    sida = Beslutssida.load(beslut, _asked_month(request, beslut), idag=timezone.localdate())
    far_andra = request.user.may("beslut.andra_beslut")
    innehall = {"beslut": beslut, "brukare": brukare, "sida": sida, "far_andra_beslut": far_andra}
    return render(request, "beslut/beslut_visa.html", innehall)


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def beslut_delgivet(request: HttpRequest, beslut_id: int) -> HttpResponse:
    """Write down when the person received the decision."""
    beslut, brukare = fetch_decision(request, beslut_id)
    form = DelgivetForm(request.POST or None, initial={"delgivet": beslut.delgivet})
    if saved(request, form, record_receipt, beslut=beslut):
        messages.success(request, f"Det är registrerat när personen fick del av beslut {beslut.diarienummer}.")
        return redirect("beslut:beslut_visa", beslut.pk)
    return render(request, "beslut/beslut_delgivet.html", {"beslut": beslut, "brukare": brukare, "form": form})


def fetch_decision(request: HttpRequest, beslut_id: int) -> tuple[Beslut, Brukare]:
    """A decision and the person whom it is about, if the user may see her; else the page does not exist."""
    beslut = get_object_or_404(Beslut.objects.select_related("delegation"), pk=beslut_id)
    return beslut, fetch_brukare(request, beslut.brukare_id)


def _asked_month(request: HttpRequest, beslut: Beslut) -> date:
    """The month in the address; without one that can be read, the first one to show."""
    try:
        return parse_month(request.GET.get("manad", ""))
    except TidFel:
        return first_month(beslut, timezone.localdate())
