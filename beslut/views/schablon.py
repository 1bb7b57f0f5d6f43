"""Statens belopp: vilka år som är kända, vilka som är registrerade, och att ta in de som saknas."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from assistans.access import requires
from assistans.svenska import antal_i_ord, kronor
from beslut.belopp.andel import state_rates
from beslut.belopp.flikar import tabs_for
from beslut.belopp.statens import state_years
from beslut.services.refusal import RegistrationRefused
from beslut.services.state_rates import take_in_missing_state_rates, take_in_state_rate


@requires("beslut.se_belopp", "beslut.se_anordnare")
@require_GET
def schablon_lista(request: HttpRequest) -> HttpResponse:
    """The state's amounts year by year, with their legal ground."""
    ar = state_years(state_rates(), timezone.localdate().year)
    innehall = {
        "flikar": tabs_for(request.user, "schablon_lista"),
        "ar": ar,
        "saknas": sum(ett.kan_tas_in for ett in ar),
        "far_andra": request.user.may("beslut.andra_beslut"),
    }
    return render(request, "beslut/schablon_lista.html", innehall)


@requires("beslut.andra_beslut")
@require_POST
def schablon_ta_in(request: HttpRequest) -> HttpResponse:
    """Take in one year, or every known year that has no amount. What is registered stays as it is."""
    ar, nu = request.POST.get("ar", ""), timezone.now()
    try:
        if ar.isdecimal():
            timbelopp = take_in_state_rate(ar=int(ar), by=request.user, at=nu)
            messages.success(request, f"Beloppet för {ar} är registrerat: {kronor(timbelopp.belopp)}.")
        else:
            nya = take_in_missing_state_rates(by=request.user, at=nu)
            messages.success(request, f"{antal_i_ord(len(nya), 'belopp', 'belopp').capitalize()} är registrerade.")
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
    return redirect("beslut:schablon_lista")
