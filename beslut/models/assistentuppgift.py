"""Det som kommunen har fått veta om en assistent och som kan hindra att tiden ersätts (C04, C10, E07, E09)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from beslut.models.handling import Handling
from beslut.models.period import PeriodQuerySet, ends_after_start
from beslut.models.person import Person

SE, SE_KANSLIGA, ANDRA = (
    "beslut.se_assistentuppgift",
    "beslut.se_kanslig_assistentuppgift",
    "beslut.andra_assistentuppgift",
)
KANSLIGA = ("sjuk", "inlagd", "frihetsberovad", "formaga")
"""Slag som kan säga något om hälsa eller lagöverträdelser (7 a § SoLPUL)."""


class AssistentuppgiftQuerySet(PeriodQuerySet):
    """Uppgifter om assistenter."""

    def standing(self) -> "AssistentuppgiftQuerySet":
        """Those that have not been struck."""
        return self.filter(struken__isnull=True)

    def readable_by(self, user) -> "AssistentuppgiftQuerySet":
        """Those that a user may read: of what can tell of somebody's health or crimes, only who works on the case."""
        if not user.may(SE):
            return self.none()
        return self if user.may(SE_KANSLIGA) else self.exclude(slag__in=KANSLIGA)


class Assistentuppgift(models.Model):
    """En uppgift om en person som är assistent, för en tid, med var den kommer ifrån.

    Den gäller personen och inte anmälan: den som är sjuk hos en arbetsgivare är det hos alla. En uppgift som visade
    sig vara fel stryks med skäl.
    """

    class Slag(models.TextChoices):
        SJUK = "sjuk", "Sjukskriven"
        LEDIG = "ledig", "Ledig (semester, föräldraledig, vård av barn)"
        ANNAT_ARBETE = "annat_arbete", "Arbetar hos kommunen eller någon annan"
        UTOMLANDS = "utomlands", "Vistas utomlands"
        INLAGD = "inlagd", "Inlagd på sjukhus"
        FRIHETSBEROVAD = "frihetsberovad", "Frihetsberövad"
        AVLIDEN = "avliden", "Avliden"
        FORMAGA = "formaga", "Fråga om förmågan (11 a § 3 LSS)"

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="assistentuppgifter", verbose_name="person"
    )
    slag = models.CharField("uppgift", max_length=20, choices=Slag.choices)
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    kalla = models.CharField("uppgiften kommer från", max_length=200)
    besvarad = models.DateField("arbetsgivaren har svarat (11 a §)", null=True, blank=True)
    handling = models.ForeignKey(
        Handling, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="handling"
    )
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")
    struken = models.DateTimeField("struken", null=True, blank=True)
    struken_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="struken av",
    )
    struken_skal = models.CharField("varför den ströks", max_length=300, blank=True, default="")

    objects = AssistentuppgiftQuerySet.as_manager()

    class Meta:
        verbose_name = "uppgift om assistent"
        verbose_name_plural = "uppgifter om assistenter"
        ordering = ("-galler_fran", "-pk")
        constraints = (
            ends_after_start("assistentuppgift_period"),
            models.CheckConstraint(condition=~Q(kalla__regex=r"^\s*$"), name="assistentuppgift_har_kalla"),
            models.CheckConstraint(
                condition=Q(struken__isnull=True, struken_av__isnull=True, struken_skal="")
                | (Q(struken__isnull=False, struken_av__isnull=False) & ~Q(struken_skal="")),
                name="assistentuppgift_struken_med_skal",
            ),
        )

    def __str__(self) -> str:
        return f"uppgift om assistent {self.pk}"
