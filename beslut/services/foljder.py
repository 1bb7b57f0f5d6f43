"""What follows on a change in the registers: it is written down, and those that rest on it are told.

Invoices rest on the registers, but stand to the right, where nothing here may reach. So they say at start-up what they
want to be called with (docs/adr/0005).
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.db import models

from assistans.models import Handelse, User
from beslut.omfang import Omfang, extent_of, values_of


class Foljd(Protocol):
    """What somebody who rests on the registers does when they change, in the transaction of the change."""

    def __call__(self, *, omfang: Collection[Omfang], by: User, at: datetime) -> object: ...


_foljder: list[Foljd] = []


def on_change(foljd: Foljd) -> None:
    """Call this at every change from now on. An app does it once, when it is ready."""
    if foljd not in _foljder:
        _foljder.append(foljd)


class Skillnad(NamedTuple):
    """What new values made different: the fields, and whom and which days it is about, None when nothing differs."""

    falt: list[str]
    omfang: Omfang | None


def save_change(rad: models.Model, nytt: Mapping[str, Any]) -> Skillnad:
    """Give a row new values, by the names of its fields, and save those that differ."""
    fore = values_of(rad)
    falt = sorted(namn for namn, varde in nytt.items() if fore[namn] != varde)
    if not falt:
        return Skillnad([], None)

    for namn in falt:
        setattr(rad, namn, nytt[namn])
    rad.save(update_fields=falt)
    return Skillnad(falt, extent_of(rad, fore))


def record_change(
    typ: str,
    objekt: models.Model,
    *,
    omfang: Omfang | None,
    by: User,
    at: datetime,
    ocksa: Collection[Omfang] = (),
    **uppgifter: Any,
) -> Handelse:
    """Record an event with whom and which days it is about, and tell those that rest on it. None if nothing does.

    `ocksa` is what a change is about that is of no one person or provider: it is told, and the event does not bear it.
    """
    handelse = Handelse.record(typ, objekt, by=by, at=at, **(omfang.as_event() if omfang else {}), **uppgifter)
    if about := {*([omfang] if omfang else []), *ocksa}:
        for foljd in _foljder:
            foljd(omfang=about, by=by, at=at)
    return handelse
