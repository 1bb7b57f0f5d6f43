"""Det som har hänt, lästs och ändrats. Inget av det kan skrivas om: databasen vägrar."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models


class Handelse(models.Model):
    """En händelse i verksamheten: vad, med vad, av vem, när. Uppgifterna bär aldrig namn eller personnummer.

    `transaktion` skriver databasen själv: den säger vilka ändringar (`Andring`) som hör till händelsen.
    """

    typ = models.CharField("typ", max_length=60)
    objekt = models.CharField("objekt", max_length=60)
    objekt_id = models.BigIntegerField("objektets id")
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")
    uppgifter = models.JSONField("uppgifter", default=dict)
    transaktion = models.BigIntegerField(
        "transaktion",
        null=True,
        editable=False,
        db_default=models.Func(function="txid_current", output_field=models.BigIntegerField()),
    )

    class Meta:
        verbose_name = "händelse"
        verbose_name_plural = "händelser"
        indexes = (models.Index(fields=["objekt", "objekt_id", "tid"], name="handelse_objekt"),)

    def __str__(self) -> str:
        return f"{self.typ} {self.tid:%Y-%m-%d %H.%M}"

    @classmethod
    def record(cls, typ: str, objekt: models.Model, *, by: Any, at: datetime, **uppgifter: Any) -> "Handelse":
        """Write down that something happened to an object, in the caller's transaction."""
        return cls.objects.create(
            typ=typ, objekt=objekt._meta.label_lower, objekt_id=objekt.pk, av=by, tid=at, uppgifter=uppgifter
        )


class Lasning(models.Model):
    """Att någon har läst uppgifter om en person (10 § SoLPUL: åtkomst ska kunna kontrolleras)."""

    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")
    objekt = models.CharField("objekt", max_length=60)
    objekt_id = models.BigIntegerField("objektets id")
    syfte = models.CharField("syfte", max_length=200)

    class Meta:
        verbose_name = "läsning"
        verbose_name_plural = "läsningar"
        indexes = (models.Index(fields=["objekt", "objekt_id", "tid"], name="lasning_objekt"),)

    def __str__(self) -> str:
        return f"{self.objekt} {self.objekt_id} {self.tid:%Y-%m-%d %H.%M}"

    @classmethod
    def record(cls, objekt: models.Model, *, by: Any, at: datetime, syfte: str) -> "Lasning":
        """Write down who read what, and for what purpose."""
        return cls.objects.create(av=by, tid=at, objekt=objekt._meta.label_lower, objekt_id=objekt.pk, syfte=syfte)


class Andring(models.Model):
    """En ändring av en rad i databasen, skriven av databasens utlösare, så att också rå SQL fångas.

    `fore` och `efter` bär bara det som skiljer. Personnummer står inte här: bara att det ändrades.
    """

    tabell = models.CharField("tabell", max_length=63)
    rad_id = models.BigIntegerField("radens id")
    slag = models.CharField("slag", max_length=6)
    fore = models.JSONField("före", null=True)
    efter = models.JSONField("efter", null=True)
    av_id = models.BigIntegerField("av", null=True)
    tid = models.DateTimeField("tid")
    transaktion = models.BigIntegerField("transaktion")

    class Meta:
        verbose_name = "ändring"
        verbose_name_plural = "ändringar"
        indexes = (models.Index(fields=["tabell", "rad_id", "tid"], name="andring_rad"),)

    def __str__(self) -> str:
        return f"{self.tabell} {self.rad_id} {self.slag}"
