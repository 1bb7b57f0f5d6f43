"""Små byggare av det som kommunen har tagit reda på: kontroller av en anordnare, ledningen, och vem som beslutade."""

from datetime import date
from typing import Any

from kontroller.fakta import Beslut, Bolagskontroll, Delegation, Funktionar, Relation


def build_bolagskontroll(slag: str = "f_skatt", **mer: Any) -> Bolagskontroll:
    """In order in March 2015."""
    varden: dict[str, Any] = {"slag": slag, "utfall": "utan_anmarkning", "datum": date(2015, 3, 2)}
    return Bolagskontroll(**{**varden, **mer})


def build_funktionar(person: int | None = 501, **mer: Any) -> Funktionar:
    """The managing director since 2014, with no post in the municipality."""
    varden: dict[str, Any] = {
        "person": person,
        "roll": "vd",
        "fran": date(2014, 1, 1),
        "tom": None,
        "i_kommunen": False,
    }
    return Funktionar(**{**varden, **mer})


def build_relation(person: int = 501, **mer: Any) -> Relation:
    """Somebody close to the person, since nobody knows when."""
    varden: dict[str, Any] = {"person": person, "narstaende": True, "hushall": False, "fran": None, "tom": None}
    return Relation(**{**varden, **mer})


def build_delegation(**mer: Any) -> Delegation:
    """The right to decide on personal assistance, from 2013."""
    varden: dict[str, Any] = {
        "id": 1,
        "punkt": "3.1",
        "avser": "ordinarie",
        "fran": date(2013, 1, 1),
        "tom": None,
    }
    return Delegation(**{**varden, **mer})


def build_beslut(**mer: Any) -> Beslut:
    """The decision of `build_beslutsrad`, made in December 2013 by somebody with a delegation."""
    varden: dict[str, Any] = {
        "id": 1,
        "diarienummer": "LSS 2014/0001",
        "datum": date(2013, 12, 2),
        "organ": "delegat",
        "beslutsfattare": 7,
        "delegationer": (build_delegation(),),
        "delegationsordning": True,
    }
    return Beslut(**{**varden, **mer})


ALLT_SETT = tuple(build_bolagskontroll(slag) for slag in ("f_skatt", "arbetsgivare", "bolagsverket"))
"""Every authority that is asked about a company, without remarks."""
