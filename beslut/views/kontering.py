"""Konteringen: var det som betalas bokförs, en vald dag, och vad som inte går att bokföra än."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from beslut.forms.kontering import DagForm, KonteringForm
from beslut.forms.period import AvslutaForm
from beslut.models import Kontering
from beslut.services.coding import end_coding, register_coding
from beslut.sidor.kontering import table_on, uncoded
from beslut.views.formular import saved

LASER = ("beslut.andra_kontering", "fakturor.se_utbetalning", "fakturor.se_ekonomi")
SER_HISTORIK = ("beslut.se_person", "beslut.se_anordnare")
FORIFYLLS = ("slag", "avtalsform", "mottagare", "galler_fran")


@requires(*LASER)
@require_safe
def kontering(request: HttpRequest) -> HttpResponse:
    """Raderna som gäller en dag, och det som har begärts men saknar rad."""
    idag = timezone.localdate()
    form = DagForm(request.GET or None)
    val = form.cleaned_data if form.is_bound and form.is_valid() else {}
    dag, alla = val.get("dag") or idag, bool(val.get("alla"))
    far_andra = request.user.may("beslut.andra_kontering")
    saknas = [
        {
            "rad": rad,
            "adress": f"{reverse('beslut:kontering_ny')}?{_prefilled(rad)}" if far_andra and rad.avtalsform else "",
        }
        for rad in uncoded(idag)
    ]
    return render(
        request,
        "beslut/kontering.html",
        {
            "form": form,
            "dag": dag,
            "alla": alla,
            "rader": table_on(dag, alla=alla),
            "saknas": saknas,
            "far_andra": far_andra,
            "far_se_historik": any(request.user.may(rattighet) for rattighet in SER_HISTORIK),
            "i_bruk": Kontering.objects.exists(),
        },
    )


@requires("beslut.andra_kontering")
@require_http_methods(["GET", "HEAD", "POST"])
def kontering_ny(request: HttpRequest) -> HttpResponse:
    """Lägg in en rad. En tidigare öppen rad för samma sak avslutas dagen före."""
    forifyllt = {falt: request.GET[falt] for falt in FORIFYLLS if falt in request.GET}
    form = KonteringForm(request.POST or None, initial=forifyllt)
    if rad := saved(request, form, register_coding):
        messages.success(request, f"Konteringen på konto {rad.konto} är inlagd.")
        return redirect("beslut:kontering")
    return render(request, "beslut/kontering_ny.html", {"form": form})


@requires("beslut.andra_kontering")
@require_http_methods(["GET", "HEAD", "POST"])
def kontering_avsluta(request: HttpRequest, kontering_id: int) -> HttpResponse:
    """Ge en rad dess sista dag."""
    rad = get_object_or_404(Kontering, pk=kontering_id)
    form = AvslutaForm(request.POST or None)
    if saved(request, form, end_coding, kontering=rad):
        messages.success(request, f"Konteringen på konto {rad.konto} är avslutad.")
        return redirect("beslut:kontering")
    return render(request, "beslut/kontering_avsluta.html", {"form": form, "rad": rad})


def _prefilled(rad) -> str:
    return urlencode({falt: str(getattr(rad, "fran" if falt == "galler_fran" else falt)) for falt in FORIFYLLS})
