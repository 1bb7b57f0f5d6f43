from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from kontroller.api.anrop import api
from kontroller.api.dorr import Nyckel, guarded
from kontroller.api.svar import fel

OPERATIONER = {
    operation.url_name: operation
    for adress in api.default_router.path_operations.values()
    for operation in adress.operations
}
"""Every operation of the API by its name."""


def okand(request: HttpRequest) -> HttpResponse:
    """Det finns inget på adressen, och det sägs som allt annat här: i JSON."""
    return fel(404, "Adressen finns inte.")


def _behind_the_door(pattern: URLPattern) -> URLPattern:
    """The address, guarded. Raises ValueError at import when its operation lets in anything but a key."""
    [las] = OPERATIONER[pattern.name].auth_callbacks or [None]
    if not isinstance(las, Nyckel):
        raise ValueError(f"{pattern.name} i API:t säger inte vilken nyckel som öppnar.")
    return path(str(pattern.pattern), guarded(pattern.callback, las.kraver), name=pattern.name)


app_name = "api"
urlpatterns = [
    *(_behind_the_door(pattern) for pattern in api.urls[0] if pattern.name in OPERATIONER),
    re_path(r"^.*$", guarded(okand), name="okand"),
]
