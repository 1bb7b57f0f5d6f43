"""Bevispaketet: månadens bevis i en fil som är underskriven, och som går att pröva utan programmet."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Bevispaket(models.Model):
    """En beställning av en månads bevispaket, och paketet när det är klart. Ett klart paket ändras inte.

    Ett paket med original görs för den som beställde det, ur det som hen får öppna, och hämtas av ingen annan;
    `personer` är brukarna vars original det innehåller. `nyckel` är den offentliga nyckeln, 64 tecken.
    """

    class Status(models.TextChoices):
        BESTALLT = "bestallt", "Beställt"
        KLART = "klart", "Klart"
        MISSLYCKAT = "misslyckat", "Kunde inte göras"

    manad = models.DateField("månad")
    med_original = models.BooleanField("med original", default=False)
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.BESTALLT)
    bestallt_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="beställt av"
    )
    bestallt = models.DateTimeField("beställt")
    klart = models.DateTimeField("klart", null=True, blank=True)
    hinder = models.CharField("varför det inte kunde göras", max_length=300, blank=True, default="")
    antal_filer = models.PositiveIntegerField("antal filer", null=True, blank=True)
    storlek = models.PositiveBigIntegerField("storlek i byte", null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, default="")
    nyckel = models.CharField("offentlig nyckel", max_length=64, blank=True, default="")
    personer = ArrayField(models.BigIntegerField(), verbose_name="brukare med original", default=list, blank=True)

    class Meta:
        verbose_name = "bevispaket"
        verbose_name_plural = "bevispaket"
        ordering = ("-pk",)
        indexes = (models.Index(fields=["manad"], name="bevispaket_manad"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(status="klart", klart__isnull=False, storlek__gt=0, sha256__regex="^[0-9a-f]{64}$")
                | (~Q(status="klart") & Q(klart__isnull=True, sha256="")),
                name="bevispaket_klart_ar_helt",
            ),
            models.CheckConstraint(
                condition=Q(status="misslyckat") & ~Q(hinder="") | ~Q(status="misslyckat") & Q(hinder=""),
                name="bevispaket_misslyckat_med_skal",
            ),
        )

    def __str__(self) -> str:
        return f"bevispaket {self.manad:%Y-%m}"

    def parts(self) -> Iterator[bytes]:
        """The file, a part at a time: one query each."""
        nummer = 0
        while innehall := self.delar.filter(nummer=nummer).values_list("innehall", flat=True).first():
            yield bytes(innehall)
            nummer += 1


class Bevispaketdel(models.Model):
    """En del av ett bevispakets fil, så stor att den ryms i minnet. Skrivs en gång."""

    paket = models.ForeignKey(Bevispaket, on_delete=models.PROTECT, related_name="delar", verbose_name="paket")
    nummer = models.PositiveIntegerField("nummer")
    innehall = models.BinaryField("innehåll")

    class Meta:
        verbose_name = "del av bevispaket"
        verbose_name_plural = "delar av bevispaket"
        constraints = (models.UniqueConstraint(fields=["paket", "nummer"], name="bevispaketdel_nyckel"),)

    def __str__(self) -> str:
        return f"del {self.nummer} av paket {self.paket_id}"
