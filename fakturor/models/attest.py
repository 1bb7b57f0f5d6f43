"""Attesterna, och tiden som är godkänd för betalning."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from beslut.models import Attestratt
from fakturor.models.faktura import Faktura
from fakturor.models.tidrapport import Tidrad


class Attest(models.Model):
    """Ett intyg om att kontroll är gjord, i en persons namn. Två olika personer per faktura; databasen vägrar annat.

    `belopp` är det godkända beloppet: fakturans, minskat med en beslutad nedsättning. `attestratt` är det uppdrag av
    nämnden som attesten gavs med (H02); attester från tiden före attestordningen saknar det.
    """

    class Typ(models.TextChoices):
        GRANSKNING = "granskning", "Granskningsattest"
        BESLUT = "beslut", "Beslutsattest"

    faktura = models.ForeignKey(Faktura, on_delete=models.PROTECT, related_name="attester", verbose_name="faktura")
    omgang = models.PositiveIntegerField("omgång")
    typ = models.CharField("typ", max_length=10, choices=Typ.choices)
    av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attester", verbose_name="av"
    )
    tid = models.DateTimeField("tid")
    belopp = models.DecimalField("belopp", max_digits=32, decimal_places=20)
    attestratt = models.ForeignKey(
        Attestratt, on_delete=models.PROTECT, null=True, blank=True, related_name="attester", verbose_name="attesträtt"
    )

    class Meta:
        verbose_name = "attest"
        verbose_name_plural = "attester"
        constraints = (
            models.UniqueConstraint(fields=["faktura", "omgang", "typ"], name="attest_en_av_varje"),
            models.UniqueConstraint(fields=["faktura", "omgang", "av"], name="attest_tva_personer"),
        )

    def __str__(self) -> str:
        return f"{self.get_typ_display()} {self.tid:%Y-%m-%d}"


class Attestaterkallelse(models.Model):
    """Att någon tar tillbaka sin granskningsattest innan fakturan är godkänd. Attesten står kvar bredvid."""

    attest = models.OneToOneField(
        Attest, on_delete=models.PROTECT, related_name="aterkallelse", verbose_name="attesten som återkallas"
    )
    skal = models.CharField("skäl", max_length=500)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "återkallad attest"
        verbose_name_plural = "återkallade attester"
        constraints = (models.CheckConstraint(condition=~Q(skal=""), name="attestaterkallelse_har_skal"),)

    def __str__(self) -> str:
        return f"återkallad attest {self.tid:%Y-%m-%d}"


class GodkandTid(models.Model):
    """Att en tidrad är godkänd för betalning på en faktura. En tidrad betalas en gång; databasen vägrar en andra."""

    tidrad = models.OneToOneField(Tidrad, on_delete=models.PROTECT, related_name="godkand", verbose_name="tidrad")
    faktura = models.ForeignKey(Faktura, on_delete=models.PROTECT, related_name="godkand_tid", verbose_name="faktura")

    class Meta:
        verbose_name = "godkänd tid"
        verbose_name_plural = "godkänd tid"

    def __str__(self) -> str:
        return f"tidrad {self.tidrad_id}"
