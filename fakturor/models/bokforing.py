"""Vad ekonomisystemets huvudbok säger att kommunen har betalat, att stämma av mot det som är godkänt (H08)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fakturor.models.utbetalning import Betalning


class Huvudboksfil(models.Model):
    """En månad ur ekonomisystemets huvudbok, som filen kom. Skrivs en gång; för samma månad gäller den nyaste."""

    manad = models.DateField("månad")
    namn = models.CharField("namn", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    innehall = models.BinaryField("innehåll")
    inlast_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="inläst av"
    )
    inlast = models.DateTimeField("inläst")

    class Meta:
        verbose_name = "huvudboksfil"
        verbose_name_plural = "huvudboksfiler"
        ordering = ("-manad", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(manad__day=1), name="huvudboksfil_forsta_dagen"),
            models.UniqueConstraint(fields=["manad", "sha256"], name="huvudboksfil_en_gang"),
        )

    def __str__(self) -> str:
        return f"huvudbok {self.manad:%Y-%m}"


class Huvudboksrad(models.Model):
    """En rad i huvudboken, i kronor, och betalningen den hör till om den gick att känna igen. Skrivs en gång."""

    fil = models.ForeignKey(Huvudboksfil, on_delete=models.PROTECT, related_name="rader", verbose_name="fil")
    rad = models.PositiveIntegerField("rad")
    verifikation = models.CharField("verifikation", max_length=60)
    datum = models.DateField("datum")
    konto = models.CharField("konto", max_length=10)
    ansvar = models.CharField("ansvarskod", max_length=20, blank=True, default="")
    belopp = models.DecimalField("belopp", max_digits=14, decimal_places=2)
    referens = models.CharField("referens", max_length=60, blank=True, default="")
    text = models.CharField("text", max_length=200, blank=True, default="")
    betalning = models.ForeignKey(
        Betalning, on_delete=models.PROTECT, null=True, blank=True, related_name="bokford", verbose_name="betalning"
    )

    class Meta:
        verbose_name = "huvudboksrad"
        verbose_name_plural = "huvudboksrader"
        ordering = ("rad",)
        constraints = (models.UniqueConstraint(fields=["fil", "rad"], name="huvudboksrad_nyckel"),)

    def __str__(self) -> str:
        return f"huvudboksrad {self.rad}"


class Avstamningsgranskning(models.Model):
    """Att någon har gått igenom en månads avstämning, som den stod. Skrivs en gång; en ny granskning läggs till.

    `siffror` är det som sidan visade: leden och skillnaderna. Räknas månaden annorlunda i dag gäller granskningen inte
    längre. `forklaringar` säger i ord vad varje slag av skillnad beror på. Databasen vägrar den som har frisläppt en av
    månadens omgångar.
    """

    manad = models.DateField("månad")
    siffror = models.JSONField("siffrorna som de stod")
    sha256 = models.CharField("SHA-256 av siffrorna", max_length=64)
    forklaringar = models.JSONField("vad skillnaderna beror på", default=dict)
    notering = models.CharField("anteckning", max_length=500, blank=True, default="")
    av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="granskad av"
    )
    tid = models.DateTimeField("granskad")

    class Meta:
        verbose_name = "granskning av avstämning"
        verbose_name_plural = "granskningar av avstämningar"
        ordering = ("-manad", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(manad__day=1), name="avstamningsgranskning_forsta_dagen"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="avstamningsgranskning_hash"),
        )

    def __str__(self) -> str:
        return f"granskad avstämning {self.manad:%Y-%m}"
