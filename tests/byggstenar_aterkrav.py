"""Small builders of repayment cases: looked into, communicated, decided; past the services, so that gates are tried."""

import itertools
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Brev, Delegation
from fakturor.models import Aterkrav, Aterkravsbeslutspost, Aterkravspost, Faktura
from tests.byggstenar import INLAST, NU, STOCKHOLM, Arende, build_handlaggare, build_user

KOMMUNICERAT, SVARA_SENAST = date(2015, 6, 11), date(2015, 7, 2)
BESLUTAS = datetime(2015, 7, 3, 10, 0, tzinfo=STOCKHOLM)
"""The day after the last one to answer."""
NUMMER = itertools.count(1)


def build_aterkrav(arende: Arende, **falt: Any) -> Aterkrav:
    """A case of repayment of the month, turned towards the person, looked into by the handläggare."""
    varden = {
        "nummer": f"ÅK-{next(NUMMER):05d}",
        "slag": "aterbetalning",
        "brukare": arende.brukare,
        "anordnare": arende.anordnare,
        "mot": "enskild",
        "grund": "oriktiga_uppgifter",
        "period_fran": date(2015, 5, 1),
        "period_tom": date(2015, 5, 31),
        "skal": "Tid är redovisad efter den dag då behovet upphörde.",
        "upprattat_av": build_handlaggare(),
        "upprattat": NU,
    } | falt
    return Aterkrav.objects.create(**varden)


def build_post(aterkrav: Aterkrav, faktura: Faktura, belopp: Decimal | int = 2840, **falt: Any) -> Aterkravspost:
    """Ten hours of the invoice."""
    varden = {"regel": "A08", "minuter": 600, "text": "Tio timmar efter den dagen."} | falt
    return aterkrav.poster.create(faktura=faktura, belopp=belopp, **varden)


def build_brev(aterkrav: Aterkrav, **falt: Any) -> Brev:
    """The letter about being heard, handed over."""
    varden = {
        "slag": Brev.Slag.KOMMUNICERING,
        "brukare": aterkrav.brukare,
        "anordnare": None if aterkrav.brukare_id else aterkrav.anordnare,
        "amne": "Du får yttra dig",
        "text": "Kommunen överväger att kräva tillbaka pengar.",
        "skapat_av": aterkrav.upprattat_av,
        "skapat": NU,
        "skickat": KOMMUNICERAT,
    } | falt
    if varden["skickat"]:
        varden["skickat_av"] = aterkrav.upprattat_av
    return Brev.objects.create(**varden)


def communicate(aterkrav: Aterkrav, *, brev: Brev | None = None) -> Aterkrav:
    aterkrav.brev = brev or build_brev(aterkrav)
    aterkrav.kommunicerat, aterkrav.svara_senast = KOMMUNICERAT, SVARA_SENAST
    aterkrav.status = Aterkrav.Status.KOMMUNICERAT
    aterkrav.save()
    return aterkrav


def build_beslutande(anvandarnamn: str = "maria-chef", avser: list[str] | None = None) -> User:
    """Someone who may decide on repayments, by the nämnd's delegation."""
    chef = build_user(anvandarnamn, "enhetschef")
    if not chef.delegationer.exists():
        Delegation.objects.create(
            delegat=chef,
            punkt="6.4",
            avser=avser or ["aterbetalning"],
            galler_fran=date(2015, 1, 1),
            namndbeslut="2014-12-10 § 122",
            inlagd_av=User.objects.system(),
            inlagd=INLAST,
        )
    return chef


def decide(
    aterkrav: Aterkrav,
    *,
    by: User | None = None,
    at: datetime = BESLUTAS,
    belopp: Decimal | None = None,
    delegation: Delegation | str | None = "sin",
    actor: User | None = None,
) -> Aterkrav:
    """Mark the case as decided, as its gate wants it."""
    by = by or build_beslutande()
    set_actor((actor or by).pk)
    aterkrav = Aterkrav.objects.get(pk=aterkrav.pk)
    poster = aterkrav.poster.order_by("-belopp") if aterkrav.status == Aterkrav.Status.KOMMUNICERAT else []
    kvar = belopp or sum(post.belopp for post in poster)
    for post in poster:
        kravt = min(post.belopp, kvar)
        kvar -= kravt
        Aterkravsbeslutspost.objects.create(
            post=post, belopp=kravt, skal="" if kravt == post.belopp else "Ringa belopp."
        )
    aterkrav.status, aterkrav.beslutat_av, aterkrav.beslutat = Aterkrav.Status.BESLUTAT, by, at
    aterkrav.delegation = by.delegationer.first() if delegation == "sin" else delegation
    aterkrav.beslutat_belopp = belopp or sum(aterkrav.poster.values_list("belopp", flat=True))
    aterkrav.betala_senast = date(2015, 8, 3)
    aterkrav.save()
    return aterkrav
