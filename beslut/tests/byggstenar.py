"""Byggstenar för delegation och överklaganden, med fasta värden."""

from datetime import date
from typing import Any

from assistans.models import User
from assistans.roller import Roll
from beslut.models import Beslut, Delegation, Overklagande
from tests.byggstenar import NU, build_user


def build_chef() -> User:
    """The head of the unit, who enters the delegations of others."""
    return build_user("maria", Roll.ENHETSCHEF)


def build_delegation(delegat: User, *, punkt: str = "4.2", **falt: Any) -> Delegation:
    """Leave to decide on assistance, of both kinds, since 2014."""
    varden = {
        "avser": ["ordinarie", "tillfallig_utokning"],
        "galler_fran": date(2014, 1, 1),
        "namndbeslut": "2013-12-11 § 118",
        "inlagd_av": build_chef(),
        "inlagd": NU,
    } | falt
    return Delegation.objects.create(delegat=delegat, punkt=punkt, **varden)


def build_overklagande(beslut: Beslut, **falt: Any) -> Overklagande:
    """An appeal that lies at the municipality."""
    return Overklagande.objects.create(beslut=beslut, **{"inkom": date(2015, 1, 12)} | falt)
