from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assistans.access import requires
from assistans.models import Lasning
from beslut.models import Handling
from beslut.sidor.handlingar import as_download
from kontroller.forms_manuellt import ManuellForm
from kontroller.services.manual_steps import ManualStepRefused, record_manual_step
from kontroller.views.faktura import back_to_invoice, fetch_invoice, show_invoice


@requires("kontroller.bedoma", "kontroller.granskningsattest", "kontroller.beslutsattest")
@require_POST
def anteckna_manuell(request, faktura_id: int):
    """Anteckna en manuell kontroll: vem som såg efter, när, och vad hen såg."""
    fakturan = fetch_invoice(request.user, faktura_id)
    form = ManuellForm(request.POST, request.FILES, faktura=fakturan, user=request.user)

    if form.is_valid():
        try:
            gjord = record_manual_step(faktura=fakturan, **form.as_asked(), by=request.user, at=timezone.now())
        except ManualStepRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Den manuella kontrollen {gjord.kod} är antecknad.")
            return back_to_invoice(faktura_id, "manuella")

    return show_invoice(request, fakturan, manuell=form)


@requires("beslut.se_person")
@require_safe
def fakturahandling(request, faktura_id: int, handling_id: int):
    """Hämta en handling som hör till fakturan, byte för byte som den lades in. Varje läsning loggas."""
    fakturan = fetch_invoice(request.user, faktura_id)
    handling = get_object_or_404(Handling, pk=handling_id, objekt=fakturan._meta.label_lower, objekt_id=fakturan.pk)
    if handling.dold is not None:
        raise Http404
    Lasning.record(fakturan, by=request.user, at=timezone.now(), syfte=f"Hämtade handling {handling.pk}")
    return as_download(handling)
