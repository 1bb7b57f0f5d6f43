"""Inläsningen: filerna som någon har lagt upp, vad de skulle ändra och vad de ändrade."""

from django.conf import settings
from django.db import models


class Inlasning(models.Model):
    """En omgång filer. `resultat` är räkningen fil för fil, i formatet för las_in --json.

    `andringar` är vad som ändrades i registren, rad för rad: `antal`, och de första av `rader`.
    """

    class Steg(models.TextChoices):
        FORHANDSVISAD = "forhandsvisad", "Förhandsvisad"
        INLAST = "inlast", "Inläst"
        AVBRUTEN = "avbruten", "Avbruten"

    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    skapad = models.DateTimeField("skapad")
    avslutad = models.DateTimeField("avslutad", null=True)
    steg = models.CharField("steg", max_length=15, choices=Steg.choices)
    resultat = models.JSONField("resultat", default=dict)
    andringar = models.JSONField("ändringar i registren", default=dict)

    class Meta:
        verbose_name = "inläsning"
        verbose_name_plural = "inläsningar"

    def __str__(self) -> str:
        return f"inläsning {self.pk}"


class Inlasningsfil(models.Model):
    """En fil i en inläsning. Innehållet finns kvar bara tills inläsningen är avslutad; felraderna därefter."""

    inlasning = models.ForeignKey(Inlasning, on_delete=models.CASCADE, related_name="filer", verbose_name="inläsning")
    namn = models.CharField("namn", max_length=255)
    innehall = models.BinaryField("innehåll", null=True)
    felrader = models.BinaryField("felrader", null=True)

    class Meta:
        verbose_name = "inläsningsfil"
        verbose_name_plural = "inläsningsfiler"
        constraints = (models.UniqueConstraint(fields=["inlasning", "namn"], name="inlasningsfil_nyckel"),)

    def __str__(self) -> str:
        return self.namn
