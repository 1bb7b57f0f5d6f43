"""Rule sets for the tests: the delivered one with a few rows changed, proposed and adopted by two persons."""

from datetime import date
from typing import Any

from assistans.models import User
from assistans.roller import Roll
from kontroller.models import Regelverk
from kontroller.regel import Allvar
from kontroller.regelverk import ensure_standard
from kontroller.services.adopting import Forslagsrad, adopt, propose
from tests.byggstenar import INLAST, MANAD, NU, build_user


def build_controller(anvandarnamn: str = "clara") -> User:
    return build_user(anvandarnamn, Roll.CONTROLLER)


def build_chef(anvandarnamn: str = "maria") -> User:
    return build_user(anvandarnamn, Roll.ENHETSCHEF)


def rows_of(regelverk: Regelverk, **andrat: dict[str, Any]) -> list[Forslagsrad]:
    """The rows of a rule set as a proposal has them. `andrat` are controls with what they get: D07={"allvar": "S"}."""
    rader = []
    for rad in regelverk.rader.order_by("kod"):
        varden = {
            "version": rad.regelversion,
            "allvar": Allvar(rad.allvar),
            "i_bruk": rad.i_bruk,
            "far_undantas": rad.far_undantas,
            "parametrar": dict(rad.parametrar),
        } | andrat.get(rad.kod, {})
        rader.append(Forslagsrad(kod=rad.kod, **varden))
    return rader


def build_forslag(
    *, galler_fran: date = MANAD, by: User | None = None, at=NU, utgar_fran: Regelverk | None = None, **andrat: dict
) -> Regelverk:
    """A proposal that starts from the delivered rule set."""
    utgar_fran = utgar_fran or ensure_standard(at=INLAST)
    return propose(
        utgar_fran=utgar_fran,
        galler_fran=galler_fran,
        skal="Kommunen tar in rapporterna senare.",
        rader=rows_of(utgar_fran, **andrat),
        by=by or build_controller(),
        at=at,
    )


def build_eget(*, galler_fran: date = MANAD, at=NU, **andrat: dict) -> Regelverk:
    """A rule set of the municipality's own, adopted by its chief."""
    forslag = build_forslag(galler_fran=galler_fran, at=at, **andrat)
    return adopt(regelverk=forslag, diarienummer="SN 2015/77", by=build_chef(), at=at)
