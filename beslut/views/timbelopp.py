"""Timbelopp: listan, ett i taget med det som det hålls mot, och att registrera ett."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assistans.access import requires
from assistans.svenska import datumspann, kronor
from assistans.utkast import chosen_draft
from beslut.belopp.andel import disagreement, share_in_words, state_rates
from beslut.belopp.flikar import tabs_for
from beslut.belopp.kalkylsida import proposed_rate
from beslut.belopp.lista import ALLMANNA, named, ordered_for, rows_of, visible_rates, year_table
from beslut.belopp.prognos import drafted
from beslut.belopp.visning import against_the_schablon, cost_evidence
from beslut.forms.timbelopp import KostnaderForm, TimbeloppForm
from beslut.models import Kalkyl, Timbelopp
from beslut.services.rates import PERSONENS, register_rate, set_cost_evidence
from beslut.views.formular import log_reading, saved

PER_SIDA = 50


@requires("beslut.se_belopp", "beslut.se_anordnare")
@require_GET
def timbelopp_lista(request: HttpRequest) -> HttpResponse:
    """The rates category by category, and those that are about everybody year by year."""
    idag = timezone.localdate()
    rates = ordered_for(visible_rates(request.user), idag)
    sida = Paginator(rates, PER_SIDA).get_page(request.GET.get("sida"))
    allmanna = list(Timbelopp.objects.filter(kategori__in=ALLMANNA))
    schabloner = [t for t in allmanna if t.kategori == Timbelopp.Kategori.SCHABLON]
    innehall = {
        "flikar": tabs_for(request.user, "timbelopp_lista"),
        "sida": sida,
        "rader": rows_of(sida, schabloner),
        "ar": year_table(allmanna, idag.year),
        "kategorier": [kategori.label for kategori in ALLMANNA],
        "far_andra": request.user.may("beslut.andra_beslut"),
    }
    return render(request, "beslut/timbelopp_lista.html", innehall)


@requires("beslut.se_belopp", "beslut.se_anordnare")
@require_GET
def timbelopp_visa(request: HttpRequest, timbelopp_id: int) -> HttpResponse:
    """One rate: how it came about, what it rests on, how it stands to the schablon, and those before and after it."""
    timbelopp = get_object_or_404(visible_rates(request.user), pk=timbelopp_id)
    if timbelopp.brukare_id:
        log_reading(request, timbelopp.brukare, "Läste personens timbelopp")
    idag = timezone.localdate()
    schabloner = state_rates()
    kostnader = {post.slag: post.belopp for post in timbelopp.kostnader.all()}
    samma = Timbelopp.objects.filter(
        kategori=timbelopp.kategori, brukare=timbelopp.brukare_id, anordnare=timbelopp.anordnare_id
    )
    innehall = {
        "timbelopp": timbelopp,
        "vem": named(timbelopp),
        "period": datumspann(timbelopp.galler_fran, timbelopp.galler_tom),
        "pagar": timbelopp.galler_tom is None or timbelopp.galler_tom >= idag,
        "hur": share_in_words(timbelopp) if timbelopp.procent is not None else "",
        "oense": disagreement(timbelopp, schabloner),
        "mot_schablonen": against_the_schablon(timbelopp, schabloner),
        "kostnader": cost_evidence(kostnader, timbelopp.belopp),
        "personens": timbelopp.kategori in PERSONENS,
        "ser_historik": request.user.may("beslut.se_anordnare"),
        "serie": [(t, datumspann(t.galler_fran, t.galler_tom)) for t in samma.order_by("-galler_fran")[:PER_SIDA]],
        "far_andra": request.user.may("beslut.andra_beslut"),
    }
    return render(request, "beslut/timbelopp_visa.html", innehall)


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def timbelopp_nytt(request: HttpRequest) -> HttpResponse:
    """Register a rate. Changing the category judges nothing and loses nothing."""
    initial = _proposed(request)
    kategori = request.POST.get("kategori") or initial["kategori"]
    form = TimbeloppForm(request.POST or None, user=request.user, kategori=kategori, initial=initial)
    prognos = drafted(form)
    utkast = chosen_draft(request)
    if utkast or "byt" in request.POST:
        form = TimbeloppForm.retyped(utkast.typed() if utkast else request.POST, user=request.user)
    elif timbelopp := saved(request, form, register_rate):
        messages.success(request, f"Timbeloppet {kronor(timbelopp.belopp)} är registrerat.")
        return redirect("beslut:timbelopp_visa", timbelopp.pk)
    return render(request, "beslut/timbelopp_nytt.html", {"form": form, "prognos": prognos})


@requires("beslut.andra_beslut")
@require_POST
def timbelopp_rakna(request: HttpRequest) -> HttpResponse:
    """What the rate would be as it is written so far. Nothing is saved."""
    form = TimbeloppForm(request.POST, user=request.user, kategori=request.POST.get("kategori", ""))
    return render(request, "beslut/_timbelopp_prognos.html", {"prognos": drafted(form)})


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def timbelopp_kostnader(request: HttpRequest, timbelopp_id: int) -> HttpResponse:
    """Write down the actual costs that a person's own rate rests on."""
    personens = visible_rates(request.user).filter(kategori__in=PERSONENS)
    timbelopp = get_object_or_404(personens, pk=timbelopp_id)
    initial = {f"kostnad_{post.slag}": post.belopp for post in timbelopp.kostnader.all()}
    form = KostnaderForm(request.POST or None, initial=initial)
    if saved(request, form, set_cost_evidence, timbelopp=timbelopp) is not None:
        messages.success(request, "Kostnadsunderlaget är sparat.")
        return redirect("beslut:timbelopp_visa", timbelopp.pk)
    return render(request, "beslut/timbelopp_kostnader.html", {"form": form, "timbelopp": timbelopp})


def _proposed(request: HttpRequest) -> dict[str, Any]:
    """What the form opens with: an adopted calculation's amount, a year's days, or the rest of this year."""
    kalkyl_id, ar = request.GET.get("kalkyl", ""), request.GET.get("ar", "")
    kalkyl = Kalkyl.objects.filter(pk=kalkyl_id, faststalld__isnull=False).first() if kalkyl_id.isdecimal() else None
    if kalkyl:
        return proposed_rate(kalkyl)
    kategori = request.GET.get("kategori", Timbelopp.Kategori.KOMMUN)
    if ar.isdecimal() and 1994 <= int(ar) <= 2100:
        return {"kategori": kategori, "galler_fran": date(int(ar), 1, 1), "galler_tom": date(int(ar), 12, 31)}
    return {"kategori": kategori, "galler_tom": date(timezone.localdate().year, 12, 31)}
