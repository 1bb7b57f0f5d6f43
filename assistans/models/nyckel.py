"""Nycklar för andra program som talar med gränssnittet för program (API)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class ApiNyckel(models.Model):
    """En nyckel som ett annat program visar upp. Den gör det som användaren bakom den får göra, inom `omfang`.

    Bara nyckelns SHA-256 sparas; de första tecknen (`borjar`) står kvar så att den går att känna igen. En nyckel
    utfärdas av en annan person än användaren, gäller till en dag och kan återkallas. En nyckel med `orgnr` är till den
    anordnarens program: den förhandsprövar just den anordnarens filer, och för den är alla andra okända.
    """

    class Omfang(models.TextChoices):
        LASA_IN = "las_in", "Läsa in filer"
        KORA = "kora", "Starta och följa kontroller"
        LASA = "lasa", "Läsa verdikt"
        FORHANDSPROV = "forhandsprov", "Förhandspröva filer"

    namn = models.CharField("namn", max_length=100)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="nycklar", verbose_name="användare"
    )
    omfang = ArrayField(models.CharField(max_length=20, choices=Omfang.choices), verbose_name="omfång")
    orgnr = models.CharField("anordnarens organisationsnummer", max_length=12, blank=True, default="")
    borjar = models.CharField("börjar med", max_length=12)
    sha256 = models.CharField("SHA-256 av nyckeln", max_length=64, unique=True)
    galler_till = models.DateField("gäller till")
    utfardad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="utfärdad av"
    )
    utfardad = models.DateTimeField("utfärdad")
    aterkallad = models.DateTimeField("återkallad", null=True, blank=True)
    aterkallad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="återkallad av",
    )

    class Meta:
        verbose_name = "API-nyckel"
        verbose_name_plural = "API-nycklar"
        ordering = ("namn", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(omfang=[]), name="api_nyckel_har_omfang"),
            models.CheckConstraint(
                condition=Q(orgnr="") | Q(omfang=["forhandsprov"]), name="api_nyckel_anordnares_bara_forhandsprov"
            ),
            models.CheckConstraint(condition=~Q(utfardad_av=F("user")), name="api_nyckel_utfardad_av_annan"),
            models.CheckConstraint(
                condition=Q(aterkallad__isnull=True, aterkallad_av__isnull=True)
                | Q(aterkallad__isnull=False, aterkallad_av__isnull=False),
                name="api_nyckel_aterkallad_av_nagon",
            ),
        )

    def __str__(self) -> str:
        return self.namn
