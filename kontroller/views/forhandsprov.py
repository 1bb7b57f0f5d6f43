import logging

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from kontroller.forhandsprov.prov import try_files
from kontroller.forhandsprov.transaktion import ProvRefused
from kontroller.forms_forhandsprov import ForhandsprovForm
from kontroller.sidor.forhandsprov import build_page

logger = logging.getLogger(__name__)


@requires("kontroller.forhandsprova")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forhandsprov(request):
    """En anordnares filer läggs upp och prövas som på riktigt. Svaret står på sidan, och ingenting sparas."""
    form = ForhandsprovForm(request.POST, request.FILES) if request.method == "POST" else ForhandsprovForm()
    sida = None

    if form.is_valid():
        try:
            prov = try_files(**form.cleaned_data, by=request.user, at=timezone.now())
        except ProvRefused as refused:
            form.add_error(None, str(refused))
        else:
            logger.info("Förhandsprov av %s fakturor, av användare %s", len(prov.fakturor), request.user.pk)
            sida = build_page(prov)

    return render(
        request,
        "kontroller/forhandsprov.html",
        {"form": form, "sida": sida, "far_lasa_in": request.user.may("fakturor.las_in")},
    )
