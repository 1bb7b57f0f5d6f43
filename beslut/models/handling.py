"""Handlingar: inskannade avtal, begäran, förordnanden, bevis och underlag, bundna till det som de styrker."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Handling(models.Model):
    """En fil som styrker något i registret: `objekt` är modellens namn (beslut.uppdrag) och `objekt_id` raden.

    Innehållet ändras aldrig. En som lades in fel döljs med skäl, och raden står kvar. Filens eget namn sparas inte:
    det kan bära ett personnamn.
    """

    class Slag(models.TextChoices):
        AVTAL = "avtal", "Avtal"
        BEGARAN = "begaran", "Begäran om betalning till annan"
        BESLUT = "beslut", "Beslut"
        FORORDNANDE = "forordnande", "Förordnande eller registerutdrag om företrädare"
        FULLMAKT = "fullmakt", "Fullmakt"
        TILLSTAND = "tillstand", "Tillståndsbevis eller bekräftelse från IVO"
        BOLAG = "bolag", "Registreringsbevis, F-skatt eller kreditupplysning"
        KOSTNAD = "kostnad", "Underlag för kostnader"
        ASSISTENT = "assistent", "Uppgift om en assistent"
        REGISTERUTDRAG = "registerutdrag", "Registerutdrag"
        OVERKLAGANDE = "overklagande", "Överklagande eller dom"
        UPPFOLJNING = "uppfoljning", "Underlag från uppföljning"
        SJUKANMALAN = "sjukanmalan", "Sjukanmälan eller frånvarorapport"
        LAKARINTYG = "lakarintyg", "Läkarintyg"
        LONESPECIFIKATION = "lonespecifikation", "Lönespecifikation"
        VIKARIE = "vikarie", "Avtal, schema eller intyg om vikarien"
        ANNAT = "annat", "Annat"

    OM_SJUKDOM = (Slag.SJUKANMALAN, Slag.LAKARINTYG, Slag.LONESPECIFIKATION, Slag.VIKARIE)
    """What proves a claim of sick pay. None of it belongs with anything else in the registers."""

    objekt = models.CharField("hör till", max_length=60)
    objekt_id = models.BigIntegerField("radens id")
    slag = models.CharField("slag", max_length=20, choices=Slag.choices)
    rubrik = models.CharField("rubrik", max_length=120)
    mime = models.CharField("filtyp", max_length=60)
    storlek = models.PositiveIntegerField("storlek i byte")
    sha256 = models.CharField("SHA-256", max_length=64)
    innehall = models.BinaryField("innehåll")
    inlagd_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="inlagd av"
    )
    inlagd = models.DateTimeField("inlagd")
    dold = models.DateTimeField("dold", null=True, blank=True)
    dold_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dold av",
    )
    dold_skal = models.CharField("varför den doldes", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "handling"
        verbose_name_plural = "handlingar"
        ordering = ("-inlagd",)
        indexes = (models.Index(fields=["objekt", "objekt_id"], name="handling_objekt"),)
        constraints = (
            models.UniqueConstraint(
                fields=["objekt", "objekt_id", "sha256"], condition=Q(dold__isnull=True), name="handling_en_gang"
            ),
            models.CheckConstraint(
                condition=Q(dold__isnull=True, dold_av__isnull=True, dold_skal="")
                | (Q(dold__isnull=False, dold_av__isnull=False) & ~Q(dold_skal="")),
                name="handling_dold_med_skal",
            ),
        )

    def __str__(self) -> str:
        return f"handling {self.pk}"

    @property
    def kilobyte(self) -> int:
        """Its size in thousands of bytes, at least one."""
        return max(1, round(self.storlek / 1000))
