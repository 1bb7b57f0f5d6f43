"""Byggstenar för det som kommunen vet om en anordnare: kontakter, ledning, kontroller och brev."""

from datetime import date
from typing import Any

from beslut.models import (
    Anordnare,
    Bolagskontroll,
    Brev,
    Brukare,
    Funktionar,
    Kontakt,
    Tillstand,
    Tillstandskontroll,
)
from tests.byggstenar import NU, build_user


def build_kontakt(anordnare: Anordnare, **falt: Any) -> Kontakt:
    """The switchboard, known since the beginning of the year."""
    varden = {"namn": "Växeln", "telefon": "021-123 45", "galler_fran": date(2015, 1, 1)} | falt
    return Kontakt.objects.create(anordnare=anordnare, **varden)


def build_funktionar(anordnare: Anordnare, **falt: Any) -> Funktionar:
    varden = {"namn": "Kim Exempelson", "roll": "vd", "galler_fran": date(2015, 1, 1)} | falt
    return Funktionar.objects.create(anordnare=anordnare, **varden)


def build_bolagskontroll(anordnare: Anordnare, **falt: Any) -> Bolagskontroll:
    """F-tax was in order in March."""
    varden = {"slag": "f_skatt", "utfall": "utan_anmarkning", "datum": date(2015, 3, 2)} | falt
    return Bolagskontroll.objects.create(anordnare=anordnare, av=build_user("olof"), tid=NU, **varden)


def build_tillstandskontroll(tillstand: Tillstand, **falt: Any) -> Tillstandskontroll:
    varden = {"datum": date(2015, 4, 30), "status": "beviljat", "kalla": "ivo_utdrag"} | falt
    return Tillstandskontroll.objects.create(tillstand=tillstand, av=build_user("olof"), tid=NU, **varden)


def build_brev(brukare: Brukare, tillstand: Tillstand, **falt: Any) -> Brev:
    """A draft that the permit has ceased."""
    varden = {"slag": "tillstand_upphort", "amne": "Din anordnare har inte längre tillstånd", "text": "Ärende."} | falt
    return Brev.objects.create(
        brukare=brukare,
        tillstand=tillstand,
        anordnare=tillstand.anordnare,
        skapat_av=build_user("olof"),
        skapat=NU,
        **varden,
    )
