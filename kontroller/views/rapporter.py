from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assistans.access import requires
from kontroller.rapport.period import Tidrymd
from kontroller.services.reporting import SKRIVS, ReportRefused, order_report, order_state
from kontroller.sidor.rapporter import list_reports, newest_for_the_board
from kontroller.sidor.uppfoljningsflikar import follow_up_tabs


@requires("kontroller.se_rapport")
@require_safe
def rapporter(request):
    """Nämndens rapporter, år för år, de senaste först."""
    return render(
        request,
        "kontroller/rapporter.html",
        {
            "aren": list_reports(request.user),
            "senaste": newest_for_the_board(),
            "ser_utkast": request.user.may("kontroller.se_rapportutkast"),
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
