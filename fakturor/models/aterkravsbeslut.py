"""Vad som beslutades om ett återkrav, vad domstolen gjorde med det, och pengarna som kom in och lämnades tillbaka."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models import Overklagande
from fakturor.models.aterkrav import Aterkrav, Aterkravspost


class Aterkravsbeslutspost(models.Model):
    """Vad beslutet kräver av en post, i kronor, och varför om det är mindre än posten. Skrivs en gång, med beslutet.

    Resten kan krävas i ett annat ärende tills någon avstår från den. Den som utredde ärendet avstår inte.
    """

    post = models.OneToOneField(Aterkravspost, on_delete=models.PROTECT, related_name="beslut", verbose_name="post")
    belopp = models.DecimalField("krävt belopp", max_digits=12, decimal_places=2)
    skal = models.CharField("varför mindre krävs", max_length=300, blank=True, default="")
    avstatt_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="resten avstås av",
    )
    avstatt = models.DateTimeField("resten avstås", null=True, blank=True)
    avstatt_skal = models.CharField("varför resten avstås", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "återkravets beslutspost"
        verbose_name_plural = "återkravets beslutsposter"
        ordering = ("post",)
        constraints = (
            models.CheckConstraint(condition=Q(belopp__gte=0), name="aterkravsbeslutspost_fran_noll"),
            models.CheckConstraint(
                condition=Q(avstatt__isnull=True, avstatt_av__isnull=True, avstatt_skal="")
                | (Q(avstatt__isnull=False, avstatt_av__isnull=False) & ~Q(avstatt_skal="")),
                name="aterkravsbeslutspost_avstadd_med_skal",
            ),
        )

    def __str__(self) -> str:
        return f"beslutspost {self.pk}"


class Aterkravsavgorande(models.Model):
    """Vad en domstol kom fram till om ett överklagat beslut, och kronorna som den lät stå kvar. Skrivs en gång.

    Beslutet ändras inte: det som gäller är det senaste avgörandets belopp, aldrig mer än det beslutade.
    `overklagat` är dagen för det överklagande som avgjordes. Domen läggs bredvid som en `Handling`.
    """

    Instans = Overklagande.Instans

    aterkrav = models.ForeignKey(Aterkrav, on_delete=models.PROTECT, related_name="avgoranden", verbose_name="återkrav")
    overklagat = models.DateField("överklagat")
    instans = models.CharField("domstol", max_length=20, choices=Overklagande.Instans.choices)
    malnummer = models.CharField("målnummer", max_length=30)
    datum = models.DateField("avgjort")
    belopp = models.DecimalField("att betala efter avgörandet", max_digits=12, decimal_places=2)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "avgörande om ett återkrav"
        verbose_name_plural = "avgöranden om återkrav"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["aterkrav", "overklagat"], name="aterkravsavgorande_ett_per_overklagande"),
            models.CheckConstraint(condition=Q(belopp__gte=0), name="aterkravsavgorande_fran_noll"),
            models.CheckConstraint(condition=Q(datum__gte=F("overklagat")), name="aterkravsavgorande_efter"),
            models.CheckConstraint(condition=~Q(malnummer=""), name="aterkravsavgorande_har_malnummer"),
        )

    def __str__(self) -> str:
        return f"avgörande {self.pk}"


class Aterbetalning(models.Model):
    """Kronor som har kommit tillbaka, som kommunen har skrivit av, eller som den har lämnat tillbaka. Skrivs en gång.

    Kommunen lämnar tillbaka det som betalades utöver vad domstolen lät stå kvar: betalar ut det, eller räknar av det
    mot något annat som mottagaren är skyldig.
    """

    class Slag(models.TextChoices):
        BETALNING = "betalning", "Betalning"
        AVSKRIVNING = "avskrivning", "Avskrivning"
        UTBETALNING = "utbetalning", "Återbetalt av kommunen"
        AVRAKNING = "avrakning", "Avräknat av kommunen"

    aterkrav = models.ForeignKey(
        Aterkrav, on_delete=models.PROTECT, related_name="aterbetalningar", verbose_name="återkrav"
    )
    slag = models.CharField("slag", max_length=12, choices=Slag.choices)
    belopp = models.DecimalField("belopp", max_digits=12, decimal_places=2)
    datum = models.DateField("datum")
    skal = models.CharField("skäl eller verifikation", max_length=300, blank=True, default="")
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "återbetalning"
        verbose_name_plural = "återbetalningar"
        ordering = ("datum", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(belopp__gt=0), name="aterbetalning_over_noll"),
            models.CheckConstraint(
                condition=Q(slag__in=["betalning", "utbetalning"]) | ~Q(skal=""),
                name="aterbetalning_avskriven_med_skal",
            ),
        )

    def __str__(self) -> str:
        return f"återbetalning {self.datum}"
