"""Att rätta en persons nummer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from beslut.forms.personnummer import PersonnummerForm
from beslut.services.identity import correct_number, other_roles
from beslut.views.formular import fetch_brukare, log_reading, saved


@requires("beslut.andra_person")
@require_http_methods(["GET", "POST"])
def brukare_personnummer(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Give a person the number that is hers. The number that stands there is not shown."""
    brukare = fetch_brukare(request, brukare_id)
    form = PersonnummerForm(other_roles(brukare), request.POST or None)
    if saved(request, form, correct_number, brukare=brukare):
        messages.success(request, f"Personnumret för {brukare.referens} är rättat.")
        return redirect("beslut:brukare_visa", brukare.pk)
    log_reading(request, brukare, "Öppnade personnumret för rättelse")
    return render(request, "beslut/brukare_personnummer.html", {"brukare": brukare, "form": form})
