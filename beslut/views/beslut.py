"""Beslut: att registrera ett med dess rader, se vad det betyder medan det skrivs, och rätta en rad."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assistans.access import requires
from assistans.faltprov import try_field
from assistans.utkast import chosen_draft
from beslut.forms.beslut import Beslutsformular, RattaRadForm
from beslut.models import Beslut, Beslutsrad, Brukare
from beslut.services.decisions import correct_row, register_decision
from beslut.sidor.prognos import Prognos, build_forecast
from beslut.views.formular import fetch_brukare, saved


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def beslut_nytt(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Register a decision. The buttons that add and remove a row judge nothing and lose nothing, nor does a draft."""
    brukare = fetch_brukare(request, brukare_id)
    utkast = chosen_draft(request)
    typed = utkast.typed() if utkast else request.POST
    formular = Beslutsformular(typed or None, initial={"beslutsfattare": request.user.pk})
    try_field(request, [formular.beslut, *formular.rader])
    prognos = _forecast(brukare, formular)

    if utkast or "lagg_till" in request.POST or "ta_bort" in request.POST:
        formular = Beslutsformular.retyped(typed, utan=_row_to_remove(request), en_till="lagg_till" in request.POST)
    elif request.method == "POST" and formular.is_valid() and (beslut := _save(request, brukare, formular)):
        messages.success(request, f"Beslut {beslut.diarienummer} är registrerat.")
        return redirect("beslut:brukare_visa", brukare.pk)

    innehall = {"brukare": brukare, "formular": formular, "prognos": prognos}
    return render(request, "beslut/beslut_nytt.html", innehall)


@requires("beslut.andra_beslut")
@require_POST
def beslut_rakna(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """What the decision would mean as it is written so far. Nothing is saved."""
    brukare = fetch_brukare(request, brukare_id)
    formular = Beslutsformular(request.POST)
    prognos = _forecast(brukare, formular)
    shown = "visar_nackdel" in request.POST
    innehall = {"formular": formular, "prognos": prognos, "delsvar": True, "byt": shown != bool(prognos.nackdelar)}
    return render(request, "beslut/_prognos.html", innehall)


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def beslutsrad_ratta(request: HttpRequest, rad_id: int) -> HttpResponse:
    """Correct a row that was entered otherwise than it was decided."""
    rad = get_object_or_404(Beslutsrad.objects.select_related("beslut"), pk=rad_id)
    brukare = fetch_brukare(request, rad.brukare_id)
    falt = ("galler_fran", "galler_tom", "tidstyp", "timmar", "enhet", "omrakning", "dubbel")
    form = RattaRadForm(request.POST or None, initial={namn: getattr(rad, namn) for namn in falt})
    if saved(request, form, correct_row, rad=rad):
        messages.success(request, f"Raden i beslut {rad.beslut.diarienummer} är rättad.")
        return redirect("beslut:brukare_visa", brukare.pk)
    return render(request, "beslut/beslutsrad_ratta.html", {"brukare": brukare, "rad": rad, "form": form})


def _forecast(brukare: Brukare, formular: Beslutsformular) -> Prognos:
    formular.beslut.is_valid()
    givet = getattr(formular.beslut, "cleaned_data", {})
    return build_forecast(brukare, givet, formular.beviljat(), idag=timezone.localdate())


def _save(request: HttpRequest, brukare: Brukare, formular: Beslutsformular) -> Beslut | None:
    def register(*, by: Any, at: Any, **_: Any) -> Beslut:
        uppgifter = formular.beslut.uppgifter()
        return register_decision(brukare=brukare, beviljat=formular.beviljat(), **uppgifter, by=by, at=at)

    return saved(request, formular.beslut, register)


def _row_to_remove(request: HttpRequest) -> int | None:
    plats = request.POST.get("ta_bort", "")
    return int(plats) if plats.isdecimal() else None
