"""Pengar som kommer tillbaka: returen som antecknas, det som avgörs om den, verifikationen, och kontot som intygas."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from assistans.models import Handelse
from assistans.svenska import datum_text, kronor
from beslut.beteckning import provider_label
from beslut.models import Anordnare
from fakturor.betalfiler.orsakskoder import FORBEHALL, ORSAKER
from fakturor.bokforing.retur import return_voucher_of
from fakturor.forms.utbetalningar import KontointygForm, ReturbeslutForm, ReturForm
from fakturor.models import Betalning, Betalningsretur
from fakturor.services.paying import FAR_HAMTA, FAR_UTBETALA
from fakturor.services.returning import ReturnRefused, decide_return, note_return
from fakturor.services.vouching import VouchRefused, vouch_for_account, vouch_obstacle
from fakturor.sidor.utbetalningar import account_label, closed_payments
from fakturor.utbetalning.hinder import accounts_with_fault


@requires(FAR_UTBETALA)
@require_http_methods(["GET", "HEAD", "POST"])
def betalning_retur(request: HttpRequest, betalning_id: int) -> HttpResponse:
    """Anteckna för hand att en utförd betalning har kommit tillbaka, hel eller till en del."""
    betalning = get_object_or_404(Betalning.objects.select_related("omgang", "anordnare"), pk=betalning_id)
    _require_open(betalning.pk, request)
    form = ReturForm(request.POST or None, initial={"datum": timezone.localdate()})
    if form.is_valid():
        try:
            retur = note_return(betalning=betalning, **form.cleaned_data, by=request.user, at=timezone.now())
        except ReturnRefused as refused:
            form.add_error(refused.falt or None, str(refused))
        else:
            foljd = "Fakturan kan betalas på nytt." if retur.oppnar else "Avgör vad som görs med pengarna."
            messages.success(request, f"{kronor(retur.belopp)} är antecknade som retur. {foljd}")
            return redirect("fakturor:utbetalning", betalning.omgang_id)
    return render(request, "fakturor/betalning_retur.html", {"betalning": betalning, "form": form})


@requires(FAR_UTBETALA)
@require_http_methods(["GET", "HEAD", "POST"])
def retur_avgor(request: HttpRequest, retur_id: int) -> HttpResponse:
    """Avgör vad som görs med pengar som kom tillbaka och inte öppnade fakturan."""
    returer = Betalningsretur.objects.select_related("betalning__omgang", "betalning__anordnare")
    retur = get_object_or_404(returer, pk=retur_id)
    _require_open(retur.betalning_id, request)
    form = ReturbeslutForm(request.POST or None)
    if form.is_valid():
        try:
            decide_return(retur=retur, **form.cleaned_data, by=request.user, at=timezone.now())
        except ReturnRefused as refused:
            form.add_error(refused.falt or None, str(refused))
        else:
            messages.success(request, "Returen är avgjord.")
            return redirect("fakturor:utbetalning", retur.betalning.omgang_id)
    return render(request, "fakturor/retur_avgor.html", {"retur": retur, "form": form})


@requires(*FAR_HAMTA)
@require_safe
def retur_sie(request: HttpRequest, retur_id: int) -> HttpResponse:
    """Returens verifikation (SIE 4): betalningens, åt andra hållet. Den är densamma varje gång."""
    retur = get_object_or_404(Betalningsretur.objects.select_related("betalning__omgang"), pk=retur_id)
    _require_open(retur.betalning_id, request)
    innehall = return_voucher_of(retur)
    if innehall is None:
        raise Http404
    Handelse.record("utbetalning.retur_hamtad", retur, by=request.user, at=timezone.now())
    svar = HttpResponse(innehall, content_type="application/octet-stream")
    svar["Content-Disposition"] = f'attachment; filename="{retur.betalning.kod}-retur.se"'
    svar["Cache-Control"] = "no-store"
    return svar


@requires("beslut.verifiera_konto")
@require_http_methods(["GET", "HEAD", "POST"])
def konto_intyga(request: HttpRequest, konto_id: int) -> HttpResponse:
    """Intyga att ett konto är rätt, fast banken har skickat tillbaka en betalning till det."""
    konton = accounts_with_fault().select_related("anordnare", "inlagt_av")
    konto = get_object_or_404(konton.filter(anordnare__in=Anordnare.objects.open_to(request.user)), pk=konto_id)
    hinder = vouch_obstacle(konto=konto, fel=konto.fel, by=request.user)
    form = KontointygForm(request.POST or None)
    if form.is_valid():
        try:
            vouch_for_account(konto=konto, **form.cleaned_data, by=request.user, at=timezone.now())
        except VouchRefused as refused:
            form.add_error(refused.falt or None, str(refused))
        else:
            messages.success(request, "Kontot är intygat och kan betalas till. En annan frisläpper betalningarna.")
            return redirect("fakturor:utbetalning_ny")
    return render(
        request,
        "fakturor/konto_intyga.html",
        {
            "konto": konto,
            "namn": provider_label(konto.anordnare),
            "kontots_namn": account_label(konto.typ, konto.nummer),
            "fel": _fault_in_words(konto.fel) if konto.fel else "",
            "om_koder": FORBEHALL,
            "hinder": hinder,
            "form": form,
        },
    )


def _fault_in_words(fel: str) -> str:
    """What the bank said of the account, and when: `kontots_fel()` with the code explained."""
    kod, dag = fel.split()
    forklaring = f"{ORSAKER[kod]} " if kod in ORSAKER else ""
    return f"Banken skickade tillbaka en betalning den {datum_text(date.fromisoformat(dag))}. {forklaring}({kod})"


def _require_open(betalning: int, request: HttpRequest) -> None:
    if closed_payments([betalning], request.user):
        raise Http404
