import csv

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from beslut.models import Beslut
from beslut.services.unexecuted import report_unexecuted
from beslut.views.formular import fetch_brukare, log_reading, saved
from fakturor.forms.ej_verkstallda import DagForm, RapporteraForm
from fakturor.sidor.ej_verkstallda import last_day_of_quarter, quarter_of, unexecuted

PER_SIDA = 50
RUBRIKER = ("diarienummer", "beslutsdatum", "senast_utfort", "tre_manader_gick_ut", "rapporterat")


@requires("beslut.se_person")
@require_safe
def ej_verkstallda(request: HttpRequest) -> HttpResponse:
    """Beslut som inte har verkställts inom tre månader, en viss dag."""
    form = DagForm(request.GET or None)
    dag = form.chosen(timezone.localdate())
    funna = unexecuted(request.user, dag)
    innehall = {
        "form": form,
        "dag": dag,
        "kvartal": quarter_of(dag),
        "kvartalets_slut": last_day_of_quarter(dag),
        "sida": Paginator(funna, PER_SIDA).get_page(request.GET.get("sida")),
        "aldrig": sum(1 for funnet in funna if funnet.senast_utfort is None),
        "rapporterade": sum(1 for funnet in funna if funnet.rapporterat),
        "far_rapportera": request.user.may("beslut.andra_beslut"),
    }
    return render(request, "fakturor/ej_verkstallda.html", innehall)


@requires("beslut.se_person")
@require_safe
def ej_verkstallda_fil(request: HttpRequest) -> HttpResponse:
    """Samma lista som CSV, utan uppgift om vem."""
    dag = DagForm(request.GET or None).chosen(timezone.localdate())
    svar = HttpResponse(content_type="text/csv; charset=utf-8")
    svar["Content-Disposition"] = f'attachment; filename="ej-verkstallda-{dag}.csv"'
    svar.write("\ufeff")
    skrivare = csv.writer(svar, delimiter=";")
    skrivare.writerow(RUBRIKER)
    for funnet in unexecuted(request.user, dag):
        beslut = funnet.beslut
        rapporterat = "ja" if funnet.rapporterat else "nej"
        skrivare.writerow(
            [beslut.diarienummer, beslut.beslutsdatum, funnet.senast_utfort or "", funnet.sedan, rapporterat]
        )
    return svar


@requires("beslut.andra_beslut")
@require_http_methods(["GET", "POST"])
def ej_verkstallt_rapportera(request: HttpRequest, beslut_id: int) -> HttpResponse:
    """Anteckna att beslutet är rapporterat för kvartalet."""
    beslut = get_object_or_404(Beslut.objects.select_related("brukare"), pk=beslut_id)
    brukare = fetch_brukare(request, beslut.brukare_id)
    kvartal = quarter_of(timezone.localdate())
    form = RapporteraForm(request.POST or None)
    if saved(request, form, report_unexecuted, beslut=beslut, kvartal=kvartal):
        messages.success(request, f"Beslut {beslut.diarienummer} är antecknat som rapporterat för {kvartal}.")
        return redirect("fakturor:ej_verkstallda")
    log_reading(request, brukare, "Öppnade ett beslut som inte är verkställt")
    innehall = {"form": form, "beslut": beslut, "brukare": brukare, "kvartal": kvartal}
    return render(request, "fakturor/ej_verkstallt_rapportera.html", innehall)
