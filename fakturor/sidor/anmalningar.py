"""Anmälningarna som en användare får se, och vem de gäller, med referenser."""

from django.db.models import F, Q, QuerySet

from assistans.models import User
from beslut.beteckning import provider_label
from beslut.models import Anordnare, Brukare
from fakturor.models import Anmalan, Aterkrav
from fakturor.sidor.aterkrav import cases_open_to


def notices_open_to(user: User) -> QuerySet[Anmalan]:
    """The notices about nobody whom the user may not see, the drafts first."""
    rader = Anmalan.objects.filter(
        Q(brukare__isnull=True) | Q(brukare__in=Brukare.objects.open_to(user)),
        Q(anordnare__isnull=True) | Q(anordnare__in=Anordnare.objects.open_to(user)),
        Q(aterkrav__isnull=True) | Q(aterkrav__in=cases_open_to(user).values("pk")),
    )
    rader = rader.select_related("brukare", "anordnare", "aterkrav", "avgjord_av", "skapad_av")
    return rader.order_by(F("avgjord").desc(nulls_first=True), "-anledning", "-pk")


def about(anmalan: Anmalan) -> str:
    """Whom a notice is about, by references."""
    return about_in_words(anmalan.brukare, anmalan.anordnare, anmalan.aterkrav)


def about_in_words(brukare: Brukare | None, anordnare: Anordnare | None, aterkrav: Aterkrav | None) -> str:
    """The reference, the provider and the case, of those that there are."""
    delar = [brukare.referens if brukare else "", provider_label(anordnare) if anordnare else ""]
    return ", ".join(del_ for del_ in (*delar, aterkrav.nummer if aterkrav else "") if del_)
