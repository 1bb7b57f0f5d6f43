from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assistans.access import requires
from kontroller.services.recalculating import order_recalculation
from kontroller.sidor.andrat import build_changes
from kontroller.sidor.manadsflikar import month_tabs


@requires("kontroller.se_stickprov")
@require_safe
def andrat(request, manad: date):
    """Det som dagens uppgifter säger om månadens godkända och betalda fakturor. Ingenting ändras av det."""
    return render(
        request,
        "kontroller/andrat.html",
        {
            "manad": manad,
            "flikar": month_tabs(request.user, manad, "andrat"),
            "sida": build_changes(manad, reader=request.user),
            "far_utreda": request.user.may("fakturor.utreda_aterkrav"),
            "far_rakna": any(request.user.may(r) for r in ("kontroller.starta_korning", "kontroller.bedoma")),
        },
    )


@requires("kontroller.starta_korning", "kontroller.bedoma")
@require_POST
def rakna_om(request, manad: date):
    """Låt en arbetare räkna om månadens godkända och betalda fakturor på dagens uppgifter."""
    order_recalculation(manad)
    messages.success(request, "Omräkningen är beställd. Det den finner visas här.")
    return redirect("kontroller:andrat" if request.user.may("kontroller.se_stickprov") else "kontroller:manad", manad)
