"""Vad människor har kommit fram till om avvikelser och varningar."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from beslut.models import Handling
from fakturor.models import Faktura


class Bedomning(models.Model):
    """En persons bedömning av ett fynd på en faktura: godtas eller avslås, med skäl; en varning kommenteras.

    Den gäller fakturan, regeln, versionen och fyndets hash, och följer med till nästa körning så länge hashen är
    oförändrad. Ett stopp passerar först när en annan person har bekräftat bedömningen (Bekraftelse).
    """

    class Beslut(models.TextChoices):
        GODTAS = "godtas", "Godtas"
        AVSLAS = "avslas", "Avslås"
        KOMPLETTERING = "komplettering", "Komplettering begärs"
        KOMMENTERAS = "kommenteras", "Kommenteras"

    faktura = models.ForeignKey(Faktura, on_delete=models.PROTECT, related_name="bedomningar", verbose_name="faktura")
    regel = models.CharField("regel", max_length=3)
    version = models.PositiveSmallIntegerField("version")
    fyndhash = models.CharField("hash av fynden", max_length=64)
    beslut = models.CharField("beslut", max_length=15, choices=Beslut.choices)
    skal = models.TextField("skäl")
    galler_till = models.DateField("gäller till", null=True, blank=True)
    handling = models.ForeignKey(
        Handling, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="handling"
    )
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "bedömning"
        verbose_name_plural = "bedömningar"
        constraints = (models.CheckConstraint(condition=~Q(skal__regex=r"^\s*$"), name="bedomning_har_skal"),)
        indexes = (models.Index(fields=["faktura", "regel", "fyndhash"], name="bedomning_fynd"),)

    def __str__(self) -> str:
        return f"{self.regel} {self.get_beslut_display()}"

    @property
    def av_namn(self) -> str:
        """The name of the one who assessed."""
        return self.av.namn

    @property
    def bekraftad_av(self) -> int | None:
        """The id of the one who has confirmed it, if anybody has."""
        return self.bekraftelse.av_id if hasattr(self, "bekraftelse") else None


class Bekraftelse(models.Model):
    """En andra person som står bakom en bedömning."""

    bedomning = models.OneToOneField(
        Bedomning, on_delete=models.PROTECT, related_name="bekraftelse", verbose_name="bedömning"
    )
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "bekräftelse"
        verbose_name_plural = "bekräftelser"

    def __str__(self) -> str:
        return f"bekräftelse {self.pk}"
