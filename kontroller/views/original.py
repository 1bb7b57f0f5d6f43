from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assistans.access import requires
from assistans.models import Lasning
from fakturor.models import Dokument, Faktura
from kontroller.sidor.beteckning import document_name, provider_name
from kontroller.sidor.skydd import Textskydd
from kontroller.views.faktura import fetch_invoice

ANDELSER = {"application/xml": "xml", "text/xml": "xml", "text/csv": "csv", "application/pdf": "pdf"}


@requires("fakturor.se_faktura")
@require_safe
def original(request, faktura_id: int):
    """Hämta fakturan byte för byte som den kom."""
    fakturan = fetch_invoice(request.user, faktura_id)
    dokument = document_of(fakturan)
    textskydd = Textskydd.of(fakturan, request.user)
    if textskydd.skyddat and not textskydd.far_lasa:
        raise PermissionDenied
    Lasning.record(dokument, by=request.user, at=timezone.now(), syfte="Fakturans original")

    svar = HttpResponse(bytes(dokument.innehall), content_type=dokument.mime)
    andelse = ANDELSER.get(dokument.mime, "bin")
    # Named by its hash: a file name from outside could hold a name, and ends up in somebody's download folder.
    svar["Content-Disposition"] = f'attachment; filename="original-{dokument.sha256[:12]}.{andelse}"'
    svar["X-Content-Type-Options"] = "nosniff"
    svar["Content-Security-Policy"] = "sandbox; default-src 'none'"
    svar["Cache-Control"] = "no-store"
    return svar


@requires("kontroller.bedoma")
@require_safe
def skyddad_text(request, faktura_id: int):
    """Texten i en faktura som bär personuppgifter den inte borde (G10). Varje läsning loggas."""
    fakturan = fetch_invoice(request.user, faktura_id)
    dokument = document_of(fakturan)
    if not Textskydd.of(fakturan, request.user).far_lasa:
        raise Http404
    Lasning.record(dokument, by=request.user, at=timezone.now(), syfte="Fakturans text, som bär personuppgifter")
    svar = render(
        request,
        "kontroller/skyddad_text.html",
        {
            "faktura": fakturan,
            "dokument": document_name(fakturan),
            "anordnare": provider_name(fakturan),
            "texter": fakturan.texter,
            "bilagor": fakturan.bilagor,
        },
    )
    svar["Cache-Control"] = "no-store"
    return svar


def document_of(fakturan: Faktura) -> Dokument:
    """The file that an invoice came as. Raises Http404 for one that came as rows of a table."""
    if fakturan.dokument is None:
        raise Http404
    return Dokument.objects.get(pk=fakturan.dokument_id)
