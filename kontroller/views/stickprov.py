import csv
import io
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistans.access import requires
from assistans.models import Lasning
from assistans.svenska import antal_i_ord
from beslut.views.formular import saved
from kontroller.forms_stickprov import OmgranskningForm, StickprovForm
from kontroller.loading.belopp import exact
from kontroller.models import Stickprov, Stickprovspost
from kontroller.omgranskning.ram import frame_of
from kontroller.services.sampling import (
    SLUMP,
    SamplingRefused,
    draw_sample,
    record_reexamination,
    reexamination_obstacle,
)
from kontroller.sidor.beteckning import document_name, provider_name
from kontroller.sidor.manadsflikar import month_tabs
from kontroller.sidor.stickprovssida import RISKFORSLAG, samples_of, suggested_size
from kontroller.views.faktura import fetch_invoice


@requires("kontroller.se_stickprov")
@require_safe
def stickprov(request, manad: date):
    """Månadens stickprov: de dragna fakturorna, vad omgranskningen fann, och det uppskattade felet."""
    return _show(request, manad)


@requires("kontroller.dra_stickprov")
@require_POST
def dra_stickprov(request, manad: date):
    """Dra ett stickprov ur det som är godkänt för betalning."""
    form = StickprovForm(request.POST)

    if form.is_valid():
        try:
            prov = draw_sample(manad=manad, **form.cleaned_data, by=request.user, at=timezone.now())
        except SamplingRefused as refused:
            form.add_error(None, str(refused))
        else:
            dragna = antal_i_ord(prov.poster.count(), "faktura", "fakturor", utrum=True)
            messages.success(request, f"Stickprovet är draget. {dragna.capitalize()} ska granskas om.")
            return redirect("kontroller:stickprov", manad=manad)

    return _show(request, manad, form)


@requires("kontroller.granska_stickprov")
@require_http_methods(["GET", "HEAD", "POST"])
def omgranska(request, stickprovspost_id: int):
    """Granska om en faktura i stickprovet, och skriv vad den borde ha blivit."""
    post = get_object_or_404(Stickprovspost.objects.select_related("stickprov"), pk=stickprovspost_id)
    fakturan = fetch_invoice(request.user, post.faktura_id)
    form = OmgranskningForm(request.POST or None, faktura=fakturan)

    if saved(request, form, record_reexamination, post=post):
        messages.success(request, f"{document_name(fakturan)} är granskad om.")
        return redirect("kontroller:stickprov", manad=post.stickprov.manad)

    Lasning.record(fakturan, by=request.user, at=timezone.now(), syfte="Omgranskning i stickprov")
    return render(
        request,
        "kontroller/omgranska.html",
        {
            "post": post,
            "slump": post.urval == SLUMP,
            "belopp": exact(post.belopp),
            "faktura": fakturan,
            "anordnare": provider_name(fakturan),
            "dokument": document_name(fakturan),
            "hinder": reexamination_obstacle(post=post, by=request.user),
            "form": form,
        },
    )


@requires("kontroller.se_stickprov")
@require_safe
def stickprov_ram(request, stickprov_id: int):
    """Ramen som fil: fakturornas id och belopp i den ordning urvalet gick, så att vem som helst kan göra om det."""
    prov = get_object_or_404(Stickprov, pk=stickprov_id)
    traffar = dict(prov.poster.filter(urval=SLUMP).values_list("faktura", "traffar"))
    text = io.StringIO()
    skriv = csv.writer(text, delimiter=";", lineterminator="\r\n")
    skriv.writerow(["faktura_id", "belopp_kr", "dragna_kronor"])
    for faktura_id, belopp in zip(prov.ram, prov.belopp, strict=True):
        skriv.writerow([faktura_id, f"{exact(belopp):f}", traffar.get(faktura_id, 0)])
    svar = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    svar["Content-Disposition"] = f'attachment; filename="stickprov-{prov.manad:%Y-%m}-{prov.pk}.csv"'
    return svar


def _show(request, manad: date, form: StickprovForm | None = None) -> HttpResponse:
    ram = frame_of(manad)
    far_dra = request.user.may("kontroller.dra_stickprov")
    forslag = {"antal_slump": suggested_size(ram), "antal_risk": min(RISKFORSLAG, len(ram)), "konfidens": 95}
    return render(
        request,
        "kontroller/stickprov.html",
        {
            "manad": manad,
            "flikar": month_tabs(request.user, manad, "stickprov"),
            "prov": samples_of(manad, reader=request.user),
            "ram": {"antal": len(ram), "belopp": exact(sum(ram.values()))} if ram else None,
            "form": (form or StickprovForm(initial=forslag)) if far_dra and ram else None,
            "oppen": form is not None,
            "far_oppna": request.user.may("fakturor.se_faktura"),
        },
    )
