"""En assistents arbetstid mot gränserna i regelverket (F01–F05)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assistans.access import requires
from beslut.insyn import Insyn
from beslut.views.assistent import visible_assistants
from beslut.views.formular import log_reading
from kontroller.sidor.arbetstid import load_working_time

FORSTA_AR, SISTA_AR = 1994, 2100


@requires("beslut.se_person")
@require_safe
def arbetstid(request: HttpRequest, assistent_id: int) -> HttpResponse:
    """Arbetstiden period för period, ett år i taget, och för vem den är redovisad."""
    assistent = get_object_or_404(visible_assistants(request.user), pk=assistent_id)
    log_reading(request, assistent, "Läste assistentens arbetstid")
    syfte = "Läste vem hen är på sidan om arbetstid"
    Insyn.of(request.user).log([assistent.person_id], by=request.user, at=timezone.now(), syfte=syfte)
    skrivet = request.GET.get("ar", "")
    ar = int(skrivet) if skrivet.isascii() and skrivet.isdigit() and len(skrivet) == len("2015") else None
    if ar is not None and not FORSTA_AR <= ar <= SISTA_AR:
        ar = None
    sida = load_working_time(assistent, request.user, ar=ar, idag=timezone.localdate())
    return render(request, "kontroller/arbetstid.html", {"assistent": assistent, "sida": sida})
