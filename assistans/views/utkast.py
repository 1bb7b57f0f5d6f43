"""Utkasten: de sparas medan man skriver, och slängs när man vill."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from assistans.access import for_everyone_signed_in
from assistans.services.drafts import DraftRefused, discard_draft
from assistans.svenska import klockslag
from assistans.utkast import keep_by_key


@csrf_exempt
@login_not_required
@require_POST
def utkast(request: HttpRequest) -> HttpResponse:
    """Keep what is typed so far. Answers with what to tell the one who types.

    The signed key in the form says whose draft it is, so this is open to a page whose session has ended, and needs no
    other protection against being posted from elsewhere: nobody else can make a key.
    """
    try:
        sparat = keep_by_key(request)
    except DraftRefused as refused:
        return HttpResponse(str(refused))
    if sparat is None:
        return HttpResponse(status=204)
    return HttpResponse(f"Utkastet är sparat {klockslag(timezone.localtime(sparat.sparat).time())}.")


@for_everyone_signed_in
@require_POST
def slang_utkast(request: HttpRequest) -> HttpResponse:
    """Throw one's own draft of a page away, and go back to the page."""
    sida = request.POST.get("sida", "")
    if not (sida.startswith("/") and url_has_allowed_host_and_scheme(sida, allowed_hosts=None)):
        return HttpResponse(status=400)
    discard_draft(sida=sida, by=request.user)
    return redirect(sida)
