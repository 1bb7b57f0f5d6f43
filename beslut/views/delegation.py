"""Delegationsordningen: vem som får besluta vad på nämndens vägnar, nu och förut."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import BooleanField, Case, Count, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assistans.access import requires
from assistans.svenska import datumspann, upprakning
from beslut.forms.delegation import DelegationForm
from beslut.forms.period import AvslutaForm
from beslut.models import Delegation
from beslut.services.delegations import end_delegation, register_delegation
from beslut.sortering import swedish
from beslut.views.formular import saved

PER_SIDA = 50


@requires("beslut.se_person")
@require_GET
def delegation_lista(request: HttpRequest) -> HttpResponse:
    """The delegations, those that are over last, with how many decisions rest on each."""
    idag = timezone.localdate()
    over = Case(When(galler_tom__lt=idag, then=Value(True)), default=Value(False), output_field=BooleanField())
    delegationer = Delegation.objects.select_related("delegat").annotate(over=over, antal_beslut=Count("beslut"))
    ordnade = delegationer.order_by("over", swedish("delegat__namn"), "punkt", "-galler_fran")
    sida = Paginator(ordnade, PER_SIDA).get_page(request.GET.get("sida"))
    rader = [
        {
            "delegation": rad,
            "avser": _in_words(rad.avser),
            "period": datumspann(rad.galler_fran, rad.galler_tom),
            "lage": "Avslutad" if rad.over else "Börjar gälla" if rad.galler_fran > idag else "Gäller",
        }
        for rad in sida
    ]
    innehall = {"sida": sida, "rader": rader, "far_hantera": request.user.may("beslut.hantera_delegation")}
    return render(request, "beslut/delegation_lista.html", innehall)


@requires("beslut.hantera_delegation")
@require_http_methods(["GET", "POST"])
def delegation_ny(request: HttpRequest) -> HttpResponse:
    """Enter what the nämnd has delegated to somebody else."""
    form = DelegationForm(request.POST or None, user=request.user)
    if delegation := saved(request, form, register_delegation):
        messages.success(request, f"Punkt {delegation.punkt} för {delegation.delegat.namn} är inlagd.")
        return redirect("beslut:delegation_lista")
    return render(request, "beslut/delegation_ny.html", {"form": form})


@requires("beslut.hantera_delegation")
@require_http_methods(["GET", "POST"])
def delegation_avsluta(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Give a delegation its last day."""
    delegation = get_object_or_404(Delegation.objects.select_related("delegat"), pk=delegation_id)
    form = AvslutaForm(request.POST or None)
    if saved(request, form, end_delegation, delegation=delegation):
        messages.success(request, f"Punkt {delegation.punkt} för {delegation.delegat.namn} är avslutad.")
        return redirect("beslut:delegation_lista")
    return render(request, "beslut/delegation_avsluta.html", {"form": form, "delegation": delegation})


def _in_words(avser: list[str]) -> str:
    """Personlig assistans och tillfällig utökning."""
    forst, *sedan = [Delegation.Avser(val).label for val in avser]
    return upprakning([forst, *(ord_[:1].lower() + ord_[1:] for ord_ in sedan)])
