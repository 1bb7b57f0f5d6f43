from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistans.access import requires
from assistans.models import Handelse, Lasning
from fakturor.forms.filer import AnordnarfilerForm, FilerForm
from fakturor.models import Inlasning, Inlasningsfil
from fakturor.services.concealing import open_rows, protection_for
from fakturor.services.uploading import UploadRefused, abort_upload, confirm_upload, name_of_bad_rows, preview_upload
from fakturor.sidor.inlasning import build_page, earlier_uploads, outcome_in_words
from fakturor.sidor.omatchade import unmatched

INLASNINGAR_PER_SIDA = 20
FAR_LASA_IN = ("fakturor.las_in", "beslut.andra_anordnare")
"""Who may read files in, of all kinds or of providers only. The latter see what they have put up themselves."""


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


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "HEAD", "POST"])
def las_in_anordnare(request):
    """Anordnare och tillstånd läggs upp här av den som ansvarar för dem. Därunder de egna tidigare inläsningarna."""
    form = AnordnarfilerForm(request.POST, request.FILES) if request.method == "POST" else AnordnarfilerForm()

    if form.is_valid():
        inlasning = preview_upload(files=form.cleaned_data["filer"], by=request.user, at=timezone.now())
        return redirect("fakturor:inlasning", inlasning_id=inlasning.pk)

    sida = Paginator(earlier_uploads().filter(av=request.user), INLASNINGAR_PER_SIDA)
    return render(
        request, "fakturor/las_in_anordnare.html", {"form": form, "sida": sida.get_page(request.GET.get("sida"))}
    )


@requires(*FAR_LASA_IN)
@require_safe
def inlasning(request, inlasning_id: int):
    """En inläsning: vad filerna skulle ändra, eller vad de ändrade, och raderna som inte kan läsas in."""
    inlasningen = _fetch(request, inlasning_id)
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
            "sida": build_page(inlasningen, to=request.user),
            "avbruten": inlasningen.steg == Inlasning.Steg.AVBRUTEN,
            "vantar": inlasningen.steg == Inlasning.Steg.FORHANDSVISAD,
            "svar": svar.select_related("av").last(),
            "far_lasa_in": request.user.may("fakturor.las_in"),
        },
    )


@requires(*FAR_LASA_IN)
@require_POST
def genomfor_inlasning(request, inlasning_id: int):
    """Läs in filerna på riktigt."""
    inlasningen = _fetch(request, inlasning_id)
    try:
        inlasningen = confirm_upload(inlasning=inlasningen, by=request.user, at=timezone.now())
    except UploadRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, outcome_in_words(build_page(inlasningen, to=request.user)))
    return redirect("fakturor:inlasning", inlasning_id=inlasning_id)


@requires(*FAR_LASA_IN)
@require_POST
def avbryt_inlasning(request, inlasning_id: int):
    """Avbryt: ingenting ändras och filerna tas bort."""
    inlasningen = _fetch(request, inlasning_id)
    try:
        abort_upload(inlasning=inlasningen, by=request.user, at=timezone.now())
    except UploadRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Inläsningen är avbruten. Ingenting ändrades och filerna är borttagna.")
    return redirect("fakturor:las_in" if request.user.may("fakturor.las_in") else "fakturor:las_in_anordnare")


@requires(*FAR_LASA_IN)
@require_safe
def felrader(request, inlasning_id: int, fil_id: int):
    """En fils felrader som CSV, med samma kolumner och `fel`, utan dem om skyddade personer som användaren inte får se.

    De kan bära personnummer, så läsningen loggas.
    """
    inlasningen = _fetch(request, inlasning_id)
    fil = get_object_or_404(Inlasningsfil, pk=fil_id, inlasning=inlasningen, felrader__isnull=False)
    Lasning.record(fil, by=request.user, at=timezone.now(), syfte="Rättning av felrader")
    rader, _ = open_rows(bytes(fil.felrader), protection_for(request.user))
    svar = HttpResponse(rader, content_type="text/csv; charset=utf-8")
    svar["Content-Disposition"] = f'attachment; filename="{name_of_bad_rows(fil.namn)}"'
    svar["Cache-Control"] = "no-store"
    return svar


def _fetch(request, inlasning_id: int) -> Inlasning:
    """The upload, if the user reads in all files or has put it up; else the page does not exist."""
    synliga = Inlasning.objects.select_related("av")
    if not request.user.may("fakturor.las_in"):
        synliga = synliga.filter(av=request.user)
    return get_object_or_404(synliga, pk=inlasning_id)
