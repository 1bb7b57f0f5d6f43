from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from assistans.access import requires
from kontroller.models import Kontrollrapport
from kontroller.services.reporting import SKRIVS, ReportRefused, order_report, order_state
from kontroller.sidor.rapporter import list_reports
from kontroller.sidor.uppfoljningsflikar import follow_up_tabs


@requires("kontroller.se_rapport")
@require_safe
def rapporter(request):
    """Nämndens rapporter, månad för månad, den senaste först."""
    return render(
        request,
        "kontroller/rapporter.html",
        {
            "manader": list_reports(),
            "far_skriva": request.user.may("kontroller.skapa_rapport"),
            "flikar": follow_up_tabs(request.user, "rapporter"),
        },
    )


@requires("kontroller.skapa_rapport")
@require_POST
def skriv_rapport(request, manad: date):
    """Låt en arbetare skriva månadens rapport."""
    try:
        order_report(manad=manad, by=request.user)
    except ReportRefused as refused:
        messages.error(request, str(refused))
    return redirect("kontroller:rapporter")


@requires("kontroller.skapa_rapport")
@require_safe
def rapportlage(request, manad: date):
    """Om rapporten fortfarande skrivs: en del av sidan, som hämtas varannan sekund så länge."""
    if order_state(manad) != SKRIVS:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "kontroller/_rapportlage.html", {"manad": manad})


@requires("kontroller.se_rapport")
@require_safe
def hamta_rapport(request, rapport_id: int):
    """Rapporten som PDF, byte för byte som den skrevs."""
    rapport = get_object_or_404(Kontrollrapport, pk=rapport_id)
    return HttpResponse(
        bytes(rapport.pdf),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="kontrollrapport-{rapport.manad:%Y-%m}.pdf"'},
    )
