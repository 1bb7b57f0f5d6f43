from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assistans.access import requires
from assistans.grafik.tidslinje import tidslinje as draw
from assistans.tid import TidFel, parse_month
from beslut.views.formular import fetch_brukare, log_reading
from fakturor.sidor.tidslinje import load_timeline


@requires("beslut.se_person")
@require_safe
def tidslinje(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Allt som rör en person, ett år i taget, som bild och som tabell."""
    brukare = fetch_brukare(request, brukare_id)
    log_reading(request, brukare, "Läste personens tidslinje")
    try:
        fran = parse_month(request.GET.get("fran", ""))
    except TidFel:
        fran = None
    sida = load_timeline(brukare, fran=fran, idag=timezone.localdate(), to=request.user)
    return render(request, "fakturor/tidslinje.html", {"brukare": brukare, "sida": sida, "bild": draw(sida.bild)})
