from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assistans.access import requires
from assistans.tid import TidFel, parse_month
from kontroller.sidor.statistiksida import build_page
from kontroller.sidor.uppfoljningsflikar import follow_up_tabs


@requires("kontroller.se_rapport")
@require_safe
def statistik(request):
    """Revisionsrapportens figurer, tolv månader och vägen till betalning, för en månad. Inga personer."""
    try:
        vald = parse_month(request.GET.get("manad", ""))
    except TidFel:
        vald = None
    sida = build_page(vald, idag=timezone.localdate(), reader=request.user)
    return render(
        request, "kontroller/statistik.html", {"sida": sida, "flikar": follow_up_tabs(request.user, "statistik")}
    )
