"""Stickprovet: några av månadens godkända fakturor granskas en gång till, av någon annan (I01)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fakturor.models import Faktura


class Stickprov(models.Model):
    """En månads urval. Med fröet, ramen och metoden kan urvalet göras om av vem som helst.

    `ram` är fakturornas id i den ordning urvalet gick, `belopp` deras belopp i kronor. `intervall` är kronor mellan
    två dragna kronor vid urval per krona, `start` den första. Konfidensgraden står i procent.
    """

    manad = models.DateField("månad")
    fro = models.CharField("frö", max_length=64)
    metod = models.CharField("metod", max_length=40)
    konfidens = models.PositiveSmallIntegerField("konfidensgrad i procent", default=95)
    antal_slump = models.PositiveIntegerField("antal dragna kronor")
    antal_risk = models.PositiveIntegerField("antal efter risk")
    ram = ArrayField(models.BigIntegerField(), verbose_name="ramens fakturor")
    belopp = ArrayField(models.DecimalField(max_digits=32, decimal_places=20), verbose_name="ramens belopp i kronor")
    intervall = models.DecimalField("intervall i kronor", max_digits=32, decimal_places=20, null=True)
    start = models.DecimalField("första dragna kronan", max_digits=32, decimal_places=20, null=True)
    draget_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="draget av"
    )
    draget = models.DateTimeField("draget")

    class Meta:
        verbose_name = "stickprov"
        verbose_name_plural = "stickprov"
        ordering = ("-manad", "-pk")

    def __str__(self) -> str:
        return f"stickprov {self.manad:%Y-%m}"


class Stickprovspost(models.Model):
    """En faktura i stickprovet, och vad den som granskade om den kom fram till.

    `traffar` är hur många dragna kronor som föll i fakturan (0 för den som valdes efter risk). `ratt_belopp` är vad
    som borde ha betalats, i kronor.
    """

    class Urval(models.TextChoices):
        SLUMP = "slump", "Slump"
        RISK = "risk", "Risk"

    stickprov = models.ForeignKey(Stickprov, on_delete=models.PROTECT, related_name="poster", verbose_name="stickprov")
    faktura = models.ForeignKey(Faktura, on_delete=models.PROTECT, related_name="+", verbose_name="faktura")
    urval = models.CharField("urval", max_length=6, choices=Urval.choices)
    orsak = models.CharField("varför den valdes", max_length=300, blank=True, default="")
    traffar = models.PositiveIntegerField("dragna kronor i fakturan", default=0)
    belopp = models.DecimalField("belopp", max_digits=32, decimal_places=20)
    ratt_belopp = models.DecimalField("rätt belopp", max_digits=32, decimal_places=20, null=True, blank=True)
    notering = models.TextField("vad granskningen visade", blank=True, default="")
    granskad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="granskad av",
    )
    granskad = models.DateTimeField("granskad", null=True, blank=True)

    class Meta:
        verbose_name = "stickprovspost"
        verbose_name_plural = "stickprovsposter"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["stickprov", "faktura", "urval"], name="stickprovspost_nyckel"),
            models.CheckConstraint(
                condition=Q(granskad__isnull=True, granskad_av__isnull=True, ratt_belopp__isnull=True)
                | Q(granskad__isnull=False, granskad_av__isnull=False, ratt_belopp__isnull=False),
                name="stickprovspost_granskad_av_nagon",
            ),
            models.CheckConstraint(
                condition=Q(ratt_belopp__isnull=True) | Q(ratt_belopp=F("belopp")) | ~Q(notering__regex=r"^\s*$"),
                name="stickprovspost_avvikelse_i_ord",
            ),
        )

    def __str__(self) -> str:
        return f"stickprovspost {self.pk}"
