"""Small builders of Försäkringskassan's invoices: May 2015, eighty hours at the state's rate for each person."""

from datetime import date
from decimal import Decimal
from typing import Any

from assistans.models import User
from beslut.models import Brukare
from fakturor.models import Fkfaktura, Fkrad
from tests.byggstenar import MANAD, NU, TIMPRIS, build_beslut, build_user

SISTA = date(2015, 5, 31)
ATTIO = 80 * 60


def build_las_in(anvandarnamn: str = "karin-fk") -> User:
    """Someone who may read in invoices."""
    return build_user(anvandarnamn, "ekonom")


def build_granskare_fk(anvandarnamn: str = "johan-fk") -> User:
    """Someone who may review them."""
    return build_user(anvandarnamn, "handlaggare")


def build_fk_beslut(brukare: Brukare, **falt: Any) -> None:
    """Försäkringskassan grants sixty hours a week from 2015."""
    varden = {"typ": "assistansersattning", "timmar": Decimal(60), "enhet": "vecka"} | falt
    build_beslut(brukare, diarienummer=f"FK {brukare.referens}", **varden)


def build_fkfaktura(*personer: Brukare | str, nummer: str = "FK-2015-05", **falt: Any) -> Fkfaktura:
    """An invoice with a row for each person; a text is a referens that nobody has."""
    radbelopp = ATTIO // 60 * TIMPRIS
    varden = {
        "slag": Fkfaktura.Slag.MANAD,
        "manad": MANAD,
        "fakturadatum": date(2015, 6, 8),
        "belopp": radbelopp * len(personer),
        "inlast_av": build_las_in(),
        "inlast": NU,
    } | falt
    faktura = Fkfaktura.objects.create(nummer=nummer, **varden)
    for n, person in enumerate(personer, 1):
        build_fkrad(faktura, person, rad=n)
    return faktura


def build_fkrad(faktura: Fkfaktura, person: Brukare | str, **falt: Any) -> Fkrad:
    kand = isinstance(person, Brukare)
    varden = {
        "rad": 1,
        "referens": person.referens if kand else person,
        "brukare": person if kand else None,
        "period_fran": MANAD,
        "period_tom": SISTA,
        "minuter": ATTIO,
        "timbelopp": TIMPRIS,
        "belopp": ATTIO // 60 * TIMPRIS,
    } | falt
    return Fkrad.objects.create(faktura=faktura, **varden)
