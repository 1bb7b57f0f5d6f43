"""What is half written in a form is kept until the form is saved."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from assistans.models import User, Utkast

STORST = 300_000
"""Characters of JSON; a time report with 300 rows is about 60 000."""
SPARAS_INTE = ("csrfmiddlewaretoken", "utkastnyckel")
HEMLIGT = ("password", "losenord", "lösenord")
"""Fields whose names carry one of these are never kept."""


class DraftRefused(Exception):
    """The draft cannot be kept. The message is for the user."""


@transaction.atomic
def keep_draft(*, sida: str, skrivet: Mapping[str, list[str]], by: User, at: datetime) -> Utkast:
    """Keep what somebody has typed on a page (a path), in place of what she typed there before.

    The drafts that nobody has come back to for Utkast.SPARAS are removed at the same time, whoever they belong to.
    """
    data = {namn: varden for namn, varden in skrivet.items() if not _is_secret(namn)}
    if len(json.dumps(data)) > STORST:
        raise DraftRefused("Det som är skrivet är för långt för ett utkast. Spara formuläret.")
    discard_worn_out(at=at)
    return Utkast.objects.update_or_create(user=by, sida=sida, defaults={"data": data, "sparat": at})[0]


def discard_draft(*, sida: str, by: User) -> None:
    """Remove one's own draft of a page, if there is one."""
    Utkast.objects.filter(user=by, sida=sida).delete()


def discard_worn_out(*, at: datetime) -> int:
    """Remove everybody's drafts that are too old, and say how many they were. Called at each login too."""
    return Utkast.objects.worn_out(at).delete()[0]


def _is_secret(namn: str) -> bool:
    return namn in SPARAS_INTE or any(ordet in namn.casefold() for ordet in HEMLIGT)
