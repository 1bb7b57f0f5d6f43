"""Den som söker, och vilka poster hen får läsa om: slag för slag, i ett villkor som hämtas en gång för en sökning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model, Q, QuerySet

from assistans.models import User
from beslut.historik.slag import Slag, kinds
from beslut.models import Anordnare, Assistentuppgift, Brukare, Person
from beslut.models.assistentuppgift import SE, SE_KANSLIGA

INGET = Q(pk__in=[])


@dataclass(frozen=True)
class Lasare:
    """En användare, med dem som är stängda för hen. De är få, så att deras id hämtas en gång."""

    user: User

    def may(self, rattighet: str) -> bool:
        """Whether the user may do something."""
        return self.user.may(rattighet)

    @cached_property
    def stangda_brukare(self) -> list[int]:
        """Ids of the brukare whom the user may not see."""
        return list(Brukare.objects.closed_to(self.user).values_list("pk", flat=True))

    @cached_property
    def stangda_personer(self) -> list[int]:
        """Ids of the persons whom the user may not see, brukare and others."""
        return list(Person.objects.closed_to(self.user).values_list("pk", flat=True))

    @cached_property
    def stangda_anordnare(self) -> list[int]:
        """Ids of the providers who are such a person."""
        if not self.stangda_personer:
            return []
        oppna = Anordnare.objects.open_to(self.user).values("pk")
        return list(Anordnare.objects.exclude(pk__in=oppna).values_list("pk", flat=True))

    @cached_property
    def any_closed(self) -> bool:
        """Whether there is anybody whom the user may not see."""
        return bool(self.stangda_brukare or self.stangda_personer)

    def open_objects(self, slagen: Iterable[Slag]) -> Q:
        """What a row with `objekt` and `objekt_id` may be about: the same as the page of such a record asks."""
        hela, delvis = [], INGET
        for slag in slagen:
            etikett = slag.modell._meta.label_lower
            villkor = self._told[etikett]
            if villkor is True:
                hela.append(etikett)
            elif villkor is not False:
                delvis |= Q(objekt=etikett, objekt_id__in=villkor.values("pk"))
        return Q(objekt__in=hela) | delvis

    @cached_property
    def _told(self) -> dict[str, Any]:
        """Per kind True when all of it is open, False when none is, else the rows that are."""
        return {slag.modell._meta.label_lower: self._rows(slag) for slag in kinds().values()}

    def _rows(self, slag: Slag) -> QuerySet[Model] | bool:
        rader = slag.modell._base_manager.order_by()
        hel = True
        if slag.modell is Assistentuppgift and not (self.may(SE) and self.may(SE_KANSLIGA)):
            rader, hel = Assistentuppgift.objects.readable_by(self.user).order_by(), False
        if self.stangda_personer and slag.modell not in {Brukare, Anordnare} and _has_person(slag):
            rader, hel = rader.exclude(person__in=self.stangda_personer), False
        om_person = Q(**{f"{slag.till_brukare}__isnull": False}) if slag.till_brukare else INGET
        if slag.till_brukare and not self.may("beslut.se_person"):
            if slag.modell is Brukare:
                return False
            rader, hel = rader.exclude(om_person), False
        elif slag.till_brukare and self.stangda_brukare:
            rader, hel = rader.exclude(**{f"{slag.till_brukare}__in": self.stangda_brukare}), False
        if slag.till_anordnare and not self.may("beslut.se_anordnare"):
            if not slag.till_brukare:
                return False
            rader, hel = rader.filter(om_person | Q(**{f"{slag.till_anordnare}__isnull": True})), False
        elif slag.till_anordnare and self.stangda_anordnare:
            stangd = Q(**{f"{slag.till_anordnare}__in": self.stangda_anordnare})
            rader, hel = rader.exclude(stangd & ~om_person if slag.till_brukare else stangd), False
        return True if hel else rader


def _has_person(slag: Slag) -> bool:
    return any(falt.name == "person" for falt in slag.modell._meta.concrete_fields)
