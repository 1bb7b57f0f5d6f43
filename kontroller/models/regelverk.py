"""Det antagna regelverket: vilka kontroller som är i bruk, på vilken nivå och med vilka parametrar."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class RegelverkQuerySet(models.QuerySet):
    """Regelverk."""

    def adopted(self) -> "RegelverkQuerySet":
        """Those that have been adopted, in order of first day; of two with the same day the later one holds."""
        return self.filter(antaget__isnull=False).order_by("galler_fran", "antaget", "pk")

    def open(self) -> "RegelverkQuerySet":
        """Proposals that nobody has adopted or put aside."""
        return self.filter(antaget__isnull=True, avslaget__isnull=True)


class Regelverk(models.Model):
    """En version av regelverket, antagen som ett beslut. Prestationsdagen avgör vilken som gäller.

    Ett förslag skrivs av en person och antas eller läggs undan av en annan (den som skrev det får också lägga undan
    det); därefter ändras det inte. Det som programmet levereras med (`levererat`) gäller tills kommunen har antagit
    något eget.
    """

    version = models.CharField("version", max_length=40, unique=True)
    galler_fran = models.DateField("gäller från")
    levererat = models.BooleanField("levererat med programmet", default=False)
    utgar_fran = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="utgår från"
    )
    skal = models.TextField("skäl", blank=True, default="")
    diarienummer = models.CharField("diarienummer", max_length=60, blank=True, default="")
    foreslaget_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="föreslaget av"
    )
    foreslaget = models.DateTimeField("föreslaget", null=True)
    antaget_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="antaget av"
    )
    antaget = models.DateTimeField("antaget", null=True)
    avslaget_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="undanlagt av"
    )
    avslaget = models.DateTimeField("undanlagt", null=True)

    objects = RegelverkQuerySet.as_manager()

    class Meta:
        verbose_name = "regelverk"
        verbose_name_plural = "regelverk"
        constraints = (
            models.CheckConstraint(
                condition=Q(antaget__isnull=True, antaget_av__isnull=True)
                | Q(antaget__isnull=False, levererat=True)
                | Q(antaget__isnull=False, antaget_av__isnull=False),
                name="regelverk_antaget_av_nagon",
            ),
            models.CheckConstraint(
                condition=Q(antaget_av__isnull=True) | ~Q(antaget_av=F("foreslaget_av")),
                name="regelverk_antaget_av_annan",
            ),
            models.CheckConstraint(
                condition=Q(antaget__isnull=True) | Q(avslaget__isnull=True), name="regelverk_antaget_eller_undanlagt"
            ),
            models.CheckConstraint(
                condition=Q(avslaget__isnull=True, avslaget_av__isnull=True)
                | Q(avslaget__isnull=False, avslaget_av__isnull=False),
                name="regelverk_undanlagt_av_nagon",
            ),
            models.CheckConstraint(
                condition=Q(levererat=True) | ~Q(skal__regex=r"^\s*$"), name="regelverk_forslag_har_skal"
            ),
        )

    def __str__(self) -> str:
        return self.version

    @property
    def is_proposal(self) -> bool:
        """Whether it still waits for somebody to adopt it or put it aside."""
        return self.antaget is None and self.avslaget is None


class Regelverksrad(models.Model):
    """En kontroll i regelverket. Nivå S stoppar, V varnar, I upplyser.

    `far_undantas` säger om två personer med skäl får låta betala trots det som kontrollen fann (avvikelse). Det som
    den inte kunde bedöma får de alltid ta ställning till.
    """

    regelverk = models.ForeignKey(Regelverk, on_delete=models.PROTECT, related_name="rader", verbose_name="regelverk")
    kod = models.CharField("kod", max_length=3)
    regelversion = models.PositiveSmallIntegerField("regelns version")
    allvar = models.CharField("nivå", max_length=1)
    i_bruk = models.BooleanField("i bruk", default=True)
    far_undantas = models.BooleanField("stopp får godtas", default=True)
    parametrar = models.JSONField("parametrar", default=dict)

    class Meta:
        verbose_name = "regelverksrad"
        verbose_name_plural = "regelverksrader"
        constraints = (
            models.UniqueConstraint(fields=["regelverk", "kod"], name="regelverksrad_nyckel"),
            models.CheckConstraint(condition=Q(allvar__in=["S", "V", "I"]), name="regelverksrad_niva"),
        )

    def __str__(self) -> str:
        return f"{self.kod} version {self.regelversion}"
