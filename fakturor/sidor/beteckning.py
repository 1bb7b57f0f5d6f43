"""Vem en faktura är från, sagt på en sida, och vem som inte får ses."""

from django.db.models import QuerySet

from assistans.models import User
from beslut.beteckning import provider_label
from beslut.models import Brukare
from fakturor.models import Faktura


def supplier_label(faktura: Faktura) -> str:
    """Who an invoice is from: the provider it is paired with, or what it says itself."""
    if faktura.anordnare:
        return provider_label(faktura.anordnare)
    if faktura.leverantor.startswith("EA"):
        return "Okänd privatperson"
    return faktura.leverantor_namn or faktura.leverantor


def closed_to(user: User) -> QuerySet[Brukare]:
    """The persons with protected identity whom the user may not see."""
    return Brukare.objects.closed_to(user)
