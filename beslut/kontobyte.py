"""Vad den som ska bekräfta ett konto behöver veta: vilka kontakter som redan stod i registret när det lades in (B14).

Numret att ringa är det som stod där före dagen då kontot kom. Ett nummer som kom eller ändrades samma dag eller senare
kan ha kommit från samma håll som kontot.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from assistans.models import Andring
from beslut.models import Kontakt, Konto

NUMMER = ("namn", "telefon", "epost")
"""What makes a contact another one to call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uppringbar:
    """En kontakt så som den stod före dagen då kontot lades in. `nu` är vad den säger i dag, om det är något annat."""

    namn: str
    uppgift: str
    telefon: str
    epost: str
    nu: Kontakt | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Uppringning:
    """Kontakterna att ringa, och dem som kom samtidigt med kontot eller senare."""

    kanda: list[Uppringbar]
    nya: list[Kontakt]

    @classmethod
    def load(cls, konto: Konto) -> "Uppringning":
        """Read the contacts back to the day before the account. Two queries."""
        dagen = timezone.localdate(konto.inlagt)
        kontakter = list(Kontakt.objects.filter(anordnare=konto.anordnare_id).order_by("namn"))
        andringar = _changes_since(dagen, [kontakt.pk for kontakt in kontakter])

        kanda, nya = [], []
        for kontakt in kontakter:
            fore = _as_it_stood(kontakt, andringar.get(kontakt.pk, []))
            if fore is None or fore["galler_fran"] >= dagen:
                nya.append(kontakt)
            elif fore["galler_tom"] is None or fore["galler_tom"] >= dagen:
                kanda.append(_known(kontakt, fore))
        return cls(kanda=kanda, nya=nya)


def _changes_since(dagen: date, ids: Iterable[int]) -> dict[int, list[Andring]]:
    """What has been done to the contacts since the day began, the latest first."""
    midnatt = timezone.make_aware(datetime.combine(dagen, time.min))
    andringar = Andring.objects.filter(tabell=Kontakt._meta.db_table, rad_id__in=ids, tid__gte=midnatt)
    by_contact: dict[int, list[Andring]] = {}
    for andring in andringar.order_by("-tid", "-pk"):
        by_contact.setdefault(andring.rad_id, []).append(andring)
    return by_contact


def _as_it_stood(kontakt: Kontakt, andringar: list[Andring]) -> dict[str, Any] | None:
    """The contact's values before the changes, taken back one by one. None if it was not there."""
    varden = {falt.attname: getattr(kontakt, falt.attname) for falt in Kontakt._meta.concrete_fields}
    for andring in andringar:
        if andring.slag == "INSERT":
            return None
        varden |= andring.fore
    for namn in ("galler_fran", "galler_tom"):
        if isinstance(varden[namn], str):
            varden[namn] = date.fromisoformat(varden[namn])
    return varden


def _known(kontakt: Kontakt, fore: dict[str, Any]) -> Uppringbar:
    andrad = any(fore[namn] != getattr(kontakt, namn) for namn in NUMMER)
    return Uppringbar(
        **{namn: fore[namn] for namn in ("namn", "uppgift", "telefon", "epost")}, nu=kontakt if andrad else None
    )
