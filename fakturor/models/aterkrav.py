"""Det som har betalats fel och ska tillbaka: återbetalning enligt lag, och krav enligt avtal."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models import Anordnare, Brev, Brukare, Delegation, Stallforetradare
from fakturor.models.faktura import Faktura


class Aterkrav(models.Model):
    """Ett ärende om att få tillbaka det som betalades fel.

    Återbetalning (12 § LSS) beslutas mot den som fått stödet eller ställföreträdaren, aldrig mot bolaget; grunden är
    oriktiga uppgifter eller att mottagaren borde ha insett felet. Ett avtalskrav ställs på en anordnare som har
    kommunens avtal (form B) och är inget beslut. Den som utreder beslutar inte. `beslutat_belopp` är summan av det som
    beslutet kräver av varje post (`Aterkravsbeslutspost`), och `domstolens_belopp` det som domstolens senaste avgörande
    lämnade kvar av det (`Aterkravsavgorande`). Beloppen är i kronor.
    """

    class Slag(models.TextChoices):
        ATERBETALNING = "aterbetalning", "Återbetalning (12 § LSS)"
        AVTALSKRAV = "avtalskrav", "Krav enligt avtal"

    class Mot(models.TextChoices):
        ENSKILD = "enskild", "Den som har fått stödet"
        STALLFORETRADARE = "stallforetradare", "Ställföreträdaren"
        ANORDNARE = "anordnare", "Anordnaren"

    class Grund(models.TextChoices):
        ORIKTIGA_UPPGIFTER = "oriktiga_uppgifter", "Oriktiga uppgifter, eller underlåten uppgift"
        BORDE_INSETT = "borde_insett", "Mottagaren borde skäligen ha insett felet"
        AVTALET = "avtalet", "Avtalets villkor"

    class Status(models.TextChoices):
        UTREDS = "utreds", "Utreds"
        KOMMUNICERAT = "kommunicerat", "Kommunicerat"
        BESLUTAT = "beslutat", "Beslutat"
        OVERKLAGAT = "overklagat", "Överklagat"
        REGLERAT = "reglerat", "Reglerat"
        NEDLAGT = "nedlagt", "Nedlagt"

    nummer = models.CharField("nummer", max_length=20, unique=True)
    slag = models.CharField("slag", max_length=15, choices=Slag.choices)
    status = models.CharField("status", max_length=15, choices=Status.choices, default=Status.UTREDS)
    brukare = models.ForeignKey(
        Brukare, on_delete=models.PROTECT, null=True, blank=True, related_name="aterkrav", verbose_name="brukare"
    )
    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, null=True, blank=True, related_name="aterkrav", verbose_name="anordnare"
    )
    mot = models.CharField("riktas mot", max_length=20, choices=Mot.choices)
    stallforetradare = models.ForeignKey(
        Stallforetradare,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ställföreträdare",
    )
    grund = models.CharField("grund", max_length=20, choices=Grund.choices)
    period_fran = models.DateField("från")
    period_tom = models.DateField("till")
    skal = models.TextField("utredning och skäl")
    upprattat_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="upprättat av"
    )
    upprattat = models.DateTimeField("upprättat")
    brev = models.ForeignKey(
        Brev,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="brevet om att få yttra sig",
    )
    kommunicerat = models.DateField("kommunicerat", null=True, blank=True)
    svara_senast = models.DateField("svara senast", null=True, blank=True)
    svar = models.TextField("svar", blank=True, default="")
    svar_inkom = models.DateField("svaret inkom", null=True, blank=True)
    beslutat_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beslutat av",
    )
    beslutat = models.DateTimeField("beslutat", null=True, blank=True)
    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="delegation"
    )
    diarienummer = models.CharField("diarienummer", max_length=60, blank=True, default="")
    beslutsbrev = models.ForeignKey(
        Brev, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslutet eller kravet"
    )
    beslutat_belopp = models.DecimalField("beslutat belopp", max_digits=12, decimal_places=2, null=True, blank=True)
    betala_senast = models.DateField("betala senast", null=True, blank=True)
    overklagat = models.DateField("överklagat", null=True, blank=True)
    domstolens_avgorande = models.CharField("domstolens avgörande", max_length=300, blank=True, default="")
    domstolens_belopp = models.DecimalField(
        "belopp efter domstolens avgörande", max_digits=12, decimal_places=2, null=True, blank=True
    )
    avslutat_skal = models.CharField("varför det lades ned", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "återkrav"
        verbose_name_plural = "återkrav"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=Q(period_tom__gte=F("period_fran")), name="aterkrav_period"),
            models.CheckConstraint(
                condition=Q(
                    slag="aterbetalning",
                    mot__in=["enskild", "stallforetradare"],
                    brukare__isnull=False,
                    grund__in=["oriktiga_uppgifter", "borde_insett"],
                )
                | Q(slag="avtalskrav", mot="anordnare", anordnare__isnull=False, grund="avtalet"),
                name="aterkrav_ratt_motpart",
            ),
            models.CheckConstraint(
                condition=Q(mot="stallforetradare", stallforetradare__isnull=False)
                | (~Q(mot="stallforetradare") & Q(stallforetradare__isnull=True)),
                name="aterkrav_namngiven_stallforetradare",
            ),
            models.CheckConstraint(
                condition=Q(kommunicerat__isnull=True, svara_senast__isnull=True)
                | Q(kommunicerat__isnull=False, svara_senast__isnull=False, svara_senast__gt=F("kommunicerat")),
                name="aterkrav_tid_att_svara",
            ),
            models.CheckConstraint(
                condition=Q(beslutat__isnull=True, beslutat_av__isnull=True)
                | (Q(beslutat__isnull=False, beslutat_av__isnull=False) & ~Q(beslutat_av=F("upprattat_av"))),
                name="aterkrav_beslutat_av_annan",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["beslutat", "overklagat", "reglerat"])
                | Q(beslutat__isnull=False, kommunicerat__isnull=False),
                name="aterkrav_kommunicerat_fore_beslut",
            ),
            models.CheckConstraint(
                condition=~Q(status="nedlagt") | ~Q(avslutat_skal=""), name="aterkrav_nedlagt_med_skal"
            ),
            models.CheckConstraint(
                condition=Q(beslutat__isnull=True, beslutat_belopp__isnull=True)
                | Q(beslutat__isnull=False, beslutat_belopp__gt=0),
                name="aterkrav_beslutat_med_belopp",
            ),
            models.CheckConstraint(
                condition=Q(domstolens_belopp__isnull=True)
                | Q(domstolens_belopp__gte=0, domstolens_belopp__lte=F("beslutat_belopp")),
                name="aterkrav_domstolen_hojer_inte",
            ),
        )

    def __str__(self) -> str:
        return f"återkrav {self.nummer}"


class Aterkravspost(models.Model):
    """Kronor av en betald faktura som ska tillbaka, med kontrollen som fann det. Skrivs en gång.

    Flera ärenden kräver tillsammans aldrig mer än fakturan betalades med; databasen vägrar det.
    """

    aterkrav = models.ForeignKey(Aterkrav, on_delete=models.PROTECT, related_name="poster", verbose_name="återkrav")
    faktura = models.ForeignKey(
        Faktura, on_delete=models.PROTECT, related_name="aterkravsposter", verbose_name="faktura"
    )
    regel = models.CharField("kontroll", max_length=3, blank=True, default="")
    minuter = models.PositiveIntegerField("minuter", null=True, blank=True)
    belopp = models.DecimalField("belopp", max_digits=12, decimal_places=2)
    text = models.CharField("vad som var fel", max_length=500)

    class Meta:
        verbose_name = "återkravspost"
        verbose_name_plural = "återkravsposter"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(belopp__gt=0), name="aterkravspost_over_noll"),
            models.CheckConstraint(condition=~Q(text=""), name="aterkravspost_i_ord"),
        )

    def __str__(self) -> str:
        return f"återkravspost {self.pk}"
