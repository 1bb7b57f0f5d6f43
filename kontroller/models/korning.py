"""Körningen och det den fann. Fakta och verdikt ändras aldrig; en ny körning lägger till."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from fakturor.models import Faktura
from kontroller.models.regelverk import Regelverk


class KorningQuerySet(models.QuerySet):
    """Körningar."""

    def done(self) -> "KorningQuerySet":
        """The finished controls of whole months."""
        return self.filter(typ=Korning.Typ.MANAD, status=Korning.Status.KLAR)

    def latest_done(self, manad) -> "Korning | None":
        """The newest finished run of a month, or None."""
        return self.done().filter(manad=manad).order_by("-pk").first()


class Korning(models.Model):
    """En kontroll av en månad, eller omkontrollen av en faktura vid attest."""

    class Typ(models.TextChoices):
        MANAD = "manad", "Månadens kontroll"
        OMKONTROLL = "omkontroll", "Omkontroll vid attest"

    class Status(models.TextChoices):
        PAGAR = "pagar", "Pågår"
        KLAR = "klar", "Klar"
        OFULLSTANDIG = "ofullstandig", "Ofullständig"

    typ = models.CharField("typ", max_length=10, choices=Typ.choices)
    manad = models.DateField("månad")
    regelverk = models.ForeignKey(Regelverk, on_delete=models.PROTECT, related_name="+", verbose_name="regelverk")
    startad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="startad av"
    )
    startad = models.DateTimeField("startad")
    avslutad = models.DateTimeField("avslutad", null=True)
    status = models.CharField("status", max_length=15, choices=Status.choices)
    antal = models.PositiveIntegerField("antal fakturor")

    objects = KorningQuerySet.as_manager()

    class Meta:
        verbose_name = "körning"
        verbose_name_plural = "körningar"
        indexes = (models.Index(fields=["manad", "typ", "status"], name="korning_manad"),)

    def __str__(self) -> str:
        return f"körning {self.pk}"


class Block(models.Model):
    """En del av en körning, så stor att den ryms i minnet. Ett block görs helt eller inte alls."""

    korning = models.ForeignKey(Korning, on_delete=models.PROTECT, related_name="block", verbose_name="körning")
    nummer = models.PositiveIntegerField("nummer")
    fakturor = ArrayField(models.BigIntegerField(), verbose_name="fakturornas id")
    klart = models.DateTimeField("klart", null=True)
    forsok = models.PositiveSmallIntegerField("försök", default=0)
    fel = models.CharField("fel", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "block"
        verbose_name_plural = "block"
        constraints = (models.UniqueConstraint(fields=["korning", "nummer"], name="block_nyckel"),)

    def __str__(self) -> str:
        return f"block {self.nummer}"


class Granskning(models.Model):
    """En faktura i en körning: fakta som kanonisk JSON med SHA-256, resultatet, och alla verdikt som inte stoppar
    eller varnar.

    Verdikten som stoppar eller varnar står som egna rader (Utfallsrad), eftersom de ska bedömas. Tillsammans är de
    alla.
    """

    class Resultat(models.TextChoices):
        REN = "ren", "Ren"
        VARNING = "varning", "Varning"
        STOPPAD = "stoppad", "Stoppad"

    korning = models.ForeignKey(Korning, on_delete=models.PROTECT, related_name="granskningar", verbose_name="körning")
    faktura = models.ForeignKey(Faktura, on_delete=models.PROTECT, related_name="granskningar", verbose_name="faktura")
    fakta = models.TextField("fakta")
    fakta_sha256 = models.CharField("SHA-256 av fakta", max_length=64)
    resultat = models.CharField("resultat", max_length=10, choices=Resultat.choices)
    ovriga = models.JSONField("godkända och ej tillämpliga verdikt", default=list)
    tips = models.JSONField("tips", default=list)

    class Meta:
        verbose_name = "granskning"
        verbose_name_plural = "granskningar"
        constraints = (models.UniqueConstraint(fields=["korning", "faktura"], name="granskning_nyckel"),)
        indexes = (models.Index(fields=["faktura", "-id"], name="granskning_senaste"),)

    def __str__(self) -> str:
        return f"granskning {self.pk}"


class Utfallsrad(models.Model):
    """En kontrolls verdikt om en faktura när det stoppar eller varnar, med fynden som låg till grund.

    `fyndhash` är SHA-256 över regel, version, utfall och fynden: en bedömning gäller så länge den är oförändrad.
    """

    class Utfall(models.TextChoices):
        AVVIKELSE = "avvikelse", "Avvikelse"
        EJ_BEDOMD = "ej_bedomd", "Ej bedömd"
        VARNING = "varning", "Varning"

    granskning = models.ForeignKey(
        Granskning, on_delete=models.PROTECT, related_name="utfall", verbose_name="granskning"
    )
    regel = models.CharField("regel", max_length=3)
    version = models.PositiveSmallIntegerField("version")
    utfall = models.CharField("utfall", max_length=10, choices=Utfall.choices)
    text = models.TextField("text")
    lagrum = models.CharField("lagrum", max_length=300)
    kronor = models.DecimalField("ifrågasatt belopp", max_digits=32, decimal_places=20, null=True)
    fynd = models.JSONField("fynd", default=list)
    fyndhash = models.CharField("hash av fynden", max_length=64)

    forbjuden = False
    nedsatt = False
    """Whether nobody may accept it, and whether a reduction covers it; told by `listlage.with_standing`."""

    class Meta:
        verbose_name = "utfall"
        verbose_name_plural = "utfall"
        constraints = (models.UniqueConstraint(fields=["granskning", "regel"], name="utfallsrad_nyckel"),)

    def __str__(self) -> str:
        return f"{self.regel} {self.utfall}"
