from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistans.access import requires
from beslut.beteckning import provider_label
from beslut.models import Tillstand
from beslut.views.formular import log_reading
from beslut.views.tillstand import fetch_permit
from fakturor.sidor.foljder import Foljdsida


@requires("beslut.andra_anordnare", "beslut.se_person")
@require_safe
def tillstand_foljder(request: HttpRequest, tillstand_id: int) -> HttpResponse:
    """Vad det betyder att ett tillstånd har upphört: vilka det berör, vilken tid, vilka fakturor och vilka brev."""
    tillstand = fetch_permit(request, tillstand_id)
    log_reading(request, tillstand.anordnare, "Läste vilka ett tillstånd berör")
    far_skriva = request.user.may("beslut.andra_anordnare") or request.user.may("beslut.andra_person")
    sida = Foljdsida.load(tillstand, request.user)
    innehall = {
        "tillstand": tillstand,
        "anordnare": tillstand.anordnare,
        "namn": provider_label(tillstand.anordnare),
        "sida": sida,
        "far_skriva_brev": far_skriva and tillstand.typ == Tillstand.Typ.TILLSTAND,
        "far_se_person": request.user.may("beslut.se_person"),
        "far_se_faktura": request.user.may("fakturor.se_faktura"),
    }
    return render(request, "fakturor/tillstand_foljder.html", innehall)
