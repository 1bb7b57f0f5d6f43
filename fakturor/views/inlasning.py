from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistans.access import requires
from assistans.models import Handelse, Lasning
from fakturor.forms.filer import FilerForm
from fakturor.models import Inlasning, Inlasningsfil
from fakturor.services.uploading import UploadRefused, abort_upload, confirm_upload, name_of_bad_rows, preview_upload
from fakturor.sidor.inlasning import build_page, earlier_uploads, outcome_in_words
from fakturor.sidor.omatchade import unmatched

INLASNINGAR_PER_SIDA = 20


@requires("fakturor.las_in")
@require_http_methods(["GET", "HEAD", "POST"])
def las_in(request):
    """Filerna läggs upp här och granskas innan något sparas. Därunder tidigare inläsningar."""
    form = FilerForm(request.POST, request.FILES) if request.method == "POST" else FilerForm()

    if form.is_valid():
        inlasning = preview_upload(files=form.cleaned_data["filer"], by=request.user, at=timezone.now())
        return redirect("fakturor:inlasning", inlasning_id=inlasning.pk)

    sida = Paginator(earlier_uploads(), INLASNINGAR_PER_SIDA).get_page(request.GET.get("sida"))
    antal_omatchade = unmatched(request.user).count()
    return render(request, "fakturor/las_in.html", {"form": form, "sida": sida, "antal_omatchade": antal_omatchade})


@requires("fakturor.las_in")
@require_safe
def inlasning(request, inlasning_id: int):
    """En inläsning: vad filerna skulle ändra, eller vad de ändrade, och raderna som inte kan läsas in."""
    inlasningen = get_object_or_404(Inlasning.objects.select_related("av"), pk=inlasning_id)
    svar = Handelse.objects.filter(
        objekt=Inlasning._meta.label_lower,
        objekt_id=inlasning_id,
        typ__in=["inlasning.inlast", "inlasning.avbruten"],
    )
    return render(
        request,
        "fakturor/inlasning.html",
        {
            "inlasning": inlasningen,
            "sida": build_page(inlasningen),
            "avbruten": inlasningen.steg == Inlasning.Steg.AVBRUTEN,
            "vantar": inlasningen.steg == Inlasning.Steg.FORHANDSVISAD,
            "svar": svar.select_related("av").last(),
        },
    )


@requires("fakturor.las_in")
@require_POST
def genomfor_inlasning(request, inlasning_id: int):
    """Läs in filerna på riktigt."""
    inlasningen = get_object_or_404(Inlasning, pk=inlasning_id)
    try:
        inlasningen = confirm_upload(inlasning=inlasningen, by=request.user, at=timezone.now())
    except UploadRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, outcome_in_words(build_page(inlasningen)))
    return redirect("fakturor:inlasning", inlasning_id=inlasning_id)


@requires("fakturor.las_in")
@require_POST
def avbryt_inlasning(request, inlasning_id: int):
    """Avbryt: ingenting ändras och filerna tas bort."""
    inlasningen = get_object_or_404(Inlasning, pk=inlasning_id)
    try:
        abort_upload(inlasning=inlasningen, by=request.user, at=timezone.now())
    except UploadRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Inläsningen är avbruten. Ingenting ändrades och filerna är borttagna.")
    return redirect("fakturor:las_in")


@requires("fakturor.las_in")
@require_safe
def felrader(request, inlasning_id: int, fil_id: int):
    """En fils felrader som CSV, med samma kolumner och `fel`. De kan bära personnummer, så läsningen loggas."""
    fil = get_object_or_404(Inlasningsfil, pk=fil_id, inlasning=inlasning_id, felrader__isnull=False)
    Lasning.record(fil, by=request.user, at=timezone.now(), syfte="Rättning av felrader")
    svar = HttpResponse(bytes(fil.felrader), content_type="text/csv; charset=utf-8")
    svar["Content-Disposition"] = f'attachment; filename="{name_of_bad_rows(fil.namn)}"'
    svar["Cache-Control"] = "no-store"
    return svar
