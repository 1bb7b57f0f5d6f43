"""Den enda plats där personnummer finns."""

from django.db import models


class PersonQuerySet(models.QuerySet):
    """Personer."""

    def ids_by_number(self, personnummer: set[str]) -> dict[str, int]:
        """Ids by twelve-digit number, creating the persons that are missing."""
        finns = dict(self.filter(personnummer__in=personnummer).values_list("personnummer", "pk"))
        saknas = sorted(personnummer - finns.keys())
        self.bulk_create([Person(personnummer=nummer) for nummer in saknas], ignore_conflicts=True)
        finns.update(self.filter(personnummer__in=saknas).values_list("personnummer", "pk"))
        return finns


class Person(models.Model):
    """En människa. Allt annat pekar hit med id; personnumret (eller samordningsnumret, 12 siffror) står bara här."""

    personnummer = models.CharField("personnummer", max_length=12, unique=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        constraints = (
            models.CheckConstraint(condition=models.Q(personnummer__regex=r"^\d{12}$"), name="person_tolv_siffror"),
        )

    def __str__(self) -> str:
        return f"person {self.pk}"
