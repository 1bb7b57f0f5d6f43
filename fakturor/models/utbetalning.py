"""Utbetalningen: omgången, betalningarna till mottagarnas konton, filerna, och bankens besked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models import Anordnare, Konto
from fakturor.models.faktura import Faktura


class OmgangQuerySet(models.QuerySet):
    """Omgångar, som banken känner dem."""

    def known_as(self, order_id: str) -> "OmgangQuerySet":
        """The round that the bank's files call so; before the municipality's code was written first, by its number."""
        return self.filter(Q(filens_id=order_id) | Q(filens_id="", nummer=order_id))


class Utbetalningsomgang(models.Model):
    """Betalningar som lämnas till banken tillsammans. Den som har satt ihop omgången frisläpper den inte.

    Vid frisläppandet skrivs filerna och fakturorna går till i_utbetalning, i samma transaktion. En omgång som inte är
    frisläppt kan makuleras; en frisläppt står fast. `summa` är i kronor. `filens_id` är omgångens id i filerna till
    banken, med kommunens kod före numret; tomt på de äldsta, som heter sitt nummer också där.
    """

    class Status(models.TextChoices):
        FORBEREDD = "forberedd", "Förberedd"
        FRISLAPPT = "frislappt", "Frisläppt"
        MAKULERAD = "makulerad", "Makulerad"

    nummer = models.CharField("nummer", max_length=20, unique=True)
    filens_id = models.CharField("id i filerna", max_length=35, blank=True, default="")
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.FORBEREDD)
    betaldag = models.DateField("betalningsdag")
    dialekt = models.CharField("bankens dialekt", max_length=20)
    avsandare_konto = models.CharField("kommunens konto", max_length=40)
    antal = models.PositiveIntegerField("antal betalningar")
    summa = models.DecimalField("summa", max_digits=14, decimal_places=2)
    skapad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="skapad av"
    )
    skapad = models.DateTimeField("skapad")
    frislappt_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="frisläppt av",
    )
    frislappt = models.DateTimeField("frisläppt", null=True, blank=True)
    makulerad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="makulerad av",
    )
    makulerad = models.DateTimeField("makulerad", null=True, blank=True)
    makulerad_skal = models.CharField("varför den makulerades", max_length=300, blank=True, default="")

    objects = OmgangQuerySet.as_manager()

    class Meta:
        verbose_name = "utbetalningsomgång"
        verbose_name_plural = "utbetalningsomgångar"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=(Q(frislappt__isnull=True, frislappt_av__isnull=True) & ~Q(status="frislappt"))
                | (
                    Q(frislappt__isnull=False, frislappt_av__isnull=False, status="frislappt")
                    & ~Q(frislappt_av=F("skapad_av"))
                ),
                name="utbetalningsomgang_frislappt_av_annan",
            ),
            models.CheckConstraint(
                condition=(Q(makulerad__isnull=True, makulerad_av__isnull=True) & ~Q(status="makulerad"))
                | (Q(makulerad__isnull=False, makulerad_av__isnull=False, status="makulerad") & ~Q(makulerad_skal="")),
                name="utbetalningsomgang_makulerad_med_skal",
            ),
            models.CheckConstraint(condition=Q(antal__gt=0, summa__gt=0), name="utbetalningsomgang_betalar_nagot"),
        )

    def __str__(self) -> str:
        return f"utbetalning {self.nummer}"

    @property
    def order_id(self) -> str:
        """What the bank knows the round by."""
        return self.filens_id or self.nummer


class Betalning(models.Model):
    """En betalning till en mottagare, som banken ser den. Kontot är det som var bekräftat när omgången gjordes.

    `kod` är det id som banken och ekonomisystemet svarar med. `belopp` är posternas summa i kronor.
    """

    omgang = models.ForeignKey(
        Utbetalningsomgang, on_delete=models.PROTECT, related_name="betalningar", verbose_name="omgång"
    )
    kod = models.CharField("betalningens id", max_length=35, unique=True)
    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, related_name="betalningar", verbose_name="mottagare"
    )
    konto = models.ForeignKey(Konto, on_delete=models.PROTECT, related_name="betalningar", verbose_name="konto")
    mottagare_namn = models.CharField("mottagarens namn", max_length=200)
    konto_typ = models.CharField("kontots typ", max_length=10, choices=Konto.Typ.choices)
    konto_nummer = models.CharField("kontots nummer", max_length=40)
    belopp = models.DecimalField("belopp", max_digits=12, decimal_places=2)
    ocr = models.CharField("betalningsreferens", max_length=35, blank=True, default="")
    meddelande = models.CharField("meddelande till mottagaren", max_length=140, blank=True, default="")

    class Meta:
        verbose_name = "betalning"
        verbose_name_plural = "betalningar"
        ordering = ("kod",)
        constraints = (models.CheckConstraint(condition=Q(belopp__gt=0), name="betalning_over_noll"),)

    def __str__(self) -> str:
        return f"betalning {self.kod}"


class Betalningspost(models.Model):
    """En fakturas del av en betalning, i kronor; en kreditfakturas del är negativ.

    `upphord` är när posten inte längre betalar fakturan: omgången makulerades, banken avvisade betalningen, eller den
    kom tillbaka. Av poster som gäller har en faktura högst en, så att ingen betalas två gånger.
    """

    betalning = models.ForeignKey(Betalning, on_delete=models.PROTECT, related_name="poster", verbose_name="betalning")
    faktura = models.ForeignKey(
        Faktura, on_delete=models.PROTECT, related_name="betalningsposter", verbose_name="faktura"
    )
    belopp = models.DecimalField("belopp", max_digits=12, decimal_places=2)
    upphord = models.DateTimeField("upphörd", null=True, blank=True)

    class Meta:
        verbose_name = "betalningspost"
        verbose_name_plural = "betalningsposter"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["faktura"], condition=Q(upphord__isnull=True), name="betalningspost_betalas_en_gang"
            ),
            models.UniqueConstraint(fields=["betalning", "faktura"], name="betalningspost_nyckel"),
            models.CheckConstraint(condition=~Q(belopp=0), name="betalningspost_inte_noll"),
        )

    def __str__(self) -> str:
        return f"betalningspost {self.pk}"


class Betalfil(models.Model):
    """En fil som omgången lämnar: till banken eller ekonomisystemet, byte för byte. Skrivs en gång."""

    class Slag(models.TextChoices):
        PAIN001 = "pain001", "Betalfil till banken (pain.001)"
        ORDERFIL = "orderfil", "Betalningsunderlag till ekonomisystemet"
        SIE = "sie", "Bokföringsorder (SIE 4)"
        KONTERING = "kontering", "Kontering"

    omgang = models.ForeignKey(
        Utbetalningsomgang, on_delete=models.PROTECT, related_name="filer", verbose_name="omgång"
    )
    slag = models.CharField("slag", max_length=10, choices=Slag.choices)
    namn = models.CharField("namn", max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64)
    innehall = models.BinaryField("innehåll")

    class Meta:
        verbose_name = "betalfil"
        verbose_name_plural = "betalfiler"
        constraints = (models.UniqueConstraint(fields=["omgang", "slag"], name="betalfil_en_av_varje"),)

    def __str__(self) -> str:
        return f"betalfil {self.namn}"


class Beskedsfil(models.Model):
    """En fil med besked från banken eller ekonomisystemet, som den kom. Skrivs en gång."""

    namn = models.CharField("namn", max_length=255)
    slag = models.CharField("slag", max_length=20)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    innehall = models.BinaryField("innehåll")
    inlast_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="inläst av"
    )
    inlast = models.DateTimeField("inläst")

    class Meta:
        verbose_name = "beskedsfil"
        verbose_name_plural = "beskedsfiler"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"beskedsfil {self.pk}"


class Betalbesked(models.Model):
    """Vad banken till slut sade om en betalning: utförd eller avvisad, och varför. Skrivs en gång."""

    class Utfall(models.TextChoices):
        UTFORD = "utford", "Utförd"
        AVVISAD = "avvisad", "Avvisad"

    betalning = models.OneToOneField(
        Betalning, on_delete=models.PROTECT, related_name="besked", verbose_name="betalning"
    )
    utfall = models.CharField("utfall", max_length=10, choices=Utfall.choices)
    datum = models.DateField("datum")
    skal_kod = models.CharField("bankens kod", max_length=35, blank=True, default="")
    skal = models.CharField("skäl", max_length=300, blank=True, default="")
    fil = models.ForeignKey(
        Beskedsfil, on_delete=models.PROTECT, null=True, blank=True, related_name="besked", verbose_name="fil"
    )
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "betalbesked"
        verbose_name_plural = "betalbesked"
        constraints = (
            models.CheckConstraint(
                condition=Q(utfall="utford") | ~Q(skal="") | ~Q(skal_kod=""), name="betalbesked_avvisad_med_skal"
            ),
        )

    def __str__(self) -> str:
        return f"besked om {self.betalning_id}"
