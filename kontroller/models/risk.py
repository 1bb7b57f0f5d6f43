"""Riskregistret: riskerna i ersättningsprocessen, hur de bedöms, vad som görs, och vad som följs upp varje år."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

NIVAER = (1, 2, 3, 4)
TOM_TEXT = r"^\s*$"


class RiskQuerySet(models.QuerySet):
    """Risker."""

    def open(self) -> "RiskQuerySet":
        """Those that are still in the register."""
        return self.filter(avslutad__isnull=True)

    def with_standing(self) -> "RiskQuerySet":
        """With the newest assessment of each (`sannolikhet`, `konsekvens`, `varde`), the gravest first.

        A risk that nobody has assessed has None, and stands last.
        """
        senaste = Riskbedomning.objects.filter(risk=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            sannolikhet=Subquery(senaste.values("sannolikhet")[:1]),
            konsekvens=Subquery(senaste.values("konsekvens")[:1]),
            varde=F("sannolikhet") * F("konsekvens"),
        ).order_by(F("varde").desc(nulls_last=True), "pk")


class Risk(models.Model):
    """Något som kan gå fel i ersättningsprocessen: orsaken, vad det leder till, och kontrollerna som finns mot det.

    `kontroller` är koder ur kontrollkatalogen. Namnet och texterna bär aldrig uppgifter om en människa.
    """

    namn = models.CharField("risk", max_length=160)
    orsak = models.TextField("orsak")
    foljd = models.TextField("konsekvens i ord")
    kontroller = ArrayField(models.CharField(max_length=3), default=list, blank=True, verbose_name="kontroller")
    inlagd_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="inlagd av"
    )
    inlagd = models.DateTimeField("inlagd")
    avslutad = models.DateTimeField("avslutad", null=True)
    avslutad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="avslutad av"
    )
    avslutad_skal = models.TextField("varför den avslutades", blank=True, default="")

    objects = RiskQuerySet.as_manager()

    class Meta:
        verbose_name = "risk"
        verbose_name_plural = "risker"
        constraints = (
            models.CheckConstraint(
                condition=~Q(namn__regex=TOM_TEXT) & ~Q(orsak__regex=TOM_TEXT) & ~Q(foljd__regex=TOM_TEXT),
                name="risk_i_ord",
            ),
            models.CheckConstraint(
                condition=Q(avslutad__isnull=True, avslutad_av__isnull=True)
                | (Q(avslutad__isnull=False, avslutad_av__isnull=False) & ~Q(avslutad_skal__regex=TOM_TEXT)),
                name="risk_avslutad_med_skal",
            ),
        )

    def __str__(self) -> str:
        return self.namn


class Riskbedomning(models.Model):
    """Vad någon har bedömt en risk till: sannolikhet och konsekvens 1–4, och varför. Skrivs en gång, och den senaste
    gäller.
    """

    class Sannolikhet(models.IntegerChoices):
        OSANNOLIK = 1, "1 – Osannolik"
        MINDRE_SANNOLIK = 2, "2 – Mindre sannolik"
        MOJLIG = 3, "3 – Möjlig"
        SANNOLIK = 4, "4 – Sannolik"

    class Konsekvens(models.IntegerChoices):
        FORSUMBAR = 1, "1 – Försumbar"
        LINDRIG = 2, "2 – Lindrig"
        KANNBAR = 3, "3 – Kännbar"
        ALLVARLIG = 4, "4 – Allvarlig"

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="bedomningar", verbose_name="risk")
    sannolikhet = models.PositiveSmallIntegerField("sannolikhet", choices=Sannolikhet.choices)
    konsekvens = models.PositiveSmallIntegerField("konsekvens", choices=Konsekvens.choices)
    skal = models.TextField("skäl")
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "riskbedömning"
        verbose_name_plural = "riskbedömningar"
        ordering = ("-pk",)
        indexes = (models.Index(fields=["risk", "-id"], name="riskbedomning_senaste"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(sannolikhet__in=NIVAER, konsekvens__in=NIVAER), name="riskbedomning_ett_till_fyra"
            ),
            models.CheckConstraint(condition=~Q(skal__regex=TOM_TEXT), name="riskbedomning_har_skal"),
        )

    def __str__(self) -> str:
        return f"{self.sannolikhet} × {self.konsekvens}"


class Riskatgard(models.Model):
    """Något som ska göras åt en risk: vad, av vem, till när, och till sist vad som sågs när det var gjort."""

    class Utgang(models.TextChoices):
        GJORD = "gjord", "Gjord"
        INTE_AKTUELL = "inte_aktuell", "Inte aktuell längre"

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="atgarder", verbose_name="risk")
    atgard = models.CharField("åtgärd", max_length=300)
    ansvarig = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarig"
    )
    klar_senast = models.DateField("klar senast")
    inlagd_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="inlagd av"
    )
    inlagd = models.DateTimeField("inlagd")
    avslutad = models.DateField("avslutad den", null=True)
    utgang = models.CharField("utgång", max_length=15, choices=Utgang.choices, blank=True, default="")
    iakttaget = models.TextField("vad som sågs", blank=True, default="")
    avslutad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="avslutad av"
    )
    avslutad_tid = models.DateTimeField("avslutad", null=True)

    class Meta:
        verbose_name = "riskåtgärd"
        verbose_name_plural = "riskåtgärder"
        ordering = ("klar_senast", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(atgard__regex=TOM_TEXT), name="riskatgard_i_ord"),
            models.CheckConstraint(
                condition=Q(avslutad__isnull=True, avslutad_av__isnull=True, avslutad_tid__isnull=True, utgang="")
                | (
                    Q(avslutad__isnull=False, avslutad_av__isnull=False, avslutad_tid__isnull=False)
                    & ~Q(utgang="")
                    & ~Q(iakttaget__regex=TOM_TEXT)
                ),
                name="riskatgard_avslutad_med_iakttagelse",
            ),
        )

    def __str__(self) -> str:
        return self.atgard


class Kontrollmoment(models.Model):
    """En rad i internkontrollplanen för ett år: vad som följs upp, hur, hur ofta, av vem och till när."""

    class Frekvens(models.TextChoices):
        MANAD = "manad", "Varje månad"
        KVARTAL = "kvartal", "Varje kvartal"
        HALVAR = "halvar", "Varje halvår"
        AR = "ar", "En gång om året"

    ar = models.PositiveSmallIntegerField("år")
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="moment", verbose_name="risk")
    kontroller = ArrayField(models.CharField(max_length=3), default=list, blank=True, verbose_name="kontroller")
    vad = models.CharField("vad som följs upp", max_length=300)
    hur = models.TextField("hur det görs")
    frekvens = models.CharField("hur ofta", max_length=10, choices=Frekvens.choices)
    ansvarig = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="ansvarig"
    )
    klar_senast = models.DateField("klart senast")
    inlagd_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="inlagd av"
    )
    inlagd = models.DateTimeField("inlagd")
    struken = models.DateTimeField("struken", null=True)
    struken_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="struken av"
    )
    struken_skal = models.TextField("varför den ströks", blank=True, default="")

    class Meta:
        verbose_name = "kontrollmoment"
        verbose_name_plural = "kontrollmoment"
        ordering = ("ar", "klar_senast", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(vad__regex=TOM_TEXT) & ~Q(hur__regex=TOM_TEXT), name="kontrollmoment_i_ord"
            ),
            models.CheckConstraint(
                condition=Q(struken__isnull=True, struken_av__isnull=True)
                | (Q(struken__isnull=False, struken_av__isnull=False) & ~Q(struken_skal__regex=TOM_TEXT)),
                name="kontrollmoment_struket_med_skal",
            ),
        )

    def __str__(self) -> str:
        return self.vad


class Momentutfall(models.Model):
    """Att ett kontrollmoment är gjort: vad som gjordes, vad som fanns och vad det betyder. Skrivs en gång."""

    class Slutsats(models.TextChoices):
        UTAN_ANMARKNING = "utan_anmarkning", "Utan anmärkning"
        BRISTER = "brister", "Brister att åtgärda"
        INTE_GJORT = "inte_gjort", "Inte gjort"

    moment = models.ForeignKey(
        Kontrollmoment, on_delete=models.PROTECT, related_name="utfall", verbose_name="kontrollmoment"
    )
    datum = models.DateField("datum")
    gjort = models.TextField("vad som gjordes")
    funnet = models.TextField("vad som fanns")
    slutsats = models.CharField("slutsats", max_length=20, choices=Slutsats.choices)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "momentutfall"
        verbose_name_plural = "momentutfall"
        ordering = ("datum", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(gjort__regex=TOM_TEXT) & ~Q(funnet__regex=TOM_TEXT), name="momentutfall_i_ord"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_slutsats_display()} {self.datum}"
