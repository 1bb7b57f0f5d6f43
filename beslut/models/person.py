"""Den enda plats där personnummer finns."""

from django.db import models
from django.db.models import Q

_PROTECTED_CASE = Q(brukare__isnull=False) & ~Q(brukare__skydd="ingen")


class PersonQuerySet(models.QuerySet):
    """Personer."""

    def protected(self) -> "PersonQuerySet":
        """Those whose name and number are for named users only: protected themselves, or as brukare."""
        return self.filter(Q(skyddad=True) | _PROTECTED_CASE)

    def closed_to(self, user) -> "PersonQuerySet":
        """Those of them whom a user is not named for."""
        sjalva = Q(skyddad=True) & ~Q(behoriga=user)
        return self.filter(sjalva | (_PROTECTED_CASE & ~Q(brukare__behoriga=user)))

    def ids_by_number(self, personnummer: set[str]) -> dict[str, int]:
        """Ids by twelve-digit number, creating the persons that are missing."""
        finns = dict(self.filter(personnummer__in=personnummer).values_list("personnummer", "pk"))
        saknas = sorted(personnummer - finns.keys())
        self.bulk_create([Person(personnummer=nummer) for nummer in saknas], ignore_conflicts=True)
        finns.update(self.filter(personnummer__in=saknas).values_list("personnummer", "pk"))
        return finns


class Person(models.Model):
    """En människa. Allt annat pekar hit med id; personnumret (eller samordningsnumret, 12 siffror) står bara här.

    `skyddad` gäller den som är företrädare, assistent, närstående eller funktionär: bara `behoriga` får se vem det är.
    En brukare har sitt eget skydd.
    """

    personnummer = models.CharField("personnummer", max_length=12, unique=True)
    skyddad = models.BooleanField("skyddade personuppgifter", default=False)
    behoriga = models.ManyToManyField("assistans.User", related_name="+", blank=True, verbose_name="behöriga")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        constraints = (
            models.CheckConstraint(condition=models.Q(personnummer__regex=r"^\d{12}$"), name="person_tolv_siffror"),
        )

    def __str__(self) -> str:
        return f"person {self.pk}"
