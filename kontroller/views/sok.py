from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from assistans.roller import SOKER
from kontroller.sok.fraga import Fraga
from kontroller.sok.slag import kinds_of, log_search, search


@requires(*SOKER)
@require_http_methods(["GET", "HEAD", "POST"])
def sok(request):
    """Sök över allt som användaren får öppna. Det sökta skickas, så att det aldrig står i en adress."""
    text, valt = request.POST.get("q", ""), request.POST.get("slag", "")
    fraga = Fraga.read(text, idag=timezone.localdate()) if text.strip() else None
    grupper = search(fraga, request.user, only=valt) if fraga else []
    if fraga:
        log_search(fraga, grupper, by=request.user, at=timezone.now())
    svar = render(
        request,
        "sok.html",
        {
            "text": text,
            "fraga": fraga,
            "grupper": grupper,
            "valt": valt if any(grupp.slag.kod == valt for grupp in grupper) else "",
            "antal": sum(len(grupp.traffar) for grupp in grupper),
            "slagen": kinds_of(request.user),
        },
    )
    svar["Cache-Control"] = "no-store"
    return svar
