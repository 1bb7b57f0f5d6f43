"""Det som går att göra: läsa in filer, kontrollera en månad, hämta verdikt, förhandspröva."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, NinjaAPI, Status
from ninja.errors import HttpError
from ninja.files import UploadedFile

from assistans.models import ApiNyckel, Lasning
from assistans.tid import TidFel, parse_month
from fakturor.forms.filer import MOST_BYTES, MOST_BYTES_TOGETHER, MOST_FILES, FilerForm
from fakturor.models import Inlasning
from fakturor.services.importing import Fil, import_folder
from kontroller import korning as korningar
from kontroller.api import scheman
from kontroller.api.dorr import Nyckel
from kontroller.api.svar import answer_errors, stream_verdicts
from kontroller.forhandsprov import filerna
from kontroller.forhandsprov.prov import try_files
from kontroller.liggare import run_as_file
from kontroller.models import Korning

Omfang = ApiNyckel.Omfang
PAGAR = "Kontrollen pågår, {klara} av {antal} fakturor är klara. Fråga igen om en stund."

api = NinjaAPI(
    title="Assistanskontroll",
    version="1",
    description="Läsa in filer, kontrollera en månad, hämta verdikt och förhandspröva en anordnares filer.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
answer_errors(api)
VAGRAN = dict.fromkeys((401, 403, 404, 409, 413, 422, 429), scheman.Fel)


@api.post(
    "/inlasningar",
    auth=Nyckel(Omfang.LASA_IN),
    response={201: scheman.Inlasning, **VAGRAN},
    url_name="inlasningar",
    operation_id="las_in",
    summary="Läs in filer",
    tags=["Inläsning"],
)
def las_in(request: HttpRequest, filer: File[list[UploadedFile]]) -> Status[dict[str, Any]]:
    """Läser in filerna på riktigt, som `manage.py las_in`. En rad med fel stoppar inte de andra."""
    inlasning = Inlasning(av=request.user, skapad=timezone.now())
    import_folder(_contents(filer), by=request.user, at=inlasning.skapad, inlasning=inlasning)
    return Status(201, _inlasning(inlasning))


@api.get(
    "/inlasningar/{int:inlasning_id}",
    auth=Nyckel(Omfang.LASA_IN),
    response={200: scheman.Inlasning, **VAGRAN},
    url_name="inlasning",
    operation_id="se_inlasning",
    summary="Se en inläsning",
    tags=["Inläsning"],
)
def se_inlasning(request: HttpRequest, inlasning_id: int) -> dict[str, Any]:
    """Vad en inläsning ledde till, fil för fil."""
    return _inlasning(get_object_or_404(Inlasning, pk=inlasning_id))


@api.post(
    "/korningar",
    auth=Nyckel(Omfang.KORA),
    response={202: scheman.Korning, **VAGRAN},
    url_name="korningar",
    operation_id="kontrollera",
    summary="Kontrollera en månad",
    tags=["Kontroll"],
)
def kontrollera(request: HttpRequest, order: scheman.Korningsorder) -> Status[dict[str, Any]]:
    """Startar månadens kontroll, eller tar upp den som avbröts. Följ den sedan med dess id."""
    return Status(202, _korning(korningar.start_month(manad=_month(order.manad), by=request.user, at=timezone.now())))


@api.get(
    "/korningar/{int:korning_id}",
    auth=Nyckel(Omfang.KORA),
    response={200: scheman.Korning, **VAGRAN},
    url_name="korning",
    operation_id="se_korning",
    summary="Följ en kontroll",
    tags=["Kontroll"],
)
def se_korning(request: HttpRequest, korning_id: int) -> dict[str, Any]:
    """Om kontrollen pågår, och hur många fakturor som är klara."""
    return _korning(get_object_or_404(_runs(), pk=korning_id))


@api.get(
    "/korningar/{int:korning_id}/verdikt",
    auth=Nyckel(Omfang.LASA),
    response={200: scheman.Verdiktfil, **VAGRAN},
    url_name="verdikt",
    operation_id="hamta_verdikt",
    summary="Hämta en körnings verdikt",
    tags=["Verdikt"],
)
def hamta_verdikt(request: HttpRequest, korning_id: int) -> StreamingHttpResponse:
    """Verdiktfilen. Om personer med skyddade uppgifter står bara utfallen."""
    return _verdicts(request, get_object_or_404(_runs(), pk=korning_id))


@api.get(
    "/manader/{manad}/verdikt",
    auth=Nyckel(Omfang.LASA),
    response={200: scheman.Verdiktfil, **VAGRAN},
    url_name="manadens_verdikt",
    operation_id="hamta_manadens_verdikt",
    summary="Hämta en månads senaste verdikt",
    tags=["Verdikt"],
)
def hamta_manadens_verdikt(request: HttpRequest, manad: str) -> StreamingHttpResponse:
    """Verdiktfilen från den senaste avslutade kontrollen av månaden."""
    klara = _runs().filter(typ=Korning.Typ.MANAD, manad=_month(manad)).exclude(status=Korning.Status.PAGAR)
    korning = klara.order_by("-pk").first()
    if korning is None:
        raise HttpError(404, "Månaden är inte kontrollerad.")
    return _verdicts(request, korning)


@api.post(
    "/forhandsprov",
    auth=Nyckel(Omfang.FORHANDSPROV),
    response={200: scheman.Forhandsprov, **VAGRAN},
    url_name="forhandsprov",
    operation_id="forhandsprova",
    summary="Förhandspröva en anordnares filer",
    tags=["Förhandsprov"],
)
def forhandsprova(request: HttpRequest, filer: File[list[UploadedFile]], manad: Form[str] = "") -> dict[str, Any]:
    """Läser och prövar filerna som på riktigt, och sparar ingenting.

    Högst 200 fakturor och 20 MB, en anordnare åt gången. `manad` behövs när fakturorna gäller flera månader.
    """
    if sum(fil.size or 0 for fil in filer) > filerna.MEST:
        raise HttpError(413, filerna.FOR_STORA)
    nyckel: ApiNyckel = request.auth  # type: ignore[attr-defined]
    prov = try_files(
        _contents(filer),
        by=request.user,
        at=timezone.now(),
        manad=_month(manad) if manad else None,
        orgnr=nyckel.orgnr,
    )
    return prov.as_json()


def _contents(filer: Sequence[UploadedFile]) -> list[Fil]:
    """The files by name, within the limits of the upload page. Raises HttpError."""
    form = FilerForm({}, MultiValueDict({"filer": list(filer)}))
    if form.is_valid():
        return form.cleaned_data["filer"]
    sizes = [fil.size or 0 for fil in filer]
    is_too_much = len(sizes) > MOST_FILES or max(sizes, default=0) > MOST_BYTES or sum(sizes) > MOST_BYTES_TOGETHER
    raise HttpError(413 if is_too_much else 422, " ".join(str(fel) for felen in form.errors.values() for fel in felen))


def _month(text: str) -> date:
    try:
        return parse_month(text)
    except TidFel:
        raise HttpError(422, "Månaden går inte att läsa. Skriv den som 2015-04.") from None


def _runs():
    return Korning.objects.select_related("regelverk")


def _inlasning(inlasning: Inlasning) -> dict[str, Any]:
    return {
        "id": inlasning.pk,
        "steg": inlasning.steg,
        "skapad": inlasning.skapad,
        "avslutad": inlasning.avslutad,
        "filer": inlasning.resultat["filer"],
    }


def _korning(korning: Korning) -> dict[str, Any]:
    return {
        "id": korning.pk,
        "manad": f"{korning.manad:%Y-%m}",
        "regelverk": korning.regelverk.version,
        "status": korning.status,
        "antal": korning.antal,
        "klara": korningar.done_count(korning),
        "startad": korning.startad,
        "avslutad": korning.avslutad,
    }


def _verdicts(request: HttpRequest, korning: Korning) -> StreamingHttpResponse:
    """The verdict file of a run that is done, and a note that it was read. Raises HttpError while it goes on."""
    if korning.status == Korning.Status.PAGAR:
        raise HttpError(409, PAGAR.format(klara=korningar.done_count(korning), antal=korning.antal))
    nyckel: ApiNyckel = request.auth  # type: ignore[attr-defined]
    Lasning.record(korning, by=request.user, at=timezone.now(), syfte=f"Verdikt till program, nyckel {nyckel.pk}")
    return StreamingHttpResponse(stream_verdicts(run_as_file(korning)), content_type="application/json; charset=utf-8")
