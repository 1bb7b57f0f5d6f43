"""Ansökan om ersättning för sjuklön till en ordinarie assistent, när en vikarie har arbetat i stället."""

from django.db import models
from django.db.models import F, Q

from beslut.models import Brukare, Person
from fakturor.models.faktura import Faktura
from fakturor.models.tidrapport import Tidrad


class Sjuklon(models.Model):
    """Underlaget till en sjuklöneansökan. Ansökan är en faktura av den typen, med samma väg till betalning.

    Ersätts gör faktiska merkostnader för den sjuka assistenten, om en vikarie har utfört assistansen (RÅ 2005 ref. 86,
    RÅ 2009 ref. 104, HFD 6356-14). Perioden är högst en kalendermånad. Beloppen är i kronor.
    """

    faktura = models.OneToOneField(Faktura, on_delete=models.PROTECT, related_name="sjuklon", verbose_name="ansökan")
    brukare = models.ForeignKey(Brukare, on_delete=models.PROTECT, related_name="sjukloner", verbose_name="brukare")
    assistent = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="sjukloner", verbose_name="den sjuka assistenten"
    )
    sjuk_fran = models.DateField("sjuk från")
    sjuk_tom = models.DateField("sjuk till")
    sjukperiodens_borjan = models.DateField("sjukperiodens första dag")
    karensavdrag = models.DecimalField("karensavdrag", max_digits=12, decimal_places=2, null=True, blank=True)
    sjukanmalan = models.DateField("sjukanmälan undertecknad", null=True, blank=True)
    lakarintyg_fran = models.DateField("läkarintyg från", null=True, blank=True)
    lakarintyg_tom = models.DateField("läkarintyg till", null=True, blank=True)
    kollektivavtal = models.CharField("kollektivavtal", max_length=100, blank=True, default="")
    timlon = models.DecimalField("lön per timme", max_digits=9, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "sjuklön"
        verbose_name_plural = "sjuklöner"
        constraints = (
            models.CheckConstraint(
                condition=Q(sjuk_tom__gte=F("sjuk_fran"), sjukperiodens_borjan__lte=F("sjuk_fran")),
                name="sjuklon_period",
            ),
            models.CheckConstraint(
                condition=Q(lakarintyg_fran__isnull=True, lakarintyg_tom__isnull=True)
                | Q(
                    lakarintyg_fran__isnull=False,
                    lakarintyg_tom__isnull=False,
                    lakarintyg_tom__gte=F("lakarintyg_fran"),
                ),
                name="sjuklon_lakarintyg_period",
            ),
        )

    def __str__(self) -> str:
        return f"sjuklön {self.sjuk_fran}"


class Sjuklonepost(models.Model):
    """En del av det som begärs, som den står på lönespecifikationen, i kronor."""

    class Slag(models.TextChoices):
        SJUKLON = "sjuklon", "Sjuklön"
        OB = "ob", "Sjuklön på ersättning för obekväm arbetstid"
        SEMESTER = "semester", "Semesterersättning"
        AVGIFTER = "avgifter", "Sociala avgifter"
        FORSAKRING = "forsakring", "Avtalsförsäkringar"
        KARENS = "karens", "Karensavdrag"
        SJUKFORSAKRINGSAVGIFT = "sjukforsakringsavgift", "Särskild sjukförsäkringsavgift"
        ADMINISTRATION = "administration", "Administration"
        RANTA = "ranta", "Ränta"
        UTBILDNING = "utbildning", "Utbildning"
        ANNAT = "annat", "Annat"

    ERSATTS = (Slag.SJUKLON, Slag.OB, Slag.SEMESTER, Slag.AVGIFTER, Slag.FORSAKRING)
    """What is counted as a cost of the sick assistant."""

    sjuklon = models.ForeignKey(Sjuklon, on_delete=models.PROTECT, related_name="poster", verbose_name="sjuklön")
    slag = models.CharField("slag", max_length=25, choices=Slag.choices)
    belopp = models.DecimalField("belopp", max_digits=12, decimal_places=2)
    procent = models.DecimalField("procent", max_digits=6, decimal_places=3, null=True, blank=True)

    class Meta:
        verbose_name = "sjuklönepost"
        verbose_name_plural = "sjuklöneposter"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["sjuklon", "slag"], name="sjuklonepost_nyckel"),
            models.CheckConstraint(condition=Q(belopp__gt=0), name="sjuklonepost_over_noll"),
        )

    def __str__(self) -> str:
        return f"{self.get_slag_display()} {self.belopp} kr"


class Sjukpass(models.Model):
    """Ett pass som den sjuka skulle ha arbetat, och vikariens tidrad för samma tid, om någon är utpekad.

    `start` och `slut` är minuter från midnatt, `slut` högst 1440.
    """

    sjuklon = models.ForeignKey(Sjuklon, on_delete=models.PROTECT, related_name="pass_lista", verbose_name="sjuklön")
    datum = models.DateField("datum")
    start = models.PositiveSmallIntegerField("start, minut på dygnet")
    slut = models.PositiveSmallIntegerField("slut, minut på dygnet")
    borjar = models.DateTimeField("börjar")
    slutar = models.DateTimeField("slutar")
    minuter = models.PositiveIntegerField("minuter")
    vikariens_rad = models.ForeignKey(
        Tidrad, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vikariens tidrad"
    )

    class Meta:
        verbose_name = "sjukpass"
        verbose_name_plural = "sjukpass"
        ordering = ("datum", "start")
        constraints = (
            models.UniqueConstraint(fields=["sjuklon", "datum", "start"], name="sjukpass_nyckel"),
            models.CheckConstraint(condition=Q(slut__gt=F("start"), slut__lte=1440), name="sjukpass_slut_efter_start"),
        )

    def __str__(self) -> str:
        return f"sjukpass {self.datum}"
