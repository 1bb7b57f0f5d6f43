"""Det som nämnden fastställer: att lägga fram det, att läsa det, och att registrera nämndens beslut."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistans.access import requires
from beslut.services.refusal import RegistrationRefused
from beslut.views.formular import saved
from kontroller.forms_styrning import FaststallForm, ForeslaForm
from kontroller.models import Styrdokument
from kontroller.rapport.styrdokument import write_document
from kontroller.services.governing import adopt_document, propose_document, put_document_aside
from kontroller.sidor.styrdokumentsida import build_document_page, next_year
from kontroller.styrning.dokument import SLAG

SE = ("kontroller.se_risk", "kontroller.se_process")
FORESLA = ("kontroller.hantera_risk", "kontroller.hantera_process")
FASTSTALL = ("kontroller.faststall_risk", "kontroller.faststall_process")


@requires(*SE)
@require_safe
def styrdokument(request: HttpRequest, styrdokument_id: int) -> HttpResponse:
    """Ett dokument, och vad som skiljer det från det förra."""
    return _show(request, _fetch(request, styrdokument_id), FaststallForm())


@requires(*SE)
@require_safe
def styrdokument_pdf(request: HttpRequest, styrdokument_id: int) -> HttpResponse:
    """Dokumentet som PDF, skrivet ur sitt innehåll."""
    dokument = _fetch(request, styrdokument_id)
    return HttpResponse(
        write_document(dokument),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{dokument.slag}-{dokument.ar}-{dokument.version}.pdf"'},
    )


@requires(*FORESLA)
@require_http_methods(["GET", "POST"])
def styrdokument_foresla(request: HttpRequest, slag: str) -> HttpResponse:
    """Lägg fram det som registren säger i dag för nämnden."""
    if slag not in SLAG:
        raise Http404
    if not request.user.may(SLAG[slag].foresla):
        raise PermissionDenied
    form = ForeslaForm(request.POST or None, initial={"ar": _suggested_year(request, slag)})
    if forslag := saved(request, form, propose_document, slag=slag):
        messages.success(request, f"{forslag} väntar på nämnden. Någon annan registrerar beslutet.")
        return redirect("kontroller:styrdokument", forslag.pk)
    etikett = Styrdokument.Slag(slag).label
    innehall = {
        "form": form,
        "rubrik": f"Lägg fram {SLAG[slag].rubrik} för nämnden",
        "ingress": "Dokumentet skrivs ur det som registren säger i dag, och ändras sedan inte.",
        "knapp": "Lägg fram för nämnden",
        "smulor": [(etikett, reverse(SLAG[slag].sida))],
        "avbryt": reverse(SLAG[slag].sida),
    }
    return render(request, "kontroller/styrformular.html", innehall)


@requires(*FASTSTALL)
@require_POST
def styrdokument_faststall(request: HttpRequest, styrdokument_id: int) -> HttpResponse:
    """Registrera att nämnden har fastställt ett dokument."""
    dokument, form = _fetch(request, styrdokument_id), FaststallForm(request.POST)
    if saved(request, form, adopt_document, dokument=dokument):
        messages.success(request, f"{dokument} är fastställd av nämnden.")
        return redirect("kontroller:styrdokument", dokument.pk)
    return _show(request, dokument, form)


@requires(*FASTSTALL, *FORESLA)
@require_POST
def styrdokument_lagg_undan(request: HttpRequest, styrdokument_id: int) -> HttpResponse:
    """Lägg undan ett förslag, som nämnden då inte fastställer."""
    dokument = _fetch(request, styrdokument_id)
    try:
        put_document_aside(dokument=dokument, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Förslaget är undanlagt.")
    return redirect("kontroller:styrdokument", dokument.pk)


def _fetch(request: HttpRequest, styrdokument_id: int) -> Styrdokument:
    """The document, if the user may see its kind; else the page does not exist."""
    folk = Styrdokument.objects.select_related("foreslaget_av", "antaget_av", "undanlagt_av")
    dokument = get_object_or_404(folk, pk=styrdokument_id)
    if not request.user.may(SLAG[dokument.slag].se):
        raise Http404
    return dokument


def _show(request: HttpRequest, dokument: Styrdokument, form: FaststallForm) -> HttpResponse:
    innehall = {
        "sida": build_document_page(dokument, reader=request.user),
        "form": form,
        "ser_rapporter": request.user.may("kontroller.se_rapport"),
    }
    return render(request, "kontroller/styrdokument.html", innehall)


def _suggested_year(request: HttpRequest, slag: str) -> int:
    skrivet = request.GET.get("ar", "")
    return int(skrivet) if skrivet.isdecimal() and len(skrivet) == 4 else next_year(slag, timezone.localdate())
