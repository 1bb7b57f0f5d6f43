"""Controllerns underskrift av en kontrollrapport, som därmed är lämnad till nämnden."""

from django.conf import settings
from django.db import models

from kontroller.models.rapport import Kontrollrapport


class Rapportsignatur(models.Model):
    """Vem som skrev under en rapport, när, och hasharna av det som skrevs under. Skrivs en gång.

    Den som skrev rapporten får skriva under den: programmet skriver den ur körningarna, och underskriften säger vem som
    svarar för att nämnden får den. Databasen vägrar andra hashar än rapportens, och andra utgåvor än den senaste.
    """

    rapport = models.OneToOneField(
        Kontrollrapport, on_delete=models.PROTECT, related_name="signatur", verbose_name="rapport"
    )
    innehall_sha256 = models.CharField("SHA-256 av innehållet", max_length=64)
    pdf_sha256 = models.CharField("SHA-256 av PDF:en", max_length=64)
    anteckning = models.TextField("anteckning till nämnden", blank=True, default="")
    av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="undertecknad av"
    )
    tid = models.DateTimeField("undertecknad")

    class Meta:
        verbose_name = "rapportens signatur"
        verbose_name_plural = "rapporternas signaturer"

    def __str__(self) -> str:
        return f"signatur av kontrollrapport {self.rapport_id}"
