"""Kontrollrapporten till nämnden, som den skrevs."""

from django.conf import settings
from django.db import models

from kontroller.models.korning import Korning


class Kontrollrapport(models.Model):
    """En månads rapport som PDF, gjord ur en körning."""

    manad = models.DateField("månad")
    korning = models.ForeignKey(Korning, on_delete=models.PROTECT, related_name="rapporter", verbose_name="körning")
    pdf = models.BinaryField("PDF")
    sha256 = models.CharField("SHA-256", max_length=64)
    skapad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="skapad av"
    )
    skapad = models.DateTimeField("skapad")

    class Meta:
        verbose_name = "kontrollrapport"
        verbose_name_plural = "kontrollrapporter"

    def __str__(self) -> str:
        return f"kontrollrapport {self.manad:%Y-%m}"
