"""Vem som får öppna en sida. Stängt är standard: en vy utan `requires` eller `open_to_all` fälls av
arkitekturtestet.
"""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied

from assistans.roller import ALLA_RATTIGHETER


def requires(*rattigheter: str) -> Callable:
    """Let a view in for users with at least one of the permissions; others get 403.

    Raises ValueError at import when a permission does not exist, so that a misspelt one never closes or opens a
    page by mistake.
    """
    for rattighet in rattigheter:
        if rattighet not in ALLA_RATTIGHETER:
            raise ValueError(f"Okänd rättighet: {rattighet}")

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not any(request.user.may(rattighet) for rattighet in rattigheter):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.kraver = rattigheter
        return guarded

    return decorate


def for_everyone_signed_in(view: Callable) -> Callable:
    """Say that a page is open to every signed-in user, on purpose."""
    view.kraver = ()
    return view
