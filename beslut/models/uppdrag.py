"""Uppdraget mellan brukare och anordnare, och vem som får betalt."""

from django.db import models

from beslut.models.anordnare import Anordnare
from beslut.models.brukare import Brukare
from beslut.models.period import PeriodQuerySet, ends_after_start, no_overlap


class Uppdrag(models.Model):
    """Brukare × anordnare × period, med avtalsformen (KR Göteborg mål nr 7131-13 beskriver de fyra)."""

    class Avtalsform(models.TextChoices):
        A = "A", "A – kommunens egen personal"
        B = "B", "B – kommunens avtal med anordnaren"
        C = "C", "C – egen arbetsgivare"
        D = "D", "D – köp av anordnaren"

    brukare = models.ForeignKey(Brukare, on_delete=models.PROTECT, related_name="uppdrag", verbose_name="brukare")
    anordnare = models.ForeignKey(Anordnare, on_delete=models.PROTECT, related_name="uppdrag", verbose_name="anordnare")
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    avtalsform = models.CharField("avtalsform", max_length=1, choices=Avtalsform.choices)
    avtal_datum = models.DateField("avtalets datum", null=True, blank=True)
    informerad_om_upphort = models.DateField("informerad om att tillståndet upphört", null=True, blank=True)
    natt = models.BooleanField("natt ingår", default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        ordering = ("galler_fran",)
        constraints = (
            models.UniqueConstraint(fields=["brukare", "anordnare", "galler_fran"], name="uppdrag_nyckel"),
            ends_after_start("uppdrag_period"),
            no_overlap("uppdrag_overlappar_inte", "brukare", "anordnare"),
        )

    def __str__(self) -> str:
        return f"uppdrag {self.pk}"


class Betalningsmottagare(models.Model):
    """Grunden för att betala till anordnaren i stället för till brukaren: begäran, beslut enligt 11 § LSS eller
    avtal.
    """

    class Grund(models.TextChoices):
        BEGARAN = "begaran", "Brukarens skriftliga begäran"
        BESLUT_11 = "beslut_11", "Beslut enligt 11 § LSS"
        AVTAL = "avtal", "Kommunens avtal"

    brukare = models.ForeignKey(Brukare, on_delete=models.PROTECT, related_name="mandat", verbose_name="brukare")
    anordnare = models.ForeignKey(Anordnare, on_delete=models.PROTECT, related_name="mandat", verbose_name="anordnare")
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    grund = models.CharField("grund", max_length=10, choices=Grund.choices)
    diarienummer = models.CharField("beslutets diarienummer", max_length=60, blank=True, default="")
    undertecknad_av = models.CharField("undertecknad av", max_length=200, blank=True, default="")
    undertecknad = models.DateField("undertecknad", null=True, blank=True)
    aterkallad = models.DateField("återkallad", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "betalningsmottagare"
        verbose_name_plural = "betalningsmottagare"
        ordering = ("galler_fran",)
        constraints = (
            models.UniqueConstraint(fields=["brukare", "anordnare", "galler_fran"], name="betalningsmottagare_nyckel"),
            ends_after_start("betalningsmottagare_period"),
        )

    def __str__(self) -> str:
        return f"{self.get_grund_display()} från {self.galler_fran}"
