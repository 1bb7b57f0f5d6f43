from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistans.access import for_everyone_signed_in
from kontroller.api.beskrivning import list_calls, openapi_schema
from kontroller.api.dorr import ANROP_PER_MINUT


@for_everyone_signed_in
@require_safe
def api_beskrivning(request):
    """Vad andra program kan göra, och hur."""
    return render(
        request, "kontroller/api_beskrivning.html", {"anropen": list_calls(), "anrop_per_minut": ANROP_PER_MINUT}
    )


@for_everyone_signed_in
@require_safe
def openapi(request):
    """Samma beskrivning för program, enligt OpenAPI."""
    return JsonResponse(openapi_schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})
