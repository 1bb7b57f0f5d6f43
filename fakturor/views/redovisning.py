from datetime import date

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assistans.access import requires
from assistans.models import Lasning
from assistans.tid import TidFel, parse_month
from beslut.beteckning import provider_label
from beslut.insyn import Insyn
from fakturor.sidor.redovisning import dossiers, dossiers_of_month, lines_of, months_with_dossiers, reports_of

REDOVISNINGAR_PER_SIDA = 50


@requires("beslut.se_person")
@require_safe
def redovisningar(request):
    """En månads redovisningar: en för varje brukare och anordnare."""
    manader = months_with_dossiers(request.user)
    manad = _chosen(request.GET.get("manad", ""), manader)
    sida = Paginator(dossiers_of_month(manad, request.user) if manad else [], REDOVISNINGAR_PER_SIDA).get_page(
        request.GET.get("sida")
    )
    poster = [{"redovisning": r, "anordnare": provider_label(r.anordnare)} for r in sida]
    return render(
        request,
        "fakturor/redovisningar.html",
        {
            "manad": manad,
            "manader": manader,
            "sida": sida,
            "poster": poster,
            "far_registrera": request.user.may("fakturor.registrera"),
            "far_registrera_sjuklon": request.user.may("fakturor.registrera_sjuklon"),
        },
    )


@requires("beslut.se_person")
@require_safe
def redovisning(request, redovisning_id: int):
    """En redovisning: rapporterna, intygen och fakturaraderna som möts i den."""
    redovisningen = get_object_or_404(dossiers(request.user), pk=redovisning_id)
    Lasning.record(redovisningen, by=request.user, at=timezone.now(), syfte="Granskning av redovisningen")
    rader = lines_of(redovisningen, request.user)
    insyn = Insyn.of(request.user)
    rapporter = reports_of(redovisningen, insyn)
    assistenter = [post.rapport.assistent_id for post in rapporter]
    insyn.log(assistenter, by=request.user, at=timezone.now(), syfte="Läste vem hen är i redovisningen")
    return render(
        request,
        "fakturor/redovisning.html",
        {
            "redovisning": redovisningen,
            "anordnare": provider_label(redovisningen.anordnare),
            "rapporter": rapporter,
            "insyn": insyn,
            "minuter": sum(post.minuter for post in rapporter),
            "rader": rader,
            "belopp": sum(rad.belopp for rad in rader),
            "far_registrera": request.user.may("fakturor.registrera"),
            "far_se_faktura": request.user.may("fakturor.se_faktura"),
        },
    )


def _chosen(skriven: str, manader: list[date]) -> date | None:
    """The month in the address, else the latest that has any."""
    try:
        return parse_month(skriven)
    except TidFel:
        return manader[0] if manader else None
