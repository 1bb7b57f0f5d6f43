"""Delegationsordningen: vem som får fatta vilka beslut i nämndens namn, och när."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from beslut.models.period import PeriodQuerySet, ends_after_start, no_overlap


class Delegation(models.Model):
    """Rätten för en person att besluta på nämndens vägnar, enligt en punkt i delegationsordningen (7 kap. 5 § KL).

    En delegation ändras inte: den avslutas och följs av en ny. Ingen lägger in sin egen.
    """

    class Avser(models.TextChoices):
        ORDINARIE = "ordinarie", "Personlig assistans"
        TILLFALLIG_UTOKNING = "tillfallig_utokning", "Tillfällig utökning"
        TIMBELOPP = "timbelopp", "Timbelopp för en enskild person"
        BETALNING_11 = "betalning_11", "Betalning till annan (11 § LSS)"
        EKONOMISKT_STOD = "ekonomiskt_stod", "Ekonomiskt stöd, också avslag (9 § 2 LSS)"
        ATERBETALNING = "aterbetalning", "Återbetalning (12 § LSS)"

    delegat = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegationer", verbose_name="delegat"
    )
    punkt = models.CharField("punkt i delegationsordningen", max_length=40)
    avser = ArrayField(models.CharField(max_length=20, choices=Avser.choices), verbose_name="avser")
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    namndbeslut = models.CharField("nämndens beslut", max_length=200)
    inlagd_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="inlagd av"
    )
    inlagd = models.DateTimeField("inlagd")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "delegation"
        verbose_name_plural = "delegationer"
        ordering = ("punkt", "galler_fran")
        constraints = (
            ends_after_start("delegation_period"),
            no_overlap("delegation_overlappar_inte", "delegat", "punkt"),
            models.CheckConstraint(condition=~Q(delegat=F("inlagd_av")), name="delegation_inlagd_av_annan"),
            models.CheckConstraint(condition=~Q(avser=[]), name="delegation_avser_nagot"),
        )

    def __str__(self) -> str:
        return f"punkt {self.punkt} från {self.galler_fran}"
