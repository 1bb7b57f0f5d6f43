"""Vilken faktura en kreditfaktura krediterar."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fakturor.models.faktura import Faktura


class Kreditering(models.Model):
    """Kronor av en kreditfaktura som dras av på en faktura. Aldrig mer än vad som är kvar av någon av dem; databasen
    vägrar det. Skrivs en gång.
    """

    kredit = models.ForeignKey(
        Faktura, on_delete=models.PROTECT, related_name="krediterar", verbose_name="kreditfaktura"
    )
    faktura = models.ForeignKey(
        Faktura, on_delete=models.PROTECT, related_name="krediteringar", verbose_name="fakturan som krediteras"
    )
    belopp = models.DecimalField("belopp", max_digits=12, decimal_places=2)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "kreditering"
        verbose_name_plural = "krediteringar"
        constraints = (
            models.UniqueConstraint(fields=["kredit", "faktura"], name="kreditering_nyckel"),
            models.CheckConstraint(condition=Q(belopp__gt=0), name="kreditering_over_noll"),
            models.CheckConstraint(condition=~Q(kredit=F("faktura")), name="kreditering_av_annan"),
        )

    def __str__(self) -> str:
        return f"kreditering {self.pk}"
