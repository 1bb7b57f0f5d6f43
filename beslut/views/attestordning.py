"""Attestordningen: vilka nämnden har utsett att attestera, och attestförteckningen för ett år."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assistans.access import requires
from assistans.pango import PangoMissing
from beslut.attestforteckning import write_list
from beslut.forms.attestordning import AttestrattForm, DagForm
from beslut.forms.period import AvslutaForm
from beslut.models import Attestratt
from beslut.services.appointing import appoint, end_appointment
from beslut.sidor.attestordning import Forteckning, appointments_on, yearly_list
from beslut.views.formular import saved

LASER_HISTORIK = ("beslut.se_person", "beslut.se_anordnare")


@requires("beslut.se_attestordning")
@require_GET
def attestordning(request: HttpRequest) -> HttpResponse:
    """The appointments in force on a day, today unless another is chosen."""
    form = DagForm(request.GET)
    dag = form.chosen(timezone.localdate())
    innehall = {
        "form": form,
        "dag": dag,
        "i_dag": dag == timezone.localdate(),
        "rader": appointments_on(dag, reader=request.user),
        "far_hantera": request.user.may("beslut.hantera_attestordning"),
        "far_se_historik": any(request.user.may(rattighet) for rattighet in LASER_HISTORIK),
    }
    return render(request, "beslut/attestordning.html", innehall)


@requires("beslut.hantera_attestordning")
@require_http_methods(["GET", "POST"])
def attestratt_ny(request: HttpRequest) -> HttpResponse:
    """Enter an appointment that the nämnd has made."""
    form = AttestrattForm(request.POST or None, user=request.user)
    if ratt := saved(request, form, appoint):
        messages.success(request, f"{ratt.attestant.namn} är inlagd att ge {ratt.get_typ_display().lower()}.")
        return _to_day(ratt.galler_fran)
    return render(request, "beslut/attestratt_ny.html", {"form": form})


@requires("beslut.hantera_attestordning")
@require_http_methods(["GET", "POST"])
def attestratt_avsluta(request: HttpRequest, attestratt_id: int) -> HttpResponse:
    """Give an appointment its last day."""
    ratt = get_object_or_404(Attestratt.objects.select_related("attestant"), pk=attestratt_id)
    form = AvslutaForm(request.POST or None)
    if saved(request, form, end_appointment, attestratt=ratt):
        messages.success(request, f"Uppdraget för {ratt.attestant.namn} är avslutat.")
        return redirect("beslut:attestordning")
    return render(request, "beslut/attestratt_avsluta.html", {"form": form, "ratt": ratt})


@requires("beslut.se_attestordning")
@require_GET
def attestforteckning(request: HttpRequest, ar: int) -> HttpResponse:
    """The list of attestants of a year, made to be printed."""
    forteckning = _list_of(request, ar)
    form = DagForm(request.GET)
    if form.is_valid() and form.cleaned_data["dag"] and not forteckning.dag:
        form.add_error("dag", f"Dagen är inte under {ar}.")
    innehall = {
        "forteckning": forteckning,
        "form": form,
        "uttagen": timezone.localdate(),
        "ar_fore": ar - 1,
        "ar_efter": ar + 1,
    }
    return render(request, "beslut/attestforteckning.html", innehall)


@requires("beslut.se_attestordning")
@require_GET
def attestforteckning_pdf(request: HttpRequest, ar: int) -> HttpResponse:
    """The same as a PDF."""
    forteckning = _list_of(request, ar)
    try:
        pdf = write_list(forteckning, uttagen=timezone.localdate())
    except PangoMissing as saknas:
        messages.error(request, str(saknas))
        return redirect("beslut:attestforteckning", ar=ar)
    svar = HttpResponse(pdf, content_type="application/pdf")
    namn = f"attestforteckning-{forteckning.dag or ar}"
    svar["Content-Disposition"] = f'inline; filename="{namn}.pdf"'
    svar["Cache-Control"] = "no-store"
    return svar


def _list_of(request: HttpRequest, ar: int) -> Forteckning:
    if not date.min.year <= ar < date.max.year:
        raise Http404
    dag = DagForm(request.GET).chosen(None)
    return yearly_list(ar, dag if dag and dag.year == ar else None, reader=request.user)


def _to_day(galler_fran: date) -> HttpResponse:
    """Back to the list, on a day when the new appointment is in it."""
    dag = max(galler_fran, timezone.localdate())
    return redirect(reverse("beslut:attestordning") + f"?dag={dag}")
