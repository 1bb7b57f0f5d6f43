"""Who may see somebody with protected identity: users by name, and never nobody."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from assistans.models import User
from assistans.roller import Roll
from beslut.models import Brukare, Person
from beslut.services.foljder import record_change
from beslut.services.refusal import RegistrationRefused


@transaction.atomic
def change_named(*, brukare: Brukare, behoriga: Collection[User], by: User, at: datetime) -> Brukare:
    """Change who may see a person with protected identity. The one who does it is always among them."""
    brukare = Brukare.objects.select_for_update().get(pk=brukare.pk)
    if not brukare.is_protected:
        raise RegistrationRefused("Personen har inget skydd, och är öppen för alla som arbetar med ärenden.")
    name_users(brukare=brukare, behoriga=behoriga, by=by, at=at)
    return brukare


def name_users(*, brukare: Brukare, behoriga: Collection[User], by: User, at: datetime) -> None:
    """Make these users, and whoever does it, the ones who may see the person; an open person has no such users.

    The event has the ids of those who were added and removed.
    """
    fore = set(brukare.behoriga.values_list("pk", flat=True))
    nu = {user.pk for user in (*behoriga, by)} if brukare.is_protected else set()
    if nu == fore:
        return
    brukare.behoriga.set(nu)
    record_change(
        "brukare.behoriga_andrade",
        brukare,
        omfang=None,
        by=by,
        at=at,
        tillagda=sorted(nu - fore),
        borttagna=sorted(fore - nu),
    )


def name_somebody_where_nobody_is(*, by: User, at: datetime) -> None:
    """Let nobody with protected identity be closed to everybody after an import.

    Whoever read the file in is named; when it was the system, which nobody can sign in as, the heads of the unit are,
    who in turn name those who work with the case.
    """
    stangda = Brukare.objects.protected().filter(behoriga__isnull=True)
    if not stangda:
        return
    ansvariga = [by] if by.roller else list(User.objects.filter(aktiv=True, roller__contains=[Roll.ENHETSCHEF]))
    for brukare in stangda:
        brukare.behoriga.set(ansvariga)
        record_change(
            "brukare.behoriga_andrade",
            brukare,
            omfang=None,
            by=by,
            at=at,
            tillagda=sorted(user.pk for user in ansvariga),
            borttagna=[],
        )


@transaction.atomic
def change_protection(*, rad: Model, skyddad: bool, behoriga: Collection[User], by: User, at: datetime) -> Person:
    """Say whether the one whom a row tells of has protected identity, and who may then see who it is.

    The row is of a representative, an assistant, somebody close or a functionary. The one who does it is always among
    the named; an open person has none. The event is the row's, and has the ids of those who were added and removed.
    """
    person = Person.objects.select_for_update().get(pk=rad.person_id)
    fore = person.skyddad, set(person.behoriga.values_list("pk", flat=True))
    nu = skyddad, {user.pk for user in (*behoriga, by)} if skyddad else set()
    if nu == fore:
        return person
    person.skyddad = skyddad
    person.save(update_fields=["skyddad"])
    person.behoriga.set(nu[1])
    record_change(
        f"{rad._meta.model_name}.skydd_andrat",
        rad,
        omfang=None,
        by=by,
        at=at,
        skyddad=skyddad,
        tillagda=sorted(nu[1] - fore[1]),
        borttagna=sorted(fore[1] - nu[1]),
    )
    return person
