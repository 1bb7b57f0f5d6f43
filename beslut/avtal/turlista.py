"""Turordningen ur registren: avtalen, tillstånden och vem som senast fick någon. Alltid tre frågor."""

from datetime import date, datetime

from django.db.models import Max

from assistans.models import User
from beslut.avtal.turordning import Avtalslage, Plats, turn_list
from beslut.models import Anordnare, Avtal, Brukare, Tilldelning, Tillstand

UTAN_VERKAN = (Tillstand.Status.FORBUD,)
"""States in which a permit gives no right, whatever its days say."""


def turn_list_on(dag: date) -> list[Plats]:
    """The places on a day, as things stand now."""
    kandidater = Avtal.objects.filter(slag=Avtal.Slag.LOV, ickeval=True, godkant__isnull=False)
    med_tillstand = providers_with_permit(dag)
    senast = dict(Tilldelning.objects.values_list("avtal").annotate(Max("tid")).order_by())
    return turn_list((_state_of(avtal, med_tillstand, senast.get(avtal.pk)) for avtal in kandidater), dag)


def providers_with_permit(dag: date) -> set[int]:
    """Ids of the providers whose permit from IVO is in force on a day."""
    tillstand = Tillstand.objects.in_force(dag).filter(typ=Tillstand.Typ.TILLSTAND).exclude(status__in=UTAN_VERKAN)
    return set(tillstand.values_list("anordnare_id", flat=True))


def contracts_of_places(platser: list[Plats]) -> dict[int, Avtal]:
    """The contracts of the places with their providers, by id. One query."""
    return Avtal.objects.select_related("anordnare").in_bulk([plats.avtal for plats in platser])


def assignments_seen_by(user: User):
    """The assignments, the newest first, about persons whom the user may see; none to a user who may see nobody."""
    if not user.may("beslut.se_person"):
        return Tilldelning.objects.none()
    synliga = Tilldelning.objects.filter(brukare__in=Brukare.objects.open_to(user))
    return synliga.select_related("brukare", "avtal__anordnare", "av").order_by("-tid", "-pk")


def assigned_without_uppdrag(brukare: Brukare) -> Anordnare | None:
    """The provider that the person was last assigned, while no assignment with it is registered from then on."""
    tilldelning = brukare.tilldelningar.select_related("avtal__anordnare").order_by("-tid", "-pk").first()
    if tilldelning is None:
        return None
    anordnare = tilldelning.avtal.anordnare
    har_uppdrag = brukare.uppdrag.filter(anordnare=anordnare, avtalsform="B", galler_tom__isnull=True).exists()
    return None if har_uppdrag else anordnare


def _state_of(avtal: Avtal, med_tillstand: set[int], senast: datetime | None) -> Avtalslage:
    return Avtalslage(
        avtal=avtal.pk,
        ar_lov=avtal.slag == Avtal.Slag.LOV,
        ickeval=avtal.ickeval,
        godkant=avtal.godkant,
        galler_fran=avtal.galler_fran,
        galler_tom=avtal.galler_tom,
        har_tillstand=avtal.anordnare_id in med_tillstand,
        senast=senast,
    )
