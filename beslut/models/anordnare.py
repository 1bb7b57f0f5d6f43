"""Anordnaren, kontona som den får betalt på och tillstånden från IVO."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models.period import PeriodQuerySet, ends_after_start, no_overlap
from beslut.models.person import Person


class Anordnare(models.Model):
    """Den som anordnar assistansen: ett bolag, en förening, en kommun eller brukaren själv som arbetsgivare.

    `orgnr` är tio siffror, eller pseudonymen EA… för en egen arbetsgivare eller enskild näringsidkare, vars
    riktiga nummer är ett personnummer och bara står hos personen.
    """

    class Form(models.TextChoices):
        AKTIEBOLAG = "aktiebolag", "Aktiebolag"
        EKONOMISK_FORENING = "ekonomisk_forening", "Ekonomisk förening"
        IDEELL_FORENING = "ideell_forening", "Ideell förening"
        KOMMUN = "kommun", "Kommun"
        ENSKILD_FIRMA = "enskild_firma", "Enskild firma"
        EGEN_ARBETSGIVARE = "egen_arbetsgivare", "Egen arbetsgivare"

    orgnr = models.CharField("organisationsnummer", max_length=20, unique=True)
    namn = models.CharField("namn", max_length=200)
    form = models.CharField("form", max_length=20, choices=Form.choices)
    f_skatt = models.BooleanField("godkänd för F-skatt", null=True, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="person"
    )

    class Meta:
        verbose_name = "anordnare"
        verbose_name_plural = "anordnare"

    def __str__(self) -> str:
        return self.namn

    @property
    def is_person(self) -> bool:
        """Whether the provider is a private person, whose name is not shown in lists."""
        return self.form == self.Form.EGEN_ARBETSGIVARE


class KontoQuerySet(models.QuerySet):
    """Konton."""

    def current(self) -> "KontoQuerySet":
        """Accounts that have not been replaced."""
        return self.filter(upphort__isnull=True)


class Konto(models.Model):
    """Ett konto att betala till. Ett byte gäller först när en annan person har bekräftat det (B14).

    Kontot som kom med anordnarens första inläsning räknas som verifierat av den som läste in det (`forsta`).
    `nummer` är bara siffror; ett bankkonto skrivs "clearing/konto".
    """

    class Typ(models.TextChoices):
        BANKGIRO = "bankgiro", "Bankgiro"
        PLUSGIRO = "plusgiro", "Plusgiro"
        KONTO = "konto", "Bankkonto"

    anordnare = models.ForeignKey(Anordnare, on_delete=models.PROTECT, related_name="konton", verbose_name="anordnare")
    typ = models.CharField("typ", max_length=10, choices=Typ.choices)
    nummer = models.CharField("nummer", max_length=40)
    forsta = models.BooleanField("kom med första inläsningen", default=False)
    inlagt_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="inlagt av"
    )
    inlagt = models.DateTimeField("inlagt")
    verifierat_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="verifierat av"
    )
    verifierat = models.DateTimeField("verifierat", null=True)
    verifierat_hur = models.CharField("hur det verifierades", max_length=200, blank=True, default="")
    upphort = models.DateTimeField("upphört", null=True)

    objects = KontoQuerySet.as_manager()

    class Meta:
        verbose_name = "konto"
        verbose_name_plural = "konton"
        constraints = (
            models.CheckConstraint(
                condition=Q(verifierat__isnull=True, verifierat_av__isnull=True)
                | Q(verifierat__isnull=False, verifierat_av__isnull=False),
                name="konto_verifierat_av_nagon",
            ),
            models.CheckConstraint(
                condition=Q(forsta=True) | Q(verifierat_av__isnull=True) | ~Q(verifierat_av=F("inlagt_av")),
                name="konto_verifierat_av_annan",
            ),
            models.UniqueConstraint(
                fields=["anordnare", "typ", "nummer"], condition=Q(upphort__isnull=True), name="konto_en_gang"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_typ_display()} {self.nummer}"


class Tillstand(models.Model):
    """IVO:s tillstånd för anordnaren, eller anmälan från den som själv anställer (23 § LSS)."""

    class Typ(models.TextChoices):
        TILLSTAND = "tillstand", "Tillstånd"
        ANMALAN = "anmalan", "Anmälan"

    class Status(models.TextChoices):
        BEVILJAT = "beviljat", "Beviljat"
        ATERKALLAT = "aterkallat", "Återkallat"
        INHIBERAT = "inhiberat", "Inhiberat av domstol"
        FORBUD = "forbud", "Förbud"
        UPPHORT = "upphort", "Upphört"

    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, related_name="tillstand", verbose_name="anordnare"
    )
    typ = models.CharField("typ", max_length=10, choices=Typ.choices)
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    diarienummer = models.CharField("IVO:s diarienummer", max_length=60, blank=True, default="")
    status = models.CharField("status", max_length=12, choices=Status.choices)
    kontrollerad = models.DateField("senast kontrollerad", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "tillstånd"
        verbose_name_plural = "tillstånd"
        ordering = ("galler_fran",)
        constraints = (
            models.UniqueConstraint(fields=["anordnare", "typ", "galler_fran"], name="tillstand_nyckel"),
            ends_after_start("tillstand_period"),
            no_overlap("tillstand_overlappar_inte", "anordnare", "typ"),
        )

    def __str__(self) -> str:
        return f"{self.get_typ_display()} från {self.galler_fran}"
