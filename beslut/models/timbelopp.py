"""Kronor per timme, per kategori och period."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from beslut.models.anordnare import Anordnare
from beslut.models.brukare import Brukare
from beslut.models.period import PeriodQuerySet, ends_after_start, no_overlap


class Timbelopp(models.Model):
    """Ett timbelopp i kronor. Bara individuell och forhojt har brukare, bara avtal har anordnare.

    Ett kommunalt belopp kan vara bestämt som procent av schablonen: då står procenten och avrundningen här, och
    `belopp` är vad de gav.
    """

    class Kategori(models.TextChoices):
        SCHABLON = "schablon", "Statens schablon"
        KOMMUN = "kommun", "Kommunens timbelopp"
        ANHORIG = "anhorig", "Anhörig assistent"
        NATT = "natt", "Natt ingår"
        FORHOJT = "forhojt", "Förhöjt timbelopp"
        INDIVIDUELL = "individuell", "Individuellt beslut"
        AVTAL = "avtal", "Avtal med anordnaren"

    class Avrundning(models.TextChoices):
        ORE = "ore", "Till öre"
        TIO_ORE = "tio_ore", "Till 10 öre"
        KRONA = "krona", "Till hela kronor"

    kategori = models.CharField("kategori", max_length=12, choices=Kategori.choices)
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    brukare = models.ForeignKey(
        Brukare, on_delete=models.PROTECT, null=True, blank=True, related_name="timbelopp", verbose_name="brukare"
    )
    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, null=True, blank=True, related_name="timbelopp", verbose_name="anordnare"
    )
    belopp = models.DecimalField("belopp", max_digits=9, decimal_places=2)
    grund = models.CharField("rättslig grund", max_length=200, blank=True, default="")
    procent = models.DecimalField("procent av schablonen", max_digits=6, decimal_places=3, null=True, blank=True)
    avrundning = models.CharField("avrundning", max_length=8, choices=Avrundning.choices, blank=True, default="")
    diarienummer = models.CharField("diarienummer", max_length=60, blank=True, default="")
    beslutsdatum = models.DateField("beslutsdatum", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "timbelopp"
        verbose_name_plural = "timbelopp"
        ordering = ("kategori", "galler_fran")
        constraints = (
            models.UniqueConstraint(
                fields=["kategori", "galler_fran", "brukare", "anordnare"],
                nulls_distinct=False,
                name="timbelopp_nyckel",
            ),
            ends_after_start("timbelopp_period"),
            models.CheckConstraint(condition=Q(belopp__gt=0), name="timbelopp_over_noll"),
            models.CheckConstraint(
                condition=Q(brukare__isnull=False, kategori__in=["individuell", "forhojt"])
                | (Q(brukare__isnull=True) & ~Q(kategori__in=["individuell", "forhojt"])),
                name="timbelopp_brukare_nar_individuellt",
            ),
            models.CheckConstraint(
                condition=Q(anordnare__isnull=False, kategori="avtal")
                | (Q(anordnare__isnull=True) & ~Q(kategori="avtal")),
                name="timbelopp_anordnare_nar_avtal",
            ),
            models.CheckConstraint(
                condition=Q(procent__isnull=True, avrundning="")
                # A comparison with nothing is neither true nor false, and would let the row in.
                | (
                    Q(procent__isnull=False, procent__gt=0, kategori__in=["kommun", "anhorig", "natt"])
                    & ~Q(avrundning="")
                ),
                name="timbelopp_procent_med_avrundning",
            ),
            no_overlap(
                "timbelopp_overlappar_inte",
                "kategori",
                Coalesce("brukare_id", models.Value(0), output_field=models.BigIntegerField()),
                Coalesce("anordnare_id", models.Value(0), output_field=models.BigIntegerField()),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kategori_display()} {self.belopp} kr från {self.galler_fran}"


class Kostnadspost(models.Model):
    """En del av den faktiska kostnaden per timme, som ett beslut om eget timbelopp vilar på (5 a § SFS 1993:1091)."""

    class Slag(models.TextChoices):
        LON = "lon", "Löner utom ersättning för obekväm arbetstid"
        OB = "ob", "Ersättning för obekväm arbetstid"
        ASSISTANSOMKOSTNADER = "assistansomkostnader", "Assistansomkostnader"
        UTBILDNING = "utbildning", "Utbildning"
        ARBETSMILJO = "arbetsmiljo", "Personal och arbetsmiljö"
        ADMINISTRATION = "administration", "Administration"

    timbelopp = models.ForeignKey(
        Timbelopp, on_delete=models.PROTECT, related_name="kostnader", verbose_name="timbelopp"
    )
    slag = models.CharField("kostnad", max_length=25, choices=Slag.choices)
    belopp = models.DecimalField("kronor per timme", max_digits=9, decimal_places=2)

    class Meta:
        verbose_name = "kostnadspost"
        verbose_name_plural = "kostnadsposter"
        constraints = (
            models.UniqueConstraint(fields=["timbelopp", "slag"], name="kostnadspost_nyckel"),
            models.CheckConstraint(condition=Q(belopp__gte=0), name="kostnadspost_inte_under_noll"),
        )

    def __str__(self) -> str:
        return f"{self.get_slag_display()} {self.belopp} kr"
