"""Internkontrollplanen för ett år: momenten, och vad som kom av dem."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from beslut.views.formular import saved
from kontroller.forms_styrning import MomentForm, MomentutfallForm, SkalForm
from kontroller.models import Kontrollmoment, Styrdokument
from kontroller.services.internal_control import (
    change_moment,
    may_record,
    plan_moment,
    record_outcome,
    strike_moment,
)
from kontroller.services.risks import MAY_HANDLE
from kontroller.sidor.internkontrollsida import build_plan
from kontroller.sidor.styrdokumentsida import standing
from kontroller.sidor.uppfoljningsflikar import follow_up_tabs
from kontroller.styrning import plan, uppfoljning

FORSTA_AR, SISTA_AR = 2000, 2100


@requires("kontroller.se_risk")
@require_safe
def internkontrollplan(request: HttpRequest) -> HttpResponse:
    """Årets plan, vad som har gjorts, och vad nämnden har fastställt."""
    dag = timezone.localdate()
    sida = build_plan(_asked_year(request), reader=request.user, dag=dag)
    rader = [rad.moment for rad in sida.rader]
    lagen = [
        standing(slag, modul.content_of(sida.ar, dag, rader), reader=request.user, ar=sida.ar)
        for slag, modul in (
            (Styrdokument.Slag.INTERNKONTROLLPLAN, plan),
            (Styrdokument.Slag.UPPFOLJNING, uppfoljning),
        )
    ]
    innehall = {
        "sida": sida,
        "lagen": lagen,
        "flikar": follow_up_tabs(request.user, "internkontrollplan"),
        "far_andra": request.user.may(MAY_HANDLE),
    }
    return render(request, "kontroller/internkontrollplan.html", innehall)


@requires("kontroller.hantera_risk")
@require_http_methods(["GET", "POST"])
def moment_nytt(request: HttpRequest, ar: int) -> HttpResponse:
    """Lägg in ett moment i ett års plan."""
    if not FORSTA_AR <= ar <= SISTA_AR:
        raise Http404
    form = MomentForm(request.POST or None, initial={"klar_senast": f"{ar}-12-31"})
    if saved(request, form, plan_moment, ar=ar):
        messages.success(request, "Momentet är inlagt.")
        return redirect(_plan_url(ar))
    return _form_page(
        request,
        form,
        ar=ar,
        rubrik=f"Nytt moment {ar}",
        ingress="Något i ersättningsprocessen som följs upp under året.",
        knapp="Lägg in momentet",
    )


@requires("kontroller.hantera_risk")
@require_http_methods(["GET", "POST"])
def moment_andra(request: HttpRequest, kontrollmoment_id: int) -> HttpResponse:
    """Beskriv ett moment på nytt."""
    moment = _standing(kontrollmoment_id)
    nu = {falt: getattr(moment, falt) for falt in ("risk", "vad", "hur", "kontroller", "frekvens", "ansvarig")}
    form = MomentForm(request.POST or None, initial=nu | {"klar_senast": f"{moment.klar_senast:%Y-%m-%d}"})
    if saved(request, form, change_moment, moment=moment):
        messages.success(request, "Momentet är ändrat.")
        return redirect(_plan_url(moment.ar))
    return _form_page(
        request,
        form,
        ar=moment.ar,
        rubrik="Ändra momentet",
        ingress="Det som nämnden har fastställt ändras inte. Sidan om planen säger vad som skiljer.",
        knapp="Spara momentet",
    )


@requires("kontroller.hantera_risk")
@require_http_methods(["GET", "POST"])
def moment_stryk(request: HttpRequest, kontrollmoment_id: int) -> HttpResponse:
    """Stryk ett moment ur planen."""
    moment = _standing(kontrollmoment_id)
    form = SkalForm(request.POST or None)
    if saved(request, form, strike_moment, moment=moment):
        messages.success(request, "Momentet är struket ur planen.")
        return redirect(_plan_url(moment.ar))
    return _form_page(
        request, form, ar=moment.ar, rubrik="Stryk momentet", ingress=f"{moment.vad}.", knapp="Stryk momentet"
    )


@requires("kontroller.se_risk", "kontroller.se_process")
@require_http_methods(["GET", "POST"])
def moment_utfall(request: HttpRequest, kontrollmoment_id: int) -> HttpResponse:
    """Skriv vad som gjordes och fanns. Bara för den som ansvarar eller sköter planen."""
    moment = _standing(kontrollmoment_id)
    if not may_record(moment, request.user):
        raise Http404
    form = MomentutfallForm(request.POST or None)
    if saved(request, form, record_outcome, moment=moment):
        messages.success(request, "Utfallet är antecknat.")
        ser = request.user.may("kontroller.se_risk")
        return redirect(_plan_url(moment.ar) if ser else "kontroller:processen")
    return _form_page(
        request,
        form,
        ar=moment.ar,
        rubrik="Anteckna utfallet",
        ingress=f"{moment.vad}. {moment.hur}",
        knapp="Anteckna utfallet",
    )


def _asked_year(request: HttpRequest) -> int | None:
    """The year in the address, or None for something else."""
    skrivet = request.GET.get("ar", "")
    if skrivet.isdecimal() and len(skrivet) == 4 and FORSTA_AR <= int(skrivet) <= SISTA_AR:
        return int(skrivet)
    return None


def _standing(kontrollmoment_id: int) -> Kontrollmoment:
    moment = Kontrollmoment.objects.filter(struken__isnull=True).select_related("risk", "ansvarig")
    return get_object_or_404(moment, pk=kontrollmoment_id)


def _plan_url(ar: int) -> str:
    return f"{reverse('kontroller:internkontrollplan')}?ar={ar}"


def _form_page(request: HttpRequest, form: Form, *, ar: int, rubrik: str, ingress: str, knapp: str) -> HttpResponse:
    ser = request.user.may("kontroller.se_risk")
    innehall: dict[str, Any] = {
        "form": form,
        "rubrik": rubrik,
        "ingress": ingress,
        "knapp": knapp,
        "smulor": [(f"Internkontrollplan {ar}", _plan_url(ar))] if ser else [],
        "avbryt": _plan_url(ar) if ser else reverse("kontroller:processen"),
    }
    return render(request, "kontroller/styrformular.html", innehall)
