"""Turordningen för dem som inte väljer: vem som står i tur, tilldelningen, och vad som har tilldelats."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assistans.access import requires
from assistans.svenska import tidpunkt
from beslut.avtal.turlista import assignments_seen_by, contracts_of_places, turn_list_on
from beslut.avtal.turordning import Plats, first_in_turn
from beslut.beteckning import provider_label
from beslut.forms.turordning import TilldelaForm
from beslut.models import Avtal, Tilldelning
from beslut.services.turns import assign_in_turn
from beslut.sortering import swedish
from beslut.views.avtal import SER_TURORDNINGEN
from beslut.views.formular import fetch_brukare, log_reading, saved

PER_SIDA = 50


@requires(*SER_TURORDNINGEN)
@require_GET
def turordning(request: HttpRequest) -> HttpResponse:
    """Who stands in turn and why, how many each has had, and what has been assigned."""
    platser = turn_list_on(timezone.localdate())
    sida = Paginator(assignments_seen_by(request.user), PER_SIDA).get_page(request.GET.get("sida"))
    innehall = {
        "platser": _shown(platser, contracts_of_places(platser)),
        "per_anordnare": _per_provider(),
        "antal": Tilldelning.objects.count(),
        "sida": sida,
        "tilldelningar": [{"rad": rad, "anordnare": provider_label(rad.avtal.anordnare)} for rad in sida],
        "ser_personer": request.user.may("beslut.se_person"),
        "ser_avtal": request.user.may("beslut.se_avtal"),
        "far_tilldela": request.user.may("beslut.andra_beslut"),
    }
    return render(request, "beslut/turordning.html", innehall)


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def tilldela(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Give a person who does not choose the provider whose turn it is. The assignment is registered next."""
    brukare = fetch_brukare(request, brukare_id)
    platser = turn_list_on(timezone.localdate())
    avtal = contracts_of_places(platser)
    form = TilldelaForm(request.POST or None, platser=platser, avtal=avtal)
    if tilldelning := saved(request, form, assign_in_turn, brukare=brukare):
        namn = provider_label(tilldelning.avtal.anordnare)
        messages.success(request, f"Tilldelad {namn}. Registrera nu uppdraget, med avtalsform B.")
        return redirect("beslut:uppdrag_nytt", brukare.pk)
    log_reading(request, brukare, "Tilldelning av anordnare")
    innehall = {
        "brukare": brukare,
        "form": form,
        "platser": _shown(platser, avtal),
        "nagon_i_tur": first_in_turn(platser) is not None,
    }
    return render(request, "beslut/tilldela.html", innehall)


@requires(*SER_TURORDNINGEN)
@require_GET
def tilldelning(request: HttpRequest, tilldelning_id: int) -> HttpResponse:
    """One assignment, with the whole order as it was then."""
    rad = get_object_or_404(assignments_seen_by(request.user), pk=tilldelning_id)
    log_reading(request, rad.brukare, "Läste en tilldelning")
    platser = [
        Plats(p["avtal"], datetime.fromisoformat(p["senast"]) if p["senast"] else None, p["forbi"]) for p in rad.ordning
    ]
    innehall = {
        "rad": rad,
        "namn": provider_label(rad.avtal.anordnare),
        "platser": _shown(platser, contracts_of_places(platser), vald=rad.avtal_id),
    }
    return render(request, "beslut/tilldelning.html", innehall)


def _shown(platser: list[Plats], avtal: dict[int, Avtal], vald: int | None = None) -> list[dict[str, object]]:
    """The places in words. The first that is not passed stands in turn; in an old order, the one that was chosen."""
    i_tur = vald or first_in_turn(platser)
    return [
        {
            "nr": nr,
            "avtal": avtal[plats.avtal],
            "namn": provider_label(avtal[plats.avtal].anordnare),
            "skal": _why(plats, avtal[plats.avtal]),
            "forbi": plats.forbi,
            "i_tur": plats.avtal == i_tur,
        }
        for nr, plats in enumerate(platser, start=1)
    ]


def _why(plats: Plats, avtal: Avtal) -> str:
    if plats.senast is None:
        return f"Har inte fått någon. Avtalet godkändes {tidpunkt(avtal.godkant, ar=True)}."
    return f"Fick senast någon {tidpunkt(plats.senast, ar=True)}."


def _per_provider() -> list[dict[str, object]]:
    """How many each provider has been assigned, those with none too. One query."""
    avtal = Avtal.objects.filter(slag=Avtal.Slag.LOV, ickeval=True, godkant__isnull=False)
    return list(
        avtal.values("anordnare_id", "anordnare__namn")
        .annotate(antal=Count("tilldelningar"), senast=Max("tilldelningar__tid"))
        .order_by(swedish("anordnare__namn"), "anordnare_id")
    )
