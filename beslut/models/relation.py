"""Vilka som hör ihop: släkt och hushåll, så att jäv och närstående kan ses (9 c § LSS, 16 § FL)."""

from django.db import models

from beslut.models.brukare import Brukare
from beslut.models.period import PeriodQuerySet, ends_after_start
from beslut.models.person import Person


class Relation(models.Model):
    """En människa som är närstående till brukaren eller delar hushåll med hen.

    Närstående är make, sambo, barn, förälder och syskon samt deras makar, sambor och barn (9 c § LSS).
    """

    class Slag(models.TextChoices):
        MAKE = "make", "Make, maka eller sambo"
        BARN = "barn", "Barn"
        FORALDER = "foralder", "Förälder"
        SYSKON = "syskon", "Syskon"
        NARSTAENDES = "narstaendes", "Närståendes make, sambo eller barn"
        ANNAN = "annan", "Annan, inte närstående"

    brukare = models.ForeignKey(Brukare, on_delete=models.PROTECT, related_name="relationer", verbose_name="brukare")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationer", verbose_name="person")
    namn = models.CharField("namn", max_length=200)
    slag = models.CharField("relation", max_length=20, choices=Slag.choices)
    hushall = models.BooleanField("delar hushåll", default=False)
    galler_fran = models.DateField("gäller från", null=True, blank=True)
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    kalla = models.CharField("uppgiften kommer från", max_length=200, blank=True, default="")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "relation"
        verbose_name_plural = "relationer"
        constraints = (
            models.UniqueConstraint(
                fields=["brukare", "person", "galler_fran"], nulls_distinct=False, name="relation_nyckel"
            ),
            ends_after_start("relation_period"),
        )

    def __str__(self) -> str:
        return f"relation {self.pk}"

    @property
    def is_narstaende(self) -> bool:
        """Whether 9 c § counts the person among those who are close."""
        return self.slag != self.Slag.ANNAN
