"""Small builders of the municipality's contracts, with fixed values: by LOV, approved, and from June 2014."""

from datetime import date, datetime
from typing import Any

from assistans.models import User
from assistans.roller import Roll
from beslut.avtal.kravlage import requirements_of
from beslut.models import Anordnare, Avtal, Avtalskrav, Uppfoljning
from tests.byggstenar import STOCKHOLM, build_anordnare, build_user

AVTAL_FRAN = date(2014, 6, 1)
PROVAT = datetime(2014, 5, 5, 9, 0, tzinfo=STOCKHOLM)
GODKANT = datetime(2014, 5, 20, 9, 0, tzinfo=STOCKHOLM)


def build_konsulent() -> User:
    """Someone who may try contracts and follow them up."""
    return build_user("olof", Roll.KONSULENT)


def build_chef() -> User:
    """Someone who may approve contracts and confirm wrong statements."""
    return build_user("maria", Roll.ENHETSCHEF)


def build_avtal(anordnare: Anordnare | None = None, *, godkant: datetime | None = GODKANT, **falt: Any) -> Avtal:
    """A contract with its requirements met, approved by another than the one who tried it, unless `godkant` is None."""
    anordnare = anordnare or build_anordnare()
    varden = {
        "slag": "lov",
        "diarienummer": f"NF 2014/{anordnare.orgnr[-4:]}",
        "galler_fran": AVTAL_FRAN,
        "ickeval": True,
        "provat_av": build_konsulent(),
        "provat": PROVAT,
    } | falt
    avtal = Avtal.objects.create(anordnare=anordnare, **varden)
    for krav in requirements_of(nystartat=avtal.nystartat):
        Avtalskrav.objects.create(avtal=avtal, krav=krav, uppfyllt=date(2014, 5, 6), uppfyllt_av=build_konsulent())
    if godkant:
        avtal.godkant, avtal.godkant_av = godkant, build_chef()
        avtal.save(update_fields=["godkant", "godkant_av"])
    return avtal


def build_uppfoljning(avtal: Avtal, **falt: Any) -> Uppfoljning:
    """A review of the contract, to be done in the spring of 2015."""
    varden = {"slag": "kontrakt", "tidigast": date(2015, 3, 1), "senast": date(2015, 5, 31)} | falt
    return Uppfoljning.objects.create(avtal=avtal, **varden)


def build_gjord(avtal: Avtal, **falt: Any) -> Uppfoljning:
    """A review that is done."""
    varden = {
        "sjalvskattning_begard": date(2015, 3, 2),
        "sjalvskattning_inkom": date(2015, 3, 20),
        "sjalvskattning": "Kraven följs.",
        "besok": date(2015, 4, 14),
        "iakttagelser": "Schemat stämde med dem som var på plats.",
        "bedomning": "uppfyller",
        "genomford": date(2015, 4, 20),
        "genomford_av": build_konsulent(),
    } | falt
    return build_uppfoljning(avtal, **varden)
