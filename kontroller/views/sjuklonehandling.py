"""Handlingarna hos en sjuklöneansökan: läkarintyg, sjukanmälan, lönespecifikation och det som gäller vikarien."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from beslut.forms.handling import DoljForm
from beslut.models import Handling
from beslut.sidor.handlingar import as_download, list_documents
from beslut.views.formular import log_reading, refuse_closed, saved
from fakturor.forms.sjuklonehandling import SjuklonehandlingForm
from fakturor.models import Faktura, Sjuklon
from kontroller.services.sick_evidence import attach_evidence, hide_evidence
from kontroller.sidor.beteckning import document_name
from kontroller.views.faktura import fetch_invoice

SER = "fakturor.se_sjukdagar"
REGISTRERAR = "fakturor.registrera_sjuklon"


@requires(SER)
@require_http_methods(["GET", "HEAD", "POST"])
def sjuklonehandlingar(request: HttpRequest, faktura_id: int) -> HttpResponse:
    """Handlingarna hos ansökan, och formuläret att lägga till en för den som registrerar ansökningar."""
    faktura, sjuklon = _fetch_claim(request, faktura_id)
    far_lagga_dit = request.user.may(REGISTRERAR)
    if request.method == "POST" and not far_lagga_dit:
        raise PermissionDenied

    form = SjuklonehandlingForm(request.POST or None, request.FILES or None)
    if saved(request, form, attach_evidence, faktura=faktura):
        messages.success(request, "Handlingen är sparad, och ansökan är kontrollerad med den.")
        return redirect("kontroller:sjuklonehandlingar", faktura_id)

    log_reading(request, sjuklon.brukare, "Läste listan över handlingar till en sjuklöneansökan")
    handlingar = list_documents(
        Sjuklon,
        sjuklon.pk,
        hamta=lambda pk: reverse("kontroller:sjuklonehandling", args=[faktura_id, pk]),
        dolj=(lambda pk: reverse("kontroller:sjuklonehandling_dolj", args=[faktura_id, pk])) if far_lagga_dit else None,
    )
    innehall = {"handlingar": handlingar, "form": form, "far_lagga_dit": far_lagga_dit, **_home(faktura)}
    return render(request, "kontroller/sjuklonehandlingar.html", innehall)


@requires(SER)
@require_safe
def sjuklonehandling(request: HttpRequest, faktura_id: int, handling_id: int) -> HttpResponse:
    """Hämta en handling, byte för byte som den lades in. Varje hämtning loggas."""
    _, sjuklon = _fetch_claim(request, faktura_id)
    dokument = _fetch_document(sjuklon, handling_id)
    log_reading(request, sjuklon.brukare, f"Hämtade handling {dokument.pk} till en sjuklöneansökan")
    return as_download(dokument)


@requires(REGISTRERAR)
@require_http_methods(["GET", "HEAD", "POST"])
def sjuklonehandling_dolj(request: HttpRequest, faktura_id: int, handling_id: int) -> HttpResponse:
    """Dölj en handling som lades in fel, och säg varför."""
    faktura, sjuklon = _fetch_claim(request, faktura_id)
    dokument = _fetch_document(sjuklon, handling_id)
    form = DoljForm(request.POST or None)
    if saved(request, form, hide_evidence, faktura=faktura, handling=dokument):
        messages.success(request, "Handlingen är dold, och ansökan är kontrollerad utan den.")
        return redirect("kontroller:sjuklonehandlingar", faktura_id)
    innehall = {"handling": dokument, "form": form, **_home(faktura)}
    return render(request, "kontroller/sjuklonehandling_dolj.html", innehall)


def _fetch_claim(request: HttpRequest, faktura_id: int) -> tuple[Faktura, Sjuklon]:
    """The claim, if the user may know whom it is about: the person, and the assistant who was ill."""
    faktura = fetch_invoice(request.user, faktura_id)
    sjuklon = get_object_or_404(Sjuklon.objects.select_related("brukare"), faktura=faktura)
    refuse_closed(request.user, sjuklon.assistent_id)
    return faktura, sjuklon


def _fetch_document(sjuklon: Sjuklon, handling_id: int) -> Handling:
    dokument = get_object_or_404(Handling, pk=handling_id, objekt=Sjuklon._meta.label_lower, objekt_id=sjuklon.pk)
    if dokument.dold is not None:
        raise Http404
    return dokument


def _home(faktura: Faktura) -> dict[str, object]:
    return {"faktura": faktura, "dokument": document_name(faktura)}
