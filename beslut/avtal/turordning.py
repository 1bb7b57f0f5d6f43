"""Vem som står i tur när en person inte väljer anordnare. Utan databas, så att ordningen kan prövas för sig.

Turen går till den som har väntat längst på en tilldelning. Den som aldrig har fått någon står först, i den ordning
avtalen godkändes. Den som gås förbi behåller sin plats (revisionsrapport 2015:3, avsnitt 3.3.1).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from assistans.svenska import datum_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Avtalslage:
    """Vad ordningen behöver veta om ett avtal den dag den görs. Tider är instanter, dagar är dagar i Sverige."""

    avtal: int
    ar_lov: bool
    ickeval: bool
    godkant: datetime | None
    galler_fran: date
    galler_tom: date | None
    har_tillstand: bool
    senast: datetime | None
    """Den senaste tilldelningen, om det finns någon."""


class Plats(NamedTuple):
    """En plats i ordningen. `forbi` är skälet till att den gås förbi, tomt när den inte gör det."""

    avtal: int
    senast: datetime | None
    forbi: str

    def as_stored(self) -> dict[str, object]:
        """The place as an assignment keeps it."""
        return {"avtal": self.avtal, "senast": self.senast.isoformat() if self.senast else None, "forbi": self.forbi}


def turn_list(avtal: Iterable[Avtalslage], dag: date) -> list[Plats]:
    """The places on a day, the one to stand first at the top.

    Contracts that have ended, are not approved or do not take those who do not choose have no place. One that has a
    place and cannot be given anyone that day is passed, with the reason.
    """
    med_plats = [lage for lage in avtal if _has_place(lage, dag)]
    return [Plats(lage.avtal, lage.senast, _obstacle(lage, dag)) for lage in sorted(med_plats, key=_waiting)]


def first_in_turn(platser: Iterable[Plats]) -> int | None:
    """The contract whose turn it is, None when all are passed or there are none."""
    return next((plats.avtal for plats in platser if not plats.forbi), None)


def passed(platser: Iterable[Plats], forbi: Mapping[int, str]) -> list[Plats]:
    """The same places, with reasons written for some of those that stood in turn."""
    return [plats._replace(forbi=plats.forbi or forbi.get(plats.avtal, "")) for plats in platser]


def _has_place(lage: Avtalslage, dag: date) -> bool:
    har_slutat = lage.galler_tom is not None and lage.galler_tom < dag
    return lage.ar_lov and lage.ickeval and lage.godkant is not None and not har_slutat


def _waiting(lage: Avtalslage) -> tuple[bool, datetime | None, int]:
    """Those who never had anyone by when they were approved, then the others by when they last had someone."""
    return lage.senast is not None, lage.senast or lage.godkant, lage.avtal


def _obstacle(lage: Avtalslage, dag: date) -> str:
    if lage.galler_fran > dag:
        return f"Avtalet börjar gälla den {datum_text(lage.galler_fran)}."
    if not lage.har_tillstand:
        return f"Anordnaren har inget tillstånd som gäller den {datum_text(dag)}."
    return ""
