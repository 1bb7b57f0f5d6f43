"""Formulär som överlever en tappad session: nyckeln i formuläret, och det som tar emot det som skickas utan inloggning.

Ett formulär som håller utkast bär en nyckel, undertecknad av servern, som säger vem sidan visades för och vilken sida
det är. Med den får det som är skrivet läggas i just den användarens utkast till just den sidan, också när sessionen har
gått ut under tiden. Nyckeln öppnar ingenting och läser ingenting: utkastet visas för användaren när hen har loggat in.
"""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.views.csrf import csrf_failure as csrf_failure_of_django

from assistans.aktor import set_actor
from assistans.models import User, Utkast
from assistans.services.drafts import DraftRefused, discard_draft, discard_worn_out, keep_draft

FALT = "utkastnyckel"
"""The name of the hidden field that carries the key."""
GALLER = timedelta(hours=24)
"""How long a page may stand open and still keep its draft."""
SALT = "assistans.utkast"


def key_for(user: User, sida: str) -> str:
    """The key of a form on a page that is shown to a user."""
    return signing.dumps([user.pk, sida], salt=SALT)


def keep_by_key(request: HttpRequest) -> Utkast | None:
    """Keep what was posted as a draft of the one whom the form was shown to. None when the key is not good for it.

    A key that was made for somebody else than the one who is signed in now keeps nothing. Raises DraftRefused.
    """
    try:
        user_id, sida = signing.loads(request.POST.get(FALT, ""), salt=SALT, max_age=GALLER)
    except signing.BadSignature:
        return None
    if request.user.is_authenticated and request.user.pk != user_id:
        return None
    user = User.objects.filter(pk=user_id, aktiv=True).first()
    if user is None:
        return None
    set_actor(user.pk)
    return keep_draft(sida=sida, skrivet=dict(request.POST.lists()), by=user, at=timezone.now())


def back_to_page(request: HttpRequest) -> HttpResponse | None:
    """Keep what was posted as a draft, and lead back to its page, by way of the login if need be. None if not kept."""
    try:
        utkast = keep_by_key(request)
    except DraftRefused:
        return None
    if utkast is None:
        return None
    request.draft_kept = True
    if request.user.is_authenticated:
        return redirect(utkast.sida)
    fraga = urlencode({"next": utkast.sida, "utkast": "sparat"})
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{fraga}")


def draft_of(request: HttpRequest) -> Utkast | None:
    """The user's own draft of the page, if there is one."""
    return Utkast.objects.of(request.user, request.path, timezone.now()).first()


def chosen_draft(request: HttpRequest) -> Utkast | None:
    """The draft, when the user has asked to go on with it and has not posted anything since."""
    return draft_of(request) if request.method == "GET" and request.GET.get("utkast") == "ja" else None


class UtkastMiddleware:
    """Lägger det som skickas utan session i ett utkast, och tar bort utkastet när formuläret är sparat."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A form that was saved leads on to another page; one that was not is shown again, or was kept as a draft.
        led_on = request.method == "POST" and response.status_code == 302 and not hasattr(request, "draft_kept")
        if led_on and request.user.is_authenticated and FALT in request.POST:
            discard_draft(sida=request.path, by=request.user)
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Stand before the redirect to the login page, which would drop what was posted."""
        if request.method != "POST" or request.user.is_authenticated or FALT not in request.POST:
            return None
        if getattr(view, "login_required", True) is False:
            return None
        return back_to_page(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before the latest login. With a key it is kept as a draft; without one the page says what to do."""
    return back_to_page(request) or csrf_failure_of_django(request, reason=reason)


def discard_worn_out_at_login(sender: type, request: HttpRequest, user: User, **_kwargs: object) -> None:
    discard_worn_out(at=timezone.now())


def listen_for_login() -> None:
    """Let each login clear away what nobody has come back to."""
    user_logged_in.connect(discard_worn_out_at_login, dispatch_uid="assistans.utkast")
