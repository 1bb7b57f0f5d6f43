"""En anmäld assistent: sidan, att registrera och att rätta."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assistans.access import requires
from assistans.models import User
from beslut.forms.assistent import AssistentAndraForm, AssistentForm
from beslut.insyn import Insyn
from beslut.models import Anordnare, Assistent, Person
from beslut.models.assistentuppgift import ANDRA, SE
from beslut.services.assistants import change_assistant, register_assistant
from beslut.sidor.assistent import Assistentsida
from beslut.views.formular import about_nobody_closed, fetch_brukare, log_reading, saved

FAR_ANDRA = ("beslut.andra_person", "beslut.andra_anordnare")


@requires("beslut.se_person", "beslut.se_anordnare")
@require_GET
def assistent_visa(request: HttpRequest, assistent_id: int) -> HttpResponse:
    """One registration: what the provider has reported, what is missing, and the periods of her working time."""
    assistent = get_object_or_404(visible_assistants(request.user), pk=assistent_id)
    far_se_uppgifter = request.user.may(SE)
    log_reading(
        request, assistent, f"Läste anmälan av assistenten{' och uppgifter om hen' if far_se_uppgifter else ''}"
    )
    syfte = "Läste vem hen är på assistentens sida"
    Insyn.of(request.user).log([assistent.person_id], by=request.user, at=timezone.now(), syfte=syfte)
    innehall = {
        "assistent": assistent,
        "sida": Assistentsida.load(assistent, request.user, idag=timezone.localdate()),
        "far_se_person": request.user.may("beslut.se_person"),
        "far_se_uppgifter": far_se_uppgifter,
        "far_andra_uppgift": request.user.may(ANDRA),
        "far_andra": any(request.user.may(rattighet) for rattighet in FAR_ANDRA),
    }
    return render(request, "beslut/assistent_visa.html", innehall)


@requires(*FAR_ANDRA)
@require_http_methods(["GET", "POST"])
def assistent_andra(request: HttpRequest, assistent_id: int) -> HttpResponse:
    """Correct or complete a registration."""
    assistent = get_object_or_404(visible_assistants(request.user), pk=assistent_id)
    form = AssistentAndraForm(request.POST or None, initial=_initial(assistent))
    if andrad := saved(request, form, change_assistant, assistent=assistent):
        messages.success(request, "Anmälan av assistenten är ändrad.")
        _warn(request, andrad)
        return redirect("beslut:assistent_visa", assistent.pk)
    return render(request, "beslut/assistent_andra.html", {"assistent": assistent, "form": form})


@requires("beslut.andra_person")
@require_http_methods(["GET", "POST"])
def brukare_assistent_ny(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Register an assistant that a provider has reported for this person."""
    brukare = fetch_brukare(request, brukare_id)
    form = AssistentForm.for_person(brukare, request.POST or None)
    if assistent := saved(request, form, register_assistant):
        messages.success(request, "Assistenten är registrerad.")
        _warn(request, assistent)
        return redirect("beslut:brukare_visa", brukare.pk)
    return render(request, "beslut/brukare_assistent_ny.html", {"brukare": brukare, "form": form})


def visible_assistants(user: User) -> QuerySet[Assistent]:
    """The registrations of assistants whom the user may see, for nobody in particular or somebody whom she may see."""
    rader = Assistent.objects.filter(about_nobody_closed(user), anordnare__in=Anordnare.objects.open_to(user))
    synliga = rader.exclude(person__in=Person.objects.closed_to(user))
    return synliga.select_related("person", "anordnare", "brukare__person")


def _initial(assistent: Assistent) -> dict[str, object]:
    """What the form shows of a registration before anything is changed."""
    initial = {namn: getattr(assistent, namn) for namn in AssistentAndraForm.base_fields}
    return initial | {"ees_bosatt": "ja" if assistent.ees_bosatt else "nej"}


def _warn(request: HttpRequest, assistent: Assistent) -> None:
    """Say at once what the control will stop for: a report that came after the work began (C01)."""
    if assistent.anmald_11a and assistent.anmald_11a > assistent.galler_fran:
        messages.warning(
            request, "Anmälan kom efter att assistenten började. Tid före anmälan stannar i kontrollen (C01)."
        )
