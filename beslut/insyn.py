"""Vem någon är, för den som läser: namnet, eller att hen har skyddade personuppgifter.

Den som inte är namngiven får på varje sida veta att en företrädare eller assistent finns, men inte vem det är.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, Model, OuterRef, Value, When

from assistans.models import Lasning, User
from assistans.svenska import mask_personnummer
from beslut.models import Person

SKYDDADE = {"assistent": "Skyddad assistent", "stallforetradare": "Skyddad företrädare"}
"""What somebody closed is called, by the model of the row that tells of her or the party that certifies."""
SKYDDAD = "Skyddad person"
INGEN = (0,)
"""No person's id: an order by a choice that never falls in would be read as a place in the list of columns."""


@dataclass(frozen=True, slots=True)
class Insyn:
    """Vilka en användare inte får veta vem de är, och vilka hen är namngiven för. Hämtas en gång för en sida."""

    stangda: frozenset[int]
    """Ids of the persons who are closed to the user."""
    namngiven: frozenset[int] = frozenset()
    """Ids of the protected representatives, assistants and others whom the user is named for."""

    @classmethod
    def of(cls, user: User | None) -> "Insyn":
        """What a user may see; without one, what is told to everybody. One query."""
        if user is None:
            return cls(frozenset(Person.objects.protected().values_list("pk", flat=True)))
        stangd = Exists(Person.objects.closed_to(user).filter(pk=OuterRef("pk")))
        rader = list(Person.objects.protected().annotate(stangd=stangd).values_list("pk", "stangd", "skyddad"))
        return cls(
            frozenset(pk for pk, stangd, _ in rader if stangd),
            frozenset(pk for pk, stangd, skyddad in rader if skyddad and not stangd),
        )

    def label(self, rad: Model) -> str:
        """Who a row with a name and a person is about."""
        return self.name(rad.namn, rad.person_id, getattr(rad, "part", rad._meta.model_name))

    def name(self, namn: str, person_id: int | None, slag: str = "") -> str:
        """A name, or what somebody closed is called who is an assistant, a representative or something else."""
        return SKYDDADE.get(slag, SKYDDAD) if person_id in self.stangda else namn

    def number(self, person: Person) -> str:
        """The masked number; nothing of somebody closed, whose birth date is told by it."""
        return "" if person.pk in self.stangda else mask_personnummer(person.personnummer)

    def closed_last(self) -> Case:
        """An order before that of names, so that the place in a list does not tell a closed name."""
        return Case(When(person__in=self.stangda or INGEN, then=Value(1)), default=Value(0))

    def log(self, personer: Iterable[int | None], *, by: User, at: datetime, syfte: str) -> None:
        """Write down that the user has seen who the protected persons among these are."""
        Lasning.objects.bulk_create(
            Lasning(av=by, tid=at, objekt=Person._meta.label_lower, objekt_id=pk, syfte=syfte)
            for pk in sorted(self.namngiven.intersection(personer))
        )


ALLT = Insyn(frozenset())
"""Where nobody is closed: the reader has been let in to the one whom it is about."""
