"""Det som nämnden fastställer om den interna kontrollen, version efter version."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class StyrdokumentQuerySet(models.QuerySet):
    """Styrdokument."""

    def adopted(self) -> "StyrdokumentQuerySet":
        """Those that the nämnd has adopted, the latest meeting first."""
        return self.filter(antaget__isnull=False).order_by("-sammantradesdag", "-pk")

    def open(self) -> "StyrdokumentQuerySet":
        """Proposals that nobody has adopted or put aside."""
        return self.filter(antaget__isnull=True, undanlagt__isnull=True)


class Styrdokument(models.Model):
    """En riskanalys, en internkontrollplan, en uppföljning av den, eller processen, så som den lades fram för nämnden.

    Innehållet är kanonisk JSON med sin SHA-256 och ändras aldrig. Den som föreslog det registrerar inte nämndens
    beslut.
    """

    class Slag(models.TextChoices):
        RISKANALYS = "riskanalys", "Riskanalys"
        INTERNKONTROLLPLAN = "internkontrollplan", "Internkontrollplan"
        UPPFOLJNING = "uppfoljning", "Uppföljning av internkontrollplanen"
        PROCESS = "process", "Ersättningsprocessen"

    slag = models.CharField("slag", max_length=20, choices=Slag.choices)
    ar = models.PositiveSmallIntegerField("år")
    version = models.PositiveSmallIntegerField("version")
    innehall = models.TextField("innehåll")
    sha256 = models.CharField("SHA-256", max_length=64)
    foreslaget_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="föreslaget av"
    )
    foreslaget = models.DateTimeField("föreslaget")
    antaget_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="nämndens beslut registrerat av",
    )
    antaget = models.DateTimeField("nämndens beslut registrerat", null=True)
    sammantradesdag = models.DateField("sammanträdesdag", null=True)
    paragraf = models.CharField("paragraf", max_length=40, blank=True, default="")
    undanlagt_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="undanlagt av"
    )
    undanlagt = models.DateTimeField("undanlagt", null=True)

    objects = StyrdokumentQuerySet.as_manager()

    class Meta:
        verbose_name = "styrdokument"
        verbose_name_plural = "styrdokument"
        constraints = (
            models.UniqueConstraint(fields=["slag", "ar", "version"], name="styrdokument_nyckel"),
            models.UniqueConstraint(
                fields=["slag", "ar"],
                condition=Q(antaget__isnull=True, undanlagt__isnull=True),
                name="styrdokument_ett_forslag",
            ),
            models.CheckConstraint(
                condition=Q(antaget_av__isnull=True) | ~Q(antaget_av=F("foreslaget_av")),
                name="styrdokument_antaget_av_annan",
            ),
            models.CheckConstraint(
                condition=Q(antaget__isnull=True, antaget_av__isnull=True, sammantradesdag__isnull=True, paragraf="")
                | (
                    Q(antaget__isnull=False, antaget_av__isnull=False, sammantradesdag__isnull=False)
                    & ~Q(paragraf__regex=r"^\s*$")
                ),
                name="styrdokument_antaget_med_paragraf",
            ),
            models.CheckConstraint(
                condition=Q(undanlagt__isnull=True, undanlagt_av__isnull=True)
                | Q(undanlagt__isnull=False, undanlagt_av__isnull=False, antaget__isnull=True),
                name="styrdokument_antaget_eller_undanlagt",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_slag_display()} {self.beteckning}"

    @property
    def beteckning(self) -> str:
        """The year and the number in it: 2015:1."""
        return f"{self.ar}:{self.version}"

    @property
    def is_proposal(self) -> bool:
        """Whether it still waits for the nämnd."""
        return self.antaget is None and self.undanlagt is None
