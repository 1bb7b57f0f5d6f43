"""One table of master data into one model: what is new, what is changed, and which periods give way to others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import models

from assistans.svenska import datum_text
from assistans.tabeller import Rad, Tabellasning
from beslut.importing.resultat import Filresultat, RadRefused
from beslut.omfang import Omfang, extent, values_of

Falt = dict[str, Any]
Nyckel = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """How rows of a table stand in a model. Fields are named by their attnames (`brukare_id`)."""

    modell: type[models.Model]
    nyckel: tuple[str, ...]
    grupp: Callable[[Mapping[str, Any]], Nyckel | None] | None = None
    """The key group within which periods stand against each other; None for a row that stands alone."""
    closes_open: bool = False
    """An open period ends the day before the next in its group begins."""
    refuses_overlap: bool = False
    """No day may belong to two periods of a group."""

    def key_of(self, objekt: models.Model) -> Nyckel:
        return tuple(getattr(objekt, name) for name in self.nyckel)

    def extent_of(self, post: Post) -> Omfang | None:
        """Whom a new or changed row is about, and the days that it gives up or takes. None if nothing rests on it."""
        fore = values_of(post.objekt) if post.objekt else None
        return extent(self.modell, {**(fore or {}), **post.falt}, fore)


@dataclass(slots=True, eq=False)
class Post:
    """A row as it will stand: from the file (`rad`), stored already (`objekt`), or both."""

    falt: Falt
    objekt: models.Model | None
    rad: Rad | None
    stated_tom: date | None = None
    """The end as it was given, before a later period closed it."""
    was_changed: bool = False
    """Whether it was new, or stored before with other values."""

    @property
    def fran(self) -> date:
        return self.falt["galler_fran"]

    @property
    def tom(self) -> date | None:
        return self.falt["galler_tom"]

    @property
    def differs(self) -> bool:
        """Whether what is stored already has other values."""
        return self.objekt is not None and any(getattr(self.objekt, name) != v for name, v in self.falt.items())

    @property
    def only_shrinks(self) -> bool:
        """Whether the stored period gives up days and takes no new ones."""
        before: Any = self.objekt
        if "galler_tom" not in self.falt or self.tom is None:
            return False
        return self.fran >= before.galler_fran and (before.galler_tom is None or self.tom <= before.galler_tom)


def import_rows(
    register: Register,
    lasning: Tabellasning,
    rader: Iterable[Rad],
    resultat: Filresultat,
    to_fields: Callable[[Rad], Falt],
    stored_rows: models.QuerySet | None = None,
) -> list[Post]:
    """Take rows in, count them, and note those that are refused. Answers the file's rows as they now stand.

    `to_fields` raises RadRefused. `stored_rows` are those that the file may concern, all if not given. The number of
    queries does not depend on the number of rows.
    """
    filens = _read_rows(register, lasning, rader, resultat, to_fields)
    if stored_rows is None:
        stored_rows = register.modell._default_manager.all()
    stored = {register.key_of(objekt): objekt for objekt in stored_rows}
    for key, post in filens.items():
        post.objekt = stored.get(key)

    poster = list(filens.values())
    if register.grupp:
        others = (objekt for key, objekt in stored.items() if key not in filens)
        poster = _settle_groups(register, lasning, resultat, poster, others)

    new = [post for post in poster if post.objekt is None]
    changed = [post for post in poster if post.differs]
    for post in (*new, *changed):
        post.was_changed = True
        resultat.omfang.update({register.extent_of(post)} - {None})
    _write(register, new, changed)

    standing = [post for post in poster if post.rad]
    changed_rows = sum(post.rad is not None for post in changed)
    resultat.nya += len(new)
    resultat.andrade += changed_rows
    resultat.oforandrade += len(standing) - len(new) - changed_rows
    return standing


def _read_rows(
    register: Register,
    lasning: Tabellasning,
    rader: Iterable[Rad],
    resultat: Filresultat,
    to_fields: Callable[[Rad], Falt],
) -> dict[Nyckel, Post]:
    poster = {}
    for rad in rader:
        try:
            falt = to_fields(rad)
        except RadRefused as refused:
            resultat.refuse(lasning, rad, refused.kolumn, refused.orsak)
        else:
            poster[tuple(falt[name] for name in register.nyckel)] = Post(falt, None, rad, falt.get("galler_tom"))
    return poster


# Periods


def _settle_groups(
    register: Register,
    lasning: Tabellasning,
    resultat: Filresultat,
    filens: list[Post],
    others: Iterable[models.Model],
) -> list[Post]:
    """The file's rows, less those refused, and the stored rows that stand in the same groups."""
    group_of: Any = register.grupp
    groups: dict[Nyckel | None, list[Post]] = defaultdict(list)
    for post in filens:
        groups[group_of(post.falt)].append(post)
    for objekt in others:
        falt = values_of(objekt)
        if group_of(falt) in groups:
            groups[group_of(falt)].append(Post(falt, objekt, None, falt["galler_tom"]))

    alone = [post for post in groups.pop(None, []) if post.rad]
    return alone + [post for group in groups.values() for post in _settle_group(register, lasning, resultat, group)]


def _settle_group(register: Register, lasning: Tabellasning, resultat: Filresultat, group: list[Post]) -> list[Post]:
    while True:
        group.sort(key=lambda post: post.fran)
        for post in group:
            post.falt["galler_tom"] = post.stated_tom
        if register.closes_open:
            _close_open(group)
        clash = _first_overlap(group) if register.refuses_overlap else None
        if clash is None:
            return group
        _refuse_one(register, lasning, resultat, group, *clash)


def _close_open(group: list[Post]) -> None:
    for post, follower in pairwise(group):
        if post.tom is None and follower.fran > post.fran:
            post.falt["galler_tom"] = follower.fran - timedelta(days=1)


def _first_overlap(group: list[Post]) -> tuple[Post, Post] | None:
    """Two neighbours in time that share a day; what is stored never does so with what is stored."""
    for post, follower in pairwise(group):
        if (post.rad or follower.rad) and (post.tom is None or post.tom >= follower.fran):
            return post, follower
    return None


def _refuse_one(
    register: Register, lasning: Tabellasning, resultat: Filresultat, group: list[Post], *clash: Post
) -> None:
    """Refuse the file's row of two that share days, or the one further down in the file. What was stored stands."""
    refused = max((post for post in clash if post.rad), key=lambda post: post.rad.nummer if post.rad else 0)
    [other] = (post for post in clash if post is not refused)
    which = f"på rad {other.rad.nummer}" if other.rad else "som redan finns"
    assert refused.rad is not None
    resultat.refuse(
        lasning, refused.rad, "from", f"Perioden överlappar den {which}, som börjar {datum_text(other.fran)}."
    )
    group.remove(refused)
    if refused.objekt is not None:
        falt = values_of(refused.objekt)
        group.append(Post(falt, refused.objekt, None, falt["galler_tom"]))


# Writing


def _write(register: Register, new: list[Post], changed: list[Post]) -> None:
    """Periods that give up days are written first, so that no day ever belongs to two."""
    shrinking, others = [], []
    for post in changed:
        (shrinking if post.only_shrinks else others).append(post)
        for name, value in post.falt.items():
            setattr(post.objekt, name, value)
    names = sorted({name for post in changed for name in post.falt} - {*register.nyckel, "id"})
    manager = register.modell._default_manager
    for group in filter(None, (shrinking, others)):
        manager.bulk_update([post.objekt for post in group], names, batch_size=1000)

    for post, objekt in zip(new, manager.bulk_create([register.modell(**post.falt) for post in new]), strict=True):
        post.objekt = objekt
