"""Kontroller som en människa gör, och vad hon såg."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from beslut.models import Handling
from fakturor.models import Faktura, Redovisning


class ManuellKontroll(models.Model):
    """En kontroll i katalogen som inga data kan avgöra: vem som såg efter, när, och vad hon såg. Skrivs en gång.

    Den gäller en faktura eller en redovisning (en person, en anordnare, en månad). Den senaste av samma kod gäller.
    """

    class Utfall(models.TextChoices):
        UTAN_ANMARKNING = "utan_anmarkning", "Utan anmärkning"
        ANMARKNING = "anmarkning", "Anmärkning"
        EJ_TILLAMPLIG = "ej_tillamplig", "Gäller inte här"

    kod = models.CharField("kontroll", max_length=3)
    faktura = models.ForeignKey(
        Faktura,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="manuella_kontroller",
        verbose_name="faktura",
    )
    redovisning = models.ForeignKey(
        Redovisning,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="manuella_kontroller",
        verbose_name="redovisning",
    )
    utfall = models.CharField("utfall", max_length=20, choices=Utfall.choices)
    sett = models.TextField("vad som sågs")
    handling = models.ForeignKey(
        Handling, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="handling"
    )
    datum = models.DateField("såg efter den")
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "manuell kontroll"
        verbose_name_plural = "manuella kontroller"
        ordering = ("-datum", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(faktura__isnull=False, redovisning__isnull=True)
                | Q(faktura__isnull=True, redovisning__isnull=False),
                name="manuell_kontroll_galler_en_sak",
            ),
            models.CheckConstraint(condition=~Q(sett__regex=r"^\s*$"), name="manuell_kontroll_i_ord"),
        )

    def __str__(self) -> str:
        return f"{self.kod} {self.datum}"
