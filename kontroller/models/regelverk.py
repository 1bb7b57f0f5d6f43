"""Det antagna regelverket: vilka kontroller som är i bruk, på vilken nivå och med vilka parametrar."""

from django.conf import settings
from django.db import models


class Regelverk(models.Model):
    """En version av regelverket, antagen som ett beslut. Prestationsdagen avgör vilken som gäller."""

    version = models.CharField("version", max_length=40, unique=True)
    galler_fran = models.DateField("gäller från")
    foreslaget_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="föreslaget av"
    )
    antaget_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="antaget av"
    )
    antaget = models.DateTimeField("antaget", null=True)

    class Meta:
        verbose_name = "regelverk"
        verbose_name_plural = "regelverk"

    def __str__(self) -> str:
        return self.version


class Regelverksrad(models.Model):
    """En kontroll i regelverket. Nivå S stoppar, V varnar, I upplyser."""

    regelverk = models.ForeignKey(Regelverk, on_delete=models.PROTECT, related_name="rader", verbose_name="regelverk")
    kod = models.CharField("kod", max_length=3)
    regelversion = models.PositiveSmallIntegerField("regelns version")
    allvar = models.CharField("nivå", max_length=1)
    i_bruk = models.BooleanField("i bruk", default=True)
    parametrar = models.JSONField("parametrar", default=dict)

    class Meta:
        verbose_name = "regelverksrad"
        verbose_name_plural = "regelverksrader"
        constraints = (models.UniqueConstraint(fields=["regelverk", "kod"], name="regelverksrad_nyckel"),)

    def __str__(self) -> str:
        return f"{self.kod} version {self.regelversion}"
