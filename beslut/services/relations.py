"""Kin and household of a person, so that it can be seen who stands close to whom."""

from datetime import date, datetime

from assistans.models import User
from beslut.models import Brukare, Person, Relation
from beslut.omfang import extent_of
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards
from beslut.services.refusal import RegistrationRefused, told_in_words

ONLY_WORDS = {"namn", "kalla"}
"""What no control reads of a relation. Who it is, how close and when, B10 and C06 do."""


@told_in_words()
def register_relation(
    *,
    brukare: Brukare,
    personnummer: str,
    namn: str,
    slag: str,
    hushall: bool,
    galler_fran: date | None,
    galler_tom: date | None,
    kalla: str,
    by: User,
    at: datetime,
) -> Relation:
    """Register somebody who is close to the person or shares her household (9 c § LSS)."""
    refuse_backwards(galler_fran, galler_tom)
    person_id = Person.objects.ids_by_number({personnummer})[personnummer]
    if person_id == brukare.person_id:
        raise RegistrationRefused("Det är personens eget nummer.", "personnummer")

    relation = Relation.objects.create(
        brukare=brukare,
        person_id=person_id,
        namn=namn,
        slag=slag,
        hushall=hushall,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        kalla=kalla,
    )
    record_change("relation.registrerad", relation, omfang=extent_of(relation), by=by, at=at)
    return relation


@told_in_words()
def change_relation(
    *,
    relation: Relation,
    namn: str,
    slag: str,
    hushall: bool,
    galler_fran: date | None,
    galler_tom: date | None,
    kalla: str,
    by: User,
    at: datetime,
) -> Relation:
    """Change what is known of a relation, and when it ends. Whom it is with stays."""
    relation = Relation.objects.select_for_update().get(pk=relation.pk)
    refuse_backwards(galler_fran, galler_tom)

    nytt = {
        "namn": namn,
        "slag": slag,
        "hushall": hushall,
        "galler_fran": galler_fran,
        "galler_tom": galler_tom,
        "kalla": kalla,
    }
    andrat, omfang = save_change(relation, nytt)
    told = omfang if set(andrat) - ONLY_WORDS else None
    record_change("relation.andrad", relation, omfang=told, by=by, at=at, andrat=andrat)
    return relation
