"""Fakturan eller räkningen, som den kom.

Tal och texter ryms så som e-fakturan får skriva dem, utan att något rundas.
"""

from django.db import models
from django.db.models import Q

from beslut.models import Anordnare, Brukare
from fakturor.flode import BETALAS, FORE_BETALNING, SLUTGILTIGA, Status
from fakturor.models.redovisning import Redovisning


class Dokument(models.Model):
    """En fil, byte för byte som den kom. Om texten får läsas av alla säger den senaste kontrollen (G10)."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    namn = models.CharField("namn", max_length=255)
    mime = models.CharField("typ", max_length=100)
    innehall = models.BinaryField("innehåll")

    class Meta:
        verbose_name = "dokument"
        verbose_name_plural = "dokument"

    def __str__(self) -> str:
        return f"dokument {self.pk}"


KRONOR = models.DecimalField(max_digits=32, decimal_places=20)


class FakturaQuerySet(models.QuerySet):
    """Fakturor och räkningar."""

    def lock(self, pk: int) -> "Faktura":
        """The invoice, locked until the transaction ends."""
        return self.select_for_update().get(pk=pk)

    def claiming(self, manad) -> "FakturaQuerySet":
        """Invoices with at least one line for the month, in the order they came."""
        return self.filter(rader__manad=manad).distinct().order_by("pk")

    def standing(self) -> "FakturaQuerySet":
        """Invoices that still claim money: neither refused nor credited."""
        return self.exclude(status__in=SLUTGILTIGA)

    def unpaid(self) -> "FakturaQuerySet":
        """Invoices that may still change."""
        return self.filter(status__in=FORE_BETALNING)

    def with_approved_amount(self) -> "FakturaQuerySet":
        """Each with `godkant`: what it asks for less a decided reduction, in kronor, as the database reckons it."""
        return self.annotate(godkant=models.Func("pk", function="godkant_belopp", output_field=KRONOR))

    def approved(self) -> "FakturaQuerySet":
        """Invoices approved for payment, or further."""
        return self.filter(status__in=BETALAS)


class Faktura(models.Model):
    """En e-faktura (Peppol BIS Billing 3), en kreditfaktura eller en räkning, med beloppen som de står på den, i
    kronor.

    Efter mottagandet ändras bara status, omgång, anordnare och dokumentets koppling; databasen vägrar annat.
    `leverantor` är orgnr (tio siffror), pseudonymen EA… eller det id som filen bär. `omgang` räknas upp när
    fakturan går tillbaka till mottagen: attester gäller en omgång.
    """

    class Typ(models.TextChoices):
        FAKTURA = "faktura", "Faktura"
        KREDITNOTA = "kreditnota", "Kreditfaktura"
        RAKNING = "rakning", "Räkning"
        SJUKLON = "sjuklon", "Sjuklöneansökan"

    class Format(models.TextChoices):
        PEPPOL = "peppol", "Peppol BIS Billing 3"
        SVEFAKTURA = "svefaktura", "Svefaktura 1.0"
        TABELL = "tabell", "Tabell eller formulär"

    typ = models.CharField("typ", max_length=10, choices=Typ.choices)
    format = models.CharField("format", max_length=12, choices=Format.choices, blank=True, default="")
    nummer = models.CharField("nummer", max_length=100)
    leverantor = models.CharField("leverantörens nummer", max_length=1000)
    leverantor_namn = models.CharField("leverantörens namn", max_length=1000, blank=True, default="")
    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, null=True, blank=True, related_name="fakturor", verbose_name="anordnare"
    )
    kopare_orgnr = models.CharField("köparens organisationsnummer", max_length=1000, blank=True, default="")
    kopare_namn = models.CharField("köparens namn", max_length=1000, blank=True, default="")
    er_referens = models.CharField("er referens", max_length=1000, blank=True, default="")
    fakturadatum = models.DateField("fakturadatum", null=True, blank=True)
    forfallodatum = models.DateField("förfallodatum", null=True, blank=True)
    radsumma = models.DecimalField("radsumma", max_digits=32, decimal_places=20, null=True)
    avdrag = models.DecimalField("avdrag", max_digits=32, decimal_places=20, null=True)
    tillagg = models.DecimalField("tillägg", max_digits=32, decimal_places=20, null=True)
    utan_moms = models.DecimalField("summa utan moms", max_digits=32, decimal_places=20, null=True)
    moms = models.DecimalField("moms", max_digits=32, decimal_places=20, null=True)
    med_moms = models.DecimalField("summa med moms", max_digits=32, decimal_places=20, null=True)
    forskott = models.DecimalField("redan betalt", max_digits=32, decimal_places=20, null=True)
    avrundning = models.DecimalField("öresavrundning", max_digits=32, decimal_places=20, null=True)
    att_betala = models.DecimalField("att betala", max_digits=32, decimal_places=20)
    konton = models.JSONField("konton att betala till", default=list)
    annan_mottagare = models.CharField("annan mottagare", max_length=1000, blank=True, default="")
    ocr = models.CharField("betalningsreferens", max_length=1000, blank=True, default="")
    momsrader = models.JSONField("momsrader", default=list)
    avser = models.JSONField("nummer på fakturor som krediteras", default=list)
    anmarkningar = models.JSONField("läsningens anmärkningar", default=list)
    texter = models.JSONField("fritext", default=list)
    bilagor = models.JSONField("bilagor", default=list)
    dokument = models.ForeignKey(
        Dokument, on_delete=models.PROTECT, null=True, blank=True, related_name="fakturor", verbose_name="dokument"
    )
    mottagen = models.DateTimeField("mottagen")
    status = models.CharField("steg", max_length=15, choices=Status.choices, default=Status.MOTTAGEN)
    omgang = models.PositiveIntegerField("omgång", default=1)

    objects = FakturaQuerySet.as_manager()

    class Meta:
        verbose_name = "faktura"
        verbose_name_plural = "fakturor"
        constraints = (models.UniqueConstraint(fields=["leverantor", "nummer"], name="faktura_en_gang"),)
        indexes = (models.Index(fields=["status"], name="faktura_status"),)

    def __str__(self) -> str:
        return f"{self.get_typ_display()} {self.nummer}"

    @property
    def is_credit(self) -> bool:
        """Whether the document gives money back."""
        return self.typ == self.Typ.KREDITNOTA or self.att_betala < 0

    def move_to(self, status: str) -> None:
        """Take a step. The database refuses a step that is not allowed or whose conditions do not hold."""
        self.status = status
        self.save(update_fields=["status"])


class Fakturarad(models.Model):
    """En rad på fakturan. Brukare, månad och redovisning är parningen, och det enda som kan ändras.

    `antal_decimaler` är så många decimaler som antalet är skrivet med. `period_*` är radens period på fakturan.
    """

    faktura = models.ForeignKey(Faktura, on_delete=models.PROTECT, related_name="rader", verbose_name="faktura")
    ordning = models.PositiveIntegerField("ordning")
    rad = models.CharField("rad", max_length=1000)
    benamning = models.CharField("benämning", max_length=1000, blank=True, default="")
    referens = models.CharField("referens", max_length=1000, blank=True, default="")
    brukare = models.ForeignKey(
        Brukare, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="brukare"
    )
    manad = models.DateField("månad", null=True, blank=True)
    redovisning = models.ForeignKey(
        Redovisning,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fakturarader",
        verbose_name="redovisning",
    )
    period_fran = models.DateField("period från", null=True, blank=True)
    period_tom = models.DateField("period till", null=True, blank=True)
    antal = models.DecimalField("antal", max_digits=32, decimal_places=20, null=True)
    antal_decimaler = models.PositiveSmallIntegerField("antalets decimaler", default=2)
    enhet = models.CharField("enhet", max_length=1000, blank=True, default="")
    pris = models.DecimalField("à-pris", max_digits=32, decimal_places=20, null=True)
    prisbas = models.DecimalField("prisbas", max_digits=32, decimal_places=20, default=1)
    belopp = models.DecimalField("belopp", max_digits=32, decimal_places=20)
    avdrag = models.DecimalField("avdrag", max_digits=32, decimal_places=20, default=0)
    tillagg = models.DecimalField("tillägg", max_digits=32, decimal_places=20, default=0)
    moms_kategori = models.CharField("momskategori", max_length=1000, blank=True, default="")
    moms_procent = models.DecimalField("momssats", max_digits=32, decimal_places=20, null=True)

    class Meta:
        verbose_name = "fakturarad"
        verbose_name_plural = "fakturarader"
        ordering = ("ordning",)
        constraints = (
            models.UniqueConstraint(fields=["faktura", "ordning"], name="fakturarad_nyckel"),
            models.CheckConstraint(condition=Q(manad__isnull=True) | Q(manad__day=1), name="fakturarad_forsta_dagen"),
        )
        indexes = (models.Index(fields=["manad"], name="fakturarad_manad"),)

    def __str__(self) -> str:
        return f"fakturarad {self.rad}"
