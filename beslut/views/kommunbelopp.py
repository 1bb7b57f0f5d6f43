"""Andra kommuners timbelopp: jämförelsen, bilden, och att registrera och rätta uppgifterna."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assistans.access import requires
from assistans.svenska import antal
from beslut.belopp.andel import SchablonUnclear, schablon_over, state_rates
from beslut.belopp.bild import picture_of
from beslut.belopp.figur3 import FIGUR_3
from beslut.belopp.flikar import tabs_for
from beslut.belopp.jamforelse import compare
from beslut.belopp.kalkylsida import year_of
from beslut.forms.belopp import KommunbeloppForm
from beslut.models import Kommunbelopp, Timbelopp
from beslut.services.comparisons import correct_municipal_amount, register_municipal_amount, take_in_figure_3
from beslut.views.formular import saved

FALT = ("kommun", "ar", "kategori", "belopp", "foljer_schablon", "kalla")


@requires("beslut.se_belopp")
@require_GET
def kommunbelopp_lista(request: HttpRequest) -> HttpResponse:
    """Figure 3 for the year that is asked for, or the latest that something is known of."""
    uppgifter = list(Kommunbelopp.objects.all())
    alla_ar = sorted({u.ar for u in uppgifter}, reverse=True)
    valt = request.GET.get("ar", "")
    ar = int(valt) if valt.isdecimal() and int(valt) in alla_ar else max(alla_ar, default=timezone.localdate().year)
    jamforelse = compare(uppgifter, ar=ar, schablon=_amount(state_rates(), ar), egen=settings.KOMMUN_NAMN)
    kommunens = _amount(list(Timbelopp.objects.filter(kategori=Timbelopp.Kategori.KOMMUN)), ar)
    finns = {(u.kommun, u.ar, u.kategori) for u in uppgifter}
    innehall = {
        "flikar": tabs_for(request.user, "kommunbelopp_lista"),
        "jamforelse": jamforelse,
        "bild": picture_of(jamforelse) if jamforelse.rader else "",
        "meningar": [
            mening
            for mening in (
                jamforelse.in_words(jamforelse.schablon, "statens"),
                jamforelse.in_words(kommunens, "kommunens"),
            )
            if mening
        ],
        "ar": ar,
        "ser_historik": request.user.may("beslut.se_anordnare"),
        "alla_ar": alla_ar,
        "figur3_saknas": any((u.kommun, u.ar, u.kategori) not in finns for u in FIGUR_3),
        "far_rakna": request.user.may("beslut.rakna_belopp"),
    }
    return render(request, "beslut/kommunbelopp_lista.html", innehall)


@requires("beslut.rakna_belopp")
@require_http_methods(["GET", "POST"])
def kommunbelopp_nytt(request: HttpRequest) -> HttpResponse:
    """Register what a municipality pays an hour."""
    form = KommunbeloppForm(request.POST or None)
    if rad := saved(request, form, register_municipal_amount):
        messages.success(request, f"Beloppet för {rad.kommun} är registrerat.")
        return redirect("beslut:kommunbelopp_lista")
    return render(request, "beslut/kommunbelopp_nytt.html", {"form": form})


@requires("beslut.rakna_belopp")
@require_http_methods(["GET", "POST"])
def kommunbelopp_ratta(request: HttpRequest, kommunbelopp_id: int) -> HttpResponse:
    """Correct what was entered otherwise than the source says."""
    rad = get_object_or_404(Kommunbelopp, pk=kommunbelopp_id)
    initial = {namn: getattr(rad, namn) for namn in FALT} | {"ar": str(rad.ar)}
    form = KommunbeloppForm(request.POST or None, initial=initial)
    if saved(request, form, correct_municipal_amount, kommunbelopp=rad):
        messages.success(request, f"Beloppet för {rad.kommun} är rättat.")
        return redirect("beslut:kommunbelopp_lista")
    return render(request, "beslut/kommunbelopp_ratta.html", {"form": form, "rad": rad})


@requires("beslut.rakna_belopp")
@require_POST
def kommunbelopp_figur3(request: HttpRequest) -> HttpResponse:
    """Take in the amounts of figure 3 that are missing. What is registered stays as it is."""
    nya = take_in_figure_3(by=request.user, at=timezone.now())
    messages.success(request, f"{antal(len(nya), 'uppgift', 'uppgifter')} ur figur 3 är registrerade.")
    return redirect("beslut:kommunbelopp_lista")


def _amount(rates: list[Timbelopp], ar: int):
    """The one amount that holds the whole year, or None."""
    try:
        return schablon_over(rates, *year_of(ar))
    except SchablonUnclear:
        return None
