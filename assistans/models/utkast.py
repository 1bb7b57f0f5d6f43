"""Det som är halvskrivet i ett formulär, så att en tappad session inte tappar något."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.http import QueryDict


class UtkastQuerySet(models.QuerySet):
    """Utkast."""

    def of(self, user, sida: str, at: datetime) -> "UtkastQuerySet":
        """The user's own draft on a page, while it is kept: nobody else reads it."""
        return self.filter(user=user, sida=sida, sparat__gt=at - Utkast.SPARAS)

    def worn_out(self, at: datetime) -> "UtkastQuerySet":
        """Those that are kept no longer."""
        return self.filter(sparat__lte=at - Utkast.SPARAS)


class Utkast(models.Model):
    """Fälten i ett formulär som någon inte har sparat än, ett per användare och sida.

    Bara den som skrev läser det. Det försvinner när formuläret sparas, när det slängs och efter `SPARAS`. Lösenord och
    filer står aldrig här. `data` är fältens namn med det som var skrivet, som det var skrivet: {"timmar": ["6,5"]}.
    """

    SPARAS = timedelta(days=14)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="utkast", verbose_name="användare"
    )
    sida = models.CharField("sida", max_length=300)
    data = models.JSONField("det som är skrivet")
    sparat = models.DateTimeField("sparat", db_index=True)

    objects = UtkastQuerySet.as_manager()

    class Meta:
        verbose_name = "utkast"
        verbose_name_plural = "utkast"
        constraints = (models.UniqueConstraint(fields=["user", "sida"], name="utkast_ett_per_sida"),)

    def __str__(self) -> str:
        return f"utkast {self.pk}"

    def typed(self) -> QueryDict:
        """What was typed, as if it had been posted."""
        skrivet = QueryDict(mutable=True)
        for namn, varden in self.data.items():
            skrivet.setlist(namn, varden)
        return skrivet
