"""Skyddade personuppgifter för en företrädare, assistent, närstående eller funktionär: ja eller nej, och för vilka."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from beslut.forms.skydd import SkyddForm
from beslut.models import Assistent, Funktionar, Relation, Stallforetradare
from beslut.services.naming import change_protection
from beslut.views.formular import fetch_anordnare, fetch_brukare, log_reading, refuse_closed, saved

Rad = Assistent | Stallforetradare | Relation | Funktionar


@dataclass(frozen=True, slots=True, kw_only=True)
class Slag:
    """Ett slags rad som säger vem någon är: vem som får skydda den, vad den heter och vart man går sedan."""

    modell: type[Model]
    kraver: tuple[str, ...]
    namn: Callable[[Rad], str]
    tillbaka: Callable[[Rad], str]


def _home(rad: Stallforetradare | Relation) -> str:
    return reverse("beslut:brukare_visa", args=[rad.brukare_id])


SLAG = {
    "assistent": Slag(
        modell=Assistent,
        kraver=("beslut.andra_person", "beslut.andra_anordnare"),
        namn=lambda rad: "Assistenten",
        tillbaka=lambda rad: reverse("beslut:assistent_visa", args=[rad.pk]),
    ),
    "stallforetradare": Slag(
        modell=Stallforetradare,
        kraver=("beslut.andra_person",),
        namn=lambda rad: rad.get_roll_display(),
        tillbaka=_home,
    ),
    "relation": Slag(
        modell=Relation,
        kraver=("beslut.andra_person",),
        namn=lambda rad: rad.get_slag_display(),
        tillbaka=_home,
    ),
    "funktionar": Slag(
        modell=Funktionar,
        kraver=("beslut.andra_anordnare",),
        namn=lambda rad: rad.get_roll_display(),
        tillbaka=lambda rad: reverse("beslut:anordnare_visa", args=[rad.anordnare_id]),
    ),
}


@requires("beslut.andra_person", "beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def skyddade_uppgifter(request: HttpRequest, slag: str, rad_id: int) -> HttpResponse:
    """Say whether somebody has protected identity, and who may see who it is. One who is closed has no such page."""
    if slag not in SLAG:
        raise Http404
    val = SLAG[slag]
    if not any(request.user.may(rattighet) for rattighet in val.kraver):
        raise PermissionDenied
    rad = _fetch(request, val.modell, rad_id)

    initial = {"skyddad": "ja" if rad.person.skyddad else "nej", "behoriga": rad.person.behoriga.all()}
    form = SkyddForm(request.POST or None, initial=initial)
    if saved(request, form, change_protection, rad=rad):
        messages.success(request, "Skyddet är sparat. Det gäller överallt där människan står i registren.")
        return redirect(val.tillbaka(rad))
    log_reading(request, rad, "Öppnade skyddet för ändring")
    innehall = {"form": form, "namn": val.namn(rad), "tillbaka": val.tillbaka(rad), "fran": rad.galler_fran}
    return render(request, "beslut/skyddade_uppgifter.html", innehall)


def _fetch(request: HttpRequest, modell: type[Model], rad_id: int) -> Rad:
    """The row, if it is about a human whom the user may know, at a person and a provider whom she may see."""
    rad = get_object_or_404(modell.objects.select_related("person"), pk=rad_id, person__isnull=False)
    if brukare_id := getattr(rad, "brukare_id", None):
        fetch_brukare(request, brukare_id)
    if anordnare_id := getattr(rad, "anordnare_id", None):
        fetch_anordnare(request, anordnare_id)
    refuse_closed(request.user, rad.person_id)
    return rad
