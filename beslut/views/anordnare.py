"""Anordnare: listan, anordnarens sida och assistenterna."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assistans.access import requires
from assistans.svenska import upprakning
from beslut.beteckning import provider_label
from beslut.dubbletter import similar_providers
from beslut.forms.anordnare import (
    AnordnareAndraForm,
    AnordnareForm,
    AnordnareSokForm,
)
from beslut.forms.assistent import AssistentForm
from beslut.insyn import Insyn
from beslut.models import Anordnare
from beslut.services.assistants import register_assistant
from beslut.services.providers import change_provider, register_provider
from beslut.sidor.anordnare import Anordnarsida
from beslut.sidor.anordnarlista import ORDNING, URVAL, listed_providers
from beslut.sidor.avtal import contracts_of, sections_about
from beslut.sortering import swedish
from beslut.views.formular import about_nobody_closed, fetch_anordnare, log_reading, saved

PER_SIDA = 50


@requires("beslut.se_anordnare")
@require_http_methods(["GET", "POST"])
def anordnare_lista(request: HttpRequest) -> HttpResponse:
    """The providers in alphabetical order, private persons last. A search is posted: it may be a personnummer."""
    form = AnordnareSokForm(request.POST or None)
    far_andra = request.user.may("beslut.andra_anordnare")
    far_se_brev = far_andra or request.user.may("beslut.se_person")
    innehall = {"form": form, "far_andra": far_andra, "far_se_brev": far_se_brev}
    innehall["far_se_avtal"] = request.user.may("beslut.se_avtal")
    urval, ordning = _known(request, "visa", URVAL), _known(request, "ordna", ORDNING)
    anordnare = listed_providers(request.user, timezone.localdate(), urval=urval, ordning=ordning)
    innehall |= {"urval": URVAL, "valt": urval, "ordningar": ORDNING, "ordnat": ordning, "idag": timezone.localdate()}
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
    anordnare = fetch_anordnare(request, anordnare_id)
    log_reading(request, anordnare, "Läste anordnarens uppgifter och assistenter")
    insyn = Insyn.of(request.user)
    assistenter = anordnare.assistenter.select_related("person", "brukare")
    ordnade = assistenter.order_by(insyn.closed_last(), swedish("namn"), "-galler_fran")
    synliga = ordnade.filter(about_nobody_closed(request.user))
    sida = Paginator(synliga, PER_SIDA).get_page(request.GET.get("sida"))
    anordnarsida = Anordnarsida.load(anordnare, idag=timezone.localdate(), insyn=insyn)
    personer = [rad.person_id for rad in (*sida, *anordnarsida.funktionarer)]
    insyn.log(personer, by=request.user, at=timezone.now(), syfte="Läste vem hen är på anordnarens sida")
    avtal = contracts_of(anordnare, timezone.localdate())
    innehall = {
        "anordnare": anordnare,
        "namn": provider_label(anordnare),
        "avtal": avtal,
        "avtalsavsnitt": sections_about([rad.avtal for rad in avtal], request.user),
        "far_andra_avtal": request.user.may("beslut.andra_avtal"),
        "anordnarsida": anordnarsida,
        "sida": sida,
        "insyn": insyn,
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
        _tell_of_similar(request, anordnare)
        return redirect("beslut:anordnare_visa", anordnare.pk)
    return render(request, "beslut/anordnare_ny.html", {"form": form})


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def anordnare_andra(request: HttpRequest, anordnare_id: int) -> HttpResponse:
    """Change what a provider is called and is."""
    anordnare = fetch_anordnare(request, anordnare_id)
    initial = {"namn": anordnare.namn, "form": anordnare.form, "f_skatt": anordnare.f_skatt}
    form = AnordnareAndraForm(request.POST or None, initial=initial)
    if saved(request, form, change_provider, anordnare=anordnare):
        return _back(request, anordnare, "Anordnarens uppgifter är ändrade.")
    return _page(request, "anordnare_andra", anordnare, form)


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def anordnare_assistent_ny(request: HttpRequest, anordnare_id: int) -> HttpResponse:
    """Register an assistant that the provider has reported."""
    anordnare = fetch_anordnare(request, anordnare_id)
    form = AssistentForm.for_provider(anordnare, request.user, request.POST or None)
    if saved(request, form, register_assistant):
        return _back(request, anordnare, "Assistenten är registrerad.")
    return _page(request, "anordnare_assistent_ny", anordnare, form)


def _tell_of_similar(request: HttpRequest, anordnare: Anordnare) -> None:
    """Say that a company of a like name is there already: it may be the same payee (B13)."""
    if not anordnare.is_person and (liknande := similar_providers(anordnare.namn, request.user, utom=anordnare.pk)):
        namn = upprakning([provider_label(annan) for annan in liknande])
        messages.warning(request, f"Det finns redan en anordnare med liknande namn: {namn}. Är det samma?")


def _known(request: HttpRequest, namn: str, val: dict[str, str]) -> str:
    """What the address chooses, or the first choice."""
    valt = request.GET.get(namn)
    return valt if valt in val else next(iter(val))


def _back(request: HttpRequest, anordnare: Anordnare, besked: str) -> HttpResponse:
    messages.success(request, besked)
    return redirect("beslut:anordnare_visa", anordnare.pk)


def _page(request: HttpRequest, sida: str, anordnare: Anordnare, form, **mer) -> HttpResponse:
    innehall = {"anordnare": anordnare, "namn": provider_label(anordnare), "form": form, **mer}
    return render(request, f"beslut/{sida}.html", innehall)
