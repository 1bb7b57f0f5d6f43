"""Brev till dem det gäller: utkast som någon läser, skickar och antecknar."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from beslut.models.anordnare import Anordnare
from beslut.models.brukare import Brukare
from beslut.models.tillstand import Tillstand


class Brev(models.Model):
    """Ett brev till en person eller en anordnare. Programmet skickar det inte: den som har gjort det antecknar dagen.

    Texten kan ändras tills brevet är skickat eller makulerat. Den bär referens, inte namn och personnummer. `galler`
    säger vad ett brev som programmet föreslog handlar om, så att samma sak inte påminns om två gånger.
    """

    class Slag(models.TextChoices):
        TILLSTAND_UPPHORT = "tillstand_upphort", "Anordnarens tillstånd har upphört"
        KOMPLETTERING = "komplettering", "Begäran om komplettering"
        PAMINNELSE = "paminnelse", "Påminnelse"
        KOMMUNICERING = "kommunicering", "Tillfälle att yttra sig"
        BESLUT = "beslut", "Underrättelse om beslut"
        BESTRIDANDE = "bestridande", "Bestridande av faktura"
        KRAV = "krav", "Krav på betalning"
        ANNAT = "annat", "Annat"

    slag = models.CharField("slag", max_length=20, choices=Slag.choices)
    brukare = models.ForeignKey(
        Brukare, on_delete=models.PROTECT, null=True, blank=True, related_name="brev", verbose_name="brukare"
    )
    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, null=True, blank=True, related_name="brev", verbose_name="anordnare"
    )
    tillstand = models.ForeignKey(
        Tillstand, on_delete=models.PROTECT, null=True, blank=True, related_name="brev", verbose_name="tillstånd"
    )
    galler = models.CharField("vad det gäller", max_length=200, blank=True, default="")
    amne = models.CharField("ämne", max_length=200)
    text = models.TextField("text")
    skapat_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="skapat av"
    )
    skapat = models.DateTimeField("skapat")
    skickat = models.DateField("skickat eller lämnat", null=True, blank=True)
    skickat_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="skickat av",
    )
    makulerat = models.DateTimeField("makulerat", null=True, blank=True)

    class Meta:
        verbose_name = "brev"
        verbose_name_plural = "brev"
        ordering = ("-skapat", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(brukare__isnull=False) | Q(anordnare__isnull=False), name="brev_har_mottagare"
            ),
            models.CheckConstraint(
                condition=Q(skickat__isnull=True, skickat_av__isnull=True)
                | Q(skickat__isnull=False, skickat_av__isnull=False),
                name="brev_skickat_av_nagon",
            ),
            models.CheckConstraint(
                condition=Q(skickat__isnull=True) | Q(makulerat__isnull=True), name="brev_skickat_eller_makulerat"
            ),
            models.UniqueConstraint(
                fields=["tillstand", "brukare"],
                condition=Q(slag="tillstand_upphort", makulerat__isnull=True),
                name="brev_ett_om_tillstandet",
            ),
            models.UniqueConstraint(
                fields=["galler"], condition=Q(makulerat__isnull=True) & ~Q(galler=""), name="brev_ett_om_saken"
            ),
        )

    def __str__(self) -> str:
        return f"brev {self.pk}"

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed: neither handed over nor put aside."""
        return self.skickat is None and self.makulerat is None
