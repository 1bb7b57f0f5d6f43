"""Vad en inläsning ändrar i registren, rad för rad och fält för fält, läst ur databasens egen historik.

Listan sparas och visas för alla som läser in. Den säger inget om skyddade personer och bär inga privatpersoners namn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, Func, Max, QuerySet, Value, When

from assistans.models import Andring
from beslut.beteckning import provider_label
from beslut.historik.lasning import Radandring, tell_changes
from beslut.historik.slag import kinds_by_table
from beslut.historik.tillfallen import Skillnad, fetch_changes
from beslut.models import Anordnare, Brukare

FLEST = 500
"""So many changed rows are told one by one; of the others the number."""
SKYDDAD = "En person med skyddade uppgifter"
DENNA_TRANSAKTION = Func(function="txid_current", output_field=BigIntegerField())


@dataclass(frozen=True, slots=True)
class Andringslista:
    """Hur många rader som ändrades, och de första av dem: de som fanns förut före de nya."""

    antal: int
    rader: list[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """The list as it is kept with the upload."""
        return {"antal": self.antal, "rader": self.rader}


def latest_change() -> int:
    """Where the history stands now. What comes after it is what is done next."""
    return Andring.objects.aggregate(sist=Max("pk"))["sist"] or 0


def changes_after(pk: int) -> Andringslista:
    """What this transaction has done to the registers since. The queries do not depend on how much."""
    gjorda = _done_here(pk)
    ids = list(gjorda.values_list("pk", flat=True)[:FLEST])
    skillnader = fetch_changes(ids)
    om = _Om.load(skillnader.values())
    i_ord = tell_changes([skillnader[pk] for pk in ids])
    return Andringslista(gjorda.count(), [om.row(skillnader[pk], rad) for pk, rad in zip(ids, i_ord, strict=True)])


def _done_here(pk: int) -> QuerySet[Andring]:
    """This transaction's changes of the registers after one, those of rows that were there before first."""
    nya_sist = Case(When(slag="INSERT", then=Value(1)), default=Value(0))
    andringar = Andring.objects.filter(pk__gt=pk, transaktion=DENNA_TRANSAKTION, tabell__in=kinds_by_table())
    return andringar.order_by(nya_sist, "pk")


@dataclass(frozen=True, slots=True)
class _Om:
    """Whom the changed rows are about: ids of persons and providers by row, what they are called, who is protected."""

    brukare: dict[tuple[str, int], int | None]
    anordnare: dict[tuple[str, int], int | None]
    referenser: dict[int, str]
    skyddade: set[int]
    namn: dict[int, str]

    @classmethod
    def load(cls, skillnader: Iterable[Skillnad]) -> "_Om":
        """Read it: a query for each kind of row, and three."""
        ids: dict[str, set[int]] = {}
        for skillnad in skillnader:
            ids.setdefault(skillnad.modell._meta.db_table, set()).add(skillnad.rad_id)
        brukare, anordnare = {}, {}
        for tabell, rad_ids in ids.items():
            slag = kinds_by_table()[tabell]
            vagar = {"till_b": slag.till_brukare, "till_a": slag.till_anordnare}
            rader = slag.modell._base_manager.filter(pk__in=rad_ids)
            for rad in rader.values("pk", *{vag for vag in vagar.values() if vag}):
                brukare[tabell, rad["pk"]] = rad.get(slag.till_brukare)
                anordnare[tabell, rad["pk"]] = rad.get(slag.till_anordnare)
        personer = list(Brukare.objects.filter(pk__in=set(brukare.values()) - {None}).values("pk", "referens", "skydd"))
        return cls(
            brukare=brukare,
            anordnare=anordnare,
            referenser={rad["pk"]: rad["referens"] for rad in personer},
            skyddade={rad["pk"] for rad in personer if rad["skydd"] != Brukare.Skydd.INGEN}
            | set(_protected_before(skillnader)),
            namn={a.pk: provider_label(a) for a in Anordnare.objects.filter(pk__in=set(anordnare.values()) - {None})}
            | dict.fromkeys(_protected_providers(), SKYDDAD),
        )

    def row(self, skillnad: Skillnad, rad: Radandring) -> dict[str, Any]:
        """One changed row as it is kept: what, about whom, what was done, and each field before and after."""
        nyckel = (skillnad.modell._meta.db_table, skillnad.rad_id)
        brukare, anordnare = self.brukare.get(nyckel), self.anordnare.get(nyckel)
        namn = str(skillnad.modell._meta.verbose_name)
        if brukare in self.skyddade or self.namn.get(anordnare) == SKYDDAD:
            return {"post": namn, "om": SKYDDAD, "gjort": rad.gjort, "falt": []}
        om = [self.referenser.get(brukare, ""), self.namn.get(anordnare, "")]
        return {
            "post": rad.namn,
            "om": ", ".join(filter(None, om)),
            "gjort": rad.gjort,
            "falt": [[falt.namn, falt.fore, falt.efter] for falt in rad.falt],
        }


def _protected_before(skillnader: Iterable[Skillnad]) -> Iterable[int]:
    """The persons whose protection the changes themselves put on or take off."""
    return (s.rad_id for s in skillnader if s.modell is Brukare and s.slag == "UPDATE" and "skydd" in s.fore)


def _protected_providers() -> Iterable[int]:
    """The providers who are themselves a protected person."""
    skyddade = Brukare.objects.protected().values("person")
    return Anordnare.objects.filter(person__in=skyddade).values_list("pk", flat=True)
