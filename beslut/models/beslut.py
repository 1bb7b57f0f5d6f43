"""Beslut om assistans, med en rad per slag av tid."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from beslut.models.brukare import Brukare
from beslut.models.delegation import Delegation
from beslut.models.period import PeriodQuerySet, ends_after_start, no_overlap


class Tidstyp(models.TextChoices):
    """Slag av tid (9 a § LSS). Väntetid ersätts som en fjärdedel och beredskap som en sjundedel av tiden."""

    AKTIV = "aktiv", "Aktiv tid"
    VANTETID = "vantetid", "Väntetid"
    BEREDSKAP = "beredskap", "Beredskap"


class Beslut(models.Model):
    """Ett beslut för en brukare. Det ändras inte, det följs av ett nytt.

    `far_spara` säger om timmar som inte har använts en månad får användas senare under avräkningsperioden, som är
    `avrakningsmanader` hela kalendermånader.
    """

    class Organ(models.TextChoices):
        DELEGAT = "delegat", "Tjänsteperson på delegation"
        NAMND = "namnd", "Nämnden eller dess utskott"
        FORSAKRINGSKASSAN = "forsakringskassan", "Försäkringskassan"

    diarienummer = models.CharField("diarienummer", max_length=60, unique=True)
    brukare = models.ForeignKey(Brukare, on_delete=models.PROTECT, related_name="beslut", verbose_name="brukare")
    beslutsdatum = models.DateField("beslutsdatum")
    beslutsfattare = models.CharField("beslutsfattare", max_length=200, blank=True, default="")
    beslutsfattare_konto = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beslutsfattarens konto",
    )
    organ = models.CharField("beslutat av", max_length=20, choices=Organ.choices, blank=True, default="")
    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="beslut", verbose_name="delegation"
    )
    delgivet = models.DateField("personen fick del av beslutet", null=True, blank=True)
    far_spara = models.BooleanField("timmar får sparas", default=False)
    avrakningsmanader = models.PositiveSmallIntegerField("avräkningsperiod i månader", default=1)

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        constraints = (
            models.UniqueConstraint(fields=["id", "brukare"], name="beslut_hor_till_brukare"),
            models.CheckConstraint(
                condition=Q(far_spara=False, avrakningsmanader=1) | Q(far_spara=True, avrakningsmanader__range=(2, 12)),
                name="beslut_avrakningsperiod",
            ),
            models.CheckConstraint(
                condition=Q(delegation__isnull=True) | Q(organ="delegat"), name="beslut_delegation_bara_for_delegat"
            ),
        )

    def __str__(self) -> str:
        return self.diarienummer


class Beslutsrad(models.Model):
    """En rad i ett beslut: timmar av ett slag, per vecka eller månad, under en period.

    `brukare` är beslutets brukare; databasen håller dem lika, så att överlapp kan vägras per person.
    """

    class Typ(models.TextChoices):
        ORDINARIE = "ordinarie", "Ordinarie"
        TILLFALLIG_UTOKNING = "tillfallig_utokning", "Tillfällig utökning"
        ASSISTANSERSATTNING = "assistansersattning", "Assistansersättning (Försäkringskassan)"

    class Enhet(models.TextChoices):
        VECKA = "vecka", "vecka"
        MANAD = "manad", "månad"

    class Omrakning(models.TextChoices):
        KALENDERDAGAR = "kalenderdagar", "Kalenderdagar, 7 per vecka"
        FEMTIOTVA_TOLFTEDELAR = "52_12", "52 veckor på 12 månader"

    beslut = models.ForeignKey(Beslut, on_delete=models.PROTECT, related_name="rader", verbose_name="beslut")
    brukare = models.ForeignKey(Brukare, on_delete=models.PROTECT, related_name="beslutsrader", verbose_name="brukare")
    rad = models.PositiveSmallIntegerField("rad")
    typ = models.CharField("typ", max_length=20, choices=Typ.choices)
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    timmar = models.DecimalField("timmar", max_digits=9, decimal_places=4)
    enhet = models.CharField("per", max_length=10, choices=Enhet.choices)
    omrakning = models.CharField("omräkning till månad", max_length=20, choices=Omrakning.choices)
    tidstyp = models.CharField("slag av tid", max_length=10, choices=Tidstyp.choices)
    dubbel = models.BooleanField("dubbel assistans", default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "beslutsrad"
        verbose_name_plural = "beslutsrader"
        ordering = ("galler_fran", "rad")
        constraints = (
            models.UniqueConstraint(fields=["beslut", "rad"], name="beslutsrad_nyckel"),
            ends_after_start("beslutsrad_period"),
            models.CheckConstraint(condition=Q(timmar__gte=0), name="beslutsrad_timmar"),
            no_overlap(
                "beslutsrad_overlappar_inte",
                "brukare",
                "typ",
                "tidstyp",
                "dubbel",
                condition=Q(typ__in=["ordinarie", "assistansersattning"]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.beslut_id} rad {self.rad}"
