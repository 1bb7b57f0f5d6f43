"""Redovisningen: en brukare, en anordnare, en månad."""

from django.db import models

from beslut.models import Anordnare, Brukare


class Redovisning(models.Model):
    """Akten där månadens tidrapporter, intyg och fakturarader möts. `manad` är månadens första dag."""

    brukare = models.ForeignKey(Brukare, on_delete=models.PROTECT, related_name="redovisningar", verbose_name="brukare")
    anordnare = models.ForeignKey(
        Anordnare, on_delete=models.PROTECT, related_name="redovisningar", verbose_name="anordnare"
    )
    manad = models.DateField("månad")

    class Meta:
        verbose_name = "redovisning"
        verbose_name_plural = "redovisningar"
        constraints = (
            models.UniqueConstraint(fields=["brukare", "anordnare", "manad"], name="redovisning_nyckel"),
            models.CheckConstraint(condition=models.Q(manad__day=1), name="redovisning_forsta_dagen"),
        )
        indexes = (models.Index(fields=["manad"], name="redovisning_manad"),)

    def __str__(self) -> str:
        return f"redovisning {self.pk}"
