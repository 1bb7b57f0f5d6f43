"""Jäv: var och en anmäler sitt eget, enhetschefen också andras, och någon annan avslutar det."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from assistans.access import for_everyone_signed_in, requires
from beslut.forms.attestordning import JavForm, JavSlutForm
from beslut.models import Anordnare, Attestratt, Brukare, Jav
from beslut.services.interests import declare_interest, end_interest
from beslut.sidor.jav import interests_for, party_of
from beslut.views.formular import about_nobody_closed, saved


@for_everyone_signed_in
@require_GET
def jav_lista(request: HttpRequest) -> HttpResponse:
    """The user's own, and those of others for the ones who may see them."""
    innehall = {"rader": interests_for(request.user), "ser_andras": request.user.may("beslut.se_jav")}
    return render(request, "beslut/jav_lista.html", innehall)


@for_everyone_signed_in
@require_http_methods(["GET", "POST"])
def jav_anmal(request: HttpRequest) -> HttpResponse:
    """Declare a conflict of interest."""
    form = JavForm(request.POST or None, user=request.user, initial=_party_in_the_address(request))
    if jav := saved(request, form, declare_interest):
        vem = "du" if jav.anvandare == request.user else jav.anvandare.namn
        text = f"Jävet är anmält. Nu kan {vem} varken bedöma, attestera eller betala det som rör parten."
        if any(jav.anvandare.may(f"kontroller.{typ}attest") for typ in Attestratt.Typ.values):
            text += " Obetalda fakturor som redan är attesterade står i Att bevaka tills någon skickar tillbaka dem."
        messages.success(request, text)
        return redirect("beslut:jav_lista")
    return render(request, "beslut/jav_anmal.html", {"form": form})


@requires("beslut.hantera_jav")
@require_http_methods(["GET", "POST"])
def jav_avsluta(request: HttpRequest, jav_id: int) -> HttpResponse:
    """Say why somebody is impartial again."""
    oppna_anordnare = Q(anordnare__isnull=True) | Q(anordnare__in=Anordnare.objects.open_to(request.user))
    synliga = Jav.objects.filter(about_nobody_closed(request.user), oppna_anordnare)
    jav = get_object_or_404(synliga.select_related("anvandare", "brukare", "anordnare"), pk=jav_id)
    if jav.avslutad is not None:
        raise Http404
    form = JavSlutForm(request.POST or None)
    if saved(request, form, end_interest, jav=jav):
        messages.success(request, "Jävet är avslutat.")
        return redirect("beslut:jav_lista")
    return render(request, "beslut/jav_avsluta.html", {"form": form, "jav": jav, "mot": party_of(jav)})


def _party_in_the_address(request: HttpRequest) -> dict[str, str]:
    """The party that a page has led here about, by id, if the user may see it."""
    brukare, anordnare = (request.GET.get(namn, "") for namn in ("brukare", "anordnare"))
    if brukare.isdecimal() and request.user.may("beslut.se_person"):
        rader = Brukare.objects.open_to(request.user).filter(pk=int(brukare)).values_list("referens", flat=True)
        return {"referens": rader.first() or ""}
    if anordnare.isdecimal() and request.user.may("beslut.se_anordnare"):
        rader = Anordnare.objects.open_to(request.user).filter(pk=int(anordnare)).values_list("orgnr", flat=True)
        return {"orgnr": rader.first() or ""}
    return {}
