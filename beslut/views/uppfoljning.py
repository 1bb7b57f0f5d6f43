"""Uppföljningen av avtalen: arbetslistan, en uppföljning, och rapporten som nämnden får och webbplatsen visar."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assistans.access import requires
from assistans.svenska import datumspann, mask_text
from beslut.avtal.uppfoljningar import LAGESORD, Lage, in_state, open_followups, reviews_to_report, state_of, time_left
from beslut.beteckning import provider_label
from beslut.forms.avtal import GranskningForm, RedovisaForm, SamtalForm, UppfoljningPlaneraForm
from beslut.models import Uppfoljning
from beslut.services.followups import plan_review, record_followup, report_followup
from beslut.sidor.avtal import contracts_open_to
from beslut.views.formular import saved

PER_SIDA = 50
ATT_REDOVISA = "att_redovisa"


@requires("beslut.se_avtal")
@require_GET
def uppfoljningar(request: HttpRequest) -> HttpResponse:
    """The follow-ups that are planned, by how pressing they are, and the reviews that the nämnd has not had."""
    idag, visar = timezone.localdate(), request.GET.get("visa", "")
    if visar == ATT_REDOVISA:
        rader = reviews_to_report()
    else:
        oppna = open_followups()
        rader = in_state(oppna, Lage(visar), idag) if visar in LAGESORD else oppna
    sida = Paginator(rader, PER_SIDA).get_page(request.GET.get("sida"))
    innehall = {
        "sida": sida,
        "rader": [_row(rad, idag) for rad in sida],
        "val": [*((lage.value, ord_) for lage, ord_ in LAGESORD.items()), (ATT_REDOVISA, "Att redovisa")],
        "visar": visar,
        "att_redovisa": visar == ATT_REDOVISA,
    }
    return render(request, "beslut/uppfoljningar.html", innehall)


@requires("beslut.se_avtal", "beslut.se_anordnare")
@require_GET
def uppfoljning(request: HttpRequest, uppfoljning_id: int) -> HttpResponse:
    """A follow-up: what has been written down, and what remains."""
    rad = _fetch(request, uppfoljning_id)
    idag = timezone.localdate()
    innehall = {
        **_named(rad),
        "ar_granskning": _is_review(rad),
        "frist": datumspann(rad.tidigast, rad.senast),
        "kvar": "" if rad.genomford else time_left(rad.senast, idag),
        "forsenad": not rad.genomford and state_of(rad.senast, idag) == Lage.FORSENAD,
        "far_andra": request.user.may("beslut.andra_avtal"),
    }
    return render(request, "beslut/uppfoljning.html", innehall)


@requires("beslut.andra_avtal")
@require_http_methods(["GET", "POST"])
def uppfoljning_ny(request: HttpRequest, avtal_id: int) -> HttpResponse:
    """Plan a review of the contract."""
    avtal = get_object_or_404(contracts_open_to(request.user), pk=avtal_id)
    form = UppfoljningPlaneraForm(request.POST or None)
    if ny := saved(request, form, plan_review, avtal=avtal):
        messages.success(request, "Uppföljningen är planerad.")
        return redirect("beslut:uppfoljning", ny.pk)
    innehall = {"avtal": avtal, "namn": provider_label(avtal.anordnare), "form": form}
    return render(request, "beslut/uppfoljning_ny.html", innehall)


@requires("beslut.andra_avtal")
@require_http_methods(["GET", "POST"])
def uppfoljning_andra(request: HttpRequest, uppfoljning_id: int) -> HttpResponse:
    """Write down what a follow-up has come to, step by step, until it is done."""
    rad = _fetch(request, uppfoljning_id)
    formular = GranskningForm if _is_review(rad) else SamtalForm
    form = formular(request.POST or None, initial={namn: getattr(rad, namn) for namn in formular.base_fields})
    if sparad := saved(request, form, record_followup, uppfoljning=rad):
        gjord = (
            "Uppföljningen är gjord." if sparad.genomford else "Det du skrev är sparat. Uppföljningen är inte gjord än."
        )
        return _back(request, rad, gjord)
    return render(request, "beslut/uppfoljning_andra.html", {**_named(rad), "form": form})


@requires("beslut.andra_avtal")
@require_http_methods(["GET", "POST"])
def uppfoljning_redovisa(request: HttpRequest, uppfoljning_id: int) -> HttpResponse:
    """Write down when the nämnd had the report and when it was published."""
    rad = _fetch(request, uppfoljning_id)
    initial = {"till_namnden": rad.till_namnden, "publicerad": rad.publicerad}
    form = RedovisaForm(request.POST or None, initial=initial)
    if saved(request, form, report_followup, uppfoljning=rad):
        return _back(request, rad, "Redovisningen är antecknad.")
    return render(request, "beslut/uppfoljning_redovisa.html", {**_named(rad), "form": form})


@requires("beslut.se_avtal", "beslut.se_anordnare")
@require_GET
def uppfoljning_rapport(request: HttpRequest, uppfoljning_id: int) -> HttpResponse:
    """The report of a follow-up that is done, to print and to publish. It names the provider and no person."""
    rad = _fetch(request, uppfoljning_id, genomford__isnull=False)
    innehall = {
        **_named(rad),
        "ar_granskning": _is_review(rad),
        "period": datumspann(rad.avtal.galler_fran, rad.avtal.galler_tom),
        "anledning": mask_text(rad.anledning),
        "sjalvskattning": mask_text(rad.sjalvskattning),
        "iakttagelser": mask_text(rad.iakttagelser),
    }
    return render(request, "beslut/uppfoljning_rapport.html", innehall)


def _fetch(request: HttpRequest, uppfoljning_id: int, **villkor: object) -> Uppfoljning:
    rader = Uppfoljning.objects.filter(avtal__in=contracts_open_to(request.user), **villkor)
    return get_object_or_404(rader.select_related("avtal__anordnare", "genomford_av"), pk=uppfoljning_id)


def _is_review(rad: Uppfoljning) -> bool:
    return rad.slag == Uppfoljning.Slag.KONTRAKT


def _named(rad: Uppfoljning) -> dict[str, object]:
    return {"uppfoljning": rad, "avtal": rad.avtal, "namn": provider_label(rad.avtal.anordnare)}


def _row(rad: Uppfoljning, idag: date) -> dict[str, object]:
    return {
        "uppfoljning": rad,
        "namn": provider_label(rad.avtal.anordnare),
        "frist": datumspann(rad.tidigast, rad.senast),
        "kvar": "" if rad.genomford else time_left(rad.senast, idag),
        "forsenad": not rad.genomford and state_of(rad.senast, idag) == Lage.FORSENAD,
    }


def _back(request: HttpRequest, rad: Uppfoljning, besked: str) -> HttpResponse:
    messages.success(request, besked)
    return redirect("beslut:uppfoljning", rad.pk)
