"""Det som kommunen har fått veta om en assistent: att registrera, besvara, ge ett slut och stryka."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from assistans.svenska import datumspann
from beslut.forms.assistentuppgift import AssistentuppgiftForm, StrykForm, SvarForm
from beslut.forms.period import AvslutaForm
from beslut.models import Assistent, Assistentuppgift
from beslut.models.assistentuppgift import ANDRA
from beslut.services.assistant_notes import answer_note, end_note, register_note, strike_note
from beslut.views.assistent import visible_assistants
from beslut.views.formular import log_reading, saved

PLATS = "uppgifter"
"""Where on the assistant's page they stand."""


class Steg(NamedTuple):
    """Något som görs med en uppgift: formuläret, tjänsten, och vad sidan och beskedet säger."""

    form: type[Form]
    tjanst: Callable[..., Assistentuppgift]
    rubrik: str
    hjalp: str
    knapp: str
    gjort: str


SVAR = Steg(
    SvarForm,
    answer_note,
    "Arbetsgivaren har svarat",
    "Frågan räknas som besvarad från dagen du skriver. Själva svaret läggs bland handlingarna.",
    "Spara svaret",
    "Svaret är antecknat.",
)
SLUT = Steg(
    AvslutaForm,
    end_note,
    "Sätt sista dagen",
    "Pågår det längre än vad som var känt skrivs en senare dag.",
    "Spara sista dagen",
    "Uppgiften har fått sin sista dag.",
)
STRYK = Steg(
    StrykForm,
    strike_note,
    "Stryk uppgiften",
    "En uppgift som var fel stryks. Den står kvar, med skälet, och ingen kontroll läser den längre.",
    "Stryk uppgiften",
    "Uppgiften är struken.",
)


@requires(ANDRA)
@require_http_methods(["GET", "POST"])
def assistentuppgift_ny(request: HttpRequest, assistent_id: int) -> HttpResponse:
    """Register what the municipality has been told of an assistant."""
    assistent = get_object_or_404(visible_assistants(request.user), pk=assistent_id)
    form = AssistentuppgiftForm.for_user(request.user, request.POST or None)
    if saved(request, form, register_note, person=assistent.person):
        messages.success(request, "Uppgiften är registrerad. Fakturor som inte är betalda kontrolleras igen.")
        return _back(assistent)
    return render(request, "beslut/assistentuppgift_ny.html", {"assistent": assistent, "form": form})


@requires(ANDRA)
@require_http_methods(["GET", "POST"])
def assistentuppgift_svar(request: HttpRequest, assistent_id: int, assistentuppgift_id: int) -> HttpResponse:
    """Write down that the employer has answered."""
    return _change(request, assistent_id, assistentuppgift_id, SVAR)


@requires(ANDRA)
@require_http_methods(["GET", "POST"])
def assistentuppgift_slut(request: HttpRequest, assistent_id: int, assistentuppgift_id: int) -> HttpResponse:
    """Give it its last day."""
    return _change(request, assistent_id, assistentuppgift_id, SLUT)


@requires(ANDRA)
@require_http_methods(["GET", "POST"])
def assistentuppgift_stryk(request: HttpRequest, assistent_id: int, assistentuppgift_id: int) -> HttpResponse:
    """Strike what was wrong, with the reason."""
    return _change(request, assistent_id, assistentuppgift_id, STRYK)


def _change(request: HttpRequest, assistent_id: int, uppgift_id: int, steg: Steg) -> HttpResponse:
    assistent = get_object_or_404(visible_assistants(request.user), pk=assistent_id)
    uppgift = Assistentuppgift.objects.readable_by(request.user).standing().filter(pk=uppgift_id).first()
    if uppgift is None or uppgift.person_id != assistent.person_id:
        raise Http404
    form = steg.form(request.POST or None)
    if saved(request, form, steg.tjanst, uppgift=uppgift):
        messages.success(request, steg.gjort)
        return _back(assistent)
    log_reading(request, assistent, "Öppnade en uppgift om assistenten för ändring")
    innehall = {
        "assistent": assistent,
        "uppgift": uppgift,
        "period": datumspann(uppgift.galler_fran, uppgift.galler_tom),
        "steg": steg,
        "form": form,
    }
    return render(request, "beslut/assistentuppgift_andra.html", innehall)


def _back(assistent: Assistent) -> HttpResponse:
    return redirect(f"{reverse('beslut:assistent_visa', args=[assistent.pk])}#{PLATS}")
