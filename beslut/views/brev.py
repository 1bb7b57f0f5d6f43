"""Breven: de som väntar på att lämnas, ett i taget, och att anteckna när det är gjort."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assistans.access import requires
from assistans.models import User
from assistans.pango import PangoMissing
from beslut.beteckning import provider_label
from beslut.brev.pdf import paragraphs, write_letter
from beslut.forms.brev import BrevForm, BrevSkickatForm
from beslut.models import Brev
from beslut.services.letters import change_letter, draft_revocation_letters, hand_over, void
from beslut.services.refusal import RegistrationRefused
from beslut.views.formular import about_nobody_closed, log_reading, saved
from beslut.views.tillstand import fetch_permit

PER_SIDA = 50
LASA = ("beslut.andra_anordnare", "beslut.se_person")
SKRIVA = ("beslut.andra_anordnare", "beslut.andra_person")
"""A letter is about a person, and is written by those who keep her provider or her own matters in order."""
LAGEN = {
    "vantar": Q(skickat__isnull=True, makulerat__isnull=True),
    "skickade": Q(skickat__isnull=False),
    "makulerade": Q(makulerat__isnull=False),
}


@requires(*LASA)
@require_GET
def brev_lista(request: HttpRequest) -> HttpResponse:
    """The letters: first those that wait to be handed over."""
    lage = request.GET.get("lage")
    lage = lage if lage in LAGEN else "vantar"
    breven = letters_open_to(request.user).filter(LAGEN[lage]).order_by("-skickat", "-skapat", "-pk")
    innehall = {"sida": Paginator(breven, PER_SIDA).get_page(request.GET.get("sida")), "lage": lage}
    return render(request, "beslut/brev_lista.html", innehall)


@requires(*LASA)
@require_GET
def brev_visa(request: HttpRequest, brev_id: int) -> HttpResponse:
    """A letter, to be read, printed, and noted as handed over."""
    brev = fetch_letter(request, brev_id)
    log_reading(request, brev.brukare or brev.anordnare, "Läste ett brev")
    return _page(request, brev, BrevSkickatForm(om_tillstand=is_about_permit(brev)))


@requires(*SKRIVA)
@require_http_methods(["GET", "POST"])
def brev_andra(request: HttpRequest, brev_id: int) -> HttpResponse:
    """Change the text of a draft."""
    brev = fetch_letter(request, brev_id)
    form = BrevForm(request.POST or None, initial={"amne": brev.amne, "text": brev.text})
    if saved(request, form, change_letter, brev=brev):
        messages.success(request, "Brevet är ändrat.")
        return redirect("beslut:brev_visa", brev.pk)
    return render(request, "beslut/brev_andra.html", {"brev": brev, "form": form})


@requires(*LASA)
@require_GET
def brev_utskrift(request: HttpRequest, brev_id: int) -> HttpResponse:
    """The letter as a PDF to print."""
    brev = fetch_letter(request, brev_id)
    log_reading(request, brev.brukare or brev.anordnare, "Hämtade ett brev")
    try:
        pdf = write_letter(brev)
    except PangoMissing as saknas:
        messages.error(request, str(saknas))
        return redirect("beslut:brev_visa", brev.pk)
    svar = HttpResponse(pdf, content_type="application/pdf")
    svar["Content-Disposition"] = f'inline; filename="brev-{brev.pk}.pdf"'
    svar["Cache-Control"] = "no-store"
    return svar


@requires(*SKRIVA)
@require_POST
def brev_skickat(request: HttpRequest, brev_id: int) -> HttpResponse:
    """Write down which day the person got the letter."""
    brev = fetch_letter(request, brev_id)
    om_tillstand = is_about_permit(brev)
    form = BrevSkickatForm(request.POST, om_tillstand=om_tillstand)
    if saved(request, form, hand_over, brev=brev):
        sedan = " Fakturor som berörs kontrolleras på nytt." if om_tillstand else ""
        messages.success(request, f"Dagen är antecknad.{sedan}")
        return redirect("beslut:brev_visa", brev.pk)
    return _page(request, brev, form)


@requires(*SKRIVA)
@require_POST
def brev_makulera(request: HttpRequest, brev_id: int) -> HttpResponse:
    """Put a draft aside."""
    brev = fetch_letter(request, brev_id)
    try:
        void(brev=brev, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Brevet är makulerat och ska inte skickas.")
    return redirect("beslut:brev_visa", brev.pk)


@requires(*SKRIVA)
@require_POST
def tillstand_brev(request: HttpRequest, tillstand_id: int) -> HttpResponse:
    """Make drafts to those whom a permit that has ceased touches."""
    tillstand = fetch_permit(request, tillstand_id)
    try:
        breven = draft_revocation_letters(tillstand=tillstand, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
        return redirect("fakturor:tillstand_foljder", tillstand.pk)
    if not breven:
        messages.info(request, "Alla som berörs har redan ett brev.")
        return redirect("fakturor:tillstand_foljder", tillstand.pk)
    gjort = "Ett brev är skrivet" if len(breven) == 1 else f"{len(breven)} brev är skrivna"
    messages.success(request, f"{gjort} som utkast. Läs igenom dem innan de lämnas.")
    return redirect("beslut:brev_lista")


def letters_open_to(user: User) -> QuerySet[Brev]:
    """The letters about nobody whom the user may not see."""
    return Brev.objects.filter(about_nobody_closed(user)).select_related("brukare", "anordnare", "skapat_av")


def fetch_letter(request: HttpRequest, brev_id: int) -> Brev:
    """The letter, if the user may see the one it is to; else the page does not exist."""
    return get_object_or_404(letters_open_to(request.user).select_related("skickat_av", "tillstand"), pk=brev_id)


def is_about_permit(brev: Brev) -> bool:
    """Whether the letter tells a person that a permit has ceased, so that the day that she got it counts."""
    return brev.slag == Brev.Slag.TILLSTAND_UPPHORT


def _page(request: HttpRequest, brev: Brev, form: BrevSkickatForm) -> HttpResponse:
    innehall = {
        "brev": brev,
        "anordnare": brev.anordnare and provider_label(brev.anordnare),
        "stycken": paragraphs(brev.text),
        "form": form,
        "om_tillstand": is_about_permit(brev),
        "far_skriva": brev.is_draft and any(request.user.may(rattighet) for rattighet in SKRIVA),
        "far_se_person": request.user.may("beslut.se_person"),
    }
    return render(request, "beslut/brev_visa.html", innehall)
