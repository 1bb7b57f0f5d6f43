"""Assistenter som anordnarna har anmält."""

from django.db import models

from beslut.models.anordnare import Anordnare
from beslut.models.brukare import Brukare
from beslut.models.period import PeriodQuerySet, ends_after_start
from beslut.models.person import Person


class Assistent(models.Model):
    """Anordnarens anmälan av en assistent (11 a § LSS), för en brukare eller för alla anordnarens brukare."""

    class Arbetstidslag(models.TextChoices):
        HUSLIGL = "HusligL", "Lagen om arbetstid i husligt arbete"
        ATL = "ATL", "Arbetstidslagen"
        KOLLEKTIVAVTAL = "kollektivavtal", "Kollektivavtal"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assistent", verbose_name="person")
    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, related_name="assistenter", verbose_name="anordnare"
    )
    brukare = models.ForeignKey(
        Brukare, on_delete=models.PROTECT, null=True, blank=True, related_name="assistenter", verbose_name="brukare"
    )
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    namn = models.CharField("namn", max_length=200)
    anmald_11a = models.DateField("anmäld enligt 11 a §", null=True, blank=True)
    narstaende = models.BooleanField("närstående")
    hushallsgemenskap = models.BooleanField("hushållsgemenskap")
    ees_bosatt = models.BooleanField("bosatt inom EES")
    anstalld_fran = models.DateField("anställd från", null=True, blank=True)
    arbetstidslag = models.CharField(
        "arbetstidslag", max_length=20, choices=Arbetstidslag.choices, blank=True, default=""
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "assistent"
        verbose_name_plural = "assistenter"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "anordnare", "galler_fran", "brukare"], nulls_distinct=False, name="assistent_nyckel"
            ),
            ends_after_start("assistent_period"),
        )

    def __str__(self) -> str:
        return f"assistent {self.pk}"
