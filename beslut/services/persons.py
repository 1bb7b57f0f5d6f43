"""The person a decision concerns, and her stays."""

import secrets
from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from assistans.models import User
from beslut.models import Brukare, Person, Vistelse
from beslut.omfang import extent_of
from beslut.services.foljder import record_change, save_change
from beslut.services.naming import name_users
from beslut.services.refusal import RegistrationRefused, told_in_words

TYDLIGA_TECKEN = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits that are not mistaken for each other: no 0 and O, no 1, I and L."""


def propose_referens() -> str:
    """A pseudonym that nobody has: LSS- and four characters, drawn at random so that it tells nothing."""
    while True:
        referens = "LSS-" + "".join(secrets.choice(TYDLIGA_TECKEN) for _ in range(4))
        if not Brukare.objects.filter(referens=referens).exists():
            return referens


@told_in_words()
def register_person(
    *,
    referens: str,
    personnummer: str,
    skydd: str,
    avliden: date | None,
    behoriga: Collection[User],
    by: User,
    at: datetime,
    **uppgifter: str,
) -> Brukare:
    """Take a person into the register. With a protected identity, the one who registers is always among the named."""
    person_id = Person.objects.ids_by_number({personnummer})[personnummer]
    _refuse_second_registration(person_id, by)
    _refuse_future_death(avliden, at)

    brukare = Brukare.objects.create(
        referens=referens, person_id=person_id, skydd=skydd, avliden=avliden, **_named(uppgifter)
    )
    record_change("brukare.registrerad", brukare, omfang=extent_of(brukare), by=by, at=at, skydd=skydd)
    name_users(brukare=brukare, behoriga=behoriga, by=by, at=at)
    return brukare


@told_in_words()
def change_person(
    *,
    brukare: Brukare,
    skydd: str,
    avliden: date | None,
    behoriga: Collection[User],
    by: User,
    at: datetime,
    **uppgifter: str,
) -> Brukare:
    """Change what is known of a person. Number and referens stay, as everything else hangs on them.

    With a protected identity, the one who changes is always among the named, so that somebody is.
    """
    brukare = Brukare.objects.select_for_update().get(pk=brukare.pk)
    _refuse_future_death(avliden, at)

    andrat, omfang = save_change(brukare, {"skydd": skydd, "avliden": avliden, **_named(uppgifter)})
    record_change("brukare.andrad", brukare, omfang=omfang, by=by, at=at, andrat=andrat)
    name_users(brukare=brukare, behoriga=behoriga, by=by, at=at)
    return brukare


@told_in_words()
def register_stay(
    *,
    brukare: Brukare,
    borjar: datetime,
    slutar: datetime | None,
    typ: str,
    sarskilda_skal: bool,
    by: User,
    at: datetime,
) -> Vistelse:
    """Register a stay during which the need may be met in another way (E04, E05)."""
    _refuse_stay_backwards(borjar, slutar)
    vistelse = Vistelse.objects.create(
        brukare=brukare, borjar=borjar, slutar=slutar, typ=typ, sarskilda_skal=sarskilda_skal
    )
    record_change("vistelse.registrerad", vistelse, omfang=extent_of(vistelse), by=by, at=at)
    return vistelse


@told_in_words()
def end_stay(*, vistelse: Vistelse, slutar: datetime, by: User, at: datetime) -> Vistelse:
    """Say when a stay that was open ended."""
    vistelse = Vistelse.objects.select_for_update().get(pk=vistelse.pk)
    if vistelse.slutar is not None:
        raise RegistrationRefused("Vistelsen är redan avslutad.")
    _refuse_stay_backwards(vistelse.borjar, slutar)
    omfang = save_change(vistelse, {"slutar": slutar}).omfang
    record_change("vistelse.avslutat", vistelse, omfang=omfang, by=by, at=at)
    return vistelse


def _named(uppgifter: dict[str, str]) -> dict[str, str]:
    """Name and municipality, which are stored as they are."""
    return {namn: uppgifter[namn] for namn in ("fornamn", "efternamn", "folkbokforingskommun")}


def _refuse_second_registration(person_id: int, by: User) -> None:
    finns = Brukare.objects.filter(person_id=person_id)
    if synlig := finns.open_to(by).first():
        raise RegistrationRefused(f"Personen har redan referensen {synlig.referens}.", "personnummer")
    if finns.exists():
        raise RegistrationRefused("Personen är redan registrerad, och öppen bara för namngivna.", "personnummer")


def _refuse_future_death(avliden: date | None, at: datetime) -> None:
    if avliden is not None and avliden > timezone.localdate(at):
        raise RegistrationRefused("Dagen ligger framåt i tiden.", "avliden")


def _refuse_stay_backwards(borjar: datetime, slutar: datetime | None) -> None:
    if slutar is not None and slutar <= borjar:
        raise RegistrationRefused("Vistelsen slutar inte efter att den har börjat.", "slutar")
