"""Betalningsmottagare som kan vara samma, eller ha samma konto (B13), och konton med en annan innehavare (B15).

Ingenting av det är fel i sig. Det är frågor som någon ska ha ställt.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from assistans.models import User
from beslut.beteckning import account_number
from beslut.models import Anordnare, Brukare, Funktionar, Konto
from beslut.namnlikhet import like_each_other, same_name

NY = 0
"""The place of a provider that is not stored yet, among the ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likhet:
    """Två anordnare, och varför de kan vara samma betalningsmottagare."""

    ena: Anordnare
    andra: Anordnare
    skal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dubbletter:
    """Det som är värt en fråga: par av anordnare, och konton vars innehavare heter något annat."""

    likheter: list[Likhet]
    innehavare: list[Konto]

    @classmethod
    def load(cls, user: User) -> "Dubbletter":
        """Read it all, without providers whom the user may not see. Three queries."""
        synliga = Anordnare.objects.open_to(user).in_bulk()
        konton = list(Konto.objects.current().filter(anordnare__in=synliga).select_related("anordnare"))
        par = [*_same_account(konton), *_same_person(synliga, user), *_like_names(synliga)]
        return cls(
            likheter=[Likhet(ena=synliga[ena], andra=synliga[andra], skal=skal) for ena, andra, skal in par],
            innehavare=[
                konto for konto in konton if konto.innehavare and not same_name(konto.innehavare, konto.anordnare.namn)
            ],
        )


def similar_providers(namn: str, user: User, *, utom: int | None = None) -> list[Anordnare]:
    """The companies whose name is like a name, alphabetically. Private persons are never found by name."""
    bolag = Anordnare.objects.open_to(user).exclude(form=Anordnare.Form.EGEN_ARBETSGIVARE).exclude(pk=utom)
    by_id = {anordnare.pk: anordnare for anordnare in bolag}
    par = like_each_other({NY: namn}, {pk: anordnare.namn for pk, anordnare in by_id.items()})
    return sorted((by_id[pk] for _, pk in par), key=lambda anordnare: anordnare.namn)


Par = tuple[int, int, str]
"""Two ids, the lower first, and the reason in words."""


def _same_account(konton: Iterable[Konto]) -> Iterator[Par]:
    by_number: dict[tuple[str, str], dict[int, Konto]] = {}
    for konto in konton:
        by_number.setdefault((konto.typ, konto.nummer), {})[konto.anordnare_id] = konto
    for delat in by_number.values():
        for ena, andra in combinations(sorted(delat), 2):
            konto = delat[ena]
            yield ena, andra, f"Båda har {konto.get_typ_display().lower()} {account_number(konto)}."


def _same_person(synliga: dict[int, Anordnare], user: User) -> Iterator[Par]:
    """Pairs that one person stands behind, as private employer, sole trader or functionary. One query."""
    roller: dict[int, dict[int, str]] = {}
    for anordnare in synliga.values():
        if anordnare.person_id:
            roller.setdefault(anordnare.person_id, {})[anordnare.pk] = anordnare.get_form_display().lower()
    funktionarer = Funktionar.objects.filter(person__isnull=False, anordnare__in=synliga)
    for funktionar in funktionarer.exclude(person__in=Brukare.objects.closed_to(user).values("person")):
        roller.setdefault(funktionar.person_id, {})[funktionar.anordnare_id] = funktionar.get_roll_display().lower()
    for finns in roller.values():
        for ena, andra in combinations(sorted(finns), 2):
            yield ena, andra, f"Samma person finns hos båda: som {finns[ena]} och som {finns[andra]}."


def _like_names(synliga: dict[int, Anordnare]) -> Iterator[Par]:
    namn = {pk: anordnare.namn for pk, anordnare in synliga.items() if not anordnare.is_person}
    for (ena, andra), samma in sorted(like_each_other(namn).items()):
        yield ena, andra, "Namnen är desamma." if samma else "Namnen liknar varandra."
