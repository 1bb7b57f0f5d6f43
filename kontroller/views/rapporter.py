from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assistans.access import requires
from kontroller.models import Kontrollrapport
from kontroller.rapport.period import Tidrymd
from kontroller.services.reporting import SKRIVS, ReportRefused, order_report, order_state
from kontroller.sidor.rapporter import list_reports
from kontroller.sidor.uppfoljningsflikar import follow_up_tabs


@requires("kontroller.se_rapport")
@require_safe
def rapporter(request):
    """Nämndens rapporter, år för år, de senaste först."""
    return render(
        request,
        "kontroller/rapporter.html",
        {
            "aren": list_reports(),
            "far_skriva": request.user.may("kontroller.skapa_rapport"),
            "flikar": follow_up_tabs(request.user, "rapporter"),
        },
    )


@requires("kontroller.skapa_rapport")
@require_POST
def skriv_rapport(request, tidrymd: Tidrymd):
    """Låt en arbetare skriva månadens, kvartalets eller årets rapport."""
    try:
        order_report(tidrymd=tidrymd, by=request.user, dag=timezone.localdate())
    except ReportRefused as refused:
        messages.error(request, str(refused))
    return redirect("kontroller:rapporter")


@requires("kontroller.skapa_rapport")
@require_safe
def rapportlage(request, tidrymd: Tidrymd):
    """Om rapporten fortfarande skrivs: en del av sidan, som hämtas varannan sekund så länge."""
    if order_state(tidrymd) != SKRIVS:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "kontroller/_rapportlage.html", {"tidrymd": tidrymd})


@requires("kontroller.se_rapport")
@require_safe
def hamta_rapport(request, rapport_id: int):
    """Rapporten som PDF, byte för byte som den skrevs."""
    rapport = get_object_or_404(Kontrollrapport.objects.defer("innehall", "sammandrag"), pk=rapport_id)
    return _file(bytes(rapport.pdf), "application/pdf", f"kontrollrapport-{rapport.tidrymd.beteckning}.pdf")


@requires("kontroller.se_rapport")
@require_safe
def hamta_sammandrag(request, rapport_id: int):
    """Rapporten på en sida, som PDF."""
    rapport = get_object_or_404(Kontrollrapport.objects.defer("innehall", "pdf"), pk=rapport_id)
    if rapport.sammandrag is None:
        raise Http404("Rapporten skrevs innan det fanns sammandrag.")
    return _file(bytes(rapport.sammandrag), "application/pdf", f"sammandrag-{rapport.tidrymd.beteckning}.pdf")


def _file(innehall: bytes, typ: str, namn: str) -> HttpResponse:
    return HttpResponse(innehall, content_type=typ, headers={"Content-Disposition": f'attachment; filename="{namn}"'})
