"""Attestordningen: vilka nämnden har utsett att attestera, för vad och med vilken gräns, och vilka som är jäviga."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models.anordnare import Anordnare
from beslut.models.brukare import Brukare
from beslut.models.period import PeriodQuerySet, ends_after_start, no_overlap


class Attestratt(models.Model):
    """Nämndens uppdrag åt en person att attestera, för en ansvarskod och upp till ett belopp (H02).

    `ansvar` tomt betyder alla ansvarskoder, `beloppsgrans` tomt att ingen gräns är satt; annars högst så många kronor
    per faktura. Ett uppdrag ändras inte: det avslutas och följs av ett nytt, så att gjorda attester står kvar på det
    som gällde då. Ingen lägger in sitt eget.
    """

    class Typ(models.TextChoices):
        GRANSKNING = "granskning", "Granskningsattest"
        BESLUT = "beslut", "Beslutsattest"

    attestant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attestratter", verbose_name="attestant"
    )
    typ = models.CharField("attest", max_length=10, choices=Typ.choices)
    ansvar = models.CharField("ansvarskod", max_length=20, blank=True, default="")
    beloppsgrans = models.DecimalField("beloppsgräns", max_digits=12, decimal_places=2, null=True, blank=True)
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    ersattare_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ersättare för",
    )
    namndbeslut = models.CharField("nämndens beslut", max_length=200)
    inlagd_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="inlagd av"
    )
    inlagd = models.DateTimeField("inlagd")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "attesträtt"
        verbose_name_plural = "attesträtter"
        ordering = ("ansvar", "typ", "galler_fran")
        constraints = (
            ends_after_start("attestratt_period"),
            no_overlap("attestratt_overlappar_inte", "attestant", "typ", "ansvar"),
            models.CheckConstraint(condition=~Q(attestant=F("inlagd_av")), name="attestratt_inlagd_av_annan"),
            models.CheckConstraint(
                condition=Q(ersattare_for__isnull=True) | ~Q(ersattare_for=F("attestant")),
                name="attestratt_ersatter_annan",
            ),
            models.CheckConstraint(
                condition=Q(beloppsgrans__isnull=True) | Q(beloppsgrans__gt=0), name="attestratt_grans_over_noll"
            ),
            models.CheckConstraint(condition=~Q(namndbeslut=""), name="attestratt_har_namndbeslut"),
        )

    def __str__(self) -> str:
        return f"{self.get_typ_display()} från {self.galler_fran}"


class Jav(models.Model):
    """Att någon är jävig mot en brukare eller en anordnare (16–18 §§ FL), från den dag det anmäldes.

    Den som är jävig attesterar inte, bedömer inte och lämnar inte till betalning det som rör den parten; databasen
    vägrar det. En anmälan ändras inte: den avslutas med skäl.
    """

    class Grund(models.TextChoices):
        SJALV = "sjalv", "Berörs själv av ärendet"
        NARSTAENDE = "narstaende", "En närstående berörs av ärendet"
        FORETRADARE = "foretradare", "Företräder eller har företrätt den som berörs"
        ANNAN = "annan", "Annat som kan få opartiskheten att ifrågasättas"

    anvandare = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jav", verbose_name="den som är jävig"
    )
    brukare = models.ForeignKey(
        Brukare, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="brukare"
    )
    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="anordnare"
    )
    grund = models.CharField("grund", max_length=12, choices=Grund.choices)
    beskrivning = models.CharField("beskrivning", max_length=300, blank=True, default="")
    anmald_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="anmäld av"
    )
    anmald = models.DateTimeField("anmäld")
    avslutad = models.DateTimeField("avslutad", null=True, blank=True)
    avslutad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="avslutad av",
    )
    avslutad_skal = models.CharField("varför det upphörde", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "jäv"
        verbose_name_plural = "jäv"
        ordering = ("-anmald",)
        constraints = (
            models.CheckConstraint(
                condition=Q(brukare__isnull=False, anordnare__isnull=True)
                | Q(brukare__isnull=True, anordnare__isnull=False),
                name="jav_mot_en_part",
            ),
            models.UniqueConstraint(
                fields=["anvandare", "brukare", "anordnare"],
                condition=Q(avslutad__isnull=True),
                nulls_distinct=False,
                name="jav_en_gang",
            ),
            models.CheckConstraint(
                condition=Q(avslutad__isnull=True, avslutad_av__isnull=True, avslutad_skal="")
                # Nobody ends her own: that is for another to judge.
                | (
                    Q(avslutad__isnull=False, avslutad_av__isnull=False)
                    & ~Q(avslutad_skal="")
                    & ~Q(avslutad_av=F("anvandare"))
                ),
                name="jav_avslutas_av_annan",
            ),
        )

    def __str__(self) -> str:
        return f"jäv {self.pk}"
