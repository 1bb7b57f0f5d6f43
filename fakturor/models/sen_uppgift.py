"""Att något som en betald faktura vilar på har ändrats efteråt, och vad kommunen gjorde åt det."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fakturor.models.aterkrav import Aterkrav
from fakturor.models.faktura import Faktura


class SenUppgift(models.Model):
    """En uppgift som kom när fakturan redan var lämnad till betalning (I02). Fakturan ändras aldrig av det.

    Kontrollerna görs om på dagens uppgifter: `kontroller` är hur många som då svarar annorlunda, `kronor` det mesta som
    en av dem ifrågasätter. Svarar ingen annorlunda avgörs den av sig själv; annars av ett återkrav, eller av att någon
    med skäl skriver att inget görs. En ny uppgift medan en väntar prövas tillsammans med den.
    """

    class Om(models.TextChoices):
        PERSONEN = "personen", "Personen"
        ANORDNAREN = "anordnaren", "Anordnaren"
        ASSISTENTEN = "assistenten", "En assistent"
        TIDEN = "tiden", "Tiden"
        ALLA = "alla", "Timbelopp eller regelverk"

    class Utgang(models.TextChoices):
        INGEN_SKILLNAD = "ingen_skillnad", "Ingen skillnad"
        INGEN_ATGARD = "ingen_atgard", "Ingen åtgärd"
        ATERKRAV = "aterkrav", "Återkrav"

    faktura = models.ForeignKey(
        Faktura, on_delete=models.PROTECT, related_name="sena_uppgifter", verbose_name="faktura"
    )
    manad = models.DateField("månad")
    om = models.CharField("vad som ändrades", max_length=12, choices=Om.choices)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")
    omraknad = models.DateTimeField("omräknad", null=True, blank=True)
    kontroller = models.PositiveSmallIntegerField("kontroller som svarar annorlunda", null=True, blank=True)
    kronor = models.DecimalField("ifrågasatt, kr", max_digits=12, decimal_places=2, null=True, blank=True)
    utgang = models.CharField("utgång", max_length=15, choices=Utgang.choices, blank=True, default="")
    avgjord = models.DateTimeField("avgjord", null=True, blank=True)
    avgjord_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="avgjord av",
    )
    skal = models.CharField("varför inget görs", max_length=500, blank=True, default="")
    aterkrav = models.ForeignKey(
        Aterkrav,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sena_uppgifter",
        verbose_name="återkrav",
    )

    class Meta:
        verbose_name = "sen uppgift"
        verbose_name_plural = "sena uppgifter"
        ordering = ("-tid", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["faktura"], condition=Q(avgjord__isnull=True), name="senuppgift_en_som_vantar"
            ),
            models.CheckConstraint(
                condition=Q(utgang="", avgjord__isnull=True, avgjord_av__isnull=True, skal="", aterkrav__isnull=True)
                | Q(
                    utgang="ingen_skillnad",
                    avgjord__isnull=False,
                    avgjord_av__isnull=False,
                    omraknad__isnull=False,
                    kontroller=0,
                    aterkrav__isnull=True,
                )
                | (
                    Q(utgang="ingen_atgard", avgjord__isnull=False, avgjord_av__isnull=False, aterkrav__isnull=True)
                    & ~Q(skal="")
                )
                | Q(utgang="aterkrav", avgjord__isnull=False, avgjord_av__isnull=False, aterkrav__isnull=False),
                name="senuppgift_avgjord_pa_ett_satt",
            ),
        )

    def __str__(self) -> str:
        return f"sen uppgift {self.pk}"
