"""Historiken av en post i registren: vem som ändrade vad, när, från vad."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from beslut.historik.lasning import read_history
from beslut.historik.omrade import rows_of
from beslut.views.formular import log_reading
from beslut.views.post import fetch_post


@requires("beslut.se_person", "beslut.se_anordnare")
@require_http_methods(["GET", "POST"])
def historik(request: HttpRequest, slag: str, rad_id: int) -> HttpResponse:
    """What has been done to a record and to what belongs to it. A POST asks for the names too, and that is logged."""
    post = fetch_post(request, slag, rad_id)
    visa_namn = request.method == "POST"
    log_reading(request, post.handlar_om, "Visade namn i historiken" if visa_namn else "Läste historiken")

    rader = rows_of(post.slag, rad_id, post.varden, request.user)
    innehall = {
        "sida": read_history(
            (post.slag.modell, rad_id), rader, request.user, sida=request.GET.get("sida"), visa_namn=visa_namn
        ),
        "namn": post.namn,
        "brukare": post.brukare,
        "egen_sida": post.ar_egen_sida,
        "visa_namn": visa_namn,
        **post.home(),
    }
    return render(request, "beslut/historik.html", innehall)
