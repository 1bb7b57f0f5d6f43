"""Konsekvensprovet: vad ett annat regelverk eller timbelopp hade betytt för månader som redan är kontrollerade."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kontroller.models.regelverk import Regelverk


class Konsekvensprov(models.Model):
    """Samma motor på lagrade fakta, med ett förslag i stället för det som gällde. Inget annat ändras av det.

    Med `regelverk` prövas ett regelverk, annars ett timbelopp: `kategori` får `belopp` i kronor per timme. `resultat`
    är skillnaden i kronor och personer per anordnare och kontroll.
    """

    class Status(models.TextChoices):
        PAGAR = "pagar", "Pågår"
        KLART = "klart", "Klart"
        FEL = "fel", "Gick inte"

    regelverk = models.ForeignKey(
        Regelverk, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="regelverk"
    )
    kategori = models.CharField("timbelopp av slaget", max_length=12, blank=True, default="")
    belopp = models.DecimalField("nytt timbelopp", max_digits=9, decimal_places=2, null=True, blank=True)
    fran_manad = models.DateField("från månaden")
    till_manad = models.DateField("till och med månaden")
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.PAGAR)
    antal = models.PositiveIntegerField("antal fakturor", default=0)
    klara = models.PositiveIntegerField("prövade fakturor", default=0)
    resultat = models.JSONField("resultat", default=dict)
    fel = models.CharField("fel", max_length=500, blank=True, default="")
    startat_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="startat av"
    )
    startat = models.DateTimeField("startat")
    avslutat = models.DateTimeField("avslutat", null=True, blank=True)

    class Meta:
        verbose_name = "konsekvensprov"
        verbose_name_plural = "konsekvensprov"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(regelverk__isnull=False, kategori="", belopp__isnull=True)
                | (Q(regelverk__isnull=True, belopp__isnull=False, belopp__gt=0) & ~Q(kategori="")),
                name="konsekvensprov_av_en_sak",
            ),
            models.CheckConstraint(condition=Q(till_manad__gte=F("fran_manad")), name="konsekvensprov_period"),
        )

    def __str__(self) -> str:
        return f"konsekvensprov {self.pk}"
