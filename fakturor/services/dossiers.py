"""Redovisningar: akten för en brukare, en anordnare och en månad, skapad när något hör dit."""

from collections.abc import Iterable
from datetime import date

from fakturor.models import Redovisning

Akt = tuple[int, int, date]
"""Ids of person and provider, and the first day of the month."""


def dossier_ids(akter: Iterable[Akt]) -> dict[Akt, int]:
    """The id of each dossier, which is created if there is none. Three queries, however many they are."""
    wanted = set(akter)
    found = _stored(wanted)
    missing = sorted(wanted - found.keys())
    if missing:
        Redovisning.objects.bulk_create(
            [
                Redovisning(brukare_id=brukare, anordnare_id=anordnare, manad=manad)
                for brukare, anordnare, manad in missing
            ],
            ignore_conflicts=True,
        )
        found |= _stored(set(missing))
    return found


def _stored(akter: set[Akt]) -> dict[Akt, int]:
    if not akter:
        return {}
    brukare, anordnare, manader = (set(ids) for ids in zip(*akter, strict=True))
    rows = Redovisning.objects.filter(
        brukare_id__in=brukare, anordnare_id__in=anordnare, manad__in=manader
    ).values_list("brukare_id", "anordnare_id", "manad", "pk")
    return {(b, a, m): pk for b, a, m, pk in rows if (b, a, m) in akter}
