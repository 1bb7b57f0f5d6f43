"""Anordnaren och kontona som den får betalt på."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models.brukare import Brukare
from beslut.models.person import Person


class AnordnareQuerySet(models.QuerySet):
    """Anordnare."""

    def open_to(self, user) -> "AnordnareQuerySet":
        """The providers whose pages a user may open: not those who are themselves a person whom she may not see."""
        return self.exclude(person__in=Brukare.objects.closed_to(user).values("person"))


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

    objects = AnordnareQuerySet.as_manager()

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

    class Metod(models.TextChoices):
        KAND_KONTAKT = "kand_kontakt", "Ringde en kontakt som redan stod i registret"
        GIROREGISTER = "giroregister", "Slog upp innehavaren i giroregistret"
        BANKINTYG = "bankintyg", "Såg intyg från banken"
        BESOK = "besok", "Träffade anordnaren"

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
    verifierat_metod = models.CharField(
        "hur innehavaren bekräftades", max_length=20, choices=Metod.choices, blank=True, default=""
    )
    innehavare = models.CharField(
        "innehavare enligt giroregistret eller banken", max_length=200, blank=True, default=""
    )
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
