"""Vilka rader som hör till en posts historik: posten själv, och det som hör till den."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce

from assistans.models import Andring, User
from beslut.historik.slag import Slag, kinds, kinds_by_table, models_by_table, tables_without_births
from beslut.insyn import Insyn
from beslut.models import Anordnare, Brukare, Handling, Person

Rader = dict[str, set[int]]
"""Ids of rows by table."""


def rows_of(slag: Slag, rad_id: int, varden: dict[str, Any], user: User) -> Rader:
    """The record's own row and those that belong to it, by table, also the ones that are gone.

    A person or a provider has all that points at her or it; any other record has the rows that point at it; and all
    of them have the documents that belong to them, but for rows about somebody whom the user may not know who it is.
    """
    rader: Rader = defaultdict(set)
    rader[slag.tabell].add(rad_id)
    if slag.modell is Brukare:
        rader[Person._meta.db_table].add(varden["person_id"])
        _add(rader, _pointing_at("brukare_id", rad_id))
        _add(rader, _further_away("till_brukare", rad_id))
    elif slag.modell is Anordnare:
        _add(rader, _open_rows(_pointing_at("anordnare_id", rad_id), user))
        _add(rader, _open_rows(_further_away("till_anordnare", rad_id), user))
    else:
        _add(rader, _open_rows(_pointing_directly(slag, rad_id), user))
    handlingar = Handling.objects.filter(events_of(_without_closed(rader, user)))
    rader[Handling._meta.db_table] |= set(handlingar.values_list("pk", flat=True))
    return rader


def _without_closed(rader: Rader, user: User) -> Rader:
    """The rows without those that tell who somebody is, whom the user is not named for: a document could too.

    One query, and one more for each kind of such rows when anybody is closed to the user.
    """
    stangda = Insyn.of(user).stangda
    if not stangda:
        return rader
    oppna = dict(rader)
    for modell in {pekare.related_model for pekare in Person._meta.related_objects} - {Brukare, Anordnare}:
        if ids := rader.get(modell._meta.db_table):
            dolda = modell._base_manager.filter(pk__in=ids, person__in=stangda)
            oppna[modell._meta.db_table] = ids - set(dolda.values_list("pk", flat=True))
    return oppna


def changes_of(rader: Rader) -> Q:
    """The changes of the rows."""
    return _any(Q(tabell=tabell, rad_id__in=ids) for tabell, ids in rader.items())


def events_of(rader: Rader) -> Q:
    """The events about the rows."""
    modeller = models_by_table()
    return _any(Q(objekt=modeller[tabell]._meta.label_lower, objekt_id__in=ids) for tabell, ids in rader.items())


def _any(villkor: Iterable[Q]) -> Q:
    samlat = Q(pk__in=[])
    for ett in villkor:
        samlat |= ett
    return samlat


def _add(rader: Rader, fler: Iterable[tuple[str, int, Any]]) -> None:
    for tabell, rad_id, _ in fler:
        rader[tabell].add(rad_id)


def _pointing_at(nyckel: str, till: int) -> list[tuple[str, int, Any]]:
    """Table, id and person of every row of the registers that points or has pointed at a person or a provider.

    Read from the history itself by an index of its own, so that a row that was removed is found too. One query.
    """
    rad = Coalesce("efter", "fore")
    andringar = Andring.objects.annotate(till=KeyTransform(nyckel, rad), brukare=KeyTransform("brukare_id", rad))
    funna = andringar.filter(till=till, tabell__in=models_by_table()).exclude(slag="UPDATE")
    return list(funna.values_list("tabell", "rad_id", "brukare").distinct())


def _further_away(vag: str, till: int) -> list[tuple[str, int, Any]]:
    """The same for rows that point at something that points there, and for those whose birth is not in the history.

    One query for each such kind.
    """
    funna = []
    for slag in kinds().values():
        vagen = getattr(slag, vag)
        if "__" in vagen or (vagen not in {"", "id"} and slag.tabell in tables_without_births()):
            funna += _with_person(slag, slag.modell._base_manager.filter(**{vagen: till}))
    return funna


def _pointing_directly(till: Slag, rad_id: int) -> list[tuple[str, int, Any]]:
    """The rows of other kinds that point at one row, as a decision's rows do. One query for each such kind.

    What is about nobody has no rows about somebody: the decisions made by a delegation are not part of it.
    """
    funna = []
    for pekare in till.modell._meta.related_objects:
        slag = kinds_by_table().get(pekare.related_model._meta.db_table)
        if slag is None or pekare.many_to_many or (slag.till_brukare and not till.till_brukare):
            continue
        funna += _with_person(slag, slag.modell._base_manager.filter(**{pekare.field.attname: rad_id}))
    return funna


def _with_person(slag: Slag, rader: QuerySet) -> list[tuple[str, int, Any]]:
    """Rows with the id of the person that each is about, if any."""
    falt = ("pk", slag.till_brukare) if slag.till_brukare else ("pk",)
    return [(slag.tabell, pk, brukare[0] if brukare else None) for pk, *brukare in rader.values_list(*falt)]


def _open_rows(rader: list[tuple[str, int, Any]], user: User) -> list[tuple[str, int, Any]]:
    """Those that are about no person, or about one that the user may read."""
    personer = {brukare for _, _, brukare in rader if brukare}
    oppna: set[int] = set()
    if personer and user.may("beslut.se_person"):
        oppna = set(Brukare.objects.open_to(user).filter(pk__in=personer).values_list("pk", flat=True))
    return [rad for rad in rader if not rad[2] or rad[2] in oppna]
