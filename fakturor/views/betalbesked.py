"""Vad banken har sagt: filer som läggs upp, granskas och bokförs, och besked som antecknas för hand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from assistans.svenska import antal, mask_text
from fakturor.betalfiler.beskedsfil import write_beskedsmall
from fakturor.betalfiler.orsakskoder import FORBEHALL
from fakturor.forms.utbetalningar import BeskedForm, BeskedsfilForm
from fakturor.models import Betalning
from fakturor.services.paying import FAR_HAMTA, FAR_UTBETALA
from fakturor.services.settling import AnswerRefused, apply_answers, read_answers, receive_answers, settle_by_hand
from fakturor.sidor.betalbesked import answer_rows, listed_files
from fakturor.sidor.utbetalningar import closed_payments

PER_SIDA = 20


@requires(FAR_UTBETALA)
@require_http_methods(["GET", "HEAD", "POST"])
def betalbesked(request: HttpRequest) -> HttpResponse:
    """En fil med besked läggs upp här. Därunder de som har kommit förut."""
    form = BeskedsfilForm(request.POST, request.FILES) if request.method == "POST" else BeskedsfilForm()
    rubrik = ""
    if form.is_valid():
        uppladdad = form.cleaned_data["fil"]
        try:
            fil = receive_answers(namn=uppladdad.name, innehall=uppladdad.read(), by=request.user, at=timezone.now())
        except AnswerRefused as refused:
            rubrik = str(refused) if refused.rader else ""
            form.add_error(
                None if refused.rader else refused.falt, [mask_text(text) for text in refused.rader] or str(refused)
            )
        else:
            return redirect("fakturor:beskedsfil", fil.pk)
    sida = Paginator(listed_files(), PER_SIDA).get_page(request.GET.get("sida"))
    return render(request, "fakturor/betalbesked.html", {"form": form, "rubrik": rubrik, "sida": sida})


@requires(FAR_UTBETALA)
@require_safe
def betalbesked_mall(request: HttpRequest) -> HttpResponse:
    """En tom tabell att fylla i."""
    svar = HttpResponse(write_beskedsmall(), content_type="text/csv; charset=utf-8")
    svar["Content-Disposition"] = 'attachment; filename="betalbesked.csv"'
    return svar


@requires(*FAR_HAMTA)
@require_http_methods(["GET", "HEAD", "POST"])
def beskedsfil(request: HttpRequest, beskedsfil_id: int) -> HttpResponse:
    """Vad en fil säger om betalningarna som de är nu; och att det bokförs."""
    fil = get_object_or_404(listed_files(), pk=beskedsfil_id)
    if request.method == "POST":
        try:
            bokfort = apply_answers(fil=fil, by=request.user, at=timezone.now())
        except AnswerRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{antal(len(bokfort.nya), 'besked är bokfört', 'besked är bokförda')}.")
        return redirect("fakturor:beskedsfil", fil.pk)
    lasning = read_answers(fil)
    return render(
        request,
        "fakturor/beskedsfil.html",
        {
            "fil": fil,
            "lasning": lasning,
            "rader": answer_rows(lasning, reader=request.user),
            "far_utbetala": request.user.may(FAR_UTBETALA),
            "om_koder": FORBEHALL if any(svar.besked.skal_kod for svar in lasning.nya) else "",
        },
    )


@requires(FAR_UTBETALA)
@require_http_methods(["GET", "HEAD", "POST"])
def betalning_besked(request: HttpRequest, betalning_id: int) -> HttpResponse:
    """Anteckna för hand vad som har blivit av en betalning."""
    betalning = get_object_or_404(Betalning.objects.select_related("omgang", "anordnare"), pk=betalning_id)
    if closed_payments([betalning.pk], request.user):
        raise Http404
    form = BeskedForm(request.POST or None, initial={"datum": timezone.localdate()})
    if form.is_valid():
        try:
            besked = settle_by_hand(betalning=betalning, **form.cleaned_data, by=request.user, at=timezone.now())
        except AnswerRefused as refused:
            form.add_error(refused.falt or None, str(refused))
        else:
            messages.success(
                request, f"Betalning {betalning.kod} är antecknad som {besked.get_utfall_display().lower()}."
            )
            return redirect("fakturor:utbetalning", betalning.omgang_id)
    return render(request, "fakturor/betalning_besked.html", {"betalning": betalning, "form": form})
