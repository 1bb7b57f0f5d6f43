"""Whom a change in the registers is about, and which days, so that the invoices that rest on it can be found."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from beslut.models import Anordnare, Assistentuppgift, Betalningsmottagare, Brukare, Stallforetradare, Tillstand

Varden = Mapping[str, Any]
"""A row's values by the attnames of its fields (`brukare_id`)."""
TRIED_AFTER_THE_MONTH = (Stallforetradare, Betalningsmottagare)
"""What is tried on the day of a certificate (B09) or of an invoice (B07), both of which come after their month."""
SPEAKS_AFTER_ITS_END = (Tillstand,)
"""What says something of the days after its last one too: that a permit has ceased (B01, B02)."""


class Omfang(NamedTuple):
    """What a change is about, by ids. None stands for everybody, and for a period without that end.

    With `assistent`, the id of a person, it is about those whom she has worked for, whoever they are.
    """

    brukare: int | None
    anordnare: int | None
    fran: date | None
    tom: date | None
    assistent: int | None = None

    def as_event(self) -> dict[str, object]:
        """What an event carries of it: nothing for everybody, or for an end that the period does not have."""
        return {
            name: str(value) if isinstance(value, date) else value
            for name, value in self._asdict().items()
            if value is not None
        }


def values_of(rad: models.Model) -> dict[str, Any]:
    """What a row says now."""
    return {field.attname: getattr(rad, field.attname) for field in rad._meta.concrete_fields}


def extent_of(rad: models.Model, fore: Varden | None = None) -> Omfang | None:
    """The extent of a stored row that is new, or that said something else before."""
    return extent(type(rad), values_of(rad), fore)


def extent(modell: type[models.Model], nu: Varden, fore: Varden | None = None) -> Omfang | None:
    """Whom a row is about, and the days that it takes or gives up; `fore` is what it said before, if it was there.

    A row that comes to say something else is about all its days, one whose end is moved about those between the ends.
    None if it is about no person and no provider, or about one that is not stored yet, and for another look at a
    permit that says the same.
    """
    parter = _parties(modell, nu)
    if parter is None or (fore is not None and _is_another_look(modell, nu, fore)):
        return None
    fran, tom = _days(nu, fore)
    return Omfang(
        *parter,
        None if modell in TRIED_AFTER_THE_MONTH else fran,
        None if modell in SPEAKS_AFTER_ITS_END else tom,
        nu["person_id"] if modell is Assistentuppgift else None,
    )


def _is_another_look(modell: type[models.Model], nu: Varden, fore: Varden) -> bool:
    """Whether all that differs is that a permit has been looked at again: only the first look is asked for (B01)."""
    skilda = {name for name, value in nu.items() if fore[name] != value}
    sedd = fore.get("kontrollerad") is not None and nu.get("kontrollerad") is not None
    return modell is Tillstand and sedd and skilda <= {"kontrollerad", "nasta_kontroll"}


def _parties(modell: type[models.Model], nu: Varden) -> tuple[int | None, int | None] | None:
    """The ids of person and provider, either of which may be None for all of them."""
    if modell in (Brukare, Anordnare) and "id" in nu:
        return (nu["id"], None) if modell is Brukare else (None, nu["id"])
    if modell is Assistentuppgift:
        return None, None
    if not {"brukare_id", "anordnare_id"} & nu.keys():
        return None
    return nu.get("brukare_id"), nu.get("anordnare_id")


def _days(nu: Varden, fore: Varden | None) -> tuple[date | None, date | None]:
    first, last = _period(nu)
    if fore is None:
        return first, last
    first_before, last_before = _period(fore)
    latest = max(last, last_before) if last and last_before else None
    if {name for name, value in nu.items() if fore[name] != value} == {"galler_tom"}:
        return min(end for end in (last, last_before) if end) + timedelta(days=1), latest
    # A beginning that nobody knows may be any day.
    return min(first, first_before) if first and first_before else None, latest


def _period(varden: Varden) -> tuple[date | None, date | None]:
    """A row's first and last day. What has no period has neither."""
    if "borjar" in varden:
        borjar, slutar = varden["borjar"], varden["slutar"]
        return timezone.localdate(borjar), slutar and timezone.localdate(slutar)
    return varden.get("galler_fran"), varden.get("galler_tom")
