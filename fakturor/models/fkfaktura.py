"""Försäkringskassans fakturor till kommunen för de första 20 timmarna i veckan (51 kap. 22–23 §§ SFB)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models import Brukare


class Fkfaktura(models.Model):
    """En månadsfaktura eller en slutavräkning från Försäkringskassan, som den kom. Beloppet är i kronor.

    På en slutavräkning är raderna skillnaden mot det som har fakturerats, med minus för det som kommer tillbaka. Någon
    annan än den som läste in fakturan granskar den, och godtar den eller bestrider den. Det som bestrids är ingen
    kostnad, och numret är fritt igen.
    """

    class Slag(models.TextChoices):
        MANAD = "manad", "Månadsfaktura"
        SLUTAVRAKNING = "slutavrakning", "Slutavräkning"

    class Bedomning(models.TextChoices):
        GODTAS = "godtas", "Godtas"
        BESTRIDS = "bestrids", "Bestrids"

    nummer = models.CharField("nummer", max_length=60)
    slag = models.CharField("slag", max_length=15, choices=Slag.choices)
    manad = models.DateField("månad")
    fakturadatum = models.DateField("fakturadatum")
    belopp = models.DecimalField("belopp", max_digits=14, decimal_places=2)
    sha256 = models.CharField("SHA-256 av filen", max_length=64, blank=True, default="")
    inlast_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="inläst av"
    )
    inlast = models.DateTimeField("inläst")
    granskad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="granskad av",
    )
    granskad = models.DateTimeField("granskad", null=True, blank=True)
    bedomning = models.CharField("bedömning", max_length=10, choices=Bedomning.choices, blank=True, default="")
    notering = models.CharField("notering", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "FK-faktura"
        verbose_name_plural = "FK-fakturor"
        ordering = ("-manad", "nummer")
        constraints = (
            models.UniqueConstraint(
                fields=["nummer"], condition=~Q(bedomning="bestrids"), name="fkfaktura_nummer_en_gang"
            ),
            models.UniqueConstraint(
                fields=["sha256"], condition=~Q(bedomning="bestrids") & ~Q(sha256=""), name="fkfaktura_fil_en_gang"
            ),
            models.CheckConstraint(
                condition=Q(granskad__isnull=True, bedomning="")
                | Q(granskad__isnull=False, bedomning__in=["godtas", "bestrids"]),
                name="fkfaktura_bedomd_nar_granskad",
            ),
            models.CheckConstraint(
                condition=~Q(bedomning="bestrids") | ~Q(notering=""), name="fkfaktura_bestrids_med_skal"
            ),
            models.CheckConstraint(condition=Q(manad__day=1), name="fkfaktura_forsta_dagen"),
            models.CheckConstraint(condition=Q(slag="slutavrakning") | Q(belopp__gt=0), name="fkfaktura_over_noll"),
            models.CheckConstraint(
                condition=Q(granskad__isnull=True, granskad_av__isnull=True)
                | (Q(granskad__isnull=False, granskad_av__isnull=False) & ~Q(granskad_av=F("inlast_av"))),
                name="fkfaktura_granskad_av_annan",
            ),
        )

    def __str__(self) -> str:
        return f"FK-faktura {self.nummer}"


class Fkrad(models.Model):
    """En person på fakturan: period, timmar i minuter, pris per timme och belopp i kronor. Skrivs en gång."""

    faktura = models.ForeignKey(Fkfaktura, on_delete=models.PROTECT, related_name="rader", verbose_name="FK-faktura")
    rad = models.PositiveIntegerField("rad")
    referens = models.CharField("referens", max_length=40)
    brukare = models.ForeignKey(
        Brukare, on_delete=models.PROTECT, null=True, blank=True, related_name="fkrader", verbose_name="brukare"
    )
    period_fran = models.DateField("från")
    period_tom = models.DateField("till")
    minuter = models.IntegerField("minuter")
    timbelopp = models.DecimalField("kronor per timme", max_digits=9, decimal_places=2)
    belopp = models.DecimalField("belopp", max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = "FK-rad"
        verbose_name_plural = "FK-rader"
        ordering = ("rad",)
        constraints = (
            models.UniqueConstraint(fields=["faktura", "rad"], name="fkrad_nyckel"),
            models.CheckConstraint(condition=Q(period_tom__gte=F("period_fran")), name="fkrad_period"),
        )

    def __str__(self) -> str:
        return f"FK-rad {self.rad}"
