"""Those who may act for a person, and for how much of what is hers."""

from collections.abc import Collection
from datetime import date, datetime

from assistans.models import User
from beslut.models import Brukare, Person, Stallforetradare
from beslut.omfang import extent_of
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards
from beslut.services.refusal import RegistrationRefused, told_in_words


@told_in_words()
def register_representative(
    *,
    brukare: Brukare,
    personnummer: str,
    namn: str,
    roll: str,
    omfattning: Collection[str],
    galler_fran: date,
    galler_tom: date | None,
    by: User,
    at: datetime,
) -> Stallforetradare:
    """Register who may act for the person, and from when (B09 asks on the day of a signature)."""
    refuse_backwards(galler_fran, galler_tom)
    _refuse_extent(roll, omfattning)
    person_id = Person.objects.ids_by_number({personnummer})[personnummer]
    if person_id == brukare.person_id:
        raise RegistrationRefused("Det är personens eget nummer.", "personnummer")

    foretradare = Stallforetradare.objects.create(
        brukare=brukare,
        person_id=person_id,
        namn=namn,
        roll=roll,
        omfattning=list(omfattning),
        galler_fran=galler_fran,
        galler_tom=galler_tom,
    )
    record_change("stallforetradare.registrerad", foretradare, omfang=extent_of(foretradare), by=by, at=at)
    return foretradare


@told_in_words()
def change_representative(
    *,
    foretradare: Stallforetradare,
    namn: str,
    omfattning: Collection[str],
    galler_tom: date | None,
    by: User,
    at: datetime,
) -> Stallforetradare:
    """Change what a representative is called, what the appointment covers, and when it ends.

    Who it is, in what role and from which day stay: another role is another representative.
    """
    foretradare = Stallforetradare.objects.select_for_update().get(pk=foretradare.pk)
    refuse_backwards(foretradare.galler_fran, galler_tom)
    _refuse_extent(foretradare.roll, omfattning)

    nytt = {"namn": namn, "omfattning": list(omfattning), "galler_tom": galler_tom}
    andrat, omfang = save_change(foretradare, nytt)
    record_change("stallforetradare.andrad", foretradare, omfang=omfang, by=by, at=at, andrat=andrat)
    return foretradare


def _refuse_extent(roll: str, omfattning: Collection[str]) -> None:
    """A court says what a god man or a förvaltare is to do; for others there is nothing to say."""
    if roll in Stallforetradare.FORORDNADE and not omfattning:
        raise RegistrationRefused("Välj vad förordnandet omfattar.", "omfattning")
    if roll not in Stallforetradare.FORORDNADE and omfattning:
        raise RegistrationRefused("Omfattningen gäller bara god man och förvaltare.", "omfattning")
