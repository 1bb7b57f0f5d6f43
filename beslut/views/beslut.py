"""Beslut: att registrera ett med dess rader, och se vad det betyder medan det skrivs."""

from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assistans.access import requires
from assistans.tid import first_of_month
from beslut.forms.beslut import Beslutsformular, RattaRadForm
from beslut.manadstid import Manadsslag, month_of
from beslut.models import Beslut, Beslutsrad, Brukare
from beslut.services.decisions import (
    correct_row,
    draft_rows,
    ending_in_words,
    find_preceding,
    obstacle_in_words,
    register_decision,
)
from beslut.views.formular import fetch_brukare, saved


@dataclass(frozen=True, slots=True, kw_only=True)
class Prognos:
    """Vad personens beslut ger i en månad om det som är ifyllt sparas, vad som slutar då, och vad som hindrar."""

    manad: date
    slag: list[Manadsslag]
    slutar: str = ""
    hinder: str = ""


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def beslut_nytt(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Register a decision. The buttons that add and remove a row judge nothing and lose nothing."""
    brukare = fetch_brukare(request, brukare_id)
    formular = Beslutsformular(request.POST or None, initial={"beslutsfattare": request.user.pk})
    prognos = build_forecast(brukare, formular)

    if "lagg_till" in request.POST or "ta_bort" in request.POST:
        formular = Beslutsformular.retyped(
            request.POST, utan=_row_to_remove(request), en_till="lagg_till" in request.POST
        )
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
    prognos = build_forecast(brukare, formular)
    return render(request, "beslut/_prognos.html", {"formular": formular, "prognos": prognos, "delsvar": True})


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


def build_forecast(brukare: Brukare, formular: Beslutsformular) -> Prognos:
    """Count the month in which the decision begins, with what can be read of it; else this month as it stands."""
    formular.beslut.is_valid()
    givet = getattr(formular.beslut, "cleaned_data", {})
    fran, tom, typ = givet.get("galler_fran"), givet.get("galler_tom"), givet.get("typ")
    rader = list(brukare.beslutsrader.select_related("beslut"))
    if fran is None or typ is None or (tom is not None and tom < fran):
        manad = first_of_month(fran or timezone.localdate())
        return Prognos(manad=manad, slag=month_of(rader, manad))

    beviljat = formular.beviljat()
    foregaende = find_preceding(brukare=brukare, typ=typ, galler_fran=fran, galler_tom=tom, beviljat=beviljat)
    manad = first_of_month(fran)
    if hinder := obstacle_in_words(foregaende):
        return Prognos(manad=manad, slag=month_of(rader, manad), hinder=hinder)

    slutar = {rad.pk for rad in foregaende.slutar}
    kvar = [_ended(rad, fran) if rad.pk in slutar else rad for rad in rader]
    utkast = Beslut(diarienummer=givet.get("diarienummer") or "Det nya beslutet", brukare=brukare)
    nya = draft_rows(utkast, typ=typ, galler_fran=fran, galler_tom=tom, beviljat=beviljat)
    return Prognos(
        manad=manad,
        slag=month_of([*kvar, *nya], manad),
        slutar=ending_in_words(foregaende, fran) if foregaende.slutar else "",
    )


def _ended(rad, fran: date):
    slutad = copy(rad)
    slutad.galler_tom = fran - timedelta(days=1)
    return slutad


def _save(request: HttpRequest, brukare: Brukare, formular: Beslutsformular) -> Beslut | None:
    form = formular.beslut
    form.cleaned_data["ends_preceding"] = form.cleaned_data.pop("avsluta_tidigare")
    return saved(request, form, register_decision, brukare=brukare, beviljat=formular.beviljat())


def _row_to_remove(request: HttpRequest) -> int | None:
    plats = request.POST.get("ta_bort", "")
    return int(plats) if plats.isdecimal() else None
