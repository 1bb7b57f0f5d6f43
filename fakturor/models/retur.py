"""Pengar som kommer tillbaka efter att banken hade utfört betalningen, och kontot som det berodde på."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from beslut.models import Konto
from fakturor.models.utbetalning import Beskedsfil, Betalning


class Betalningsretur(models.Model):
    """Att en utförd betalning har kommit tillbaka, hel eller till en del, i kronor. Skrivs en gång.

    Beskedet om att den var utförd står kvar. När hela betalningen kom tillbaka och inget annat har hänt med det den
    betalade, betalas fakturorna på nytt (`oppnar`). Annars gissar programmet inte: en människa avgör (`Returbeslut`).
    """

    betalning = models.ForeignKey(Betalning, on_delete=models.PROTECT, related_name="returer", verbose_name="betalning")
    belopp = models.DecimalField("belopp", max_digits=12, decimal_places=2)
    datum = models.DateField("datum")
    skal_kod = models.CharField("bankens kod", max_length=35, blank=True, default="")
    skal = models.CharField("skäl", max_length=300, blank=True, default="")
    oppnar = models.BooleanField("fakturorna betalas på nytt")
    fil = models.ForeignKey(
        Beskedsfil, on_delete=models.PROTECT, null=True, blank=True, related_name="returer", verbose_name="fil"
    )
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "retur av en betalning"
        verbose_name_plural = "returer av betalningar"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["betalning", "datum", "belopp"], name="betalningsretur_en_gang"),
            models.CheckConstraint(condition=Q(belopp__gt=0), name="betalningsretur_over_noll"),
            models.CheckConstraint(condition=~Q(skal="") | ~Q(skal_kod=""), name="betalningsretur_med_skal"),
        )

    def __str__(self) -> str:
        return f"retur av {self.betalning_id}"


class Returbeslut(models.Model):
    """Vad en människa har bestämt om en retur som inte öppnade fakturorna, och varför. Skrivs en gång."""

    class Utfall(models.TextChoices):
        ANNAT_SATT = "annat_satt", "Mottagaren får beloppet på annat sätt"
        BEHALLS = "behalls", "Kommunen behåller beloppet"
        RATTAT = "rattat", "Banken har rättat det: pengarna är hos mottagaren"

    retur = models.OneToOneField(Betalningsretur, on_delete=models.PROTECT, related_name="beslut", verbose_name="retur")
    utfall = models.CharField("utfall", max_length=10, choices=Utfall.choices)
    skal = models.CharField("skäl", max_length=300)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "beslut om en retur"
        verbose_name_plural = "beslut om returer"
        constraints = (models.CheckConstraint(condition=~Q(skal=""), name="returbeslut_med_skal"),)

    def __str__(self) -> str:
        return f"beslut om retur {self.retur_id}"


class Kontointyg(models.Model):
    """Att någon har frågat mottagaren, och att kontot är rätt fast banken har skickat tillbaka. Skrivs en gång.

    Den som lade in kontot intygar inte det, och den som intygar frisläpper inte betalningar dit.
    """

    konto = models.ForeignKey(Konto, on_delete=models.PROTECT, related_name="intyg", verbose_name="konto")
    hur = models.CharField("hur det är känt", max_length=300)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "intyg om ett konto"
        verbose_name_plural = "intyg om konton"
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=~Q(hur=""), name="kontointyg_med_text"),)

    def __str__(self) -> str:
        return f"intyg om konto {self.konto_id}"
