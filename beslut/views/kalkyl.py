"""Kommunens egen beräkning av ett skäligt timbelopp: utkast, fastställd, ny version."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assistans.access import requires
from assistans.faltprov import try_field
from beslut.belopp.flikar import tabs_for
from beslut.belopp.kalkylrakning import cost_per_hour
from beslut.belopp.kalkylsida import (
    among_others,
    comparison_rows,
    counted,
    effect_on_year,
    named_parts,
    part_rows,
    removed_parts,
)
from beslut.belopp.lista import ALLMANNA
from beslut.forms.kalkyl import Kalkylformular
from beslut.models import Budgetpost, Kalkyl, Kommunbelopp, Timbelopp
from beslut.services.calculations import adopt_calculation, draft_calculation, revise_calculation
from beslut.services.refusal import RegistrationRefused
from beslut.views.formular import saved

PER_SIDA = 50


@requires("beslut.se_belopp")
@require_GET
def kalkyl_lista(request: HttpRequest) -> HttpResponse:
    """The calculations, the newest year first, with what an hour costs by each."""
    kalkyler = Kalkyl.objects.select_related("upprattad_av", "faststalld_av").prefetch_related("poster")
    sida = Paginator(kalkyler, PER_SIDA).get_page(request.GET.get("sida"))
    rader = [(kalkyl, counted(kalkyl.poster.all()).belopp) for kalkyl in sida]
    innehall = {
        "flikar": tabs_for(request.user, "kalkyl_lista"),
        "sida": sida,
        "rader": rader,
        "far_rakna": request.user.may("beslut.rakna_belopp"),
    }
    return render(request, "beslut/kalkyl_lista.html", innehall)


@requires("beslut.se_belopp")
@require_GET
def kalkyl_visa(request: HttpRequest, kalkyl_id: int) -> HttpResponse:
    """One calculation: every part and how it came about, what is new in it, and what it is held against."""
    kalkyl = _fetch(kalkyl_id)
    poster = list(kalkyl.poster.all())
    fore = Kalkyl.objects.filter(ar=kalkyl.ar, avser=kalkyl.avser, version=kalkyl.version - 1)
    fore = fore.prefetch_related("poster").first()
    poster_fore = list(fore.poster.all()) if fore else None
    kostnad = counted(poster)
    rates = list(Timbelopp.objects.filter(kategori__in=ALLMANNA))
    budget = Budgetpost.objects.filter(ar=kalkyl.ar, slag=Budgetpost.Slag.LSS).first()
    innehall = {
        "kalkyl": kalkyl,
        "kostnad": kostnad,
        "rader": part_rows(poster, poster_fore),
        "fore": fore,
        "fore_belopp": counted(poster_fore).belopp if fore else None,
        "borttagna": removed_parts(poster, poster_fore),
        "jamforelser": comparison_rows(kostnad.belopp, rates, kalkyl),
        "bland_andra": among_others(kostnad.belopp, Kommunbelopp.objects.all(), rates, kalkyl.ar),
        "ser_historik": request.user.may("beslut.se_anordnare"),
        "verkan": effect_on_year(kostnad.belopp, rates, budget, kalkyl.ar),
        **_allowed(request, kalkyl),
    }
    return render(request, "beslut/kalkyl_visa.html", innehall)


@requires("beslut.rakna_belopp")
@require_http_methods(["GET", "POST"])
def kalkyl_ny(request: HttpRequest) -> HttpResponse:
    """Write a new calculation."""
    return _write_new(request, Kalkylformular(request.POST or None), None)


@requires("beslut.rakna_belopp")
@require_http_methods(["GET", "POST"])
def kalkyl_ny_version(request: HttpRequest, kalkyl_id: int) -> HttpResponse:
    """Write a new version, opening with what the old one says. It may be for another year."""
    kalkyl = _fetch(kalkyl_id)
    return _write_new(request, Kalkylformular(request.POST or None, kalkyl=kalkyl), kalkyl)


@requires("beslut.rakna_belopp")
@require_http_methods(["GET", "POST"])
def kalkyl_andra(request: HttpRequest, kalkyl_id: int) -> HttpResponse:
    """Change a draft."""
    kalkyl = _fetch(kalkyl_id)
    if kalkyl.faststalld:
        messages.info(request, "Kalkylen är fastställd och ändras inte. Gör en ny version av den.")
        return redirect("beslut:kalkyl_visa", kalkyl.pk)
    formular = Kalkylformular(request.POST or None, kalkyl=kalkyl, utkast=True)
    try_field(request, formular.alla)
    if formular.is_valid() and saved(
        request, formular.huvud, revise_calculation, kalkyl=kalkyl, poster=formular.poster()
    ):
        messages.success(request, "Utkastet är sparat.")
        return redirect("beslut:kalkyl_visa", kalkyl.pk)
    return _form_page(request, formular, kalkyl, utkast=True)


@requires("beslut.rakna_belopp")
@require_POST
def kalkyl_rakna(request: HttpRequest) -> HttpResponse:
    """What an hour costs by what is written so far. Nothing is saved."""
    return render(request, "beslut/_kalkyl_summa.html", _summed(Kalkylformular(request.POST)))


@requires("beslut.faststall_belopp")
@require_POST
def kalkyl_faststall(request: HttpRequest, kalkyl_id: int) -> HttpResponse:
    """Adopt a draft that somebody else has written."""
    kalkyl = _fetch(kalkyl_id)
    try:
        adopt_calculation(kalkyl=kalkyl, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Kalkylen för {kalkyl.ar}, version {kalkyl.version}, är fastställd.")
    return redirect("beslut:kalkyl_visa", kalkyl.pk)


def _fetch(kalkyl_id: int) -> Kalkyl:
    kalkyler = Kalkyl.objects.select_related("upprattad_av", "faststalld_av").prefetch_related("poster")
    return get_object_or_404(kalkyler, pk=kalkyl_id)


def _allowed(request: HttpRequest, kalkyl: Kalkyl) -> dict[str, bool]:
    """What the user may do with the calculation as it stands."""
    may = request.user.may
    utkast = kalkyl.faststalld is None
    return {
        "far_andra": utkast and may("beslut.rakna_belopp"),
        "far_ny_version": not utkast and may("beslut.rakna_belopp"),
        "far_faststalla": utkast and may("beslut.faststall_belopp") and kalkyl.upprattad_av_id != request.user.pk,
        "far_registrera": not utkast and may("beslut.andra_beslut"),
    }


def _write_new(request: HttpRequest, formular: Kalkylformular, av: Kalkyl | None) -> HttpResponse:
    try_field(request, formular.alla)
    if formular.is_valid():
        kalkyl = saved(request, formular.huvud, draft_calculation, poster=formular.poster())
        if kalkyl:
            messages.success(request, f"Kalkylen för {kalkyl.ar}, version {kalkyl.version}, är sparad som utkast.")
            return redirect("beslut:kalkyl_visa", kalkyl.pk)
    return _form_page(request, formular, av)


def _form_page(
    request: HttpRequest, formular: Kalkylformular, kalkyl: Kalkyl | None, *, utkast: bool = False
) -> HttpResponse:
    innehall = {"formular": formular, "kalkyl": kalkyl, "utkast": utkast, **_summed(formular)}
    return render(request, "beslut/kalkyl_formular.html", innehall)


def _summed(formular: Kalkylformular) -> dict[str, object]:
    kostnad = cost_per_hour(formular.counted())
    return {"kostnad": kostnad, "delar": named_parts(kostnad)}
