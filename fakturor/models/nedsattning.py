"""Att en faktura eller en redovisning betalas med mindre än den begär."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beslut.models import Brev, Delegation
from fakturor.models.faktura import Faktura, Fakturarad


class Nedsattning(models.Model):
    """Vad som dras av från en faktura, varför, och hur den som berörs fick yttra sig. Fakturan står kvar som den kom.

    För form C och D är det ett beslut om ekonomiskt stöd: det kommuniceras (25 § FL), motiveras (32 § FL) och kan
    överklagas. För form B är det ett bestridande av en faktura, som är en avtalsfråga och inget beslut. Den som
    upprättar en nedsättning beslutar den inte. `svara_senast` är den sista dagen att yttra sig.
    """

    class Form(models.TextChoices):
        BESLUT = "beslut", "Beslut om ekonomiskt stöd"
        BESTRIDANDE = "bestridande", "Bestridande av faktura"

    class Status(models.TextChoices):
        UTKAST = "utkast", "Utkast"
        KOMMUNICERAD = "kommunicerad", "Kommunicerad"
        BESLUTAD = "beslutad", "Beslutad"
        ATERTAGEN = "atertagen", "Återtagen"

    faktura = models.ForeignKey(Faktura, on_delete=models.PROTECT, related_name="nedsattningar", verbose_name="faktura")
    form = models.CharField("form", max_length=15, choices=Form.choices)
    status = models.CharField("status", max_length=15, choices=Status.choices, default=Status.UTKAST)
    skal = models.TextField("skäl")
    upprattad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="upprättad av"
    )
    upprattad = models.DateTimeField("upprättad")
    brev = models.ForeignKey(
        Brev,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="brevet om att få yttra sig",
    )
    kommunicerad = models.DateField("kommunicerad", null=True, blank=True)
    svara_senast = models.DateField("svara senast", null=True, blank=True)
    svar = models.TextField("svar", blank=True, default="")
    svar_inkom = models.DateField("svaret inkom", null=True, blank=True)
    beslutad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beslutad av",
    )
    beslutad = models.DateTimeField("beslutad", null=True, blank=True)
    delegation = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="delegation"
    )
    diarienummer = models.CharField("diarienummer", max_length=60, blank=True, default="")
    beslutsbrev = models.ForeignKey(
        Brev,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beslutet eller bestridandet",
    )
    atertagen_skal = models.CharField("varför den återtogs", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "nedsättning"
        verbose_name_plural = "nedsättningar"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["faktura"], condition=~Q(status="atertagen"), name="nedsattning_en_per_faktura"
            ),
            models.CheckConstraint(condition=~Q(skal__regex=r"^\s*$"), name="nedsattning_har_skal"),
            models.CheckConstraint(
                condition=Q(kommunicerad__isnull=True, svara_senast__isnull=True)
                | Q(kommunicerad__isnull=False, svara_senast__isnull=False, svara_senast__gt=F("kommunicerad")),
                name="nedsattning_tid_att_svara",
            ),
            models.CheckConstraint(
                condition=Q(beslutad__isnull=True, beslutad_av__isnull=True)
                | (Q(beslutad__isnull=False, beslutad_av__isnull=False) & ~Q(beslutad_av=F("upprattad_av"))),
                name="nedsattning_beslutad_av_annan",
            ),
            models.CheckConstraint(
                condition=~Q(status="beslutad")
                | (Q(beslutad__isnull=False) & (Q(kommunicerad__isnull=False) | Q(form="bestridande"))),
                name="nedsattning_kommunicerad_fore_beslut",
            ),
            models.CheckConstraint(
                condition=~Q(status="atertagen") | ~Q(atertagen_skal=""), name="nedsattning_atertagen_med_skal"
            ),
        )

    def __str__(self) -> str:
        return f"nedsättning {self.pk}"


class Nedsattningspost(models.Model):
    """En del av nedsättningen: kronor, och den tid det är, med kontrollen som fann det. Skrivs en gång.

    `fyndhash` är fyndet som posten svarar mot: täcker posterna det ifrågasatta beloppet stoppar fyndet inte längre.
    """

    nedsattning = models.ForeignKey(
        Nedsattning, on_delete=models.PROTECT, related_name="poster", verbose_name="nedsättning"
    )
    fakturarad = models.ForeignKey(
        Fakturarad, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="fakturarad"
    )
    regel = models.CharField("kontroll", max_length=3, blank=True, default="")
    fyndhash = models.CharField("hash av fynden", max_length=64, blank=True, default="")
    minuter = models.PositiveIntegerField("minuter", null=True, blank=True)
    belopp = models.DecimalField("belopp", max_digits=12, decimal_places=2)
    text = models.CharField("vad som dras av", max_length=500)

    class Meta:
        verbose_name = "nedsättningspost"
        verbose_name_plural = "nedsättningsposter"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(belopp__gt=0), name="nedsattningspost_over_noll"),
            models.CheckConstraint(condition=~Q(text=""), name="nedsattningspost_i_ord"),
        )

    def __str__(self) -> str:
        return f"nedsättningspost {self.pk}"
