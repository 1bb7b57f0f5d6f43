"""Anmälningar och underrättelser: det som kan behöva anmälas, utkasten, och det som blev av dem."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from beslut.beteckning import provider_label
from beslut.brev.pdf import paragraphs
from beslut.models import Anordnare, Brukare
from beslut.views.formular import fetch_anordnare, fetch_brukare, log_reading, saved
from fakturor.anmalningsforslag import suggestions_for
from fakturor.anmalningstexter import notice_text
from fakturor.forms.anmalan import AnmalanForm, AvgorForm, OmForm
from fakturor.models import Anmalan, Aterkrav
from fakturor.services.notices import change_notice, draft_notice, settle_notice
from fakturor.sidor.anmalningar import about, about_in_words, notices_open_to
from fakturor.sidor.aterkrav import cases_open_to

PER_SIDA = 50
ANMALA = "fakturor.anmala"
LASA = (ANMALA, "fakturor.se_aterkrav")


@requires(*LASA)
@require_safe
def anmalningar(request: HttpRequest) -> HttpResponse:
    """Det som kan behöva anmälas, utkasten, och de anmälningar som är skickade eller avgjorda utan att skickas."""
    sida = Paginator(notices_open_to(request.user), PER_SIDA).get_page(request.GET.get("sida"))
    innehall = {
        "forslag": suggestions_for(request.user),
        "sida": sida,
        "rader": [(anmalan, about(anmalan)) for anmalan in sida],
        "far_anmala": request.user.may(ANMALA),
    }
    return render(request, "fakturor/anmalningar.html", innehall)


@requires(*LASA)
@require_safe
def anmalan_visa(request: HttpRequest, anmalan_id: int) -> HttpResponse:
    """En anmälan, att läsa och skriva av."""
    anmalan = fetch_notice(request, anmalan_id)
    log_reading(request, anmalan, "Läste en anmälan")
    innehall = {
        "anmalan": anmalan,
        "om": about(anmalan),
        "stycken": paragraphs(anmalan.text),
        "far_skriva": request.user.may(ANMALA) and anmalan.avgjord is None,
        "far_se_aterkrav": any(request.user.may(r) for r in ("fakturor.se_aterkrav", "fakturor.utreda_aterkrav")),
    }
    return render(request, "fakturor/anmalan_visa.html", innehall)


@requires(ANMALA)
@require_http_methods(["GET", "POST"])
def anmalan_ny(request: HttpRequest) -> HttpResponse:
    """Skriv en anmälan, med texten föreslagen ur det som är känt."""
    till = request.GET.get("till", "")
    brukare, anordnare, aterkrav = _concerned(request)
    if till not in Anmalan.Till.values or (brukare is None and anordnare is None):
        return _choose(request)
    form = AnmalanForm(request.POST or None, initial=_proposed(request, till, brukare, anordnare, aterkrav))
    given = {"till": till, "brukare": brukare, "anordnare": anordnare, "aterkrav": aterkrav}
    if anmalan := saved(request, form, draft_notice, **given):
        messages.success(request, "Anmälan är sparad som utkast.")
        return redirect("fakturor:anmalan_visa", anmalan.pk)
    huvud = {"rubrik": Anmalan.Till(till).label, "om": about_in_words(brukare, anordnare, aterkrav)}
    return render(request, "fakturor/anmalan_ny.html", {"form": form, **huvud})


@requires(ANMALA)
@require_http_methods(["GET", "POST"])
def anmalan_andra(request: HttpRequest, anmalan_id: int) -> HttpResponse:
    """Ändra ett utkast."""
    anmalan = fetch_notice(request, anmalan_id)
    form = AnmalanForm(request.POST or None, initial={"anledning": anmalan.anledning, "text": anmalan.text})
    if saved(request, form, change_notice, anmalan=anmalan):
        messages.success(request, "Utkastet är ändrat.")
        return redirect("fakturor:anmalan_visa", anmalan.pk)
    innehall = {"anmalan": anmalan, "om": about(anmalan), "form": form, "rubrik": anmalan.get_till_display()}
    return render(request, "fakturor/anmalan_ny.html", innehall)


@requires(ANMALA)
@require_http_methods(["GET", "POST"])
def anmalan_avgor(request: HttpRequest, anmalan_id: int) -> HttpResponse:
    """Anteckna att anmälan är skickad, eller varför den inte skickas."""
    anmalan = fetch_notice(request, anmalan_id)
    form = AvgorForm(request.POST or None)
    if saved(request, form, settle_notice, anmalan=anmalan):
        messages.success(request, "Det är antecknat.")
        return redirect("fakturor:anmalan_visa", anmalan.pk)
    return render(request, "fakturor/anmalan_avgor.html", {"anmalan": anmalan, "om": about(anmalan), "form": form})


def _choose(request: HttpRequest) -> HttpResponse:
    """To whom and about whom, before there is anything to propose a text from."""
    form = OmForm(request.POST or None, user=request.user)
    if form.is_valid():
        vem = {"brukare": form.cleaned_data["referens"], "anordnare": form.cleaned_data["anordnare"]}
        fraga = {"till": form.cleaned_data["till"]} | {namn: rad.pk for namn, rad in vem.items() if rad}
        return redirect(f"{reverse('fakturor:anmalan_ny')}?{urlencode(fraga)}")
    innehall = {
        "form": form,
        "rubrik": "Ny anmälan",
        "om": "Välj vart den ska, och vem den gäller",
        "knapp": "Fortsätt",
    }
    return render(request, "fakturor/anmalan_ny.html", innehall)


def fetch_notice(request: HttpRequest, anmalan_id: int) -> Anmalan:
    """The notice, if the user may see whom it is about; else the page does not exist."""
    return get_object_or_404(notices_open_to(request.user), pk=anmalan_id)


def _concerned(request: HttpRequest) -> tuple[Brukare | None, Anordnare | None, Aterkrav | None]:
    """Whom the address says that it is about. Who may not be seen does not exist."""

    def asked(namn: str) -> int | None:
        varde = request.GET.get(namn, "")
        return int(varde) if varde.isdecimal() and varde.isascii() and len(varde) < 19 else None

    aterkrav_id, brukare_id, anordnare_id = asked("aterkrav"), asked("brukare"), asked("anordnare")
    aterkrav = get_object_or_404(cases_open_to(request.user), pk=aterkrav_id) if aterkrav_id else None
    if aterkrav:
        return aterkrav.brukare, aterkrav.anordnare, aterkrav
    brukare = fetch_brukare(request, brukare_id) if brukare_id else None
    return brukare, fetch_anordnare(request, anordnare_id) if anordnare_id else None, None


def _proposed(
    request: HttpRequest, till: str, brukare: Brukare | None, anordnare: Anordnare | None, aterkrav: Aterkrav | None
) -> dict[str, object]:
    """The day and the text to begin with: from the suggestion when there is one, else from the case."""
    if request.method == "POST":
        return {}
    nyckel = (till, brukare and brukare.pk, anordnare and anordnare.pk, aterkrav and aterkrav.pk)
    alla = suggestions_for(request.user)
    traff = next((f for f in alla if (f.till, f.brukare, f.anordnare, f.aterkrav) == nyckel), None)
    dag = min(traff.dag, timezone.localdate()) if traff else timezone.localdate()
    text = notice_text(
        till,
        namnd=settings.NAMND_NAMN or "Nämnden",
        referens=brukare.referens if brukare else "",
        anordnare=provider_label(anordnare) if anordnare else "",
        vad=traff.vad if traff else aterkrav.skal if aterkrav else "",
        dag=dag,
    )
    return {"anledning": dag, "text": text}
