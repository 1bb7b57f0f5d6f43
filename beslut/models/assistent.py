"""Assistenter som anordnarna har anmält."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from beslut.models.anordnare import Anordnare
from beslut.models.brukare import Brukare
from beslut.models.period import PeriodQuerySet, ends_after_start
from beslut.models.person import Person


class Assistent(models.Model):
    """Anordnarens anmälan av en assistent (11 a § LSS), för en brukare eller för alla anordnarens brukare.

    Beräkningsperioden är den som arbetstiden räknas över: den börjar en dag och är så många veckor, om och om igen.
    """

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
    kollektivavtal = models.CharField("kollektivavtal", max_length=100, blank=True, default="")
    berakning_fran = models.DateField("beräkningsperioden börjar", null=True, blank=True)
    berakning_veckor = models.PositiveSmallIntegerField("beräkningsperiod i veckor", null=True, blank=True)
    registerutdrag = models.DateField("registerutdrag visat", null=True, blank=True)
    informerad_9c = models.DateField("informerad om besök enligt 9 c §", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "assistent"
        verbose_name_plural = "assistenter"
        # Two with the same name are looked for at every control.
        indexes = (models.Index(Lower("namn"), name="assistent_namn_lika"),)
        constraints = (
            models.UniqueConstraint(
                fields=["person", "anordnare", "galler_fran", "brukare"], nulls_distinct=False, name="assistent_nyckel"
            ),
            ends_after_start("assistent_period"),
            models.CheckConstraint(
                condition=Q(berakning_veckor__isnull=True) | Q(berakning_veckor__range=(1, 52)),
                name="assistent_berakningsperiod",
            ),
            models.CheckConstraint(
                condition=Q(berakning_fran__isnull=True, berakning_veckor__isnull=True)
                | Q(berakning_fran__isnull=False, berakning_veckor__isnull=False),
                name="assistent_berakningsperiod_hel",
            ),
        )

    def __str__(self) -> str:
        return f"assistent {self.pk}"
