from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assistans.access import requires
from kontroller.bevispaket.innehall import VERIFIERAREN
from kontroller.models import Bevispaket
from kontroller.services.evidence import MED_ORIGINAL, PackRefused, fetch_parts, order_pack
from kontroller.sidor.bevispaket import Paketrad, key_of, keys_before, list_months
from kontroller.sidor.uppfoljningsflikar import follow_up_tabs


@requires("kontroller.se_bevispaket")
@require_safe
def bevispaket(request):
    """Bevispaketen, månad för månad: beställ, se hur långt det har kommit, hämta och jämför nyckeln."""
    nyckel = key_of()
    return render(
        request,
        "kontroller/bevispaket.html",
        {
            "flikar": follow_up_tabs(request.user, "bevispaket"),
            "manader": list_months(request.user),
            "far_gora": request.user.may("kontroller.skapa_bevispaket"),
            "far_original": request.user.may(MED_ORIGINAL),
            "nyckel": nyckel,
            "tidigare": keys_before(nyckel),
        },
    )


@requires("kontroller.skapa_bevispaket")
@require_POST
def bestall_bevispaket(request, manad: date):
    """Låt en arbetare göra månadens paket."""
    med_original = request.POST.get("original") == "ja"
    try:
        order_pack(manad=manad, med_original=med_original, by=request.user, at=timezone.now())
    except PackRefused as refused:
        messages.error(request, str(refused))
    return redirect("kontroller:bevispaket")


@requires("kontroller.se_bevispaket")
@require_safe
def bevispaketlage(request, bevispaket_id: int):
    """Hur långt ett paket har kommit: en del av sidan, som hämtas igen medan det görs."""
    paket = get_object_or_404(Bevispaket, pk=bevispaket_id)
    if paket.status != Bevispaket.Status.BESTALLT:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "kontroller/_bevispaketlage.html", {"rad": Paketrad.of(paket, request.user)})


@requires("kontroller.se_bevispaket")
@require_safe
def hamta_bevispaket(request, bevispaket_id: int):
    """Paketet, byte för byte som det gjordes. Varje hämtning är en händelse."""
    paket = get_object_or_404(Bevispaket, pk=bevispaket_id)
    try:
        delar = fetch_parts(paket=paket, by=request.user, at=timezone.now())
    except PackRefused:
        raise Http404 from None
    svar = StreamingHttpResponse(delar, content_type="application/zip")
    svar["Content-Length"] = str(paket.storlek)
    svar["Content-Disposition"] = f'attachment; filename="bevispaket-{paket.manad:%Y-%m}-{paket.pk}.zip"'
    svar["Cache-Control"] = "no-store"
    return svar


@requires("kontroller.se_bevispaket")
@require_safe
def verifieraren(request):
    """Programmet som prövar ett paket, för sig."""
    svar = HttpResponse(VERIFIERAREN.read_bytes(), content_type="text/x-python; charset=utf-8")
    svar["Content-Disposition"] = f'attachment; filename="{VERIFIERAREN.name}"'
    svar["X-Content-Type-Options"] = "nosniff"
    return svar
