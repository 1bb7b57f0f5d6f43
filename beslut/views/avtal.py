"""Kommunens avtal med anordnare: listan, avtalets sida, kraven, godkännandet och slutet."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assistans.access import requires
from assistans.svenska import datumspann
from beslut.avtal.kravlage import known_of, requirements_of
from beslut.avtal.uppfoljningar import time_left
from beslut.beteckning import provider_label
from beslut.forms.avtal import AvtalAndraForm, AvtalForm, AvtalSlutForm, KravForm
from beslut.models import Anordnare, Avtal, Avtalskrav
from beslut.services.contracts import (
    approve_contract,
    change_contract,
    check_requirement,
    end_contract,
    register_contract,
)
from beslut.services.refusal import RegistrationRefused
from beslut.sidor.avtal import Avtalslage, contracts_open_to, rates_during, rows_of, sections_about, state_on
from beslut.sortering import swedish
from beslut.views.formular import saved

PER_SIDA = 50
SER_TURORDNINGEN = ("beslut.se_avtal", "beslut.andra_beslut")
SES_AV = ("beslut.se_avtal", "beslut.se_anordnare")


@requires("beslut.se_avtal")
@require_GET
def avtal_lista(request: HttpRequest) -> HttpResponse:
    """The contracts by provider, the newest first, with price and next follow-up."""
    avtal = contracts_open_to(request.user).order_by(swedish("anordnare__namn"), "-galler_fran", "pk")
    sida = Paginator(avtal, PER_SIDA).get_page(request.GET.get("sida"))
    innehall = {
        "sida": sida,
        "rader": rows_of(sida, timezone.localdate()),
        "far_andra": request.user.may("beslut.andra_avtal"),
    }
    return render(request, "beslut/avtal_lista.html", innehall)


@requires(*SES_AV)
@require_GET
def avtal_visa(request: HttpRequest, avtal_id: int) -> HttpResponse:
    """A contract: its requirements, price and follow-ups, and what else is counted on it."""
    avtal = _fetch(request, avtal_id)
    idag = timezone.localdate()
    lage = state_on(avtal, idag)
    prisrader = [{"timbelopp": p, "period": datumspann(p.galler_fran, p.galler_tom)} for p in rates_during(avtal)]
    uppfoljningar = [
        {"uppfoljning": rad, "kvar": "" if rad.genomford else time_left(rad.senast, idag)}
        for rad in avtal.uppfoljningar.select_related("genomford_av")
    ]
    innehall = {
        **_named(avtal),
        "lage": lage,
        "period": datumspann(avtal.galler_fran, avtal.galler_tom),
        "krav": _requirements(avtal, idag),
        "kvar": [rad.get_krav_display() for rad in _needed(avtal) if rad.uppfyllt is None],
        "prisrader": prisrader,
        "uppfoljningar": uppfoljningar,
        "avsnitt": sections_about([avtal], request.user),
        "provas": lage == Avtalslage.PROVAS,
        "far_andra": request.user.may("beslut.andra_avtal"),
        "far_godkanna": request.user.may("beslut.godkann_avtal"),
        "ser_avtal": request.user.may("beslut.se_avtal"),
        "ser_belopp": request.user.may("beslut.se_belopp"),
        "ser_turordning": avtal.ickeval
        and lage in (Avtalslage.GALLER, Avtalslage.KOMMANDE)
        and any(request.user.may(rattighet) for rattighet in SER_TURORDNINGEN),
    }
    return render(request, "beslut/avtal_visa.html", innehall)


@requires("beslut.andra_avtal")
@require_http_methods(["GET", "POST"])
def avtal_nytt(request: HttpRequest) -> HttpResponse:
    """Register a contract to be tried; `anordnare` in the address proposes a provider."""
    foreslagen = request.GET.get("anordnare", "")
    initial = {"anordnare": Anordnare.objects.filter(pk=foreslagen).first() if foreslagen.isdecimal() else None}
    form = AvtalForm(request.POST or None, initial=initial)
    if avtal := saved(request, form, register_contract):
        messages.success(request, "Avtalet är registrerat. Nästa steg är kraven.")
        return redirect("beslut:avtal_visa", avtal.pk)
    return render(request, "beslut/avtal_nytt.html", {"form": form})


@requires("beslut.andra_avtal")
@require_http_methods(["GET", "POST"])
def avtal_andra(request: HttpRequest, avtal_id: int) -> HttpResponse:
    """Change a contract that is not approved yet."""
    avtal = _fetch(request, avtal_id)
    falt = ("diarienummer", "galler_fran", "galler_tom")
    initial = {namn: getattr(avtal, namn) for namn in falt}
    initial |= {namn: "ja" if getattr(avtal, namn) else "nej" for namn in ("ickeval", "nystartat")}
    form = AvtalAndraForm(request.POST or None, initial=initial)
    if saved(request, form, change_contract, avtal=avtal):
        return _back(request, avtal, "Avtalet är ändrat.")
    return render(request, "beslut/avtal_andra.html", {**_named(avtal), "form": form})


@requires("beslut.andra_avtal")
@require_http_methods(["GET", "POST"])
def avtal_slut(request: HttpRequest, avtal_id: int) -> HttpResponse:
    """Give an approved contract its last day, and say how it ends."""
    avtal = _fetch(request, avtal_id)
    falt = ("galler_tom", "upphort", "upphort_skal")
    form = AvtalSlutForm(request.POST or None, initial={namn: getattr(avtal, namn) for namn in falt})
    if saved(request, form, end_contract, avtal=avtal):
        return _back(request, avtal, "Avtalets slut är sparat, och avslutssamtalet är planerat efter det.")
    period = datumspann(avtal.galler_fran, avtal.galler_tom)
    return render(request, "beslut/avtal_slut.html", {**_named(avtal), "form": form, "period": period})


@requires("beslut.andra_avtal")
@require_http_methods(["GET", "POST"])
def avtalskrav_provat(request: HttpRequest, avtalskrav_id: int) -> HttpResponse:
    """Write down that a requirement is met, beside what the registers know of it."""
    krav = get_object_or_404(Avtalskrav, pk=avtalskrav_id, avtal__in=contracts_open_to(request.user))
    krav.avtal = _fetch(request, krav.avtal_id)
    initial = {"uppfyllt": krav.uppfyllt or timezone.localdate(), "notering": krav.notering}
    form = KravForm(request.POST or None, initial=initial)
    if saved(request, form, check_requirement, krav=krav):
        return _back(request, krav.avtal, f"Kravet är antecknat: {krav.get_krav_display()}.", "krav")
    kant = known_of(krav.avtal, timezone.localdate()).get(krav.krav, "")
    return render(
        request, "beslut/avtalskrav_provat.html", {**_named(krav.avtal), "krav": krav, "kant": kant, "form": form}
    )


@requires("beslut.godkann_avtal")
@require_POST
def avtal_godkann(request: HttpRequest, avtal_id: int) -> HttpResponse:
    """Approve a contract whose requirements are met."""
    avtal = _fetch(request, avtal_id)
    try:
        approve_contract(avtal=avtal, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
        return redirect("beslut:avtal_visa", avtal.pk)
    return _back(request, avtal, "Avtalet är godkänt, och uppföljningarna är planerade.", "uppfoljning")


def _fetch(request: HttpRequest, avtal_id: int) -> Avtal:
    avtal = contracts_open_to(request.user).select_related("provat_av", "godkant_av")
    return get_object_or_404(avtal, pk=avtal_id)


def _named(avtal: Avtal) -> dict[str, object]:
    return {"avtal": avtal, "anordnare": avtal.anordnare, "namn": provider_label(avtal.anordnare)}


def _needed(avtal: Avtal) -> list[Avtalskrav]:
    """The requirements that hold for the contract, in order; what was asked before it changed is left out."""
    behovs = requirements_of(nystartat=avtal.nystartat)
    rader = {rad.krav: rad for rad in avtal.krav.select_related("uppfyllt_av")}
    return [rader[krav] for krav in behovs if krav in rader]


def _requirements(avtal: Avtal, idag) -> list[dict[str, object]]:
    kant = known_of(avtal, idag)
    return [{"krav": rad, "kant": kant.get(rad.krav, "")} for rad in _needed(avtal)]


def _back(request: HttpRequest, avtal: Avtal, besked: str, plats: str = "") -> HttpResponse:
    messages.success(request, besked)
    svar = redirect("beslut:avtal_visa", avtal.pk)
    svar["Location"] += f"#{plats}" if plats else ""
    return svar
