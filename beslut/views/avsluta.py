"""Att ge en rad sin sista dag: beslutsrader, företrädare, assistenter och timbelopp avslutas på samma sida."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from beslut.forms.andring import AvslutaBeslutsradForm
from beslut.forms.period import AvslutaForm
from beslut.manadstid import KOMMUNENS, kind_label
from beslut.models import Assistent, Beslutsrad, Stallforetradare, Timbelopp
from beslut.services.periods import end
from beslut.services.redeciding import end_decision_row
from beslut.views.formular import fetch_anordnare, fetch_brukare, refuse_closed, saved


@dataclass(frozen=True, slots=True, kw_only=True)
class Slag:
    """Ett slags rad som kan avslutas: vem som får, vad den heter på sidan, och vart man går sedan."""

    modell: type[Model]
    kraver: tuple[str, ...]
    namn: Callable[[Model], str]
    tillbaka: Callable[[Model], str]
    avslutad: str
    form: type[Form] = AvslutaForm
    tjanst: Callable[..., Model] = end

    def form_for(self, rad: Model) -> type[Form]:
        """The form to ask with. What another authority has granted is not for us to defend."""
        is_theirs = isinstance(rad, Beslutsrad) and rad.typ not in KOMMUNENS
        return AvslutaForm if is_theirs else self.form


def _home_of(rad: Model) -> str:
    return reverse("beslut:brukare_visa", args=[rad.brukare_id])


def _home_of_assistant(rad: Assistent) -> str:
    return reverse("beslut:assistent_visa", args=[rad.pk])


SLAG = {
    "beslutsrad": Slag(
        modell=Beslutsrad,
        kraver=("beslut.andra_beslut",),
        namn=lambda rad: f"{kind_label(rad)} i beslut {rad.beslut.diarienummer}",
        tillbaka=_home_of,
        avslutad="Beslutsraden är avslutad.",
        form=AvslutaBeslutsradForm,
        tjanst=end_decision_row,
    ),
    "stallforetradare": Slag(
        modell=Stallforetradare,
        kraver=("beslut.andra_person",),
        namn=lambda rad: rad.get_roll_display(),
        tillbaka=_home_of,
        avslutad="Ställföreträdaren är avslutad.",
    ),
    "assistent": Slag(
        modell=Assistent,
        kraver=("beslut.andra_anordnare", "beslut.andra_person"),
        namn=lambda rad: f"Anmälan av {rad.namn}",
        tillbaka=_home_of_assistant,
        avslutad="Anmälan av assistenten är avslutad.",
    ),
    "timbelopp": Slag(
        modell=Timbelopp,
        kraver=("beslut.andra_beslut",),
        namn=lambda rad: rad.get_kategori_display(),
        tillbaka=lambda rad: reverse("beslut:timbelopp_visa", args=[rad.pk]),
        avslutad="Timbeloppet är avslutat.",
    ),
}


@requires("beslut.andra_beslut", "beslut.andra_person", "beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def avsluta(request: HttpRequest, slag: str, rad_id: int) -> HttpResponse:
    """End a row. What the kind of row asks for is checked here, beyond what lets anyone in."""
    if slag not in SLAG:
        raise Http404
    val = SLAG[slag]
    if not any(request.user.may(rattighet) for rattighet in val.kraver):
        raise PermissionDenied
    rad = get_object_or_404(val.modell, pk=rad_id)
    if brukare_id := getattr(rad, "brukare_id", None):
        fetch_brukare(request, brukare_id)
    if anordnare_id := getattr(rad, "anordnare_id", None):
        fetch_anordnare(request, anordnare_id)
    refuse_closed(request.user, getattr(rad, "person_id", None))

    form = val.form_for(rad)(request.POST or None)
    if saved(request, form, val.tjanst, rad=rad):
        messages.success(request, val.avslutad)
        return redirect(val.tillbaka(rad))
    innehall = {
        "form": form,
        "rad": rad,
        "namn": val.namn(rad),
        "tillbaka": val.tillbaka(rad),
        "paminn_om_37": "grund" in form.fields,
    }
    return render(request, "beslut/avsluta.html", innehall)
