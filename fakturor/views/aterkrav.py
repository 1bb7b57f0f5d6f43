"""Återkraven: listan, ett ärende, och ett formulär för varje steg i det."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistans.access import requires
from assistans.svenska import datumspann
from beslut.beteckning import provider_label
from beslut.models import Handling
from beslut.services.refusal import RegistrationRefused
from beslut.sidor.handlingar import as_download
from beslut.views.formular import fetch_brukare, log_reading, saved
from fakturor.forms import aterkrav as formular
from fakturor.models import Aterkrav, Aterkravsavgorande, Faktura, SenUppgift
from fakturor.services import deciding_reclaims, reclaiming
from fakturor.services.late_facts import take_no_action
from fakturor.sidor import aterkrav as sidor
from fakturor.sidor.aterkrav import BESLUTA, LASA, UTREDA
from fakturor.sidor.aterkravsord import addressee, invoice_words
from fakturor.sidor.aterkravsposter import items_of, rulings_of
from fakturor.sidor.beteckning import closed_to
from fakturor.sidor.personens_krav import demands_on

PER_SIDA = 50
LAGEN = {"oppna": sidor.OPPNA, "avslutade": sidor.AVSLUTADE}


@requires(*LASA)
@require_safe
def aterkrav_lista(request: HttpRequest) -> HttpResponse:
    """Ärendena, med det som krävs, har betalats, har skrivits av och är kvar; per anordnare och kontroll."""
    lage = request.GET.get("lage")
    lage = lage if lage in LAGEN else "oppna"
    alla = list(sidor.cases_open_to(request.user))
    sida = Paginator([a for a in alla if a.status in LAGEN[lage]], PER_SIDA).get_page(request.GET.get("sida"))
    innehall = {
        "lage": lage,
        "sida": sida,
        "rader": [sidor.row_of(aterkrav) for aterkrav in sida],
        "summor": sidor.Summor.of(alla),
        "per_anordnare": sidor.by_provider(alla),
        "per_kontroll": sidor.by_control(alla),
    }
    return render(request, "fakturor/aterkrav_lista.html", innehall)


@requires("beslut.se_person")
@require_safe
def personens_krav(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Återkrav, nedsättningar och anmälningar om en person, det av dem som användarens roll läser."""
    brukare = fetch_brukare(request, brukare_id)
    log_reading(request, brukare, "Läste personens återkrav och nedsättningar")
    innehall = {"brukare": brukare, "krav": demands_on(brukare, request.user)}
    return render(request, "fakturor/personens_krav.html", innehall)


@requires(*LASA)
@require_safe
def aterkrav_visa(request: HttpRequest, aterkrav_id: int) -> HttpResponse:
    """Ett ärende: vad det gäller, posterna, breven, betalningarna, och nästa steg."""
    aterkrav = fetch_case(request, aterkrav_id)
    log_reading(request, aterkrav, "Läste ett återkrav")
    innehall = {
        "a": aterkrav,
        "vem": addressee(aterkrav),
        "anordnare": aterkrav.anordnare and provider_label(aterkrav.anordnare),
        "period": datumspann(aterkrav.period_fran, aterkrav.period_tom),
        "steg": sidor.steps_of(aterkrav),
        "gora": sidor.to_do(aterkrav, request.user),
        "mening": sidor.waiting_in_words(aterkrav, timezone.localdate()),
        "overklaga": sidor.appeal_in_words(aterkrav),
        "summor": sidor.Summor.of([aterkrav]),
        "poster": items_of(aterkrav),
        "avgoranden": rulings_of(aterkrav),
        "betalningar": aterkrav.aterbetalningar.select_related("av"),
        "breven": [brev for brev in (aterkrav.brev, aterkrav.beslutsbrev) if brev],
        "anmalningar": aterkrav.anmalningar.all() if _may_read_notices(request) else [],
        "handelser": sidor.events_of(aterkrav),
        "fler": _more_invoices(request, aterkrav) if aterkrav.status == Aterkrav.Status.UTREDS else [],
        "far_utreda": request.user.may(UTREDA),
        "far_avsta": request.user.may(BESLUTA) and request.user.pk != aterkrav.upprattat_av_id,
        "far_anmala": request.user.may("fakturor.anmala"),
        "far_se_person": request.user.may("beslut.se_person"),
    }
    return render(request, "fakturor/aterkrav_visa.html", innehall)


@requires(UTREDA)
@require_http_methods(["GET", "POST"])
def aterkrav_andra(request: HttpRequest, aterkrav_id: int) -> HttpResponse:
    """Ändra det som ärendet säger, medan det utreds."""
    a = fetch_case(request, aterkrav_id)
    falt = ("mot", "stallforetradare", "grund", "period_fran", "period_tom", "skal")
    form = formular.AterkravAndraForm(
        request.POST or None, aterkrav=a, initial={namn: getattr(a, namn) for namn in falt}
    )
    if saved(request, form, reclaiming.change_case, aterkrav=a):
        messages.success(request, "Ärendet är ändrat.")
        return redirect("fakturor:aterkrav_visa", a.pk)
    huvud = {"rubrik": "Ändra ärendet", "ingress": "Det kan ändras tills det är kommunicerat.", "knapp": "Spara"}
    return render(request, "fakturor/aterkrav_steg.html", {"a": a, "vem": addressee(a), "form": form, **huvud})


@requires(UTREDA)
@require_POST
def aterkrav_brev(request: HttpRequest, aterkrav_id: int) -> HttpResponse:
    """Skriv brevet om att få yttra sig, som utkast."""
    return _draft(request, aterkrav_id, reclaiming.draft_hearing)


@requires(UTREDA)
@require_POST
def aterkrav_beslutsbrev(request: HttpRequest, aterkrav_id: int) -> HttpResponse:
    """Skriv beslutet eller kravet igen, när utkastet är makulerat."""
    return _draft(request, aterkrav_id, deciding_reclaims.draft_decision)


@requires(UTREDA)
@require_http_methods(["GET", "POST"])
def sen_uppgift(request: HttpRequest, senuppgift_id: int) -> HttpResponse:
    """Skriv varför det som blev känt om en betald faktura inte leder till något."""
    sena = SenUppgift.objects.exclude(faktura__rader__brukare__in=closed_to(request.user))
    sen = get_object_or_404(sena.select_related("faktura__anordnare"), pk=senuppgift_id)
    form = formular.IngenAtgardForm(request.POST or None)
    if saved(request, form, take_no_action, sen=sen):
        messages.success(request, "Det är antecknat att inget görs.")
        return redirect("kontroller:andrat", sen.manad)
    return render(
        request, "fakturor/sen_uppgift.html", {"sen": sen, "faktura": invoice_words(sen.faktura), "form": form}
    )


@requires(*LASA)
@require_safe
def aterkrav_dom(request: HttpRequest, aterkrav_id: int, handling_id: int) -> HttpResponse:
    """Hämta ett avgörande som det lades in. Varje hämtning loggas."""
    a = fetch_case(request, aterkrav_id)
    domar = Handling.objects.filter(
        objekt=Aterkravsavgorande._meta.label_lower, objekt_id__in=a.avgoranden.values("pk"), dold__isnull=True
    )
    dokument = get_object_or_404(domar, pk=handling_id)
    log_reading(request, a, f"Hämtade handling {dokument.pk}")
    return as_download(dokument)


def fetch_case(request: HttpRequest, aterkrav_id: int) -> Aterkrav:
    """The case, if the user may see whom it is about; else the page does not exist."""
    rader = sidor.cases_open_to(request.user).select_related(
        "brukare", "anordnare", "stallforetradare", "brev", "beslutsbrev", "upprattat_av", "beslutat_av", "delegation"
    )
    return get_object_or_404(rader, pk=aterkrav_id)


def _draft(request: HttpRequest, aterkrav_id: int, service: Callable[..., Any]) -> HttpResponse:
    aterkrav = fetch_case(request, aterkrav_id)
    try:
        brev = service(aterkrav=aterkrav, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
        return redirect("fakturor:aterkrav_visa", aterkrav.pk)
    messages.success(request, "Brevet är skrivet som utkast. Läs igenom det innan det lämnas.")
    return redirect("beslut:brev_visa", brev.pk)


def _more_invoices(request: HttpRequest, aterkrav: Aterkrav) -> list[tuple[int, str, date]]:
    """Other paid invoices of the same person and provider, from which items may be added. One query."""
    fakturor = Faktura.objects.filter(status="utbetald", anordnare=aterkrav.anordnare_id).exclude(typ="kreditnota")
    if aterkrav.brukare_id:
        fakturor = fakturor.filter(rader__brukare=aterkrav.brukare_id)
    fakturor = fakturor.exclude(aterkravsposter__aterkrav=aterkrav).exclude(rader__brukare__in=closed_to(request.user))
    fakturor = fakturor.select_related("anordnare").distinct()
    return [(f.pk, invoice_words(f), f.fakturadatum) for f in fakturor.order_by("-fakturadatum", "-pk")[:12]]


def _may_read_notices(request: HttpRequest) -> bool:
    return request.user.may("fakturor.anmala") or request.user.may("fakturor.se_aterkrav")
