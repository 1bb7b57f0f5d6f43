from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assistans.access import for_everyone_signed_in
from assistans.models import ApiNyckel
from assistans.services.keys import RATT, KeyRefused, issue_key, revoke_key
from kontroller.forms_nycklar import NyckelForm
from kontroller.sidor.nycklar import list_keys


@for_everyone_signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nycklar(request):
    """Systemförvaltaren utfärdar nycklar här, och ser alla. Andra ser de nycklar som är utfärdade i deras namn."""
    far_utfarda = request.user.may(RATT)
    form = NyckelForm(request.POST or None, by=request.user) if far_utfarda else None
    utfardad = hemlighet = None

    if form and form.is_valid():
        try:
            utfardad, hemlighet = issue_key(**form.cleaned_data, by=request.user, at=timezone.now())
        except KeyRefused as refused:
            form.add_error(None, str(refused))
        else:
            form = NyckelForm(by=request.user)

    return render(
        request,
        "kontroller/nycklar.html",
        {
            "form": form,
            "utfardad": utfardad,
            "hemlighet": hemlighet,
            "nycklar": list_keys(_visible_to(request.user), idag=timezone.localdate()),
            "far_utfarda": far_utfarda,
        },
    )


@for_everyone_signed_in
@require_POST
def aterkalla_nyckel(request, nyckel_id: int):
    """Återkalla en nyckel. Den slutar gälla genast."""
    nyckel = get_object_or_404(_visible_to(request.user), pk=nyckel_id)
    try:
        revoke_key(nyckel=nyckel, by=request.user, at=timezone.now())
    except KeyRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Nyckeln {nyckel.namn} är återkallad och öppnar inget mer.")
    return redirect("program:nycklar")


def _visible_to(user):
    egna = Q() if user.may(RATT) else Q(user=user)
    return ApiNyckel.objects.filter(egna)
