"""Anmälningar och underrättelser till myndigheter om det som har kommit fram."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from beslut.models import Anordnare, Brukare
from fakturor.models.aterkrav import Aterkrav


class Anmalan(models.Model):
    """En anmälan eller underrättelse till en myndighet: utkastet, dagen den skickades, eller varför den inte gjordes.

    Programmet skickar den inte. Texten ändras tills den är skickad; därefter står den fast.
    """

    class Till(models.TextChoices):
        IVO = "ivo", "IVO: verksamhet utan tillstånd eller lämplighet (15 § 11 LSS)"
        FK_RATT = "fk_ratt", "Försäkringskassan: kan ha rätt till assistansersättning (15 § 8 LSS)"
        FK_UPPGIFT = "fk_uppgift", "Försäkringskassan: uppgift av betydelse (15 § 9 LSS)"
        FK_MISSBRUK = "fk_missbruk", "Försäkringskassan: ersättningen används till annat (15 § 10 LSS)"
        MYNDIGHET = "myndighet", "Annan myndighet: felaktig utbetalning (lag 2008:206)"
        POLIS = "polis", "Polisen: misstänkt bidragsbrott (lag 2007:612)"

    class Status(models.TextChoices):
        UTKAST = "utkast", "Utkast"
        SKICKAD = "skickad", "Skickad"
        EJ_SKICKAD = "ej_skickad", "Skickas inte"

    till = models.CharField("till", max_length=15, choices=Till.choices)
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.UTKAST)
    brukare = models.ForeignKey(
        Brukare, on_delete=models.PROTECT, null=True, blank=True, related_name="anmalningar", verbose_name="brukare"
    )
    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, null=True, blank=True, related_name="anmalningar", verbose_name="anordnare"
    )
    aterkrav = models.ForeignKey(
        Aterkrav, on_delete=models.PROTECT, null=True, blank=True, related_name="anmalningar", verbose_name="återkrav"
    )
    anledning = models.DateField("anledningen blev känd")
    text = models.TextField("text")
    skapad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="skapad av"
    )
    skapad = models.DateTimeField("skapad")
    avgjord_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="avgjord av",
    )
    avgjord = models.DateTimeField("avgjord", null=True, blank=True)
    skickad = models.DateField("skickad", null=True, blank=True)
    skal = models.CharField("varför den inte skickas", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "anmälan"
        verbose_name_plural = "anmälningar"
        ordering = ("-anledning", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(brukare__isnull=False) | Q(anordnare__isnull=False), name="anmalan_galler_nagon"
            ),
            models.CheckConstraint(
                condition=Q(
                    status="utkast", skickad__isnull=True, skal="", avgjord__isnull=True, avgjord_av__isnull=True
                )
                | Q(status="skickad", skickad__isnull=False, skal="", avgjord__isnull=False, avgjord_av__isnull=False)
                | (
                    Q(status="ej_skickad", skickad__isnull=True, avgjord__isnull=False, avgjord_av__isnull=False)
                    & ~Q(skal="")
                ),
                name="anmalan_skickad_eller_skal",
            ),
        )

    def __str__(self) -> str:
        return f"anmälan {self.pk}"
