"""Small builders of a reduction: a draft, what is taken off, the letter to the person, and the decision.

They write rows, so that a test can be about one thing; what the services do is tried where they are.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from assistans.models import User
from assistans.roller import Roll
from beslut.models import Brev, Delegation
from fakturor.models import Faktura, Nedsattning, Nedsattningspost
from tests.byggstenar import INLAST, NU, STOCKHOLM, build_handlaggare, build_user

KOMMUNICERAD = date(2015, 6, 10)
SVARA_SENAST = date(2015, 6, 24)
EFTER_TIDEN = datetime(2015, 6, 25, 9, 0, tzinfo=STOCKHOLM)
"""The first moment when the person's time to answer has passed."""


def build_beslutsfattare(anvandarnamn: str = "maria-chef") -> User:
    """A head of unit with the board's delegation to decide on economic support, refusals too."""
    chef = build_user(anvandarnamn, Roll.ENHETSCHEF)
    build_delegation(chef)
    return chef


def build_delegation(delegat: User, **falt: Any) -> Delegation:
    """The board's delegation, since long; found again if it is there."""
    varden = {
        "avser": [Delegation.Avser.EKONOMISKT_STOD],
        "galler_fran": date(2014, 1, 1),
        "namndbeslut": "2014-12-10 § 122",
        "inlagd_av": User.objects.system(),
        "inlagd": INLAST,
    } | falt
    return Delegation.objects.get_or_create(delegat=delegat, punkt=varden.pop("punkt", "4.7"), defaults=varden)[0]


def build_nedsattning(faktura: Faktura, *belopp: Decimal | int, **falt: Any) -> Nedsattning:
    """A draft with a post for each amount, by a handläggare. The form is a decision unless told otherwise."""
    varden = {
        "form": Nedsattning.Form.BESLUT,
        "skal": "Tiden ryms inte i beslutet.",
        "upprattad_av": build_handlaggare(),
        "upprattad": NU,
    } | falt
    nedsattning = Nedsattning.objects.create(faktura=faktura, **varden)
    for kronor in belopp:
        build_post(nedsattning, Decimal(kronor))
    return nedsattning


def build_post(nedsattning: Nedsattning, belopp: Decimal, **falt: Any) -> Nedsattningspost:
    return Nedsattningspost.objects.create(
        nedsattning=nedsattning, belopp=belopp, **({"text": "Tid utöver beslutet"} | falt)
    )


def build_kommunicering(
    faktura: Faktura, *, skickat: date | None = KOMMUNICERAD, slag: str = Brev.Slag.KOMMUNICERING
) -> Brev:
    """The letter that gives the person time to answer, handed over."""
    av = build_handlaggare()
    return Brev.objects.create(
        slag=slag,
        brukare=faktura.rader.first().brukare,
        amne="Du får yttra dig",
        text="Ärende LSS-9F3C",
        skapat_av=av,
        skapat=NU,
        skickat=skickat,
        skickat_av=av if skickat else None,
    )


def communicated(nedsattning: Nedsattning, **falt: Any) -> Nedsattning:
    """The draft, sent to the person with time to answer."""
    nedsattning.status = Nedsattning.Status.KOMMUNICERAD
    nedsattning.brev = build_kommunicering(nedsattning.faktura)
    nedsattning.kommunicerad, nedsattning.svara_senast = KOMMUNICERAD, SVARA_SENAST
    for namn, varde in falt.items():
        setattr(nedsattning, namn, varde)
    nedsattning.save()
    return nedsattning


def decided(nedsattning: Nedsattning, **falt: Any) -> Nedsattning:
    """The reduction, decided by another person when the time has passed; communicated first when it is a decision."""
    if nedsattning.form == Nedsattning.Form.BESLUT:
        if nedsattning.status == Nedsattning.Status.UTKAST:
            communicated(nedsattning)
        nedsattning.delegation = build_delegation(falt.get("beslutad_av") or build_beslutsfattare())
        nedsattning.diarienummer = "SN 2015/301"
    nedsattning.status = Nedsattning.Status.BESLUTAD
    nedsattning.beslutad_av, nedsattning.beslutad = build_beslutsfattare(), EFTER_TIDEN
    for namn, varde in falt.items():
        setattr(nedsattning, namn, varde)
    nedsattning.save()
    return nedsattning
