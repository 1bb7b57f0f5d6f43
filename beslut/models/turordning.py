"""Turordningen för dem som inte väljer anordnare."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from beslut.models.avtal import Avtal
from beslut.models.brukare import Brukare


class Tilldelning(models.Model):
    """Att en person som inte har valt fick en anordnare ur turordningen. Skrivs en gång.

    `ordning` är hela listan som den såg ut då, i ordning: [{"avtal": id, "senast": tid eller null, "forbi": skäl}].
    Den som står över den valda har ett skäl till att den gicks förbi.
    """

    brukare = models.ForeignKey(Brukare, on_delete=models.PROTECT, related_name="tilldelningar", verbose_name="brukare")
    avtal = models.ForeignKey(Avtal, on_delete=models.PROTECT, related_name="tilldelningar", verbose_name="avtal")
    ordning = models.JSONField("ordningen då")
    skal = models.CharField("varför personen inte valde", max_length=300)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "tilldelning"
        verbose_name_plural = "tilldelningar"
        ordering = ("-tid",)
        constraints = (models.CheckConstraint(condition=~Q(skal=""), name="tilldelning_har_skal"),)

    def __str__(self) -> str:
        return f"tilldelning {self.pk}"
