"""Arbetslistan för registren: vad som ska göras, vad som tar slut och vad som saknas."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assistans.access import requires
from assistans.roller import HAR_ATT_BEVAKA
from beslut.avtal.uppfoljningar import time_left
from beslut.bevakning.punkt import Fraga, count_groups, find_points, kinds_for
from beslut.forms.bevakning import DAGAR, BevakningForm

PER_SIDA = 50


@requires(*HAR_ATT_BEVAKA)
@require_safe
def bevakning(request: HttpRequest) -> HttpResponse:
    """What waits for the user in the registers, the most pressing first, within 30, 60 or 90 days."""
    slag = kinds_for(request.user)
    form = BevakningForm(request.GET or None, slag=slag)
    inom, slug = form.chosen()
    idag = timezone.localdate()
    fraga = Fraga(user=request.user, idag=idag, till=idag + timedelta(days=inom))
    funna = find_points(fraga, slug)

    sida = Paginator(funna, PER_SIDA).get_page(request.GET.get("sida"))
    rader = [
        {
            "grupp": f.group(idag),
            "nar": time_left(f.punkt.dag, idag) if f.punkt.dag else "",
            "rubrik": f.bevakning.rubrik,
            "punkt": f.punkt,
        }
        for f in sida
    ]
    innehall = {
        "form": form,
        "sida": sida,
        "rader": rader,
        "antal": count_groups(funna, idag),
        "inom": inom,
        "filtrerat": bool(slug) or inom != DAGAR[0],
    }
    return render(request, "beslut/bevakning.html", innehall)
