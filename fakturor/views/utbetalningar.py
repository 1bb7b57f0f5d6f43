"""Utbetalningarna: omgångarna, vad som kan betalas, och vägen från förberedd till frisläppt."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from assistans.arbetsboksvar import wants_workbook, workbook_response
from assistans.models import Lasning
from assistans.svenska import antal, kronor
from fakturor.betalfiler.dialekt import FORBEHALL
from fakturor.betalfiler.orsakskoder import FORBEHALL as OM_KODER
from fakturor.bokforing.filer import bookkeeping_note
from fakturor.forms.utbetalningar import MakuleraForm, OmgangForm, next_banking_day
from fakturor.models import Betalfil, Utbetalningsomgang
from fakturor.services.paying import (
    FAR_HAMTA,
    FAR_UTBETALA,
    PaymentRefused,
    cancel_round,
    create_round,
    fetch_file,
    obstacles_in,
    release_obstacle,
    release_round,
)
from fakturor.sidor.betalbart import held_rows, payment_rows
from fakturor.sidor.omgangsblad import rounds_sheet
from fakturor.sidor.utbetalningar import build_page, listed_rounds, state_in_words
from fakturor.utbetalning.avsandare import SenderMissing, dialect, sender
from fakturor.utbetalning.betalbara import payable

PER_SIDA = 50
MIME = {"xml": "application/xml", "csv": "text/csv; charset=utf-8"}


@requires(*FAR_HAMTA)
@require_safe
def utbetalningar(request: HttpRequest) -> HttpResponse:
    """Omgångarna, den senaste först."""
    if wants_workbook(request):
        return workbook_response(request, rounds_sheet(listed_rounds()), filnamn="utbetalningar")
    sida = Paginator(listed_rounds(), PER_SIDA).get_page(request.GET.get("sida"))
    rader = [(omgang, state_in_words(omgang)) for omgang in sida]
    vantar = payable(by=request.user, at=timezone.now()) if request.user.may(FAR_UTBETALA) else None
    return render(request, "fakturor/utbetalningar.html", {"sida": sida, "rader": rader, "vantar": vantar})


@requires(FAR_UTBETALA)
@require_http_methods(["GET", "HEAD", "POST"])
def utbetalning_ny(request: HttpRequest) -> HttpResponse:
    """Vad som skulle betalas, vad som hålls tillbaka och varför; och omgången som sätts ihop av det valda."""
    nu = timezone.now()
    underlag = payable(by=request.user, at=nu)
    per_faktura = {b.faktura.faktura.pk: [post.faktura.pk for post in b.poster] for b in underlag.betalningar}
    initial = {"betaldag": next_banking_day(timezone.localdate(nu)), "faktura": [str(pk) for pk in per_faktura]}
    form = OmgangForm(request.POST or None, initial=initial, valbara=per_faktura)
    if form.is_valid():
        valda = [pk for faktura in form.cleaned_data["faktura"] for pk in per_faktura[int(faktura)]]
        try:
            omgang = create_round(
                fakturor=valda, betaldag=form.cleaned_data["betaldag"], by=request.user, at=timezone.now()
            )
        except PaymentRefused as refused:
            form.add_error(refused.falt or None, str(refused))
        else:
            messages.success(request, f"Omgång {omgang.nummer} är gjord. En annan ekonom frisläpper den.")
            return redirect("fakturor:utbetalning", omgang.pk)

    betalningar, hallna = payment_rows(underlag), held_rows(underlag)
    rader = [*betalningar, *hallna]
    return render(
        request,
        "fakturor/utbetalning_ny.html",
        {
            "form": form,
            "valda": form["faktura"].value() or [],
            "betalningar": betalningar,
            "hallna": hallna,
            "underlag": underlag,
            "avsandare_saknas": _sender_problem(),
            "om_koder": OM_KODER if any(rad.avvisad and rad.avvisad.skal_kod for rad in rader) else "",
            "far_intyga": request.user.may("beslut.verifiera_konto"),
        },
    )


@requires(*FAR_HAMTA)
@require_safe
def utbetalning(request: HttpRequest, omgang_id: int) -> HttpResponse:
    """En omgång: betalningarna och vad banken sagt om dem, filerna, och vem som har gjort vad."""
    omgang = _fetch(omgang_id)
    Lasning.record(omgang, by=request.user, at=timezone.now(), syfte="Utbetalning")
    far_utbetala = request.user.may(FAR_UTBETALA)
    sida = build_page(omgang, reader=request.user)
    return render(
        request,
        "fakturor/utbetalning.html",
        {
            "sida": sida,
            "omgang": omgang,
            "lage": state_in_words(omgang),
            "far_utbetala": far_utbetala,
            "far_anteckna": far_utbetala and omgang.frislappt_av_id != request.user.pk,
            "far_oppna": request.user.may("fakturor.se_faktura"),
            "hinder": release_obstacle(omgang=omgang, by=request.user, at=timezone.now()),
            "bokforing": bookkeeping_note(omgang),
            "forbehall": FORBEHALL,
            "om_koder": OM_KODER,
            "med_verifikationer": any(rad.fil.slag == Betalfil.Slag.SIE for rad in sida.filer),
        },
    )


@requires(FAR_UTBETALA)
@require_http_methods(["GET", "HEAD", "POST"])
def utbetalning_frislapp(request: HttpRequest, omgang_id: int) -> HttpResponse:
    """Vad den som frisläpper lämnar, med summan i siffror; och frisläppandet."""
    omgang = _fetch(omgang_id)
    vagran = ""
    if request.method == "POST":
        try:
            omgang = release_round(omgang=omgang, by=request.user, at=timezone.now())
        except PaymentRefused as refused:
            vagran = str(refused)
        else:
            lamnat = f"{antal(omgang.antal, 'betalning', 'betalningar')} på {kronor(omgang.summa)}"
            messages.success(request, f"{lamnat} är frisläppta. Hämta filen och lämna den till banken.")
            return redirect("fakturor:utbetalning", omgang.pk)

    vantar = omgang.status == Utbetalningsomgang.Status.FORBEREDD
    hinder = obstacles_in(omgang=omgang, by=request.user) if vantar else {}
    return render(
        request,
        "fakturor/utbetalning_frislapp.html",
        {
            "sida": build_page(omgang, reader=request.user, hinder=hinder),
            "omgang": omgang,
            "far_oppna": request.user.may("fakturor.se_faktura"),
            "hinder": release_obstacle(omgang=omgang, by=request.user, at=timezone.now()),
            "vagran": vagran,
        },
    )


@requires(FAR_UTBETALA)
@require_http_methods(["GET", "HEAD", "POST"])
def utbetalning_makulera(request: HttpRequest, omgang_id: int) -> HttpResponse:
    """Makulera en omgång som inte är frisläppt, med skäl."""
    omgang = _fetch(omgang_id)
    form = MakuleraForm(request.POST or None)
    if form.is_valid():
        try:
            cancel_round(omgang=omgang, **form.cleaned_data, by=request.user, at=timezone.now())
        except PaymentRefused as refused:
            form.add_error(refused.falt or None, str(refused))
        else:
            messages.success(request, f"Omgång {omgang.nummer} är makulerad. Fakturorna kan betalas i en annan.")
            return redirect("fakturor:utbetalning", omgang.pk)
    return render(request, "fakturor/utbetalning_makulera.html", {"omgang": omgang, "form": form})


@requires(*FAR_HAMTA)
@require_safe
def betalfil(request: HttpRequest, betalfil_id: int) -> HttpResponse:
    """En fil, byte för byte som den skrevs. Hämtningen antecknas.

    En fil med en betalning till någon med skyddade uppgifter hämtas bara av den som är namngiven.
    """
    fil = get_object_or_404(Betalfil.objects.select_related("omgang"), pk=betalfil_id)
    if build_page(fil.omgang, reader=request.user).har_slutna:
        raise Http404
    innehall = fetch_file(fil=fil, by=request.user, at=timezone.now())
    svar = HttpResponse(innehall, content_type=MIME.get(fil.namn.rpartition(".")[2], "application/octet-stream"))
    svar["Content-Disposition"] = f'attachment; filename="{fil.namn}"'
    svar["Cache-Control"] = "no-store"
    return svar


def _fetch(omgang_id: int) -> Utbetalningsomgang:
    return get_object_or_404(listed_rounds(), pk=omgang_id)


def _sender_problem() -> str:
    try:
        dialect()
        sender()
    except SenderMissing as saknas:
        return str(saknas)
    return ""
