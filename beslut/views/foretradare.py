"""Den som får handla för personen: att registrera och att ändra."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from assistans.personnummer import birthday_18
from beslut.forms.foretradare import StallforetradareAndraForm, StallforetradareForm
from beslut.models import Stallforetradare
from beslut.services.representatives import change_representative, register_representative
from beslut.views.formular import fetch_brukare, log_reading, refuse_closed, saved


@requires("beslut.andra_person")
@require_http_methods(["GET", "POST"])
def stallforetradare_ny(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Register who may act for the person."""
    brukare = fetch_brukare(request, brukare_id)
    form = StallforetradareForm(request.POST or None)
    if saved(request, form, register_representative, brukare=brukare):
        messages.success(request, "Ställföreträdaren är registrerad.")
        return redirect("beslut:brukare_visa", brukare.pk)
    return render(request, "beslut/stallforetradare_ny.html", {"brukare": brukare, "form": form})


@requires("beslut.andra_person")
@require_http_methods(["GET", "POST"])
def stallforetradare_andra(request: HttpRequest, foretradare_id: int) -> HttpResponse:
    """Change what an appointment covers, or when it ends."""
    foretradare = get_object_or_404(Stallforetradare, pk=foretradare_id)
    brukare = fetch_brukare(request, foretradare.brukare_id)
    refuse_closed(request.user, foretradare.person_id)
    initial = {namn: getattr(foretradare, namn) for namn in StallforetradareAndraForm.base_fields}
    form = StallforetradareAndraForm(request.POST or None, initial=initial)
    if saved(request, form, change_representative, foretradare=foretradare):
        messages.success(request, "Ställföreträdaren är ändrad.")
        return redirect("beslut:brukare_visa", brukare.pk)
    log_reading(request, brukare, "Öppnade en ställföreträdare för ändring")
    innehall = {
        "brukare": brukare,
        "foretradare": foretradare,
        "form": form,
        "fyller_18": birthday_18(brukare.person.personnummer)
        if foretradare.roll == Stallforetradare.Roll.VARDNADSHAVARE
        else None,
    }
    return render(request, "beslut/stallforetradare_andra.html", innehall)
