"""Hur många som hade personlig assistans den 1 oktober ett år (revisionsrapport 2015:3, figur 1)."""

from django.db import models


class Insatsantal(models.Model):
    """Antalet verkställda insatser den 1 oktober ett år, så som nämndens verksamhetsberättelse anger det.

    För år före programmet finns bara det som någon har skrivit in, med sin källa. Senare år räknas ur registret, om
    ingen har skrivit in något annat.
    """

    class Slag(models.TextChoices):
        LSS = "lss", "Personlig assistans, LSS"
        SFB = "sfb", "Assistansersättning, SFB"

    ar = models.PositiveSmallIntegerField("år")
    slag = models.CharField("slag", max_length=5, choices=Slag.choices)
    antal = models.PositiveIntegerField("antal personer")
    kalla = models.CharField("källa", max_length=300)

    class Meta:
        verbose_name = "insatsantal"
        verbose_name_plural = "insatsantal"
        ordering = ("-ar", "slag")
        constraints = (
            models.UniqueConstraint(fields=["ar", "slag"], name="insatsantal_nyckel"),
            models.CheckConstraint(condition=~models.Q(kalla=""), name="insatsantal_har_kalla"),
        )

    def __str__(self) -> str:
        return f"{self.get_slag_display()} {self.ar}"
