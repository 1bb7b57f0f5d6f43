"""Brukaren och det som rör hen: företrädare och vistelser."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from beslut.models.period import PeriodQuerySet, ends_after_start
from beslut.models.person import Person


class BrukareQuerySet(models.QuerySet):
    """Brukare."""

    def open_to(self, user) -> "BrukareQuerySet":
        """The persons a user may see in lists: those with protected identity are only for named users."""
        return self.filter(Q(skydd=Brukare.Skydd.INGEN) | Q(behoriga=user)).distinct()

    def closed_to(self, user) -> "BrukareQuerySet":
        """The persons with protected identity whom a user is not named for."""
        return self.protected().exclude(pk__in=Brukare.objects.filter(behoriga=user))

    def protected(self) -> "BrukareQuerySet":
        """The persons with protected identity."""
        return self.exclude(skydd=Brukare.Skydd.INGEN)


class Brukare(models.Model):
    """Personen som ett beslut om personlig assistans gäller (9 § 2 LSS)."""

    class Skydd(models.TextChoices):
        INGEN = "ingen", "Ingen"
        SEKRETESSMARKERING = "sekretessmarkering", "Sekretessmarkering"
        SKYDDAD_FOLKBOKFORING = "skyddad_folkbokforing", "Skyddad folkbokföring"

    referens = models.CharField("referens", max_length=40, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="brukare", verbose_name="person")
    fornamn = models.CharField("förnamn", max_length=100)
    efternamn = models.CharField("efternamn", max_length=100)
    skydd = models.CharField("skydd", max_length=30, choices=Skydd.choices, default=Skydd.INGEN)
    folkbokforingskommun = models.CharField("folkbokföringskommun", max_length=4, blank=True, default="")
    avliden = models.DateField("avliden", null=True, blank=True)
    behoriga = models.ManyToManyField("assistans.User", related_name="+", blank=True, verbose_name="behöriga")

    objects = BrukareQuerySet.as_manager()

    class Meta:
        verbose_name = "brukare"
        verbose_name_plural = "brukare"

    def __str__(self) -> str:
        return self.referens

    @property
    def is_protected(self) -> bool:
        """Whether name and number may be shown to named users only."""
        return self.skydd != self.Skydd.INGEN


class Stallforetradare(models.Model):
    """Den som får handla för brukaren: vårdnadshavare, god man, förvaltare, framtidsfullmakt eller ombud (8 § LSS)."""

    class Roll(models.TextChoices):
        VARDNADSHAVARE = "vardnadshavare", "Vårdnadshavare"
        GOD_MAN = "god_man", "God man"
        FORVALTARE = "forvaltare", "Förvaltare"
        FRAMTIDSFULLMAKT = "framtidsfullmakt", "Framtidsfullmakt"
        OMBUD = "ombud", "Ombud"

    class Omfattning(models.TextChoices):
        BEVAKA_RATT = "bevaka_ratt", "Bevaka rätt"
        FORVALTA_EGENDOM = "forvalta_egendom", "Förvalta egendom"
        SORJA_FOR_PERSON = "sorja_for_person", "Sörja för person"

    FORORDNADE = (Roll.GOD_MAN, Roll.FORVALTARE)
    """Those whom a court appoints, and says what for."""

    brukare = models.ForeignKey(
        Brukare, on_delete=models.PROTECT, related_name="stallforetradare", verbose_name="brukare"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="person")
    namn = models.CharField("namn", max_length=200)
    roll = models.CharField("roll", max_length=20, choices=Roll.choices)
    omfattning = ArrayField(
        models.CharField(max_length=20, choices=Omfattning.choices), verbose_name="omfattning", default=list, blank=True
    )
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "ställföreträdare"
        verbose_name_plural = "ställföreträdare"
        constraints = (
            models.UniqueConstraint(fields=["brukare", "person", "galler_fran"], name="stallforetradare_nyckel"),
            ends_after_start("stallforetradare_period"),
        )

    def __str__(self) -> str:
        return f"{self.get_roll_display()} från {self.galler_fran}"


class Vistelse(models.Model):
    """När brukaren är på sjukhus eller någon annan plats där behovet kan vara tillgodosett. Instanter i Sverige."""

    class Typ(models.TextChoices):
        SJUKHUS = "sjukhus", "Sjukhus"
        KORTTIDSVISTELSE = "korttidsvistelse", "Korttidsvistelse"
        DAGLIG_VERKSAMHET = "daglig_verksamhet", "Daglig verksamhet"
        SKOLA = "skola", "Skola"
        BARNOMSORG = "barnomsorg", "Barnomsorg"
        ANNAT = "annat", "Annat"

    brukare = models.ForeignKey(Brukare, on_delete=models.PROTECT, related_name="vistelser", verbose_name="brukare")
    borjar = models.DateTimeField("börjar")
    slutar = models.DateTimeField("slutar", null=True, blank=True)
    typ = models.CharField("typ", max_length=20, choices=Typ.choices)
    sarskilda_skal = models.BooleanField("särskilda skäl", default=False)

    class Meta:
        verbose_name = "vistelse"
        verbose_name_plural = "vistelser"
        constraints = (
            models.UniqueConstraint(fields=["brukare", "borjar"], name="vistelse_nyckel"),
            models.CheckConstraint(
                condition=Q(slutar__isnull=True) | Q(slutar__gt=F("borjar")), name="vistelse_slutar_efter_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_typ_display()} från {self.borjar:%Y-%m-%d}"
