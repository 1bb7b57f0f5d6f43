"""Anordnare: listan, anordnarens sida, tillstånden och assistenterna."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assistans.access import requires
from beslut.beteckning import provider_label
from beslut.forms.anordnare import (
    AnordnareAndraForm,
    AnordnareForm,
    AnordnareSokForm,
    TillstandAndraForm,
    TillstandForm,
)
from beslut.forms.uppdrag import AssistentForm
from beslut.models import Anordnare, Tillstand
from beslut.services.assignments import register_assistant
from beslut.services.providers import (
    change_permit,
    change_provider,
    confirm_permit,
    register_permit,
    register_provider,
)
from beslut.sortering import swedish
from beslut.views.formular import log_reading, saved

PER_SIDA = 50


@requires("beslut.se_anordnare")
@require_http_methods(["GET", "POST"])
def anordnare_lista(request: HttpRequest) -> HttpResponse:
    """The providers in alphabetical order, private persons last. A search is posted: it may be a personnummer."""
    form = AnordnareSokForm(request.POST or None)
    innehall = {"form": form, "far_andra": request.user.may("beslut.andra_anordnare")}
    anordnare = _listed(timezone.localdate())
    if not form.is_bound:
        innehall["sida"] = Paginator(anordnare, PER_SIDA).get_page(request.GET.get("sida"))
    elif form.is_valid():
        traffar = list(anordnare.filter(form.condition())[: PER_SIDA + 1])
        innehall |= {"traffar": traffar[:PER_SIDA], "fler": len(traffar) > PER_SIDA}
    return render(request, "beslut/anordnare_lista.html", innehall)


@requires("beslut.se_anordnare")
@require_GET
def anordnare_visa(request: HttpRequest, anordnare_id: int) -> HttpResponse:
    """A provider: permits, accounts, assistants and how many persons it has."""
    anordnare = get_object_or_404(Anordnare, pk=anordnare_id)
    log_reading(request, anordnare, "Läste anordnarens uppgifter och assistenter")
    konton = anordnare.konton.select_related("inlagt_av", "verifierat_av")
    assistenter = anordnare.assistenter.select_related("person", "brukare").order_by(swedish("namn"), "-galler_fran")
    synliga = assistenter.filter(
        Q(brukare__isnull=True) | Q(brukare__skydd="ingen") | Q(brukare__behoriga=request.user)
    )
    innehall = {
        "anordnare": anordnare,
        "namn": provider_label(anordnare),
        "tillstand": anordnare.tillstand.order_by("typ", "-galler_fran"),
        "konton": konton.order_by(F("upphort").asc(nulls_first=True), "typ", "-inlagt"),
        "antal_uppdrag": anordnare.uppdrag.in_force(timezone.localdate()).count(),
        "sida": Paginator(synliga, PER_SIDA).get_page(request.GET.get("sida")),
        "far_andra": request.user.may("beslut.andra_anordnare"),
        "far_verifiera": request.user.may("beslut.verifiera_konto"),
    }
    return render(request, "beslut/anordnare_visa.html", innehall)


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def anordnare_ny(request: HttpRequest) -> HttpResponse:
    """Register a provider with its first accounts."""
    form = AnordnareForm(request.POST or None)
    if anordnare := saved(request, form, register_provider):
        messages.success(request, f"{provider_label(anordnare)} är registrerad. Nästa steg är tillståndet.")
        return redirect("beslut:anordnare_visa", anordnare.pk)
    return render(request, "beslut/anordnare_ny.html", {"form": form})


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def anordnare_andra(request: HttpRequest, anordnare_id: int) -> HttpResponse:
    """Change what a provider is called and is."""
    anordnare = get_object_or_404(Anordnare, pk=anordnare_id)
    initial = {"namn": anordnare.namn, "form": anordnare.form, "f_skatt": anordnare.f_skatt}
    form = AnordnareAndraForm(request.POST or None, initial=initial)
    if saved(request, form, change_provider, anordnare=anordnare):
        return _back(request, anordnare, "Anordnarens uppgifter är ändrade.")
    return _page(request, "anordnare_andra", anordnare, form)


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def tillstand_nytt(request: HttpRequest, anordnare_id: int) -> HttpResponse:
    """Register a permit or a notification."""
    anordnare = get_object_or_404(Anordnare, pk=anordnare_id)
    form = TillstandForm(request.POST or None)
    if saved(request, form, register_permit, anordnare=anordnare):
        return _back(request, anordnare, "Uppgiften från IVO är registrerad.")
    return _page(request, "tillstand_nytt", anordnare, form)


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def tillstand_andra(request: HttpRequest, tillstand_id: int) -> HttpResponse:
    """Change the state of a permit."""
    tillstand = get_object_or_404(Tillstand.objects.select_related("anordnare"), pk=tillstand_id)
    falt = ("status", "galler_tom", "diarienummer", "kontrollerad")
    form = TillstandAndraForm(request.POST or None, initial={namn: getattr(tillstand, namn) for namn in falt})
    if saved(request, form, change_permit, tillstand=tillstand):
        return _back(request, tillstand.anordnare, "Uppgiften från IVO är ändrad.")
    return _page(request, "tillstand_andra", tillstand.anordnare, form, tillstand=tillstand)


@requires("beslut.andra_anordnare")
@require_POST
def tillstand_kontrollerat(request: HttpRequest, tillstand_id: int) -> HttpResponse:
    """Write down that the permit has been seen in IVO's register today."""
    tillstand = get_object_or_404(Tillstand.objects.select_related("anordnare"), pk=tillstand_id)
    confirm_permit(tillstand=tillstand, by=request.user, at=timezone.now())
    return _back(request, tillstand.anordnare, "Kontrollen i IVO:s register är antecknad med dagens datum.")


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def anordnare_assistent_ny(request: HttpRequest, anordnare_id: int) -> HttpResponse:
    """Register an assistant that the provider has reported."""
    anordnare = get_object_or_404(Anordnare, pk=anordnare_id)
    form = AssistentForm.for_provider(anordnare, request.user, request.POST or None)
    if saved(request, form, register_assistant):
        return _back(request, anordnare, "Assistenten är registrerad.")
    return _page(request, "anordnare_assistent_ny", anordnare, form)


def _listed(idag: date) -> QuerySet[Anordnare]:
    """The providers with what the list tells: permits, persons today, and accounts that wait. Two queries."""
    pagar = Q(uppdrag__galler_fran__lte=idag) & (Q(uppdrag__galler_tom__isnull=True) | Q(uppdrag__galler_tom__gte=idag))
    privat = ExpressionWrapper(Q(form=Anordnare.Form.EGEN_ARBETSGIVARE), BooleanField())
    vantar = Q(konton__upphort__isnull=True, konton__verifierat__isnull=True)
    return (
        Anordnare.objects.annotate(
            antal_brukare=Count("uppdrag__brukare", filter=pagar, distinct=True),
            antal_vantar=Count("konton", filter=vantar, distinct=True),
        )
        .prefetch_related(Prefetch("tillstand", Tillstand.objects.order_by("-galler_fran")))
        .order_by(privat, swedish("namn"), "pk")
    )


def _back(request: HttpRequest, anordnare: Anordnare, besked: str) -> HttpResponse:
    messages.success(request, besked)
    return redirect("beslut:anordnare_visa", anordnare.pk)


def _page(request: HttpRequest, sida: str, anordnare: Anordnare, form, **mer) -> HttpResponse:
    innehall = {"anordnare": anordnare, "namn": provider_label(anordnare), "form": form, **mer}
    return render(request, f"beslut/{sida}.html", innehall)
