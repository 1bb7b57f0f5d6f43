"""Brukare: listan och sökningen, personens sida, och att registrera och ändra personen."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assistans.access import requires
from assistans.models import Lasning, User
from assistans.tid import TidFel, first_of_month, parse_month
from beslut.forms.brukare import BrukareAndraForm, BrukareForm, SokForm
from beslut.models import Beslutsrad, Brukare, Uppdrag
from beslut.services.persons import change_person, propose_referens, register_person
from beslut.sidor.behoriga import Behoriga
from beslut.sidor.person import Personsida
from beslut.sokning import find_by_words
from beslut.sortering import swedish
from beslut.views.formular import fetch_brukare, log_reading, saved

PER_SIDA = 50


@requires("beslut.se_person")
@require_http_methods(["GET", "POST"])
def brukare_lista(request: HttpRequest) -> HttpResponse:
    """The persons that the user may see, by referens. A search is posted, and names are shown in its answer alone."""
    form = SokForm(request.POST or None)
    brukare = _listed(request.user, timezone.localdate())
    if not form.is_bound:
        sida = Paginator(brukare.order_by("referens"), PER_SIDA).get_page(request.GET.get("sida"))
        return render(request, "beslut/brukare_lista.html", _list_context(request, form, sida=sida))

    if not form.is_valid():
        return render(request, "beslut/brukare_lista.html", _list_context(request, form))

    traffar = list(_search(brukare, form)[: PER_SIDA + 1])
    if len(traffar) == 1:
        return redirect("beslut:brukare_visa", traffar[0].pk)
    _log_list(request.user, traffar[:PER_SIDA])
    sokt = {"traffar": traffar[:PER_SIDA], "fler": len(traffar) > PER_SIDA, "med_namn": True}
    return render(request, "beslut/brukare_lista.html", _list_context(request, form, **sokt))


@requires("beslut.se_person")
@require_GET
def brukare_visa(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """All that concerns a person, without name and number."""
    brukare = fetch_brukare(request, brukare_id)
    log_reading(request, brukare, "Läste personens uppgifter")
    return _show(request, brukare, visa_namn=False)


@requires("beslut.se_person")
@require_POST
def brukare_namn(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """The same page with name and number, once: asking for it is logged."""
    brukare = fetch_brukare(request, brukare_id)
    log_reading(request, brukare, "Visade namn och personnummer")
    return _show(request, brukare, visa_namn=True)


@requires("beslut.andra_person")
@require_http_methods(["GET", "POST"])
def brukare_ny(request: HttpRequest) -> HttpResponse:
    """Register a person."""
    form = BrukareForm(request.POST or None, initial={"referens": propose_referens()})
    if brukare := saved(request, form, register_person):
        messages.success(request, f"{brukare.referens} är registrerad. Nästa steg är beslutet.")
        return redirect("beslut:brukare_visa", brukare.pk)
    return render(request, "beslut/brukare_ny.html", {"form": form})


@requires("beslut.andra_person")
@require_http_methods(["GET", "POST"])
def brukare_andra(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Change what is known of a person."""
    brukare = fetch_brukare(request, brukare_id)
    falt = ("fornamn", "efternamn", "skydd", "folkbokforingskommun", "avliden")
    initial = {namn: getattr(brukare, namn) for namn in falt} | {"behoriga": brukare.behoriga.all()}
    form = BrukareAndraForm(request.POST or None, initial=initial)
    if saved(request, form, change_person, brukare=brukare):
        messages.success(request, f"Uppgifterna om {brukare.referens} är ändrade.")
        return redirect("beslut:brukare_visa", brukare.pk)
    log_reading(request, brukare, "Öppnade personens uppgifter för ändring")
    return render(request, "beslut/brukare_andra.html", {"form": form, "brukare": brukare})


def _listed(user: User, idag: date) -> QuerySet[Brukare]:
    """The persons with what the list tells of them: the decisions and the assignments in force. Three queries."""
    rader = Beslutsrad.objects.in_force(idag).select_related("beslut")
    uppdrag = Uppdrag.objects.in_force(idag).select_related("anordnare")
    return (
        Brukare.objects.open_to(user)
        .select_related("person")
        .prefetch_related(
            Prefetch("beslutsrader", rader, to_attr="gallande_rader"),
            Prefetch("uppdrag", uppdrag, to_attr="gallande_uppdrag"),
        )
    )


def _search(brukare: QuerySet[Brukare], form: SokForm) -> QuerySet[Brukare]:
    if personnummer := form.personnummer:
        return brukare.filter(person__personnummer=personnummer)
    traffar = find_by_words(brukare, form.cleaned_data["sok"])
    return traffar.order_by(swedish("efternamn"), swedish("fornamn"), "referens")


def _log_list(user: User, traffar: list[Brukare]) -> None:
    nu = timezone.now()
    Lasning.objects.bulk_create(
        Lasning(av=user, tid=nu, objekt=Brukare._meta.label_lower, objekt_id=b.pk, syfte="Sökte bland personerna")
        for b in traffar
    )


def _list_context(request: HttpRequest, form: SokForm, **mer) -> dict:
    return {"form": form, "far_registrera": request.user.may("beslut.andra_person"), **mer}


def _show(request: HttpRequest, brukare: Brukare, *, visa_namn: bool) -> HttpResponse:
    sida = Personsida.load(brukare, _asked_month(request), idag=timezone.localdate(), user=request.user)
    syfte = "Läste vem hen är på personens sida"
    sida.insyn.log(sida.personer, by=request.user, at=timezone.now(), syfte=syfte)
    return render(
        request,
        "beslut/brukare_visa.html",
        {
            "brukare": brukare,
            "sida": sida,
            "visa_namn": visa_namn,
            "behoriga": Behoriga.of(brukare) if brukare.is_protected else None,
            "far_namnge": request.user.may("beslut.namnge"),
            "far_andra_person": request.user.may("beslut.andra_person"),
            "far_andra_beslut": request.user.may("beslut.andra_beslut"),
        },
    )


def _asked_month(request: HttpRequest) -> date:
    """The month in the address; without one that can be read, this month."""
    try:
        return parse_month(request.GET.get("manad", ""))
    except TidFel:
        return first_of_month(timezone.localdate())
