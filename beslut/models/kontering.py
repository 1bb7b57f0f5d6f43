"""Konteringen: vilket konto, ansvar och vilken verksamhet en utbetalning bokförs på."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from beslut.models.period import PeriodQuerySet, ends_after_start, no_overlap
from beslut.models.uppdrag import Uppdrag


class Kontering(models.Model):
    """Hur utbetalningar av ett slag konteras, för en avtalsform och en sorts mottagare, under en period.

    Kommunen bestämmer koderna. `momsersattning` säger om kostnaden ger rätt till ersättning enligt lag (2005:807);
    är det oklart står det så, och någon avgör det utanför programmet. En rad ändras inte: den avslutas och följs av
    en ny.
    """

    class Slag(models.TextChoices):
        ASSISTANS = "assistans", "Personlig assistans"
        SJUKLON = "sjuklon", "Sjuklön"
        ATERBETALNING = "aterbetalning", "Återbetalning"

    class Mottagare(models.TextChoices):
        NARINGSIDKARE = "naringsidkare", "Bolag, förening eller annan näringsidkare"
        ENSKILD = "enskild", "Privatperson"

    class Momsersattning(models.TextChoices):
        JA = "ja", "Ja"
        NEJ = "nej", "Nej"
        OKLART = "oklart", "Oklart"

    slag = models.CharField("slag", max_length=15, choices=Slag.choices)
    avtalsform = models.CharField("avtalsform", max_length=1, choices=Uppdrag.Avtalsform.choices)
    mottagare = models.CharField("mottagare", max_length=15, choices=Mottagare.choices)
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    konto = models.CharField("konto", max_length=10)
    ansvar = models.CharField("ansvarskod", max_length=20)
    verksamhet = models.CharField("verksamhet", max_length=20, blank=True, default="")
    motpart = models.CharField("motpart", max_length=10, blank=True, default="")
    momsersattning = models.CharField("momsersättning", max_length=10, choices=Momsersattning.choices)
    inlagd_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="inlagd av"
    )
    inlagd = models.DateTimeField("inlagd")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kontering"
        verbose_name_plural = "konteringar"
        ordering = ("slag", "avtalsform", "mottagare", "galler_fran")
        constraints = (
            ends_after_start("kontering_period"),
            no_overlap("kontering_overlappar_inte", "slag", "avtalsform", "mottagare"),
            models.CheckConstraint(condition=Q(konto__regex=r"^\d{3,10}$"), name="kontering_konto_i_siffror"),
            models.CheckConstraint(condition=~Q(ansvar=""), name="kontering_har_ansvar"),
        )

    def __str__(self) -> str:
        return f"{self.get_slag_display()} {self.avtalsform} från {self.galler_fran}"
