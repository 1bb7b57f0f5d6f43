"""Tillstånden: deras sida med alla kontroller, och att registrera, ändra och kontrollera dem."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assistans.access import requires
from beslut.beteckning import provider_label
from beslut.forms.tillstand import TillstandAndraForm, TillstandForm, TillstandskontrollForm
from beslut.models import Anordnare, Tillstand
from beslut.services.permits import change_permit, confirm_permit, record_look, register_permit
from beslut.sidor.anordnare import permit_row
from beslut.views.formular import fetch_anordnare, saved


@requires("beslut.se_anordnare")
@require_GET
def tillstand_visa(request: HttpRequest, tillstand_id: int) -> HttpResponse:
    """A permit with every look at it."""
    tillstand = fetch_permit(request, tillstand_id)
    innehall = {
        "tillstand": tillstand,
        "anordnare": tillstand.anordnare,
        "namn": provider_label(tillstand.anordnare),
        "laget": permit_row(tillstand, timezone.localdate()),
        "kontroller": tillstand.kontroller.select_related("av"),
        "far_andra": request.user.may("beslut.andra_anordnare"),
        "far_se_foljder": request.user.may("beslut.andra_anordnare") or request.user.may("beslut.se_person"),
    }
    return render(request, "beslut/tillstand_visa.html", innehall)


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def tillstand_nytt(request: HttpRequest, anordnare_id: int) -> HttpResponse:
    """Register a permit or a notification."""
    anordnare = fetch_anordnare(request, anordnare_id)
    form = TillstandForm(request.POST or None)
    if saved(request, form, register_permit, anordnare=anordnare):
        messages.success(request, "Uppgiften från IVO är registrerad.")
        return redirect("beslut:anordnare_visa", anordnare.pk)
    innehall = {"anordnare": anordnare, "namn": provider_label(anordnare), "form": form}
    return render(request, "beslut/tillstand_nytt.html", innehall)


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def tillstand_andra(request: HttpRequest, tillstand_id: int) -> HttpResponse:
    """Change the state of a permit. One that has ceased leads on to what that means.

    The address may propose the state that somebody has just seen.
    """
    tillstand = fetch_permit(request, tillstand_id)
    falt = ("status", "galler_tom", "diarienummer", "kontrollerad")
    initial = {namn: getattr(tillstand, namn) for namn in falt}
    if request.GET.get("status") in Tillstand.Status:
        initial["status"] = request.GET["status"]
    form = TillstandAndraForm(request.POST or None, initial=initial)
    if andrat := saved(request, form, change_permit, tillstand=tillstand):
        messages.success(request, "Uppgiften från IVO är ändrad.")
        if andrat.has_ceased and not tillstand.has_ceased:
            return redirect("fakturor:tillstand_foljder", tillstand.pk)
        return redirect("beslut:anordnare_visa", tillstand.anordnare_id)
    return render(request, "beslut/tillstand_andra.html", _context(tillstand, form))


@requires("beslut.andra_anordnare")
@require_POST
def tillstand_kontrollerat(request: HttpRequest, tillstand_id: int) -> HttpResponse:
    """Write down that somebody has looked at IVO's data today and found the permit as it stands."""
    tillstand = fetch_permit(request, tillstand_id)
    confirm_permit(tillstand=tillstand, by=request.user, at=timezone.now())
    messages.success(request, "Kontrollen hos IVO är antecknad med dagens datum.")
    return redirect("beslut:anordnare_visa", tillstand.anordnare_id)


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def tillstandskontroll_ny(request: HttpRequest, tillstand_id: int) -> HttpResponse:
    """Write down a look: which day, where, and what the state was. Another state than the register's leads to it."""
    tillstand = fetch_permit(request, tillstand_id)
    form = TillstandskontrollForm(request.POST or None, initial=TillstandskontrollForm.initial_for(tillstand))
    if kontroll := saved(request, form, record_look, tillstand=tillstand):
        if kontroll.status != tillstand.status:
            sett, star = kontroll.get_status_display().lower(), tillstand.get_status_display().lower()
            messages.warning(
                request, f"Kontrollen är antecknad. Ni såg {sett}, och här står {star}: ändra tillståndet."
            )
            andra = reverse("beslut:tillstand_andra", args=[tillstand.pk])
            return redirect(f"{andra}?status={kontroll.status}")
        messages.success(request, "Kontrollen är antecknad.")
        return redirect("beslut:tillstand_visa", tillstand.pk)
    return render(request, "beslut/tillstandskontroll_ny.html", _context(tillstand, form))


def fetch_permit(request: HttpRequest, tillstand_id: int) -> Tillstand:
    """The permit of a provider that the user may see; else the page does not exist."""
    synliga = Tillstand.objects.filter(anordnare__in=Anordnare.objects.open_to(request.user))
    return get_object_or_404(synliga.select_related("anordnare"), pk=tillstand_id)


def _context(tillstand: Tillstand, form) -> dict[str, object]:
    anordnare = tillstand.anordnare
    return {"anordnare": anordnare, "namn": provider_label(anordnare), "tillstand": tillstand, "form": form}
