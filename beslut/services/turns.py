"""The turn list's one deed: a person who does not choose is given the provider whose turn it is."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection
from django.utils import timezone

from assistans.models import User
from assistans.svenska import mask_text
from beslut.avtal.turlista import contracts_of_places, turn_list_on
from beslut.avtal.turordning import Plats, first_in_turn, passed
from beslut.beteckning import provider_label
from beslut.models import Avtal, Brukare, Tilldelning
from beslut.services.foljder import record_change
from beslut.services.refusal import RegistrationRefused, told_in_words


@told_in_words()
def assign_in_turn(
    *, brukare: Brukare, avtal: Avtal, forbi: Mapping[int, str], skal: str, by: User, at: datetime
) -> Tilldelning:
    """Give a person the contract whose turn it is, or a later one when every one before it is passed with a reason.

    `forbi` has the reasons by contract. Two who assign at once wait for each other, and the order is read anew, so
    that nobody gets a turn that has just been given away.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('beslut_tilldelning'))")
    Brukare.objects.select_for_update().get(pk=brukare.pk)
    _refuse_numbers(skal, forbi)

    lista = turn_list_on(timezone.localdate(at))
    fore = next((nr for nr, plats in enumerate(lista) if plats.avtal == avtal.pk), None)
    if fore is None:
        raise RegistrationRefused("Avtalet står inte i turordningen. Läs om sidan och välj igen.", "avtal")
    ordning = passed(lista[:fore], forbi) + lista[fore:]
    _refuse_out_of_turn(ordning, ordning[fore])

    tilldelning = Tilldelning.objects.create(
        brukare=brukare, avtal=avtal, ordning=[plats.as_stored() for plats in ordning], skal=skal, av=by, tid=at
    )
    record_change(
        "tilldelning.gjord",
        tilldelning,
        omfang=None,
        by=by,
        at=at,
        avtal=avtal.pk,
        forbigangna=[plats.avtal for plats in ordning[:fore] if forbi.get(plats.avtal)],
    )
    return tilldelning


def _refuse_out_of_turn(ordning: list[Plats], vald: Plats) -> None:
    """Raises RegistrationRefused with who stands in turn now, as the list may have changed since it was read."""
    if vald.forbi:
        raise RegistrationRefused(f"Anordnaren kan inte tilldelas i dag. {vald.forbi}", "avtal")
    if (i_tur := first_in_turn(ordning)) != vald.avtal:
        namn = provider_label(contracts_of_places(ordning)[i_tur].anordnare)
        raise RegistrationRefused(
            f"{namn} står i tur. Tilldela den, eller skriv varför den gås förbi.", f"forbi_{i_tur}"
        )


def _refuse_numbers(skal: str, forbi: Mapping[int, str]) -> None:
    texter = {"skal": skal} | {f"forbi_{nr}": text for nr, text in forbi.items()}
    for falt, text in texter.items():
        if mask_text(text) != text:
            raise RegistrationRefused("Texten tar upp något som kan vara ett personnummer. Ta bort det.", falt)
