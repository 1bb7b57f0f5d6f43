"""Kontrollrapporten till nämnden, som den skrevs."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from assistans.models import User
from kontroller.models.korning import Korning
from kontroller.rapport.period import Tidrymd, Utgava

if TYPE_CHECKING:
    from kontroller.models.rapportsignatur import Rapportsignatur


class KontrollrapportQuerySet(models.QuerySet):
    """Kontrollrapporter."""

    def without_files(self) -> "KontrollrapportQuerySet":
        """For lists: what is heavy is left in the database."""
        return self.defer("pdf", "sammandrag", "innehall")

    def open_to(self, user: User) -> "KontrollrapportQuerySet":
        """What a user may read: an unsigned report is a draft, for those who work with it."""
        return self if user.may("kontroller.se_rapportutkast") else self.signed()

    def signed(self) -> "KontrollrapportQuerySet":
        """Those that are signed, and thereby the nämnd's."""
        return self.filter(signatur__isnull=False)

    def about(self, tidrymd: Tidrymd) -> "KontrollrapportQuerySet":
        """The reports of a month, a quarter or a year."""
        return self.filter(slag=tidrymd.slag, fran=tidrymd.fran)

    def newest_editions(self) -> "KontrollrapportQuerySet":
        """Of the chosen reports about each month, quarter or year, the one that was written last."""
        senaste = self.order_by().values("slag", "fran").annotate(senaste=models.Max("pk"))
        return self.filter(pk__in=senaste.values("senaste"))


class Kontrollrapport(models.Model):
    """En månads, ett kvartals eller ett års rapport: innehållet som kanonisk JSON, och PDF:en som skrevs ur det.

    `program` säger vad PDF:en skrevs med. Rapporter som skrevs innan innehållet lagrades har bara sin PDF.
    """

    class Slag(models.TextChoices):
        MANAD = Utgava.MANAD.value, "Månad"
        KVARTAL = Utgava.KVARTAL.value, "Kvartal"
        AR = Utgava.AR.value, "År"

    slag = models.CharField("slag", max_length=10, choices=Slag.choices, default=Slag.MANAD)
    fran = models.DateField("från och med")
    tom = models.DateField("till och med")
    korningar = models.ManyToManyField(
        Korning, through="Rapportkorning", related_name="rapporter", verbose_name="körningar"
    )
    innehall = models.TextField("innehåll", blank=True, default="")
    innehall_sha256 = models.CharField("SHA-256 av innehållet", max_length=64, blank=True, default="")
    program = models.CharField("program", max_length=100, blank=True, default="")
    pdf = models.BinaryField("PDF")
    sha256 = models.CharField("SHA-256", max_length=64)
    sammandrag = models.BinaryField("sammandrag som PDF", null=True, default=None)
    sammandrag_sha256 = models.CharField("SHA-256 av sammandraget", max_length=64, blank=True, default="")
    skapad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="skapad av"
    )
    skapad = models.DateTimeField("skapad")

    objects = KontrollrapportQuerySet.as_manager()

    class Meta:
        verbose_name = "kontrollrapport"
        verbose_name_plural = "kontrollrapporter"
        indexes = (models.Index(fields=["slag", "fran"], name="kontrollrapport_period"),)

    def __str__(self) -> str:
        return f"kontrollrapport {self.tidrymd.beteckning}"

    @property
    def tidrymd(self) -> Tidrymd:
        """The month, quarter or year that it is about."""
        return Tidrymd(Utgava(self.slag), self.fran)

    @property
    def signature(self) -> "Rapportsignatur | None":
        """Its signature, or None. No query when it was fetched with `select_related`."""
        return getattr(self, "signatur", None)

    @property
    def namn(self) -> str:
        """`april 2015`, `andra kvartalet 2015` or `2015`."""
        return self.tidrymd.namn


class Rapportkorning(models.Model):
    """En körning som en rapport är skriven ur."""

    rapport = models.ForeignKey(
        Kontrollrapport, on_delete=models.PROTECT, related_name="rapportkorningar", verbose_name="rapport"
    )
    korning = models.ForeignKey(
        Korning, on_delete=models.PROTECT, related_name="rapportkorningar", verbose_name="körning"
    )

    class Meta:
        verbose_name = "rapportens körning"
        verbose_name_plural = "rapporternas körningar"
        constraints = (models.UniqueConstraint(fields=["rapport", "korning"], name="rapportkorning_nyckel"),)

    def __str__(self) -> str:
        return f"körning {self.korning_id} i kontrollrapport {self.rapport_id}"
