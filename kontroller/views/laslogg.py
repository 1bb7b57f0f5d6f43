from django.apps import apps
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistans.access import requires
from assistans.models import Lasning
from assistans.roller import Roll

PER_SIDA = 50


@requires("assistans.se_lasningar")
@require_safe
def laslogg(request):
    """Läsloggen: vem som har öppnat vad, det senaste först. Bara revisorns läsningar när det är valt."""
    bara_revisor = request.GET.get("visa") == "revisor"
    rader = Lasning.objects.select_related("av").order_by("-pk")
    if bara_revisor:
        rader = rader.filter(av__roller__contains=[Roll.REVISOR])
    sida = Paginator(rader, PER_SIDA).get_page(request.GET.get("sida"))
    for rad in sida:
        rad.vad = _in_words(rad)
    return render(request, "kontroller/laslogg.html", {"sida": sida, "bara_revisor": bara_revisor})


def _in_words(rad: Lasning) -> str:
    """What was read: Brukare 34. A page and a search are about no row."""
    if not rad.objekt_id:
        return "Sökning" if rad.objekt == "sok" else "Sida"
    namn = str(apps.get_model(rad.objekt)._meta.verbose_name)
    return f"{namn[:1].upper()}{namn[1:]} {rad.objekt_id}"
