"""Det som kommunen tar reda på om en anordnare: kontakter, funktionärer, och kontroller av bolaget."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from beslut.models.anordnare import Anordnare
from beslut.models.period import PeriodQuerySet, ends_after_start
from beslut.models.person import Person


class Kontakt(models.Model):
    """Någon att nå hos anordnaren. Numret som stod här före ett kontobyte är det man ringer (B14)."""

    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, related_name="kontakter", verbose_name="anordnare"
    )
    namn = models.CharField("namn", max_length=200)
    uppgift = models.CharField("uppgift hos anordnaren", max_length=100, blank=True, default="")
    telefon = models.CharField("telefon", max_length=40, blank=True, default="")
    epost = models.EmailField("e-post", blank=True, default="")
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kontakt"
        verbose_name_plural = "kontakter"
        ordering = ("namn",)
        constraints = (
            ends_after_start("kontakt_period"),
            models.CheckConstraint(condition=~Q(telefon="") | ~Q(epost=""), name="kontakt_gar_att_na"),
        )

    def __str__(self) -> str:
        return f"kontakt {self.pk}"


class Funktionar(models.Model):
    """Ägare eller någon som bestämmer hos anordnaren (23 § LSS prövar dem), så att jäv kan ses (B10, B18)."""

    class Roll(models.TextChoices):
        AGARE = "agare", "Ägare"
        VD = "vd", "Verkställande direktör"
        STYRELSE = "styrelse", "Styrelseledamot"
        SUPPLEANT = "suppleant", "Styrelsesuppleant"
        BOLAGSMAN = "bolagsman", "Bolagsman"
        LEDANDE = "ledande", "Annan ledande ställning"

    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, related_name="funktionarer", verbose_name="anordnare"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="funktioner", verbose_name="person"
    )
    namn = models.CharField("namn", max_length=200)
    roll = models.CharField("roll", max_length=20, choices=Roll.choices)
    galler_fran = models.DateField("gäller från", null=True, blank=True)
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    i_kommunen = models.CharField("anställd eller förtroendevald i kommunen", max_length=200, blank=True, default="")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "funktionär"
        verbose_name_plural = "funktionärer"
        ordering = ("roll", "namn")
        constraints = (ends_after_start("funktionar_period"),)

    def __str__(self) -> str:
        return f"funktionär {self.pk}"


class Bolagskontroll(models.Model):
    """Att någon har sett efter hur det står till med anordnaren hos en myndighet (B05, B11, B12). Skrivs en gång."""

    class Slag(models.TextChoices):
        F_SKATT = "f_skatt", "Godkänd för F-skatt"
        ARBETSGIVARE = "arbetsgivare", "Registrerad som arbetsgivare"
        MOMS = "moms", "Registrering för moms"
        BOLAGSVERKET = "bolagsverket", "Registrering och status hos Bolagsverket"
        FUNKTIONARER = "funktionarer", "Styrelse, VD och ägare"
        SKULDER = "skulder", "Skulder hos Kronofogden"
        KREDIT = "kredit", "Kreditvärdighet"

    class Utfall(models.TextChoices):
        UTAN_ANMARKNING = "utan_anmarkning", "Utan anmärkning"
        ANMARKNING = "anmarkning", "Anmärkning"
        AVREGISTRERAD = "avregistrerad", "Avregistrerad"

    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, related_name="bolagskontroller", verbose_name="anordnare"
    )
    slag = models.CharField("kontroll", max_length=20, choices=Slag.choices)
    utfall = models.CharField("utfall", max_length=20, choices=Utfall.choices)
    datum = models.DateField("kontrollerat den")
    notering = models.CharField("notering", max_length=500, blank=True, default="")
    nasta_kontroll = models.DateField("nästa kontroll", null=True, blank=True)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "bolagskontroll"
        verbose_name_plural = "bolagskontroller"
        ordering = ("-datum", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(utfall="utan_anmarkning") | ~Q(notering=""), name="bolagskontroll_anmarkning_i_ord"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_slag_display()} {self.datum}"
