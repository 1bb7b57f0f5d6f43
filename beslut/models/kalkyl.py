"""Kommunens egen beräkning av ett skäligt timbelopp, och det den jämförs med (revisionsrapport 2015:3)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Kalkyl(models.Model):
    """Vad en assistanstimme skäligen kostar ett år. En fastställd kalkyl ändras inte: den får en ny version."""

    class Avser(models.TextChoices):
        KOMMUN = "kommun", "Alla timmar"
        ANHORIG = "anhorig", "Anhörig assistent"
        NATT = "natt", "Natt ingår"

    ar = models.PositiveSmallIntegerField("år")
    avser = models.CharField("avser", max_length=10, choices=Avser.choices, default=Avser.KOMMUN)
    version = models.PositiveSmallIntegerField("version")
    motivering = models.TextField("motivering", blank=True, default="")
    upprattad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="upprättad av"
    )
    upprattad = models.DateTimeField("upprättad")
    faststalld_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="fastställd av",
    )
    faststalld = models.DateTimeField("fastställd", null=True, blank=True)

    class Meta:
        verbose_name = "kalkyl"
        verbose_name_plural = "kalkyler"
        ordering = ("-ar", "avser", "-version")
        constraints = (
            models.UniqueConstraint(fields=["ar", "avser", "version"], name="kalkyl_nyckel"),
            models.CheckConstraint(
                condition=Q(faststalld__isnull=True, faststalld_av__isnull=True)
                | (Q(faststalld__isnull=False, faststalld_av__isnull=False) & ~Q(faststalld_av=F("upprattad_av"))),
                name="kalkyl_faststalld_av_annan",
            ),
        )

    def __str__(self) -> str:
        return f"kalkyl {self.ar} version {self.version}"


class Kalkylpost(models.Model):
    """En del av kostnaden: kronor per timme, eller procent av delarna som kommer före den."""

    class Slag(models.TextChoices):
        LON = "lon", "Lön"
        OB = "ob", "Ersättning för obekväm arbetstid"
        SEMESTER = "semester", "Semester"
        AVGIFTER = "avgifter", "Sociala avgifter"
        FORSAKRING = "forsakring", "Avtalsförsäkringar"
        UTBILDNING = "utbildning", "Utbildning"
        ARBETSMILJO = "arbetsmiljo", "Personal och arbetsmiljö"
        OMKOSTNADER = "omkostnader", "Assistansomkostnader"
        ADMINISTRATION = "administration", "Administration"

    class Enhet(models.TextChoices):
        KRONOR = "kronor", "kronor per timme"
        PROCENT = "procent", "procent"

    kalkyl = models.ForeignKey(Kalkyl, on_delete=models.PROTECT, related_name="poster", verbose_name="kalkyl")
    slag = models.CharField("del av kostnaden", max_length=20, choices=Slag.choices)
    enhet = models.CharField("enhet", max_length=10, choices=Enhet.choices)
    varde = models.DecimalField("värde", max_digits=9, decimal_places=4)
    kalla = models.CharField("källa", max_length=300)

    class Meta:
        verbose_name = "kalkylpost"
        verbose_name_plural = "kalkylposter"
        constraints = (
            models.UniqueConstraint(fields=["kalkyl", "slag"], name="kalkylpost_nyckel"),
            models.CheckConstraint(condition=Q(varde__gte=0), name="kalkylpost_inte_under_noll"),
            models.CheckConstraint(
                condition=Q(enhet="kronor") | ~Q(slag__in=["lon", "ob"]), name="kalkylpost_lon_i_kronor"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_slag_display()} {self.varde} {self.enhet}"


class Kommunbelopp(models.Model):
    """Vad en kommun ersätter per timme ett år: ett belopp, eller statens schablon. För jämförelse."""

    class Kategori(models.TextChoices):
        STANDARD = "standard", "Alla timmar"
        ANHORIG = "anhorig", "Om anhörig är assistent"
        NATT = "natt", "Om natt ingår i assistansen"

    kommun = models.CharField("kommun", max_length=60)
    ar = models.PositiveSmallIntegerField("år")
    kategori = models.CharField("kategori", max_length=10, choices=Kategori.choices, default=Kategori.STANDARD)
    foljer_schablon = models.BooleanField("följer statens schablon", default=False)
    belopp = models.DecimalField("kronor per timme", max_digits=9, decimal_places=2, null=True, blank=True)
    kalla = models.CharField("källa", max_length=300)

    class Meta:
        verbose_name = "kommunbelopp"
        verbose_name_plural = "kommunbelopp"
        ordering = ("kommun", "-ar", "kategori")
        constraints = (
            models.UniqueConstraint(fields=["kommun", "ar", "kategori"], name="kommunbelopp_nyckel"),
            models.CheckConstraint(
                # A comparison with nothing is neither true nor false, and would let the row in.
                condition=Q(foljer_schablon=True, belopp__isnull=True)
                | Q(foljer_schablon=False, belopp__isnull=False, belopp__gt=0),
                name="kommunbelopp_belopp_eller_schablon",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kommun} {self.ar}"


class Budgetpost(models.Model):
    """Nämndens budget för personlig assistans ett år, i kronor, per slag av kostnad."""

    class Slag(models.TextChoices):
        LSS = "lss", "Personlig assistans, LSS"
        SFB = "sfb", "Personlig assistans, SFB"
        SJUKLON = "sjuklon", "Sjuklöner"

    ar = models.PositiveSmallIntegerField("år")
    slag = models.CharField("slag", max_length=10, choices=Slag.choices)
    belopp = models.DecimalField("budget", max_digits=14, decimal_places=2)
    grund = models.CharField("beslut om budgeten", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "budgetpost"
        verbose_name_plural = "budgetposter"
        ordering = ("-ar", "slag")
        constraints = (
            models.UniqueConstraint(fields=["ar", "slag"], name="budgetpost_nyckel"),
            models.CheckConstraint(condition=Q(belopp__gte=0), name="budgetpost_inte_under_noll"),
        )

    def __str__(self) -> str:
        return f"budget {self.ar} {self.slag}"
