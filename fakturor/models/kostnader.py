"""Kostnadsredovisningen: vad assistansen faktiskt kostade, när ersättningen är för faktiska kostnader (G14)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models import Handling, Uppdrag
from beslut.models.timbelopp import Kostnadspost


class Kostnadsredovisning(models.Model):
    """Kostnaderna för ett uppdrag och en tid, som den enskilde eller anordnaren har redovisat dem. Skrivs en gång.

    `mottaget` är vad som har betalats ut för tiden enligt redovisningen, i kronor. Stödet är för faktiska kostnader
    (RÅ 2005 ref. 85): det som inte har använts kan begäras tillbaka.
    """

    uppdrag = models.ForeignKey(
        Uppdrag, on_delete=models.PROTECT, related_name="kostnadsredovisningar", verbose_name="uppdrag"
    )
    period_fran = models.DateField("från")
    period_tom = models.DateField("till")
    inkommen = models.DateField("inkommen")
    mottaget = models.DecimalField("mottagen ersättning", max_digits=12, decimal_places=2)
    notering = models.CharField("notering", max_length=500, blank=True, default="")
    handling = models.ForeignKey(
        Handling, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="handling"
    )
    registrerad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registrerad av"
    )
    registrerad = models.DateTimeField("registrerad")

    class Meta:
        verbose_name = "kostnadsredovisning"
        verbose_name_plural = "kostnadsredovisningar"
        ordering = ("-period_fran", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(period_tom__gte=F("period_fran")), name="kostnadsredovisning_period"),
            models.CheckConstraint(condition=Q(mottaget__gte=0), name="kostnadsredovisning_mottaget"),
        )

    def __str__(self) -> str:
        return f"kostnadsredovisning {self.pk}"


class Kostnadsredovisningspost(models.Model):
    """Ett kostnadsslag i redovisningen, i kronor för hela tiden. Slagen är de i 5 a § SFS 1993:1091."""

    redovisning = models.ForeignKey(
        Kostnadsredovisning, on_delete=models.PROTECT, related_name="poster", verbose_name="kostnadsredovisning"
    )
    slag = models.CharField("kostnad", max_length=25, choices=Kostnadspost.Slag.choices)
    belopp = models.DecimalField("belopp", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "post i kostnadsredovisning"
        verbose_name_plural = "poster i kostnadsredovisningar"
        constraints = (
            models.UniqueConstraint(fields=["redovisning", "slag"], name="kostnadsredovisningspost_nyckel"),
            models.CheckConstraint(condition=Q(belopp__gte=0), name="kostnadsredovisningspost_belopp"),
        )

    def __str__(self) -> str:
        return f"{self.get_slag_display()} {self.belopp} kr"
