from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assistans.access import requires
from assistans.arbetsboksvar import wants_workbook, workbook_response
from fakturor.services.attesting import has_interest
from kontroller.forms import BedomningForm
from kontroller.listlage import with_standing
from kontroller.models import Bedomning, Utfallsrad
from kontroller.services.assessing import INTERESTED, AssessmentRefused, assess, confirm
from kontroller.sidor.arbetslista import tasks_at
from kontroller.sidor.ko import ATT_BEDOMA, assessments_of
from kontroller.sidor.listblad import assessments_sheet
from kontroller.sidor.steg import Steg
from kontroller.views.faktura import back_to_invoice, fetch_invoice, show_invoice

RADER_PER_SIDA = 50


@requires("kontroller.bedoma", "kontroller.bekrafta")
@require_safe
def bedomningar(request):
    """Fakturorna som har något att bedöma, kommentera, bekräfta eller följa upp."""
    steg = request.GET.get("steg")
    steg = Steg(steg) if steg in ATT_BEDOMA else None
    ko = assessments_of(request.user, steg)
    if wants_workbook(request):
        return workbook_response(request, assessments_sheet(tasks_at(ko)), filnamn="bedomningar")
    sida = Paginator(ko, RADER_PER_SIDA).get_page(request.GET.get("sida"))
    sida.object_list = tasks_at(sida.object_list)
    belopp = sum(plats.belopp for plats in ko)
    return render(request, "kontroller/bedomningar.html", {"sida": sida, "belopp": belopp, "steg": steg})


@requires("kontroller.bedoma")
@require_POST
def bedom(request, faktura_id: int, utfall_id: int):
    """Bedöm eller kommentera det som en kontroll fann."""
    fakturan = fetch_invoice(request.user, faktura_id)
    utfall = get_object_or_404(with_standing(Utfallsrad.objects), pk=utfall_id, granskning__faktura=fakturan)
    if has_interest(fakturan, request.user):
        return show_invoice(request, fakturan, vagran=INTERESTED)
    form = BedomningForm(request.POST, request.FILES, faktura=fakturan, utfall=utfall)

    if form.is_valid():
        try:
            assess(faktura=fakturan, utfall=utfall, **form.cleaned_data, by=request.user, at=timezone.now())
        except AssessmentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Bedömningen av {utfall.regel} är sparad.")
            return back_to_invoice(faktura_id, f"kontroll-{utfall.regel}")

    return show_invoice(request, fakturan, bedomning=form)


@requires("kontroller.bedoma", "kontroller.bekrafta")
@require_POST
def bekrafta(request, faktura_id: int, bedomning_id: int):
    """Stå som andra person bakom en bedömning."""
    fakturan = fetch_invoice(request.user, faktura_id)
    bedomning = get_object_or_404(Bedomning, pk=bedomning_id, faktura=fakturan)

    try:
        confirm(bedomning=bedomning, by=request.user, at=timezone.now())
    except AssessmentRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Bedömningen av {bedomning.regel} är bekräftad.")
    return back_to_invoice(faktura_id, f"kontroll-{bedomning.regel}")
