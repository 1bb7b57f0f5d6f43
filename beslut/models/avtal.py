"""Kommunens avtal med anordnare enligt LOV och LOU, kraven vid godkännandet, och uppföljningen (form B)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models.anordnare import Anordnare
from beslut.models.period import PeriodQuerySet, ends_after_start, no_overlap

ANVANDARE = settings.AUTH_USER_MODEL


class Avtal(models.Model):
    """Kommunens avtal med en anordnare. Det prövas av en person och godkänns av en annan.

    `ickeval` säger att anordnaren tar emot dem som inte väljer, i turordning (revisionsrapport 2015:3, 3.3.1).
    """

    class Slag(models.TextChoices):
        LOV = "lov", "LOV – valfrihetssystem"
        LOU = "lou", "LOU – upphandling"

    class Upphort(models.TextChoices):
        UTGANGET = "utganget", "Avtalstiden gick ut"
        UPPSAGT = "uppsagt", "Uppsagt"
        HAVT = "havt", "Hävt"

    anordnare = models.ForeignKey(Anordnare, on_delete=models.PROTECT, related_name="avtal", verbose_name="anordnare")
    slag = models.CharField("slag", max_length=3, choices=Slag.choices)
    diarienummer = models.CharField("diarienummer", max_length=60, unique=True)
    galler_fran = models.DateField("gäller från")
    galler_tom = models.DateField("gäller till", null=True, blank=True)
    ickeval = models.BooleanField("ickevalsalternativ", default=False)
    nystartat = models.BooleanField("nystartat företag", default=False)
    provat_av = models.ForeignKey(ANVANDARE, on_delete=models.PROTECT, related_name="+", verbose_name="prövat av")
    provat = models.DateTimeField("prövat")
    godkant_av = models.ForeignKey(
        ANVANDARE, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="godkänt av"
    )
    godkant = models.DateTimeField("godkänt", null=True, blank=True)
    upphort = models.CharField("hur det upphörde", max_length=10, choices=Upphort.choices, blank=True, default="")
    upphort_skal = models.CharField("skäl", max_length=500, blank=True, default="")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "avtal"
        verbose_name_plural = "avtal"
        ordering = ("-galler_fran",)
        constraints = (
            ends_after_start("avtal_period"),
            no_overlap("avtal_overlappar_inte", "anordnare", "slag"),
            models.CheckConstraint(
                condition=Q(godkant__isnull=True, godkant_av__isnull=True)
                | (Q(godkant__isnull=False, godkant_av__isnull=False) & ~Q(godkant_av=F("provat_av"))),
                name="avtal_godkant_av_annan",
            ),
            models.CheckConstraint(
                condition=Q(upphort="", upphort_skal="") | (~Q(upphort="") & Q(galler_tom__isnull=False)),
                name="avtal_upphort_med_sista_dag",
            ),
            models.CheckConstraint(
                condition=Q(upphort__in=["", "utganget"]) | ~Q(upphort_skal=""), name="avtal_upphort_med_skal"
            ),
        )

    def __str__(self) -> str:
        return self.diarienummer


class Avtalskrav(models.Model):
    """Ett krav som anordnaren ska uppfylla för att godkännas, och när någon såg att det var uppfyllt."""

    class Krav(models.TextChoices):
        TILLSTAND = "tillstand", "Tillstånd från IVO"
        REGISTRERING = "registrering", "Registrerad hos Bolagsverket eller motsvarande"
        F_SKATT = "f_skatt", "Godkänd för F-skatt"
        KREDITVARDIGHET = "kreditvardighet", "Kreditvärdering som visar tillräcklig kapacitet"
        AFFARSPLAN = "affarsplan", "Affärsplan"
        LEDNING = "ledning", "Uppgifter om VD och styrelse"
        BANKGARANTI = "bankgaranti", "Bankgaranti eller motsvarande för två månaders drift"

    avtal = models.ForeignKey(Avtal, on_delete=models.PROTECT, related_name="krav", verbose_name="avtal")
    krav = models.CharField("krav", max_length=20, choices=Krav.choices)
    uppfyllt = models.DateField("uppfyllt den", null=True, blank=True)
    uppfyllt_av = models.ForeignKey(
        ANVANDARE, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kontrollerat av"
    )
    notering = models.CharField("notering", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "avtalskrav"
        verbose_name_plural = "avtalskrav"
        constraints = (
            models.UniqueConstraint(fields=["avtal", "krav"], name="avtalskrav_nyckel"),
            models.CheckConstraint(
                condition=Q(uppfyllt__isnull=True, uppfyllt_av__isnull=True)
                | Q(uppfyllt__isnull=False, uppfyllt_av__isnull=False),
                name="avtalskrav_uppfyllt_av_nagon",
            ),
        )

    def __str__(self) -> str:
        return self.get_krav_display()


class Uppfoljning(models.Model):
    """Ett tillfälle då kommunen följer upp avtalet (revisionsrapport 2015:3, 3.3.1)."""

    class Slag(models.TextChoices):
        INTRODUKTION = "introduktion", "Introduktionssamtal"
        KVALITET = "kvalitet", "Kvalitetssäkringssamtal"
        KONTRAKT = "kontrakt", "Uppföljning av kontraktet"
        AVSLUT = "avslut", "Avslutssamtal"

    class Bedomning(models.TextChoices):
        UPPFYLLER = "uppfyller", "Lever upp till kraven"
        DELVIS = "delvis", "Lever delvis upp till kraven"
        INTE = "inte", "Lever inte upp till kraven"

    avtal = models.ForeignKey(Avtal, on_delete=models.PROTECT, related_name="uppfoljningar", verbose_name="avtal")
    slag = models.CharField("slag", max_length=15, choices=Slag.choices)
    anledning = models.CharField("anledning", max_length=300, blank=True, default="")
    tidigast = models.DateField("tidigast")
    senast = models.DateField("senast")
    sjalvskattning_begard = models.DateField("självskattning begärd", null=True, blank=True)
    sjalvskattning_inkom = models.DateField("självskattning inkom", null=True, blank=True)
    sjalvskattning = models.TextField("anordnarens självskattning", blank=True, default="")
    besok = models.DateField("oanmält besök", null=True, blank=True)
    iakttagelser = models.TextField("iakttagelser", blank=True, default="")
    bedomning = models.CharField("bedömning", max_length=10, choices=Bedomning.choices, blank=True, default="")
    genomford = models.DateField("genomförd", null=True, blank=True)
    genomford_av = models.ForeignKey(
        ANVANDARE, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="genomförd av"
    )
    till_namnden = models.DateField("redovisad för nämnden", null=True, blank=True)
    publicerad = models.DateField("publicerad på webbplatsen", null=True, blank=True)

    class Meta:
        verbose_name = "uppföljning"
        verbose_name_plural = "uppföljningar"
        ordering = ("senast", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(senast__gte=F("tidigast")), name="uppfoljning_period"),
            models.CheckConstraint(
                condition=Q(genomford__isnull=True, genomford_av__isnull=True)
                | Q(genomford__isnull=False, genomford_av__isnull=False),
                name="uppfoljning_genomford_av_nagon",
            ),
            models.CheckConstraint(
                condition=Q(genomford__isnull=False) | Q(till_namnden__isnull=True, publicerad__isnull=True),
                name="uppfoljning_redovisas_nar_den_ar_gjord",
            ),
            models.UniqueConstraint(
                fields=["avtal", "slag"], condition=~Q(slag="kontrakt"), name="uppfoljning_ett_samtal_av_varje"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_slag_display()} senast {self.senast}"
