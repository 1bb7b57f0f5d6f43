"""Betalningsmottagare som kan vara samma."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assistans.access import requires
from beslut.beteckning import account_number, provider_label
from beslut.dubbletter import Dubbletter


@requires("beslut.se_anordnare")
@require_GET
def anordnare_dubbletter(request: HttpRequest) -> HttpResponse:
    """Pairs of providers that share an account, a person or a name, and accounts with another holder."""
    funna = Dubbletter.load(request.user)
    innehall = {
        "likheter": [
            {
                "ena": likhet.ena,
                "enas_namn": provider_label(likhet.ena),
                "andra": likhet.andra,
                "andras_namn": provider_label(likhet.andra),
                "skal": likhet.skal,
            }
            for likhet in funna.likheter
        ],
        "innehavare": [
            {"konto": konto, "nummer": account_number(konto), "namn": provider_label(konto.anordnare)}
            for konto in funna.innehavare
        ],
    }
    return render(request, "beslut/anordnare_dubbletter.html", innehall)
