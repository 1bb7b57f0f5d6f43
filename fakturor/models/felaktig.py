"""Oriktiga uppgifter som en anordnare med kommunens avtal har lämnat (B17)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models import Avtal
from fakturor.models.faktura import Faktura


class FelaktigUppgift(models.Model):
    """En felaktig uppgift som låg till grund för utbetalning, räknad per avtal och kalenderår.

    Fler än tre under ett kalenderår är en grund för hävning enligt avtalet (revisionsrapport 2015:3, 3.3.1). Därför
    räknas den först när en annan person har bekräftat den, och kan strykas om den visar sig vara riktig.
    """

    avtal = models.ForeignKey(Avtal, on_delete=models.PROTECT, related_name="felaktiga", verbose_name="avtal")
    faktura = models.ForeignKey(
        Faktura, on_delete=models.PROTECT, null=True, blank=True, related_name="felaktiga", verbose_name="faktura"
    )
    lamnad = models.DateField("uppgiften lämnades")
    beskrivning = models.CharField("vad som var fel", max_length=500)
    konstaterad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="konstaterad av"
    )
    konstaterad = models.DateTimeField("konstaterad")
    bekraftad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bekräftad av",
    )
    bekraftad = models.DateTimeField("bekräftad", null=True, blank=True)
    struken = models.DateTimeField("struken", null=True, blank=True)
    struken_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="struken av",
    )
    struken_skal = models.CharField("varför den ströks", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "felaktig uppgift"
        verbose_name_plural = "felaktiga uppgifter"
        ordering = ("-lamnad", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(beskrivning=""), name="felaktig_uppgift_i_ord"),
            models.CheckConstraint(
                condition=Q(bekraftad__isnull=True, bekraftad_av__isnull=True)
                | (Q(bekraftad__isnull=False, bekraftad_av__isnull=False) & ~Q(bekraftad_av=F("konstaterad_av"))),
                name="felaktig_uppgift_bekraftad_av_annan",
            ),
            models.CheckConstraint(
                condition=Q(struken__isnull=True, struken_av__isnull=True, struken_skal="")
                | (Q(struken__isnull=False, struken_av__isnull=False) & ~Q(struken_skal="")),
                name="felaktig_uppgift_struken_med_skal",
            ),
        )

    def __str__(self) -> str:
        return f"felaktig uppgift {self.lamnad}"
