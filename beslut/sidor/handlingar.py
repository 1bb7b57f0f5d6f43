"""Handlingarna hos en rad, som de står i listan och som de hämtas, vilken app raden än finns i."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Model
from django.http import HttpResponse

from beslut.filslag import ANDELSER
from beslut.models import Handling


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlingsrad:
    """En handling i listan, och var den hämtas och döljs. Utan adress för den som inte får."""

    handling: Handling
    hamta: str = ""
    dolj: str = ""


def list_documents(
    modell: type[Model],
    rad_id: int,
    *,
    hamta: Callable[[int], str] | None = None,
    dolj: Callable[[int], str] | None = None,
) -> list[Handlingsrad]:
    """The documents of a row, the newest first and those that are hidden last. One query.

    `hamta` and `dolj` give the addresses by a document's id, to those who may.
    """
    rader = Handling.objects.filter(objekt=modell._meta.label_lower, objekt_id=rad_id)
    ordnade = rader.defer("innehall").select_related("inlagd_av", "dold_av")
    return [
        Handlingsrad(
            handling=handling,
            hamta=hamta(handling.pk) if hamta and not handling.dold else "",
            dolj=dolj(handling.pk) if dolj and not handling.dold else "",
        )
        for handling in ordnade.order_by(F("dold").asc(nulls_first=True), "-inlagd", "-pk")
    ]


def as_download(dokument: Handling) -> HttpResponse:
    """The file byte for byte as it was put in. It is never opened in the page, and no browser keeps it."""
    svar = HttpResponse(bytes(dokument.innehall), content_type=dokument.mime)
    svar["Content-Disposition"] = f'attachment; filename="handling-{dokument.pk}.{ANDELSER[dokument.mime]}"'
    svar["X-Content-Type-Options"] = "nosniff"
    svar["Content-Security-Policy"] = "sandbox; default-src 'none'"
    svar["Cache-Control"] = "no-store"
    return svar
