"""Handlingar: de som hör till en post, att lägga dit en, hämta den och dölja den som kom fel."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from beslut.forms.handling import DoljForm, HandlingForm
from beslut.handlingsplatser import PLATSER
from beslut.models import Handling
from beslut.services.documents import attach_document, hide_document
from beslut.sidor.handlingar import as_download, list_documents
from beslut.views.formular import log_reading, saved
from beslut.views.post import Post, fetch_post

ALLA_SOM_LASER = ("beslut.se_person", "beslut.se_anordnare")


@requires(*ALLA_SOM_LASER)
@require_http_methods(["GET", "HEAD", "POST"])
def handlingar(request: HttpRequest, slag: str, rad_id: int) -> HttpResponse:
    """The documents of a record, and the form to put one there for those who may."""
    post = _fetch_place(request, slag, rad_id)
    far_lagga_dit = _may_add(request, slag)
    if request.method == "POST" and not far_lagga_dit:
        raise PermissionDenied

    form = HandlingForm(request.POST or None, request.FILES or None, initial={"slag": PLATSER[slag].slag})
    if saved(request, form, attach_document, rad=post.rad):
        messages.success(request, "Handlingen är sparad.")
        return redirect("beslut:handlingar", slag, rad_id)

    log_reading(request, post.handlar_om, "Läste listan över handlingar")
    innehall = {
        "handlingar": list_documents(
            post.slag.modell,
            rad_id,
            hamta=lambda pk: reverse("beslut:handling", args=[pk]),
            dolj=(lambda pk: reverse("beslut:handling_dolj", args=[pk])) if far_lagga_dit else None,
        ),
        "namn": post.namn,
        "brukare": post.brukare,
        "form": form,
        "far_lagga_dit": far_lagga_dit,
        **post.home(),
    }
    return render(request, "beslut/handlingar.html", innehall)


@requires(*ALLA_SOM_LASER)
@require_safe
def handling(request: HttpRequest, handling_id: int) -> HttpResponse:
    """Fetch the file, byte for byte as it was put in. Each reading is logged."""
    dokument = get_object_or_404(Handling, pk=handling_id)
    if dokument.dold is not None:
        raise Http404
    post = _fetch_place(request, _place_of(dokument), dokument.objekt_id)
    log_reading(request, post.handlar_om, f"Hämtade handling {dokument.pk}")
    return as_download(dokument)


@requires(*ALLA_SOM_LASER)
@require_http_methods(["GET", "HEAD", "POST"])
def handling_dolj(request: HttpRequest, handling_id: int) -> HttpResponse:
    """Hide a document that was put in by mistake, and say why."""
    dokument = get_object_or_404(Handling.objects.defer("innehall"), pk=handling_id, dold__isnull=True)
    slag = _place_of(dokument)
    post = _fetch_place(request, slag, dokument.objekt_id)
    if not _may_add(request, slag):
        raise PermissionDenied

    form = DoljForm(request.POST or None)
    if saved(request, form, hide_document, handling=dokument):
        messages.success(request, "Handlingen är dold.")
        return redirect("beslut:handlingar", slag, dokument.objekt_id)
    innehall = {"handling": dokument, "slag": slag, "namn": post.namn, "form": form, **post.home()}
    return render(request, "beslut/handling_dolj.html", innehall)


def _fetch_place(request: HttpRequest, slag: str, rad_id: int) -> Post:
    """The record, if it is of a kind that has documents and the user may read of it."""
    if slag not in PLATSER:
        raise Http404
    post = fetch_post(request, slag, rad_id)
    om_anordnare = post.brukare is None and post.anordnare is not None
    if om_anordnare and not request.user.may("beslut.se_anordnare"):
        raise PermissionDenied
    return post


def _may_add(request: HttpRequest, slag: str) -> bool:
    return any(request.user.may(rattighet) for rattighet in PLATSER[slag].kraver)


def _place_of(dokument: Handling) -> str:
    return dokument.objekt.rpartition(".")[2]
