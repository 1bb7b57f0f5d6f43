"""Det som redan är skrivet i ett formulär med rader, att skriva vidare på utan att det prövas."""

from django.http import HttpRequest, QueryDict

from assistans.utkast import chosen_draft


def typed_so_far(request: HttpRequest) -> QueryDict | None:
    """What was typed when a button was pressed that only asks for more rows or names, or what a draft has kept."""
    if "gor" in request.POST:
        return request.POST
    utkast = chosen_draft(request)
    return utkast.typed() if utkast else None


def asks_for_rows(request: HttpRequest) -> bool:
    """Whether the button that adds rows was pressed."""
    return request.POST.get("gor") == "fler"
