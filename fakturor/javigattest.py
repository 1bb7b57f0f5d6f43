"""Attester av den som sedan har anmält jäv: de står kvar, men fakturan går inte vidare på dem (16–18 §§ FL)."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from assistans.models import User
from beslut.models import Anordnare, Jav
from fakturor.flode import Status
from fakturor.models import Attest, Fakturarad
from fakturor.sidor.beteckning import closed_to

VAR_JAVIG = "Har sedan anmält jäv mot en part. Fakturan betalas inte på attesten."


def partial_attests() -> QuerySet[Attest]:
    """The attests that an unpaid invoice stands on, by one who now has an interest against its person or provider."""
    personer = Fakturarad.objects.filter(faktura=OuterRef(OuterRef("faktura")), brukare__isnull=False)
    javet = Jav.objects.filter(
        Q(anordnare=OuterRef("faktura__anordnare")) | Q(brukare__in=personer.values("brukare")),
        anvandare=OuterRef("av"),
        avslutad__isnull=True,
    )
    return Attest.objects.filter(
        Exists(javet),
        faktura__status__in=(Status.GRANSKAD, Status.GODKAND),
        omgang=F("faktura__omgang"),
        aterkallelse__isnull=True,
    )


def partial_attests_open_to(user: User) -> QuerySet[Attest]:
    """Those on invoices about nobody whom the user may not see."""
    return (
        partial_attests()
        .exclude(faktura__rader__brukare__in=closed_to(user))
        .filter(faktura__anordnare__in=Anordnare.objects.open_to(user))
        .select_related("faktura__anordnare")
        .order_by("faktura__forfallodatum", "faktura", "pk")
    )
