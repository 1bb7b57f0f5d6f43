"""Årets utfall och prognos per slag av kostnad, som de fastställdes (revisionsrapport 2015:3, figur 2)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models.kalkyl import Budgetpost


class Utfallspost(models.Model):
    """Vad ett slag av kostnad blev ett år enligt bokslutet, eller väntas bli enligt en prognos, i kronor.

    Prognosen är den som någon har fastställt en dag, med sin grund; det som programmet räknar fram är underlag. Flera
    prognoser för samma år följer på varandra efter dag. En post ändras inte: den får en efterföljare.
    """

    class Art(models.TextChoices):
        BOKSLUT = "bokslut", "Bokslut"
        PROGNOS = "prognos", "Prognos"

    ar = models.PositiveSmallIntegerField("år")
    slag = models.CharField("slag", max_length=10, choices=Budgetpost.Slag.choices)
    art = models.CharField("bokslut eller prognos", max_length=10, choices=Art.choices)
    dag = models.DateField("per den")
    belopp = models.DecimalField("belopp", max_digits=14, decimal_places=2)
    grund = models.CharField("grund", max_length=300)
    upprattad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="upprättad av"
    )
    upprattad = models.DateTimeField("upprättad")

    class Meta:
        verbose_name = "utfallspost"
        verbose_name_plural = "utfallsposter"
        ordering = ("-ar", "slag", "art", "-dag", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(grund=""), name="utfallspost_har_grund"),
            models.CheckConstraint(
                condition=Q(art="prognos", dag__year=F("ar")) | Q(art="bokslut", dag__year__gte=F("ar")),
                name="utfallspost_dag_i_tiden",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.ar} {self.slag}"
