"""De namngivna: vilka som får se en person med skyddade uppgifter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from beslut.forms.brukare import BehorigaForm
from beslut.services.naming import change_named
from beslut.views.formular import fetch_brukare, log_reading, saved


@requires("beslut.namnge")
@require_http_methods(["GET", "POST"])
def behoriga(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Choose who may see a person with protected identity; an open person has no such page."""
    brukare = fetch_brukare(request, brukare_id)
    if not brukare.is_protected:
        raise Http404
    form = BehorigaForm(request.POST or None, initial={"behoriga": brukare.behoriga.all()})
    if saved(request, form, change_named, brukare=brukare):
        messages.success(request, f"De som är namngivna för {brukare.referens} är ändrade.")
        return redirect("beslut:brukare_visa", brukare.pk)
    log_reading(request, brukare, "Öppnade de namngivna för ändring")
    return render(request, "beslut/behoriga.html", {"brukare": brukare, "form": form})
