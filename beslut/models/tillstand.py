"""Tillstånden från IVO, och varje gång någon har sett efter att de gäller."""

from django.conf import settings
from django.db import models

from beslut.models.anordnare import Anordnare
from beslut.models.period import PeriodQuerySet, ends_after_start, no_overlap


class Tillstand(models.Model):
    """IVO:s tillstånd för anordnaren, eller anmälan från den som själv anställer (23 § LSS)."""

    class Typ(models.TextChoices):
        TILLSTAND = "tillstand", "Tillstånd"
        ANMALAN = "anmalan", "Anmälan"

    class Status(models.TextChoices):
        BEVILJAT = "beviljat", "Beviljat"
        ATERKALLAT = "aterkallat", "Återkallat"
        INHIBERAT = "inhiberat", "Inhiberat av domstol"
        FORBUD = "forbud", "Förbud"
        UPPHORT = "upphort", "Upphört"

    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, related_name="tillstand", verbose_name="anordnare"
    )
    typ = models.CharField("typ", max_length=10, choices=Typ.choices)
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    diarienummer = models.CharField("IVO:s diarienummer", max_length=60, blank=True, default="")
    status = models.CharField("status", max_length=12, choices=Status.choices)
    kontrollerad = models.DateField("senast kontrollerad", null=True, blank=True)
    nasta_kontroll = models.DateField("nästa kontroll", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "tillstånd"
        verbose_name_plural = "tillstånd"
        ordering = ("galler_fran",)
        constraints = (
            models.UniqueConstraint(fields=["anordnare", "typ", "galler_fran"], name="tillstand_nyckel"),
            ends_after_start("tillstand_period"),
            no_overlap("tillstand_overlappar_inte", "anordnare", "typ"),
        )

    def __str__(self) -> str:
        return f"{self.get_typ_display()} från {self.galler_fran}"

    @property
    def has_ceased(self) -> bool:
        """Whether it has been taken back, given up or forbidden. One that a court has stayed is in force."""
        return self.status in {self.Status.ATERKALLAT, self.Status.UPPHORT, self.Status.FORBUD}


class Tillstandskontroll(models.Model):
    """Att någon har sett efter hos IVO hur det står till med ett tillstånd (B03). Skrivs en gång."""

    class Kalla(models.TextChoices):
        IVO_UTDRAG = "ivo_utdrag", "Uppgift från IVO"
        TILLSTANDSBEVIS = "tillstandsbevis", "Tillståndsbeviset"
        FIL = "fil", "Inläst fil"
        ANNAN = "annan", "Annan källa"

    tillstand = models.ForeignKey(
        Tillstand, on_delete=models.PROTECT, related_name="kontroller", verbose_name="tillstånd"
    )
    datum = models.DateField("kontrollerat den")
    status = models.CharField("status då", max_length=12, choices=Tillstand.Status.choices)
    kalla = models.CharField("källa", max_length=20, choices=Kalla.choices)
    notering = models.CharField("notering", max_length=500, blank=True, default="")
    nasta_kontroll = models.DateField("nästa kontroll", null=True, blank=True)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "tillståndskontroll"
        verbose_name_plural = "tillståndskontroller"
        ordering = ("-datum", "-pk")

    def __str__(self) -> str:
        return f"tillståndskontroll {self.datum}"
