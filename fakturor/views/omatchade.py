from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistans.access import requires
from assistans.models import Lasning
from fakturor.flode import Status
from fakturor.forms.parning import AvvisaForm, ParningForm
from fakturor.models import Faktura
from fakturor.services.attesting import RejectionRefused, reject
from fakturor.services.pairing import PairingRefused, pair_invoice
from fakturor.sidor.beteckning import supplier_label
from fakturor.sidor.omatchade import reasons, unmatched

FAKTUROR_PER_SIDA = 50


@requires("fakturor.matcha")
@require_safe
def omatchade(request):
    """Fakturorna som inte har hittat sin redovisning, med skälen."""
    sida = Paginator(unmatched(request.user), FAKTUROR_PER_SIDA).get_page(request.GET.get("sida"))
    poster = [{"faktura": f, "leverantor": supplier_label(f), "skal": reasons(f)} for f in sida]
    return render(request, "fakturor/omatchade.html", {"sida": sida, "poster": poster})


@requires("fakturor.matcha")
@require_http_methods(["GET", "HEAD", "POST"])
def omatchad(request, faktura_id: int):
    """En omatchad faktura: vad som saknas, förslagen, och valet."""
    faktura = get_object_or_404(unmatched(request.user, among=Faktura.objects.filter(pk=faktura_id)))
    form = ParningForm(request.POST if request.method == "POST" else None, faktura=faktura, user=request.user)

    if form.is_valid():
        falt = form.cleaned_data
        try:
            faktura = pair_invoice(
                faktura=faktura,
                anordnare=falt["anordnare"],
                rader=falt["rader"],
                by=request.user,
                at=timezone.now(),
            )
        except PairingRefused as refused:
            form.add_error(None, str(refused))
        else:
            return _after_pairing(request, faktura)

    return _show(request, faktura, form=form)


@requires("fakturor.matcha")
@require_POST
def avvisa_omatchad(request, faktura_id: int):
    """Avvisa en omatchad faktura: den betalas inte, men den finns kvar."""
    faktura = get_object_or_404(unmatched(request.user, among=Faktura.objects.filter(pk=faktura_id)))
    avvisning = AvvisaForm(request.POST, prefix="avvisa")

    if avvisning.is_valid():
        try:
            reject(faktura=faktura, **avvisning.cleaned_data, by=request.user, at=timezone.now())
        except RejectionRefused as refused:
            avvisning.add_error("skal", str(refused))
        else:
            messages.success(request, f"{faktura} är avvisad och betalas inte.")
            return redirect("fakturor:omatchade")

    return _show(request, faktura, avvisning=avvisning)


def _after_pairing(request, faktura: Faktura):
    if faktura.status == Status.MOTTAGEN:
        messages.success(request, f"{faktura} hör nu till sin redovisning och kan kontrolleras.")
        return redirect("fakturor:omatchade")
    messages.success(request, "Det du valde är sparat. Fakturan väntar på det som fortfarande saknas.")
    return redirect("fakturor:omatchad", faktura_id=faktura.pk)


def _show(request, faktura: Faktura, *, form: ParningForm | None = None, avvisning: AvvisaForm | None = None):
    Lasning.record(faktura, by=request.user, at=timezone.now(), syfte="Parning av omatchad faktura")
    return render(
        request,
        "fakturor/omatchad.html",
        {
            "faktura": faktura,
            "leverantor": supplier_label(faktura),
            "skal": reasons(faktura),
            "form": form or ParningForm(faktura=faktura, user=request.user),
            "avvisning": avvisning or AvvisaForm(prefix="avvisa"),
            "avvisning_oppen": avvisning is not None,
        },
    )
