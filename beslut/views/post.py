"""En post i registren, vilken som helst, på en sida om den: vem den handlar om, vad den heter och var den hör hemma."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from assistans.models import Andring
from beslut.beteckning import provider_label
from beslut.historik.ord import row_in_words
from beslut.historik.slag import Slag, kinds
from beslut.historik.tillfallen import light_rows
from beslut.models import Anordnare, Assistentuppgift, Brukare, Handling
from beslut.views.formular import fetch_anordnare, refuse_closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """En post som användaren får läsa om. `varden` är raden som den är, eller som den var när den togs bort."""

    slag: Slag
    rad_id: int
    varden: dict[str, Any]
    brukare: Brukare | None
    anordnare: Anordnare | None

    @property
    def rad(self) -> Model:
        """Enough of the row to point at it."""
        return self.slag.modell(pk=self.rad_id)

    @property
    def handlar_om(self) -> Model:
        """The person or the provider that a reading is logged about; else the record itself."""
        return self.brukare or self.anordnare or self.rad

    @property
    def namn(self) -> str:
        """What the record is called. A provider goes by its name, unless it is a private person."""
        if self.slag.modell is Anordnare and self.anordnare:
            return provider_label(self.anordnare)
        return row_in_words(self.slag.modell, self.varden)

    @property
    def ar_egen_sida(self) -> bool:
        """Whether the record is the person or the provider herself."""
        return self.slag.modell in {Brukare, Anordnare}

    def home(self) -> dict[str, Any]:
        """Where one came from, for the template: the list, and the page of the one it is about."""
        if self.brukare:
            hem = reverse("beslut:brukare_visa", args=[self.brukare.pk])
            return {
                "lista": reverse("beslut:brukare_lista"),
                "listnamn": "Brukare",
                "hem": hem,
                "hemnamn": self.brukare.referens,
            }
        if self.anordnare:
            return {
                "lista": reverse("beslut:anordnare_lista"),
                "listnamn": "Anordnare",
                "hem": reverse("beslut:anordnare_visa", args=[self.anordnare.pk]),
                "hemnamn": provider_label(self.anordnare),
            }
        return {}


def fetch_post(request: HttpRequest, slug: str, rad_id: int) -> Post:
    """The record in the address.

    Raises Http404 when there is none or when it is about a person whom the user may not see, PermissionDenied for a
    user who may see no persons at all.
    """
    if slug not in kinds():
        raise Http404
    slag = kinds()[slug]
    varden = _values_of(slag, rad_id)
    brukare, anordnare = _about(request, slag, rad_id, varden)
    return Post(slag=slag, rad_id=rad_id, varden=varden, brukare=brukare, anordnare=anordnare)


def _values_of(slag: Slag, rad_id: int) -> dict[str, Any]:
    """The row as it stands, or as it was when it was removed."""
    if rader := light_rows(slag.modell, pk=rad_id):
        return rader[0]
    borttagen = Andring.objects.filter(tabell=slag.tabell, rad_id=rad_id, slag="DELETE").order_by("-tid").first()
    if borttagen is None:
        raise Http404
    return borttagen.fore


def _owner_of(handling: dict[str, Any]) -> Slag:
    """The kind of record that a document belongs to."""
    for slag in kinds().values():
        if slag.modell._meta.label_lower == handling["objekt"]:
            return slag
    raise Http404


def _about(
    request: HttpRequest, slag: Slag, rad_id: int, varden: dict[str, Any]
) -> tuple[Brukare | None, Anordnare | None]:
    """The person or else the provider that the record is about, if the user may read of her. A document is about what
    it belongs to.

    Raises Http404 for a person whom the user may not see, also when she is a representative or an assistant, and for
    what is known of an assistant that the user may not read; PermissionDenied for a user who may see no persons at all.
    """
    if slag.modell is Handling:
        slag, rad_id = _owner_of(varden), varden["objekt_id"]
        varden = _values_of(slag, rad_id)
    if slag.modell is Assistentuppgift:
        get_object_or_404(Assistentuppgift.objects.readable_by(request.user), pk=rad_id)
    if slag.modell not in {Brukare, Anordnare}:
        refuse_closed(request.user, varden.get("person_id"))
    if brukare_id := slag.value_of(slag.till_brukare, rad_id, varden):
        if not request.user.may("beslut.se_person"):
            raise PermissionDenied
        brukare = Brukare.objects.open_to(request.user).filter(pk=brukare_id).first()
        if brukare is None:
            raise Http404
        return brukare, None
    anordnare_id = slag.value_of(slag.till_anordnare, rad_id, varden)
    return None, fetch_anordnare(request, anordnare_id) if anordnare_id else None
