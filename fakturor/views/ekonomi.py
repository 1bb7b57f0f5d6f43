"""Ekonomi: platsen som leder till det som rör pengar, och budgeten mot det som blev."""

import csv

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from assistans.roller import SER_EKONOMI
from beslut.models import Budgetpost, Utfallspost
from beslut.services.outcomes import adopt_outcome
from beslut.views.formular import saved
from fakturor.forms.ekonomi import UtfallsForm
from fakturor.sidor.budget_utfall import build_page, default_year
from fakturor.sidor.ekonomi import cards_for
from fakturor.sidor.manader_mot_plan import months_of

FORSTA_AR, SISTA_AR = 1994, 2100


@requires(*SER_EKONOMI)
@require_safe
def ekonomi(request: HttpRequest) -> HttpResponse:
    """Det som rör pengar och som användaren får öppna, med en siffra om vart och ett."""
    return render(request, "fakturor/ekonomi.html", {"kort": cards_for(request.user, timezone.localdate())})


@requires("fakturor.se_ekonomi")
@require_safe
def budget_utfall(request: HttpRequest) -> HttpResponse:
    """Budget, bokslut och prognos för två år, och ett slags månader för den som ser fakturor."""
    ar = _year(request)
    sida = build_page(ar, idag=timezone.localdate())
    slag = request.GET.get("slag")
    slag = slag if slag in Budgetpost.Slag.values else Budgetpost.Slag.LSS
    innehall = {
        "sida": sida,
        "far_rakna": request.user.may("fakturor.rakna_ekonomi"),
        "ser_budget": request.user.may("beslut.se_belopp"),
        "slag": Budgetpost.Slag(slag),
        "slagen": Budgetpost.Slag.choices,
    }
    if request.user.may("fakturor.se_faktura"):
        budget = sida.kolumner[1].delar[Budgetpost.Slag.values.index(slag)].budget
        innehall["manader"] = months_of(slag, sida.prognoser[slag], budget)
    return render(request, "fakturor/budget_utfall.html", innehall)


@requires("fakturor.se_ekonomi")
@require_safe
def budget_utfall_fil(request: HttpRequest) -> HttpResponse:
    """Tabellen som CSV, i tusental kronor och procent."""
    sida = build_page(_year(request), idag=timezone.localdate())
    svar = HttpResponse(content_type="text/csv; charset=utf-8")
    svar["Content-Disposition"] = f'attachment; filename="budget-och-utfall-{sida.ar}.csv"'
    svar.write("\ufeff")
    skrivare = csv.writer(svar, delimiter=";")
    enheter = ("tkr", "tkr", "tkr", "procent")
    skrivare.writerow(
        ["slag"]
        + [
            f"{rubrik.split(',')[0].split(' ')[0].lower()}_{kolumn.ar}_{enhet}"
            for kolumn in sida.kolumner
            for rubrik, enhet in zip(kolumn.rubriker, enheter, strict=True)
        ]
    )
    for namn, celler in sida.rader:
        skrivare.writerow([namn, *(cell.replace("\u00a0", "").replace("\u2212", "-") for cell in celler)])
    return svar


@requires("fakturor.rakna_ekonomi")
@require_http_methods(["GET", "POST"])
def utfall_nytt(request: HttpRequest) -> HttpResponse:
    """Fastställ ett bokslut eller en prognos. Det som gällde förut står kvar."""
    forslag = {falt: request.GET[falt] for falt in ("ar", "slag", "art", "belopp") if falt in request.GET}
    form = UtfallsForm(request.POST or None, initial=forslag)
    if post := saved(request, form, adopt_outcome):
        vad = "Bokslutet är sparat" if post.art == Utfallspost.Art.BOKSLUT else "Prognosen är fastställd"
        messages.success(request, f"{vad} för {post.ar}.")
        return redirect(f"{reverse('fakturor:budget_utfall')}?ar={post.ar}")
    return render(request, "fakturor/utfall_nytt.html", {"form": form})


def _year(request: HttpRequest) -> int:
    skrivet = request.GET.get("ar", "")
    if skrivet.isdecimal() and len(skrivet) == 4 and FORSTA_AR <= int(skrivet) <= SISTA_AR:
        return int(skrivet)
    return default_year(timezone.localdate())
