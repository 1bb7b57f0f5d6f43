"""Riskregistret: riskerna, hur de bedöms och vad som görs åt dem."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from assistans.arbetsboksvar import wants_workbook, workbook_response
from beslut.views.formular import saved
from kontroller.forms_styrning import AtgardForm, AtgardSlutForm, BedomRiskForm, RiskForm, SkalForm
from kontroller.models import Risk, Riskatgard, Styrdokument
from kontroller.services.risks import (
    MAY_HANDLE,
    assess_risk,
    change_risk,
    close_risk,
    finish_action,
    may_finish,
    plan_action,
    register_risk,
)
from kontroller.sidor.listblad import risk_sheet
from kontroller.sidor.risksida import build_register, build_risk_page
from kontroller.sidor.styrdokumentsida import standing
from kontroller.sidor.uppfoljningsflikar import follow_up_tabs


@requires("kontroller.se_risk")
@require_safe
def riskanalys(request: HttpRequest) -> HttpResponse:
    """Registret, matrisen, och vad nämnden har fastställt."""
    dag = timezone.localdate()
    register = build_register(dag)
    if wants_workbook(request):
        return workbook_response(request, risk_sheet(register), filnamn="riskanalys")
    lage = standing(Styrdokument.Slag.RISKANALYS, {"risker": register.innehall}, reader=request.user)
    innehall = {
        "register": register,
        "lage": lage,
        "flikar": follow_up_tabs(request.user, "riskanalys"),
        "far_andra": request.user.may(MAY_HANDLE),
    }
    return render(request, "kontroller/riskanalys.html", innehall)


@requires("kontroller.se_risk")
@require_safe
def risk(request: HttpRequest, risk_id: int) -> HttpResponse:
    """En risk: bedömningarna, vad kontrollerna mot den fann, och åtgärderna."""
    raden = get_object_or_404(Risk.objects.select_related("avslutad_av"), pk=risk_id)
    sida = build_risk_page(raden, reader=request.user, dag=timezone.localdate())
    return render(request, "kontroller/risk.html", {"sida": sida})


@requires("kontroller.hantera_risk")
@require_http_methods(["GET", "POST"])
def risk_ny(request: HttpRequest) -> HttpResponse:
    """Lägg in en risk."""
    form = RiskForm(request.POST or None)
    if ny := saved(request, form, register_risk):
        messages.success(request, "Risken är inlagd. Bedöm den nu.")
        return redirect("kontroller:risk_bedom", ny.pk)
    return _form_page(
        request,
        form,
        rubrik="Ny risk",
        ingress="Något som kan gå fel i ersättningsprocessen. Den bedöms i nästa steg.",
        knapp="Lägg in risken",
    )


@requires("kontroller.hantera_risk")
@require_http_methods(["GET", "POST"])
def risk_andra(request: HttpRequest, risk_id: int) -> HttpResponse:
    """Beskriv en risk på nytt."""
    raden = _open(risk_id)
    nu = {falt: getattr(raden, falt) for falt in ("namn", "orsak", "foljd", "kontroller")}
    form = RiskForm(request.POST or None, initial=nu)
    if saved(request, form, change_risk, risk=raden):
        messages.success(request, "Risken är ändrad.")
        return redirect("kontroller:risk", raden.pk)
    return _form_page(
        request,
        form,
        risk=raden,
        rubrik="Ändra risken",
        ingress="Det som nämnden har fastställt ändras inte. Det nya står i nästa riskanalys.",
        knapp="Spara risken",
    )


@requires("kontroller.hantera_risk")
@require_http_methods(["GET", "POST"])
def risk_bedom(request: HttpRequest, risk_id: int) -> HttpResponse:
    """Bedöm en risk."""
    raden = _open(risk_id)
    form = BedomRiskForm(request.POST or None)
    if saved(request, form, assess_risk, risk=raden):
        messages.success(request, "Risken är bedömd.")
        return redirect("kontroller:risk", raden.pk)
    return _form_page(
        request,
        form,
        risk=raden,
        rubrik="Bedöm risken",
        ingress=f"{raden.namn}. Bedömningen skrivs en gång. Tidigare bedömningar står kvar.",
        knapp="Spara bedömningen",
    )


@requires("kontroller.hantera_risk")
@require_http_methods(["GET", "POST"])
def risk_avsluta(request: HttpRequest, risk_id: int) -> HttpResponse:
    """Ta bort en risk ur registret."""
    raden = _open(risk_id)
    form = SkalForm(request.POST or None)
    if saved(request, form, close_risk, risk=raden):
        messages.success(request, f"Risken ”{raden.namn}” är avslutad.")
        return redirect("kontroller:riskanalys")
    return _form_page(
        request,
        form,
        risk=raden,
        rubrik="Avsluta risken",
        ingress=f"{raden.namn}. Den står kvar i det som nämnden redan har fastställt.",
        knapp="Avsluta risken",
    )


@requires("kontroller.hantera_risk")
@require_http_methods(["GET", "POST"])
def riskatgard_ny(request: HttpRequest, risk_id: int) -> HttpResponse:
    """Bestäm vad som ska göras åt en risk."""
    raden = _open(risk_id)
    form = AtgardForm(request.POST or None)
    if saved(request, form, plan_action, risk=raden):
        messages.success(request, "Åtgärden är inlagd.")
        return redirect("kontroller:risk", raden.pk)
    return _form_page(
        request, form, risk=raden, rubrik="Ny åtgärd", ingress=f"Mot risken: {raden.namn}.", knapp="Lägg in åtgärden"
    )


@requires("kontroller.se_risk", "kontroller.se_process")
@require_http_methods(["GET", "POST"])
def riskatgard_avsluta(request: HttpRequest, riskatgard_id: int) -> HttpResponse:
    """Säg att en åtgärd är gjord, eller inte aktuell. Bara för den som ansvarar för den eller sköter registret."""
    atgard = get_object_or_404(Riskatgard.objects.select_related("risk"), pk=riskatgard_id, avslutad__isnull=True)
    if not may_finish(atgard, request.user):
        raise Http404
    form = AtgardSlutForm(request.POST or None)
    if saved(request, form, finish_action, atgard=atgard):
        messages.success(request, "Åtgärden är avslutad.")
        return redirect(_after(request, atgard.risk))
    return _form_page(
        request,
        form,
        risk=atgard.risk,
        rubrik="Avsluta åtgärden",
        ingress=f"{atgard.atgard}. Den skulle vara klar {atgard.klar_senast:%Y-%m-%d}.",
        knapp="Avsluta åtgärden",
    )


def _open(risk_id: int) -> Risk:
    return get_object_or_404(Risk.objects.open(), pk=risk_id)


def _after(request: HttpRequest, raden: Risk) -> str:
    """Where one goes from a risk's form: to the risk, or for those who may not see it to the process."""
    if request.user.may("kontroller.se_risk"):
        return reverse("kontroller:risk", args=[raden.pk])
    return reverse("kontroller:processen")


def _form_page(
    request: HttpRequest, form: Form, *, rubrik: str, ingress: str, knapp: str, risk: Risk | None = None
) -> HttpResponse:
    smulor: list[tuple[str, str]] = []
    if request.user.may("kontroller.se_risk"):
        smulor = [("Riskanalys", reverse("kontroller:riskanalys"))]
        smulor += [(f"{risk.pk}. {risk.namn}", reverse("kontroller:risk", args=[risk.pk]))] if risk else []
    innehall: dict[str, Any] = {
        "form": form,
        "rubrik": rubrik,
        "ingress": ingress,
        "knapp": knapp,
        "smulor": smulor,
        "avbryt": smulor[-1][1] if smulor else reverse("kontroller:processen"),
    }
    return render(request, "kontroller/styrformular.html", innehall)
