"""Whom to reach at a provider, on which a change of account rests (B14), and who decides there, which the controls of
who stands on two sides read (B10, B18).
"""

from datetime import date, datetime

from assistans.models import User
from beslut.models import Anordnare, Funktionar, Kontakt, Person
from beslut.omfang import extent_of
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards
from beslut.services.refusal import told_in_words


@told_in_words()
def register_contact(
    *,
    anordnare: Anordnare,
    namn: str,
    uppgift: str,
    telefon: str,
    epost: str,
    galler_fran: date,
    by: User,
    at: datetime,
) -> Kontakt:
    """Register somebody to reach at the provider."""
    kontakt = Kontakt.objects.create(
        anordnare=anordnare, namn=namn, uppgift=uppgift, telefon=telefon, epost=epost, galler_fran=galler_fran
    )
    record_change("kontakt.registrerad", kontakt, omfang=None, by=by, at=at)
    return kontakt


@told_in_words()
def change_contact(
    *,
    kontakt: Kontakt,
    namn: str,
    uppgift: str,
    telefon: str,
    epost: str,
    galler_fran: date,
    galler_tom: date | None,
    by: User,
    at: datetime,
) -> Kontakt:
    """Change a contact, or give it its last day. What stood before is in the history, where a verifier looks for it."""
    kontakt = Kontakt.objects.select_for_update().get(pk=kontakt.pk)
    refuse_backwards(galler_fran, galler_tom)
    nytt = {
        "namn": namn,
        "uppgift": uppgift,
        "telefon": telefon,
        "epost": epost,
        "galler_fran": galler_fran,
        "galler_tom": galler_tom,
    }
    andrat = save_change(kontakt, nytt).falt
    record_change("kontakt.andrad", kontakt, omfang=None, by=by, at=at, andrat=andrat)
    return kontakt


@told_in_words()
def register_functionary(
    *,
    anordnare: Anordnare,
    personnummer: str | None,
    namn: str,
    roll: str,
    i_kommunen: str,
    galler_fran: date | None,
    galler_tom: date | None,
    by: User,
    at: datetime,
) -> Funktionar:
    """Register an owner or somebody who decides at the provider (B10, B18)."""
    if galler_fran:
        refuse_backwards(galler_fran, galler_tom)
    person_id = Person.objects.ids_by_number({personnummer})[personnummer] if personnummer else None
    funktionar = Funktionar.objects.create(
        anordnare=anordnare,
        person_id=person_id,
        namn=namn,
        roll=roll,
        i_kommunen=i_kommunen,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
    )
    record_change("funktionar.registrerad", funktionar, omfang=extent_of(funktionar), by=by, at=at, roll=roll)
    return funktionar


@told_in_words()
def change_functionary(
    *,
    funktionar: Funktionar,
    namn: str,
    roll: str,
    i_kommunen: str,
    galler_fran: date | None,
    galler_tom: date | None,
    by: User,
    at: datetime,
) -> Funktionar:
    """Change what is known of a functionary, or end it. Who it is stays: another person is another functionary."""
    funktionar = Funktionar.objects.select_for_update().get(pk=funktionar.pk)
    if galler_fran:
        refuse_backwards(galler_fran, galler_tom)
    nytt = {
        "namn": namn,
        "roll": roll,
        "i_kommunen": i_kommunen,
        "galler_fran": galler_fran,
        "galler_tom": galler_tom,
    }
    andrat, omfang = save_change(funktionar, nytt)
    told = omfang if set(andrat) - {"namn"} else None
    record_change("funktionar.andrad", funktionar, omfang=told, by=by, at=at, andrat=andrat)
    return funktionar
