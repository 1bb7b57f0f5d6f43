"""Tidrapporten, dess rader och intygen om att de stämmer."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models import Person
from beslut.models.beslut import Tidstyp
from fakturor.models.redovisning import Redovisning


class Tidrapport(models.Model):
    """En assistents rapport för en redovisning (11 a § LSS: arbetstid, månadsvis i efterskott).

    `version` räknas upp när raderna ändras; intyg gäller den version de gavs för. Summorna är de som rapporten
    anger, i minuter.
    """

    kod = models.CharField("rapport", max_length=60, unique=True)
    redovisning = models.ForeignKey(
        Redovisning, on_delete=models.PROTECT, related_name="tidrapporter", verbose_name="redovisning"
    )
    assistent = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="assistent")
    inkommen = models.DateField("inkommen")
    summa_aktiv = models.PositiveIntegerField("angiven aktiv tid, minuter")
    summa_vantetid = models.PositiveIntegerField("angiven väntetid, minuter", default=0)
    summa_beredskap = models.PositiveIntegerField("angiven beredskap, minuter", default=0)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "tidrapport"
        verbose_name_plural = "tidrapporter"

    def __str__(self) -> str:
        return self.kod


class TidradQuerySet(models.QuerySet):
    """Tidrader."""

    def current(self) -> "TidradQuerySet":
        """Rows that stand, not those withdrawn by a later version."""
        return self.filter(dragen_version__isnull=True)


class Tidrad(models.Model):
    """En rad: dag, klockslag, slag av tid. Halvöppen: 12.00 möter 12.00.

    `start` och `slut` är minuter från midnatt (slut högst 1440), `borjar` och `slutar` samma tid som instanter,
    `minuter`
    förfluten tid i Europe/Stockholm. En rad ändras inte: den dras tillbaka i en senare version och en ny läggs till.
    """

    rapport = models.ForeignKey(Tidrapport, on_delete=models.PROTECT, related_name="rader", verbose_name="rapport")
    assistent = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="assistent")
    datum = models.DateField("datum")
    start = models.PositiveSmallIntegerField("start, minut på dygnet")
    slut = models.PositiveSmallIntegerField("slut, minut på dygnet")
    borjar = models.DateTimeField("börjar")
    slutar = models.DateTimeField("slutar")
    minuter = models.PositiveIntegerField("minuter")
    tidstyp = models.CharField("slag av tid", max_length=10, choices=Tidstyp.choices)
    dubbel = models.BooleanField("dubbel assistans", default=False)
    ersatter_sjuk = models.BooleanField("ersätter sjuk", default=False)
    oavgjord = models.BooleanField("ligger i höstnattens upprepade timme", default=False)
    version = models.PositiveIntegerField("tillkom i version", default=1)
    dragen_version = models.PositiveIntegerField("dragen i version", null=True, blank=True)

    objects = TidradQuerySet.as_manager()

    class Meta:
        verbose_name = "tidrad"
        verbose_name_plural = "tidrader"
        ordering = ("datum", "start")
        constraints = (
            models.UniqueConstraint(
                fields=["rapport", "datum", "start"],
                condition=Q(dragen_version__isnull=True),
                name="tidrad_nyckel",
            ),
            models.CheckConstraint(condition=Q(slut__gt=F("start"), slut__lte=1440), name="tidrad_slut_efter_start"),
        )
        indexes = (models.Index(fields=["assistent", "borjar"], name="tidrad_assistent_borjar"),)

    def __str__(self) -> str:
        return f"tidrad {self.pk}"


class Intyg(models.Model):
    """En parts intyg om att raderna i en version av rapporten stämmer. Det skrivs inte om: ett nytt läggs till."""

    class Part(models.TextChoices):
        ASSISTENT = "assistent", "Assistent"
        ANORDNARE = "anordnare", "Anordnare"
        BRUKARE = "brukare", "Brukare"

    class Roll(models.TextChoices):
        SJALV = "sjalv", "Själv"
        VARDNADSHAVARE = "vardnadshavare", "Vårdnadshavare"
        GOD_MAN = "god_man", "God man"
        FORVALTARE = "forvaltare", "Förvaltare"
        FRAMTIDSFULLMAKT = "framtidsfullmakt", "Framtidsfullmakt"
        OMBUD = "ombud", "Ombud"
        ARBETSGIVARE = "arbetsgivare", "Arbetsgivare"

    class Satt(models.TextChoices):
        UNDERSKRIFT = "underskrift", "Underskrift"
        E_LEGITIMATION = "e_legitimation", "E-legitimation"

    rapport = models.ForeignKey(Tidrapport, on_delete=models.PROTECT, related_name="intyg", verbose_name="rapport")
    version = models.PositiveIntegerField("rapportens version")
    part = models.CharField("part", max_length=10, choices=Part.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="person")
    namn = models.CharField("namn", max_length=200)
    roll = models.CharField("roll", max_length=20, choices=Roll.choices)
    datum = models.DateField("datum")
    satt = models.CharField("sätt", max_length=20, choices=Satt.choices)
    registrerat_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registrerat av"
    )
    registrerat = models.DateTimeField("registrerat")

    class Meta:
        verbose_name = "intyg"
        verbose_name_plural = "intyg"

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.datum}"
